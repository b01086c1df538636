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
    found = (_Known(hit, candidates(hit.surface, day)) for hit in scan_names(text, words))
    known = [each for each in found if each.meant.names]
    beside = _beside(text, known)
    return tuple(
        Setting(
            hit=each.hit,
            meant=each.meant,
            text=text,
            words=words,
            left=text[max(0, each.hit.start - _LEFT) : each.hit.start],
            right=text[each.hit.end : each.hit.end + _RIGHT],
            before=_before(text, known, number),
            beside=beside[number],
            before_name=_before_name(each.hit, known[number + 1 : number + 2], words),
        )
        for number, each in enumerate(known)
    )


def _before(text: str, known: list[_Known], number: int) -> AbstractSet[str]:
    """Return the codes that the name right before the numbered one may mean."""
    if not number:
        return frozenset()
    last, hit = known[number - 1], known[number].hit
    together = hit.start - last.hit.end < 2 and _BETWEEN_PARENT_AND_CHILD.fullmatch(text, last.hit.end, hit.start)
    return last.meant.codes if together else frozenset()


def _before_name(hit: NameHit, rest: list[_Known], words: Words) -> bool:
    return bool(rest) and rest[0].hit.start == hit.end and not words.cut(hit.end, rest[0].hit.end)


def _beside(text: str, known: list[_Known]) -> list[Listed]:
    """Return for each name the others that are listed together with it."""
    return [listed for names in _lists(text, known) for listed in _of_the_others(names)]


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
    if len(names) == 1:
        return [ALONE]
    lineages = [each.meant.codes | each.meant.above if _is_plain(each.hit) else frozenset[str]() for each in names]
    times = Counter(code for each in lineages for code in each)
    plain = sum(bool(each) for each in lineages)
    return [Listed(times, own, plain - bool(own)) for own in lineages]


def _is_plain(hit: NameHit) -> bool:
    words = name_words()
    return hit.surface not in words.ordinary and hit.surface not in words.generic
