"""The administrative divisions of China since 1981, and the verbs that the other modules ask them with.

The table is ``regions.csv`` beside this module: one row for each code and name, with the time in which they held.
``regions_sources.toml`` says where the facts come from.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, get_args

from schemas.vocabulary import RegionLevel

NameForm = Literal["full", "alias", "short"]

#: The year with which the table begins.
EARLIEST = "1981"
_NO_END = "9999"


@dataclass(frozen=True, slots=True)
class Region:
    """One code under one name, for as long as both held.

    ``valid_from`` and ``valid_to`` are EDTF: a day where the day of the change is known, else its year. A change of
    1981 or before has ``valid_from`` None, a division that exists has ``valid_to`` None. ``lon`` and ``lat`` are
    degrees in WGS 84, of the seat, to about a kilometre. ``successors`` are the codes that took the territory over.
    """

    code: str
    name: str
    level: RegionLevel
    parent_code: str | None
    short_name: str
    aliases: tuple[str, ...]
    name_en: str
    valid_from: str | None
    valid_to: str | None
    successors: tuple[str, ...]
    lon: float | None
    lat: float | None

    def valid_on(self, day: date | None) -> bool:
        """Say whether the code held under this name on the day; None stands for now.

        Where only the year of a change is known, the old and the new name both hold in that year.
        """
        if day is None:
            return self.valid_to is None
        text = day.isoformat()
        begin, end = self.valid_from or EARLIEST, self.valid_to or _NO_END
        return begin <= text[: max(len(begin), 4)] and text[: len(end)] <= end

    def forms(self) -> Iterator[tuple[str, NameForm]]:
        """Yield every form of the name that a text may use, the full name first."""
        yield self.name, "full"
        for alias in self.aliases:
            yield alias, "alias"
        if self.short_name != self.name:
            yield self.short_name, "short"


@dataclass(frozen=True, slots=True)
class RegionName:
    """One way to write the name of a region."""

    text: str
    form: NameForm
    region: Region


class Gazetteer:
    """All divisions, by code and by name.

    Example:
        >>> regions = gazetteer()
        >>> regions.full_name("430211")
        '湖南省株洲市天元区'
        >>> [region.name_en for region in regions.ancestors("430211")]
        ['Zhuzhou', 'Hunan']
        >>> regions.region("110103", date(2005, 6, 1)).successors
        ('110101',)
    """

    def __init__(self, regions: tuple[Region, ...]) -> None:
        self.regions = regions
        self._by_code: dict[str, list[Region]] = {}
        self._lineages: dict[str, tuple[str, ...]] = {}
        self._levels: dict[tuple[str, RegionLevel], str | None] = {}
        for region in regions:
            self._by_code.setdefault(region.code, []).append(region)

    def region(self, code: str, day: date | None = None) -> Region | None:
        """Return what the code stood for on the day (now, where None), else what it last stood for."""
        versions = self._by_code.get(code, [])
        if len(versions) == 1:
            return versions[0]
        valid = [region for region in versions if region.valid_on(day)]
        if valid:
            return valid[-1]
        return max(versions, key=lambda region: region.valid_to or _NO_END, default=None)

    def ancestors(self, code: str, day: date | None = None) -> tuple[Region, ...]:
        """Return the divisions that the code lies in, the nearest first."""
        found: list[Region] = []
        region = self.region(code, day)
        while region is not None and region.parent_code is not None:
            region = self.region(region.parent_code, day)
            if region is not None:
                found.append(region)
        return tuple(found)

    def lineage(self, code: str) -> tuple[str, ...]:
        """Return the code and those of its ancestors, the nearest first.

        Example:
            >>> gazetteer().lineage("430211")
            ('430211', '430200', '430000')
        """
        if code not in self._lineages:
            self._lineages[code] = (code, *(region.code for region in self.ancestors(code)))
        return self._lineages[code]

    def province_of(self, code: str) -> str | None:
        """Return the code of the province that the code is or lies in."""
        return self._at_level(code, "province")

    def prefecture_of(self, code: str) -> str | None:
        """Return the code of the prefecture that the code is or lies in; None for one directly under a province."""
        return self._at_level(code, "prefecture")

    def _at_level(self, code: str, level: RegionLevel) -> str | None:
        if (code, level) not in self._levels:
            regions = ((held, self.region(held)) for held in self.lineage(code))
            at_level = (held for held, region in regions if region is not None and region.level == level)
            self._levels[code, level] = next(at_level, None)
        return self._levels[code, level]

    def full_name(self, code: str, day: date | None = None) -> str:
        """Return the name with those of all ancestors before it; KeyError for an unknown code."""
        region = self.region(code, day)
        if region is None:
            raise KeyError(code)
        return "".join(each.name for each in (*reversed(self.ancestors(code, day)), region))

    @cached_property
    def names(self) -> Mapping[str, tuple[RegionName, ...]]:
        """Every way to write a region's name since 1981, and the regions that it may mean."""
        found: dict[str, list[RegionName]] = {}
        for region in self.regions:
            for text, form in region.forms():
                found.setdefault(text, []).append(RegionName(text, form, region))
        return {text: tuple(names) for text, names in found.items()}

    def names_valid_on(self, day: date | None) -> Mapping[str, tuple[RegionName, ...]]:
        """Return the names in use on the day (now, where None), and the regions that they may mean.

        Example:
            >>> [name.region.code for name in gazetteer().names_valid_on(date(2024, 1, 1))["崇文区"]]
            Traceback (most recent call last):
            KeyError: '崇文区'
        """
        valid = {text: tuple(name for name in names if name.region.valid_on(day)) for text, names in self.names.items()}
        return {text: names for text, names in valid.items() if names}


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the table beside this module, read once a process."""
    source = files("schemas.reference").joinpath("regions.csv")
    return Gazetteer(read_regions(source.read_text(encoding="utf-8")))


def read_regions(text: str) -> tuple[Region, ...]:
    """Return the divisions of a table as CSV.

    Raises:
        ValueError: a row has too many columns or too few, a level that is none, or a place that is no number.
    """
    return tuple(_region(row) for row in csv.DictReader(text.splitlines()))


def _region(row: Mapping[str, str]) -> Region:
    if None in row or None in row.values():
        raise ValueError(f"{row['code']}: the row has not as many columns as the head of the table")
    return Region(
        code=row["code"],
        name=row["name"],
        level=_level(row["code"], row["level"]),
        parent_code=row["parent_code"] or None,
        short_name=row["short_name"] or row["name"],
        aliases=_codes(row["aliases"]),
        name_en=row["name_en"],
        valid_from=row["valid_from"] or None,
        valid_to=row["valid_to"] or None,
        successors=_codes(row["successors"]),
        lon=_degrees(row["code"], row["lon"]),
        lat=_degrees(row["code"], row["lat"]),
    )


def _degrees(code: str, text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError as error:
        raise ValueError(f"{code}: no degrees: {text!r}") from error


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _level(code: str, text: str) -> RegionLevel:
    for level in get_args(RegionLevel):
        if text == level:
            return level  # type: ignore[no-any-return]
    raise ValueError(f"{code}: no level of a region: {text!r}")
