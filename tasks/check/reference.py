"""Stated figures against published ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from schemas.metric_kinds import metric_kinds
from schemas.reference.figures import PublishedFigure
from tasks.check.doubt import Doubt, in_words, published_in_words
from tasks.check.stated import Range, SeriesKey, Stated, era_of, series_of_published, truth_of
from tasks.edtf import last_day

#: A stock that grows fast doubles within a year; beyond the last published value no more is known.
_DOUBLING_DAYS = 365
#: Scales that get lost or put on twice: 万, 亿, 千.
_SCALES = ((10_000, "万"), (100_000_000, "亿"), (1_000, "千"), (10, "a digit"), (100, "百"))
Published = dict[SeriesKey, list[PublishedFigure]]


def against_published(figures: Iterable[Stated], published: Iterable[PublishedFigure]) -> Iterator[Doubt]:
    """Yield the figures that do not go with what was published for the same place, thing and definition.

    A stock must lie between the published stocks before and after its date (where its kind does not shrink), a flow
    must be that of the same period. Values on the two sides of a break of the series are not compared, nor is a figure
    of which the place is not settled.
    """
    stocks, flows = _published_by_series(published)
    for figure in figures:
        if figure.day is None or figure.operator is not None or not figure.is_placed:
            continue
        if figure.grows:
            yield from _stock(figure, stocks)
        elif (figure.aspect, figure.status) == ("added", "actual"):
            yield from _flow(figure, flows)


def expected_stock(day: date, published: Sequence[PublishedFigure]) -> tuple[Range, list[PublishedFigure]]:
    """Return between what a growing stock lies on a day, and the published values that say so.

    A value that only its page dates was counted some time before: it is no bound for the days before it.

    Args:
        day: the day.
        published: the published values of one series.
    """
    before = [figure for figure in published if _day(figure) <= day]
    after = [figure for figure in published if _day(figure) >= day and figure.is_count_of_its_day]
    lowest = max(before, key=lambda figure: _truth(figure).low, default=None)
    highest = min(after, key=lambda figure: _truth(figure).high, default=None)
    low = 0.0 if lowest is None else _truth(lowest).low
    if highest is not None:
        high = _truth(highest).high
    elif before:
        last = max(before, key=_day)
        high = _truth(last).high * 2 ** ((day - _day(last)).days / _DOUBLING_DAYS)
    else:
        high = float("inf")
    bounds = [figure for figure in (lowest, highest) if figure is not None]
    return Range(low, high), bounds


def _stock(figure: Stated, stocks: Published) -> Iterator[Doubt]:
    known = stocks.get(figure.series, [])
    if not known or figure.day is None:
        return
    expected, bounds = expected_stock(figure.day, known)
    if _meet(figure.truth, expected):
        return
    said = " and ".join(dict.fromkeys(map(published_in_words, bounds)))
    guess = _lost_scale(figure, expected) or _other_date(figure, known) or _other_definition(figure, stocks)
    why = f"published are {said}" + (f": {guess}" if guess else "")
    crossed = bounds[-1] if figure.truth.low > expected.high else bounds[0]
    yield Doubt("reference", figure.metric_id, in_words(figure), why, crossed.source)


def _flow(figure: Stated, flows: Published) -> Iterator[Doubt]:
    for each in flows.get(figure.series, []):
        if each.as_of == figure.as_of and not _meet(figure.truth, _truth(each)):
            guess = _lost_scale(figure, _truth(each))
            why = f"published are {published_in_words(each)}" + (f": {guess}" if guess else "")
            yield Doubt("reference", figure.metric_id, in_words(figure), why, each.source)


def _lost_scale(figure: Stated, expected: Range) -> str | None:
    for factor, name in _SCALES:
        for sign, what in ((factor, "is missing"), (1 / factor, "is too much")):
            scaled = truth_of(figure.value * sign, figure.approximator)
            if _meet(scaled, expected) and expected.high < float("inf"):
                return f"{name} {what}?"
    return None


def _other_date(figure: Stated, known: Sequence[PublishedFigure]) -> str | None:
    same = [each for each in known if _meet(truth_of(figure.value, "exact"), truth_of(each.value, "exact"))]
    if not same:
        return None
    nearest = min(same, key=lambda each: abs(each.value - figure.value))
    story = (
        "old news under a new date" if _day(nearest) < (figure.day or date.max) else "a later value under an old date"
    )
    return f"it is the value of {nearest.as_of}, {story}?"


def _other_definition(figure: Stated, stocks: Published) -> str | None:
    """Return the definition of the same kind whose published values the figure goes with."""
    for name in metric_kinds()[figure.kind].definitions:
        era = era_of(figure.kind, figure.technology, name, figure.day)
        known = stocks.get(figure.series._replace(definition=name, era=era), [])
        is_other = name != figure.definition and bool(known) and figure.day is not None
        if is_other and figure.day and _meet(figure.truth, expected_stock(figure.day, known)[0]):
            return f"it goes with {name}, another definition?"
    return None


def _published_by_series(published: Iterable[PublishedFigure]) -> tuple[Published, Published]:
    stocks: Published = defaultdict(list)
    flows: Published = defaultdict(list)
    for figure in published:
        if figure.status == "actual":
            (stocks if figure.aspect == "total" else flows)[series_of_published(figure)].append(figure)
    return stocks, flows


def _meet(one: Range, other: Range) -> bool:
    return one.low <= other.high and other.low <= one.high


def _truth(figure: PublishedFigure) -> Range:
    return truth_of(figure.value, figure.approximator)


def _day(figure: PublishedFigure) -> date:
    day = last_day(figure.as_of)
    if day is None:
        raise ValueError(f"figures.csv: a date without its year: {figure.as_of}")
    return day
