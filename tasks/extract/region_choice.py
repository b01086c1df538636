"""Which of the divisions that bear a name is meant, from what else the document names."""

from collections.abc import Collection
from datetime import date

from schemas.reference.regions import RegionName, gazetteer

_LEVEL_OF_SHORT_NAME = {"province": 60, "prefecture": 5, "county": 0}
_BEHIND_ITS_PARENT = 100
_NAMED_ITSELF = 50
_PREFECTURE_NAMED = 20
_PROVINCE_NAMED = 10
_RETIRED = -4


def candidates(surface: str, day: date | None) -> tuple[RegionName, ...]:
    """Return the divisions that the letters may name in a text of the day (of today, where None).

    A full name may also look back on a division that was given up by then; one that was yet to come is never meant.
    """
    names = gazetteer().names.get(surface, ())
    valid = tuple(name for name in names if name.region.valid_on(day))
    past = tuple(name for name in names if name.form != "short" and _is_past(name, day))
    known = {name.region.code for name in valid}
    return (*valid, *(name for name in past if name.region.code not in known))


def _is_past(name: RegionName, day: date | None) -> bool:
    end = name.region.valid_to
    return end is not None and (day is None or end < day.isoformat())


def choose(
    names: Collection[RegionName], day: date | None, named: Collection[str], before: Collection[str]
) -> str | None:
    """Return the code that fits the document best; None where several fit alike.

    Args:
        names: the divisions that the letters may name.
        day: when the document was published.
        named: the codes that the document names for sure.
        before: the codes that the name right before this one may mean.
    """
    scores: dict[str, int] = {}
    for name in names:
        score = _score(name, day, named, before)
        scores[name.region.code] = max(score, scores.get(name.region.code, score))
    best = max(scores.values(), default=0)
    winners = [code for code, score in scores.items() if score == best]
    return winners[0] if len(winners) == 1 else None


def _score(name: RegionName, day: date | None, named: Collection[str], before: Collection[str]) -> int:
    code, *above = gazetteer().lineage(name.region.code)
    score = 0 if name.region.valid_on(day) else _RETIRED
    if name.form == "short":
        score += _LEVEL_OF_SHORT_NAME[name.region.level]
    if any(each in before for each in above):
        score += _BEHIND_ITS_PARENT
    if code in named:
        score += _NAMED_ITSELF
    return score + _nearness(above, named)


def _nearness(above: Collection[str], named: Collection[str]) -> int:
    province = gazetteer().province_of
    score = 0
    for code in above:
        if code in named:
            score += _PROVINCE_NAMED if province(code) == code else _PREFECTURE_NAMED
    return score


def is_supported(names: Collection[RegionName], named: Collection[str]) -> bool:
    """Say whether the document names one of the divisions itself or one above it."""
    return any(code in named for name in names for code in gazetteer().lineage(name.region.code))
