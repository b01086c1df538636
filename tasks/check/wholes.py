"""Parts against the whole: no province holds more than the nation, no city more than its province."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from schemas.metric_kinds import metric_kinds
from schemas.reference.figures import PublishedFigure
from schemas.reference.regions import gazetteer
from tasks.check.doubt import Doubt, in_words, number
from tasks.check.reference import expected_stock
from tasks.check.stated import Stated, series_of_published, truth_of
from tasks.edtf import last_day

_COUNTED = ("count", "CNY")


class _Whole(NamedTuple):
    """What a division holds at most on a day, and who says so."""

    day: date
    high: float
    said: str
    source: str


def above_the_whole(figures: Iterable[Stated], published: Iterable[PublishedFigure]) -> Iterator[Doubt]:
    """Yield the stocks of divisions that are greater than those of a division that they lie in.

    Only stocks that do not shrink and that are counted are compared, each with what the whole has on the same day or
    later; for the nation its published values are taken.
    """
    figures, published = [figure for figure in figures if _is_part(figure)], list(published)
    wholes = _wholes(figures, published)
    for figure in figures:
        for holder in (*gazetteer().lineage(figure.region_code or "")[1:], None):
            series = figure.series._replace(place=holder)
            whole = min(
                (whole for whole in wholes[series[:-1]] if figure.day and whole.day >= figure.day),
                key=lambda whole: whole.high,
                default=_nation(figure, published) if holder is None else None,
            )
            if whole is not None and figure.truth.low > whole.high:
                yield Doubt("whole", figure.metric_id, in_words(figure), f"it is above {whole.said}", whole.source)
                break


def _is_part(figure: Stated) -> bool:
    known = figure.region_code is not None and figure.day is not None and figure.operator is None
    return known and figure.grows and metric_kinds()[figure.kind].unit in _COUNTED


def _wholes(figures: list[Stated], published: list[PublishedFigure]) -> dict[tuple[object, ...], list[_Whole]]:
    """Return the stocks of each series but for its era: a later era of a growing series counts more, not less."""
    wholes: dict[tuple[object, ...], list[_Whole]] = defaultdict(list)
    for figure in figures:
        if figure.day is not None:
            said = f"{figure.region_name} with {figure.value_text} as of {figure.as_of}"
            wholes[figure.series[:-1]].append(_Whole(figure.day, figure.truth.high, said, figure.metric_id))
    for each in published:
        day = last_day(each.as_of)
        if day is not None and (each.aspect, each.status) == ("total", "actual"):
            place = gazetteer().full_name(each.region_code) if each.region_code else "the nation"
            said = f"{place} with {number(each.value)} as of {each.as_of}"
            high = truth_of(each.value, each.approximator).high
            wholes[series_of_published(each)[:-1]].append(_Whole(day, high, said, each.source))
    return wholes


def _nation(figure: Stated, published: list[PublishedFigure]) -> _Whole | None:
    """Return what the nation holds at most after its last published value."""
    key = figure.series._replace(place=None)[:-1]
    known = [
        each
        for each in published
        if (each.aspect, each.status) == ("total", "actual") and series_of_published(each)[:-1] == key
    ]
    if not known or figure.day is None:
        return None
    expected, bounds = expected_stock(figure.day, known)
    last = bounds[-1]
    said = f"the nation, which had {number(last.value)} on {last.as_of}"
    return _Whole(figure.day, expected.high, said, last.source)
