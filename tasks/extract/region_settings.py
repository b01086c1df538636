"""A name of a division in the text together with all that stands around it."""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from schemas.reference.regions import gazetteer
from schemas.reference.regions_words import name_words
from tasks.extract.region_choice import ALONE, Candidates, Listed, candidates
from tasks.extract.region_names import NameHit, scan_names
from tasks.extract.words import Words

_BETWEEN_PARENT_AND_CHILD = re.compile(r"[·\s（(]?")
#: A list may give each name its figure: 拉萨4830个、日喀则2760个, or a line of its own: 顺德：4860座.
_BETWEEN_SIBLINGS = re.compile(
    r"(?:[：:]?[为有达约近超]{0,2}\d[\d.]*[万亿]?[^\W\d]{0,2}(?:[、，,；;]|\s*\n[\s*·•-]*))"
    r"|[、/]|和|与|及|以及|至|到|—+|－|-"
)
_LEFT, _RIGHT = 4, 12
_NONE: frozenset[str] = frozenset()


class Setting(NamedTuple):
    """One hit, what it may name, and its surroundings.

    ``left`` and ``right`` are the few characters before and after it. ``before`` are the codes that the name right
    before it may mean (湖南 before 株洲), ``beside`` the names that it is listed with. ``before_name`` says that
    another name follows without a gap.
    """

    hit: NameHit
    meant: Candidates
    text: str
    words: Words
    left: str
    right: str
    before: AbstractSet[str] = frozenset()
    beside: Listed = ALONE
    before_name: bool = False

    @property
    def after_parent(self) -> bool:
        """Whether a division that the named one lies in stands right before it."""
        return not self.meant.above.isdisjoint(self.before)

    @property
    def listed_in_province(self) -> bool:
        """Whether it is listed with other divisions of its province."""
        province_of = gazetteer().province_of
        return any((province_of(code) or "") in self.beside for code in self.meant.codes) if self.beside else False


class _Known(NamedTuple):
    """A hit that may name a division of the day."""

    hit: NameHit
    meant: Candidates


def set_names(text: str, day: date | None, words: Words) -> tuple[Setting, ...]:
    """Return the names in a text that was published on the day, each with its surroundings, in order."""
    found = [_Known(hit, candidates(hit.surface, day)) for hit in scan_names(text, words)]
    known = [each for each in found if each.meant.names]
    last, following = [None, *known], [*known[1:], None]
    neighbours = zip(last, known, following, _beside(text, known), strict=False)
    return tuple([_set(text, words, *neighbour) for neighbour in neighbours])


def _set(
    text: str, words: Words, last: _Known | None, known: _Known, following: _Known | None, beside: Listed
) -> Setting:
    hit = known.hit
    start, end = hit.start, hit.end
    left, right = text[start - _LEFT if start > _LEFT else 0 : start], text[end : end + _RIGHT]
    before = last.meant.codes if last is not None and _together(text, last.hit.end, start) else _NONE
    before_name = following is not None and following.hit.start == end and not words.cut(end, following.hit.end)
    return Setting(hit, known.meant, text, words, left, right, before, beside, before_name)


def _together(text: str, end: int, start: int) -> bool:
    """Say whether a name that ends and one that starts there are those of a parent and its child."""
    return start - end < 2 and _BETWEEN_PARENT_AND_CHILD.fullmatch(text, end, start) is not None


def _beside(text: str, known: list[_Known]) -> list[Listed]:
    """Return for each name the others that are listed together with it."""
    beside: list[Listed] = []
    for names in _lists(text, known):
        beside += _of_the_others(names) if len(names) > 1 else [ALONE]
    return beside


def _lists(text: str, known: list[_Known]) -> Iterator[list[_Known]]:
    """Yield the names in runs of those that are listed together."""
    run: list[_Known] = []
    for each in known:
        if run and not _BETWEEN_SIBLINGS.fullmatch(text, run[-1].hit.end, each.hit.start):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _of_the_others(names: list[_Known]) -> list[Listed]:
    """Return for each name of a list what the others of it may mean."""
    lineages = [each.meant.codes | each.meant.above if _is_plain(each.hit) else frozenset[str]() for each in names]
    times = Counter(code for each in lineages for code in each)
    plain = sum(bool(each) for each in lineages)
    return [Listed(times, own, plain - bool(own)) for own in lineages]


def _is_plain(hit: NameHit) -> bool:
    words = name_words()
    return hit.surface not in words.ordinary and hit.surface not in words.generic
