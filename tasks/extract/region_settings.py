"""A name of a division in the text together with all that stands around it."""

import re
from dataclasses import dataclass
from datetime import date

from schemas.reference.regions import RegionName, gazetteer
from schemas.reference.regions_words import name_words
from tasks.extract.region_choice import candidates
from tasks.extract.region_names import NameHit, scan_names
from tasks.extract.words import Words

_BETWEEN_PARENT_AND_CHILD = re.compile(r"[·\s（(]?")
#: A list may give each name its figure: 拉萨4830个、日喀则2760个, or a line of its own: 顺德：4860座.
_BETWEEN_SIBLINGS = re.compile(
    r"(?:[：:]?[为有达约近超]{0,2}\d[\d.]*[万亿]?[^\W\d]{0,2}(?:[、，,；;]|\s*\n[\s*·•-]*))"
    r"|[、/]|和|与|及|以及|至|到|—+|－|-"
)
_LEFT, _RIGHT = 4, 12


@dataclass(frozen=True, slots=True)
class Setting:
    """One hit, what it may name, and its surroundings.

    ``before`` are the codes that the name right before it may mean (湖南 before 株洲), ``beside`` those of the names
    that it is listed with (三明 in 莆田、三明、南平), everyday words among them left out. ``before_name`` says
    that another name follows without a gap.
    """

    hit: NameHit
    names: tuple[RegionName, ...]
    text: str
    words: Words
    before: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    before_name: bool = False

    @property
    def left(self) -> str:
        """The few characters before the hit."""
        return self.text[max(0, self.hit.start - _LEFT) : self.hit.start]

    @property
    def right(self) -> str:
        """The few characters after the hit."""
        return self.text[self.hit.end : self.hit.end + _RIGHT]

    @property
    def after_parent(self) -> bool:
        """Whether a division that the named one lies in stands right before it."""
        return any(code in self.before for name in self.names for code in gazetteer().lineage(name.region.code)[1:])

    @property
    def listed_in_province(self) -> bool:
        """Whether it is listed with other divisions of its province."""
        province_of = gazetteer().province_of
        provinces = {province_of(code) for code in self.beside}
        return any(province_of(name.region.code) in provinces for name in self.names)

    @property
    def is_county(self) -> bool:
        """Whether it can name nothing but counties."""
        return all(name.region.level == "county" for name in self.names)


def set_names(text: str, day: date | None, words: Words) -> tuple[Setting, ...]:
    """Return the names in a text that was published on the day, each with its surroundings, in order."""
    found = [(hit, candidates(hit.surface, day)) for hit in scan_names(text, words)]
    known = [(hit, names) for hit, names in found if names]
    lists = _lists(text, [hit for hit, _ in known])
    settings = []
    for index, (hit, names) in enumerate(known):
        others = [known[other] for other in lists[index] if other != index]
        before = frozenset[str]()
        if index and _BETWEEN_PARENT_AND_CHILD.fullmatch(text, known[index - 1][0].end, hit.start):
            before = _codes(known[index - 1][1])
        beside = frozenset(code for other, those in others if _is_plain(other) for code in _codes(those))
        settings.append(
            Setting(hit, names, text, words, before, beside, _before_name(hit, known[index + 1 : index + 2], words))
        )
    return tuple(settings)


def _before_name(hit: NameHit, rest: list[tuple[NameHit, tuple[RegionName, ...]]], words: Words) -> bool:
    return bool(rest) and rest[0][0].start == hit.end and not words.cut(hit.end, rest[0][0].end)


def _lists(text: str, hits: list[NameHit]) -> list[range]:
    """Return for each hit the stretch of hits that are listed together with it."""
    starts = [0]
    for index in range(1, len(hits)):
        if not _BETWEEN_SIBLINGS.fullmatch(text, hits[index - 1].end, hits[index].start):
            starts.append(index)
    ends = [*starts[1:], len(hits)]
    return [range(start, end) for start, end in zip(starts, ends, strict=True) for _ in range(start, end)]


def _codes(names: tuple[RegionName, ...]) -> frozenset[str]:
    return frozenset(name.region.code for name in names)


def _is_plain(hit: NameHit) -> bool:
    words = name_words()
    return hit.surface not in words.ordinary and hit.surface not in words.generic
