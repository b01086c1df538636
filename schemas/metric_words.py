"""The words that tie a figure to what it counts, read once from ``reference/metric_words.toml``."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

#: What a member begins with: a character, a class of them, or a class that it looks ahead for.
_OPENING = re.compile(r"\(\?=(?P<ahead>\[[^\]]+\])\)|(?P<one>\[[^\]]+\]|\\x..|\\.|[^\\\[\](){}.*+?^$|])(?![?*{])")
_ANYTHING = r"[\s\S]"
_ESCAPED_OR_CLASS, _GROUP = re.compile(r"\\.|\[[^\]]*\]"), re.compile(r"\([^()]*\)")


class WordRun:
    """Runs of words, matched in time linear in the text: a star over such a list would not be.

    Example:
        >>> run = WordRun(["已经?", "达到?", "总数"])
        >>> run.fullmatch("总数已经达到"), run.fullmatch("总数已覆盖"), run.fullmatch("")
        (True, False, True)
    """

    def __init__(self, members: Sequence[str]) -> None:
        self._by_first: dict[str, tuple[re.Pattern[str], ...]] = {}
        self._by_character: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        self._by_class: list[tuple[re.Pattern[str], re.Pattern[str]]] = []
        for member in members:
            opening, pattern = _opening(member), re.compile(member)
            if len(opening) == 1:
                self._by_character[opening].append(pattern)
            else:
                self._by_class.append((re.compile(opening), pattern))

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Return whether the text between two positions is nothing but words of the list, or empty."""
        stop = len(text) if end is None else end
        reached, ahead = {start}, [start]
        while ahead:
            position = ahead.pop()
            if position >= stop:
                return True
            for pattern in self._beginning_with(text[position]):
                match = pattern.match(text, position, stop)
                if match is not None and match.end() not in reached:
                    reached.add(match.end())
                    ahead.append(match.end())
        return False

    @property
    def tried_anywhere(self) -> list[str]:
        """The members that do not say what they begin with."""
        return [pattern.pattern for opening, pattern in self._by_class if opening.pattern == _ANYTHING]

    def _beginning_with(self, character: str) -> tuple[re.Pattern[str], ...]:
        known = self._by_first.get(character)
        if known is None:
            of_classes = (pattern for opening, pattern in self._by_class if opening.match(character))
            known = (*self._by_character.get(character, ()), *of_classes)
            self._by_first[character] = known
        return known


def _opening(member: str) -> str:
    """Return the pattern of the characters that a member may begin with, any where it does not say."""
    found = _OPENING.match(member)
    if found is None or _has_alternatives(member):
        return _ANYTHING
    return found["ahead"] or found["one"]


def _has_alternatives(member: str) -> bool:
    """Return whether a bar parts the member outside of all groups."""
    plain, groups = _ESCAPED_OR_CLASS.sub("", member), 1
    while groups:
        plain, groups = _GROUP.subn("", plain)
    return "|" in plain


@dataclass(frozen=True)
class MetricWords:
    """Patterns over text in which every character of a date is U+0001, of a region's name U+0002.

    Attributes:
        link: the whole of what stands between a noun and its number.
        tail: the whole of what may follow the noun after a number.
        phrase_end: where a noun phrase ends without punctuation.
        compound: what makes the noun before it a modifier.
        growth: words of a rise.
        decline: words of a fall.
        share: words of a part.
        now: words that mean the day of publication.
        target: words of what is to come.
        goal: words of a plan, which stays one when its year is over.
        reached: words of what is done.
        done: words that say so beyond doubt.
        forecast: words of an estimate, of the past where its date is.
        added: words of a flow.
        stock: words of a stock.
        announcement: what follows the date of an announcement.
    """

    link: WordRun
    tail: WordRun
    phrase_end: re.Pattern[str]
    compound: re.Pattern[str]
    growth: re.Pattern[str]
    decline: re.Pattern[str]
    share: re.Pattern[str]
    now: re.Pattern[str]
    target: re.Pattern[str]
    goal: re.Pattern[str]
    reached: re.Pattern[str]
    done: re.Pattern[str]
    forecast: re.Pattern[str]
    added: re.Pattern[str]
    stock: re.Pattern[str]
    announcement: re.Pattern[str]


@cache
def metric_words() -> MetricWords:
    """Return the words.

    Example:
        >>> bool(metric_words().link.fullmatch("总数已达到")), bool(metric_words().link.fullmatch("覆盖"))
        (True, False)
    """
    text = resources.files("schemas.reference").joinpath("metric_words.toml").read_text("utf-8")
    return MetricWords(**{name: _pattern(entry) for name, entry in tomllib.loads(text).items()})


def _pattern(entry: Any) -> Any:
    """Return a pattern as it stands; of a list, any run of its members."""
    return re.compile(entry) if isinstance(entry, str) else WordRun(entry)
