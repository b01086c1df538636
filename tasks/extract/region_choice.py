"""Which of the divisions that bear a name is meant, from what else the document names."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Self

from schemas.reference.regions import EARLIEST, RegionName, gazetteer

_LEVEL_OF_SHORT_NAME = {"province": 60, "prefecture": 5, "county": 0}
_BEHIND_ITS_PARENT = 100
_NAMED_ITSELF = 50
_PREFECTURE_NAMED = 20
_PROVINCE_NAMED = 10
_RETIRED = -4

_YEARS_REMEMBERED = 3
#: A text without a date is taken to be no older than the news on today's web mostly is.
_UNDATED_SINCE = 2012


@dataclass(frozen=True, slots=True)
class Candidates:
    """The divisions that a name may mean, and what is asked of them at each place that names one.

    ``codes`` are theirs, ``above`` those of all that they lie in.
    """

    names: tuple[RegionName, ...]
    codes: frozenset[str]
    above: frozenset[str]
    is_short: bool
    is_county: bool
    is_province: bool

    @classmethod
    def of(cls, names: tuple[RegionName, ...]) -> Self:
        """Return the candidates of these names."""
        codes = frozenset(name.region.code for name in names)
        return cls(
            names=names,
            codes=codes,
            above=frozenset(above for code in codes for above in gazetteer().lineage(code)[1:]),
            is_short=all(name.form == "short" for name in names),
            is_county=all(name.region.level == "county" for name in names),
            is_province=any(name.region.level == "province" for name in names),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """The names that a name is listed with, but for everyday words: 三明 and 南平 beside 莆田 in 莆田、三明、南平.

    ``times`` counts for each division the names of the whole list that may mean it or one in it, ``own`` are those
    that the name itself is counted at, and ``others`` says how many names there are besides it.
    """

    times: Mapping[str, int]
    own: AbstractSet[str]
    others: int

    def __contains__(self, code: str) -> bool:
        """Say whether one of the others may mean the division or one in it."""
        return self.times.get(code, 0) > (code in self.own)

    def __bool__(self) -> bool:
        """Say whether there are others."""
        return self.others > 0


ALONE = Listed({}, frozenset(), 0)


@lru_cache(maxsize=4096)
def candidates(surface: str, day: date | None) -> Candidates:
    """Return what the letters may name in a text of the day (of some day of late, where None).

    A name may also look back on a division that was given up by then: a full name always, a county's short name for
    a few years. One that was yet to come is never meant. Between two days on which one of its divisions begins or
    ends a name means the same, so it is worked out once for each such time.
    """
    meanings = _meanings(surface)
    time = bisect_right(meanings.turns, day.isoformat()) if day is not None else -1
    found = meanings.by_time.get(time)
    if found is None:
        found = meanings.by_time[time] = Candidates.of(meant_on(surface, day))
    return found


@dataclass(frozen=True, slots=True)
class _Meanings:
    """What a name means from one turn to the next: ``turns`` are texts that dates are compared with."""

    turns: tuple[str, ...]
    by_time: dict[int, Candidates]


@cache
def _meanings(surface: str) -> _Meanings:
    regions = [name.region for name in gazetteer().names.get(surface, ())]
    begins = {region.valid_from or EARLIEST for region in regions}
    ends = {turn for region in regions if region.valid_to for turn in _turns_after(region.valid_to)}
    return _Meanings(tuple(sorted(begins | ends)), {})


def _turns_after(end: str) -> tuple[str, str, str]:
    """Return the least texts of a date after the end, after the year or day that it stands for, and when it is old."""
    return f"{end}\0", f"{end}~", str(int(end[:4]) + _YEARS_REMEMBERED + 1)


def meant_on(surface: str, day: date | None) -> tuple[RegionName, ...]:
    """Return the divisions that ``candidates`` tells of."""
    names = gazetteer().names.get(surface, ())
    valid = tuple(name for name in names if name.region.valid_on(day))
    known = {name.region.code for name in valid}
    past = tuple(name for name in names if name.region.code not in known and _looks_back(name, day))
    return (*valid, *_last_of_each_province(past, {gazetteer().province_of(name.region.code) for name in valid}))


def _last_of_each_province(past: tuple[RegionName, ...], kept: set[str | None]) -> Iterator[RegionName]:
    """Yield what the name stood for last in the provinces that have not kept it.

    莱芜市 was a county of five codes before it was a prefecture, and 渠县 is today's however many codes it had.
    """
    ends = [(gazetteer().province_of(name.region.code), name.region.valid_to or "") for name in past]
    for name, (province, end) in zip(past, ends, strict=True):
        if province not in kept and end == max(other for held, other in ends if held == province):
            yield name


def _looks_back(name: RegionName, day: date | None) -> bool:
    end = name.region.valid_to
    if end is None or (day is not None and end >= day.isoformat()):
        return False
    if name.form != "short":
        return True
    oldest = _UNDATED_SINCE if day is None else day.year - _YEARS_REMEMBERED
    return name.region.level == "county" and int(end[:4]) >= oldest


def choose(
    meant: Candidates,
    day: date | None,
    named: Collection[str] = (),
    before: Collection[str] = (),
    beside: Listed = ALONE,
) -> tuple[str, ...]:
    """Return the codes that fit the document best: one where it settles which is meant, more where they fit alike.

    Args:
        meant: the divisions that the letters may name.
        day: when the document was published.
        named: the codes that the document names for sure.
        before: the codes that the name right before this one may mean.
        beside: the names listed with this one.
    """
    if len(meant.codes) < 2:
        return tuple(meant.codes)
    scores: dict[str, int] = {}
    for name in meant.names:
        score = _score(name, day, named, before) + _kinship(name, beside)
        scores[name.region.code] = max(score, scores.get(name.region.code, score))
    best = max(scores.values(), default=0)
    return tuple(sorted(code for code, score in scores.items() if score == best))


def _score(name: RegionName, day: date | None, named: Collection[str], before: Collection[str]) -> int:
    code, *above = gazetteer().lineage(name.region.code)
    score = 0 if name.region.valid_on(day) else _RETIRED
    if name.form == "short":
        score += _LEVEL_OF_SHORT_NAME[name.region.level] + name.region.name.endswith("市")
    if any(each in before for each in above):
        score += _BEHIND_ITS_PARENT
    if code in named:
        score += _NAMED_ITSELF
    return score + sum(_nearness(each) for each in above if each in named)


def _nearness(code: str) -> int:
    return _PROVINCE_NAMED if gazetteer().province_of(code) == code else _PREFECTURE_NAMED


def _kinship(name: RegionName, beside: Listed) -> int:
    """Return how near the region is to the nearest of those that it is listed with."""
    if not beside:
        return 0
    return max((_nearness(code) // 2 for code in gazetteer().lineage(name.region.code) if code in beside), default=0)


def nearest(codes: Collection[str], named_before: Iterable[str]) -> str | None:
    """Return the one of the codes whose surroundings the text named last; None where it named none of them.

    Args:
        codes: the codes.
        named_before: the codes that the text named before, the last first.
    """
    for named in named_before:
        kin = [code for code in codes if named in gazetteer().lineage(code)]
        if len(kin) == 1:
            return kin[0]
    return None


def is_supported(meant: Candidates, named: AbstractSet[str]) -> bool:
    """Say whether the document names one of the divisions itself or one above it."""
    return not meant.codes.isdisjoint(named) or not meant.above.isdisjoint(named)


def is_hosted(meant: Candidates, named: AbstractSet[str]) -> bool:
    """Say whether the document names one of the divisions itself or the city right above it, which is no province."""
    regions = [name.region for name in meant.names]
    cities = {region.parent_code for region in regions if region.parent_code != gazetteer().province_of(region.code)}
    return not meant.codes.isdisjoint(named) or not cities.isdisjoint(named)
