"""Parts against the whole: no province holds more than the nation, no city more than its province."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from schemas.metric_kinds import metric_kinds
from schemas.reference.figures import PublishedFigure
from schemas.reference.regions import gazetteer
from tasks.check.doubt import Doubt, in_words, published_in_words
from tasks.check.reference import expected_stock
from tasks.check.stated import SeriesKey, Stated, series_of_published, truth_of
from tasks.edtf import last_day

_COUNTED = ("count", "CNY")


class _Whole(NamedTuple):
    """What a division holds at most on a day, and who says so: a figure of the table, or a published one."""

    day: date
    high: float
    said: str
    source: str
    figure: Stated | None = None


def above_the_whole(
    figures: Iterable[Stated], published: Iterable[PublishedFigure], doubted: Collection[str] = ()
) -> Iterator[Doubt]:
    """Yield the stocks of divisions that are greater than those of a division that they lie in.

    Only stocks that do not shrink and that are counted are compared, each with what the whole has on the same day or
    next after it; for the nation its published values are taken. A stated whole that is in doubt itself says nothing of
    its parts, and where several divisions are above one, it is the whole that is in doubt.

    Args:
        figures: the stated figures.
        published: the published ones.
        doubted: the ids of figures that another check doubts, or that it holds against one that it doubts.
    """
    figures, published = [figure for figure in figures if _is_part(figure)], list(published)
    wholes = _wholes([figure for figure in figures if figure.metric_id not in doubted], published)
    above: dict[_Whole, list[Stated]] = defaultdict(list)
    for figure in figures:
        whole = next((whole for whole in _held_by(figure, wholes, published) if figure.truth.low > whole.high), None)
        if whole is not None:
            above[whole].append(figure)
    for whole, parts in above.items():
        if whole.figure is not None and len({part.region_code for part in parts}) > 1:
            yield _below_its_parts(whole.figure, parts)
        else:
            for part in parts:
                yield Doubt("whole", part.metric_id, in_words(part), f"it is above {whole.said}", whole.source)


def _is_part(figure: Stated) -> bool:
    known = figure.region_code is not None and figure.day is not None and figure.operator is None
    return known and figure.grows and metric_kinds()[figure.kind].unit in _COUNTED


def _below_its_parts(whole: Stated, parts: Sequence[Stated]) -> Doubt:
    first = min(parts, key=lambda part: (-part.value, part.metric_id))
    why = f"{len({part.region_code for part in parts})} divisions in it are above it, {in_words(first)} the most"
    return Doubt("whole", whole.metric_id, in_words(whole), why, first.metric_id)


def _held_by(
    figure: Stated, wholes: Mapping[SeriesKey, Sequence[_Whole]], published: Sequence[PublishedFigure]
) -> Iterator[_Whole]:
    """Yield what each division that the figure's lies in holds next after its day, from the narrowest to the nation."""
    day = figure.day or date.max
    for holder in (*gazetteer().lineage(figure.region_code or "")[1:], None):
        held = _next_after(day, wholes.get(figure.series._replace(place=holder), ()))
        if held is None and holder is None:
            held = _nation(figure, published)
        if held is not None:
            yield held


def _next_after(day: date, wholes: Iterable[_Whole]) -> _Whole | None:
    """Return the whole of the day or the next after it; of one day a published one, then the one that leaves most."""
    later = (whole for whole in wholes if whole.day >= day)
    return min(later, key=lambda whole: (whole.day, whole.figure is not None, -whole.high, whole.source), default=None)


def _wholes(figures: Iterable[Stated], published: Iterable[PublishedFigure]) -> Mapping[SeriesKey, Sequence[_Whole]]:
    """Return the stocks of each series that say how much there is at most."""
    wholes: dict[SeriesKey, list[_Whole]] = defaultdict(list)
    for figure in figures:
        if figure.day is not None and figure.truth.high < float("inf"):
            said = f"{figure.region_name} with {figure.value_text} as of {figure.as_of}"
            wholes[figure.series].append(_Whole(figure.day, figure.truth.high, said, figure.metric_id, figure))
    for each in published:
        day = last_day(each.as_of)
        if day is not None and (each.aspect, each.status) == ("total", "actual") and each.is_count_of_its_day:
            place = gazetteer().full_name(each.region_code) if each.region_code else "the nation"
            said = f"{place} with {published_in_words(each)}"
            high = truth_of(each.value, each.approximator).high
            wholes[series_of_published(each)].append(_Whole(day, high, said, each.source))
    return wholes


def _nation(figure: Stated, published: Iterable[PublishedFigure]) -> _Whole | None:
    """Return what the nation holds at most after its last published value of the series."""
    key = figure.series._replace(place=None)
    known = [
        each
        for each in published
        if (each.aspect, each.status) == ("total", "actual") and series_of_published(each) == key
    ]
    if not known or figure.day is None:
        return None
    expected, bounds = expected_stock(figure.day, known)
    last = bounds[-1]
    said = f"the nation, which had {published_in_words(last)}"
    return _Whole(figure.day, expected.high, said, last.source)
