"""The stated figures as the checks see them: numbers with the range in which the truth lies, and series of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from schemas.metric_kinds import metric_kinds
from schemas.reference.figures import PublishedFigure, series_breaks
from schemas.vocabulary import NATION, Aspect, MetricUnit
from tasks.edtf import last_day

#: How far two statements of one number differ by rounding: 391.7万 and 近392万.
ROUNDING = 0.015
#: What 约 and 左右 leave open, and how far above 超 and below 近 the number may lie: a digit of the number told.
_ABOUT = 0.1
_ABOVE = 0.25
_BELOW = 0.15


class Range(NamedTuple):
    """The least and the greatest value that a statement allows."""

    low: float
    high: float


class SeriesKey(NamedTuple):
    """What two values must share to be of one series.

    ``place`` is a division's code, or the name of a part of the country that has none, or None for the nation. ``era``
    counts the breaks of the series before the value.
    """

    place: str | None
    kind: str
    technology: str | None
    definition: str | None
    operator: str | None
    era: int


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure of the table ``metrics``."""

    metric_id: str
    kind: str
    value: float
    upper: float | None
    unit: MetricUnit
    aspect: Aspect
    approximator: str
    status: str
    as_of: str | None
    region_code: str | None
    region_name: str | None
    technology: str | None
    operator: str | None
    definition: str | None
    value_text: str

    @property
    def day(self) -> date | None:
        """The last day of the date or period that it speaks of, where the year is known."""
        return last_day(self.as_of)

    @property
    def is_placed(self) -> bool:
        """Whether it is known what place it speaks of, the nation being one."""
        return self.region_code is not None or self.region_name is not None

    @property
    def is_stock(self) -> bool:
        """Whether it is a stock that has been reached, in the unit of its kind."""
        return (self.aspect, self.status, self.unit) == ("total", "actual", metric_kinds()[self.kind].unit)

    @property
    def grows(self) -> bool:
        """Whether it is a stock that does not shrink."""
        return self.is_stock and self.technology in metric_kinds()[self.kind].grows

    @property
    def truth(self) -> Range:
        """The range in which the number lies, as exactly as the page says."""
        return truth_of(self.value, self.approximator, self.upper)

    @property
    def series(self) -> SeriesKey:
        """The series that it belongs to."""
        era = era_of(self.kind, self.technology, self.definition, self.day)
        return SeriesKey(
            self.region_code or (None if self.region_name == NATION else self.region_name),
            self.kind,
            self.technology,
            self.definition,
            self.operator,
            era,
        )


def stated_figures(rows: Iterable[Mapping[str, Any]]) -> list[Stated]:
    """Return the rows of the table ``metrics`` that give a number."""
    return [
        Stated(
            metric_id=row["metric_id"],
            kind=row["kind"],
            value=row["value"],
            upper=row["value_upper"],
            unit=row["unit"],
            aspect=row["aspect"],
            approximator=row["approximator"],
            status=row["status"],
            as_of=row["as_of_edtf"],
            region_code=row["region_code"],
            region_name=row["region_name"],
            technology=row["technology"],
            operator=row["operator"],
            definition=row["definition"],
            value_text=row["value_text"],
        )
        for row in rows
        if row["value"] is not None
    ]


def truth_of(value: float, approximator: str, upper: float | None = None) -> Range:
    """Return the range in which a number lies that is told with an approximator.

    Example:
        >>> truth_of(200, "over"), truth_of(400, "at_least")
        (Range(low=197.0, high=250.0), Range(low=394.0, high=inf))
    """
    low, high = value * (1 - ROUNDING), (value if upper is None else upper) * (1 + ROUNDING)
    match approximator:
        case "over":
            return Range(low, (value if upper is None else upper) * (1 + _ABOVE))
        case "at_least":
            return Range(low, float("inf"))
        case "nearly":
            return Range(value * (1 - _BELOW), high)
        case "at_most":
            return Range(0.0, high)
        case "about":
            return Range(value * (1 - _ABOUT), (value if upper is None else upper) * (1 + _ABOUT))
    return Range(low, high)


def era_of(kind: str, technology: str | None, definition: str | None, day: date | None) -> int:
    """Return how many breaks of the series lie before the day or on it."""
    return sum(
        day is not None and day >= each.on
        for each in series_breaks()
        if (each.kind, each.technology, each.definition) == (kind, technology, definition)
    )


def series_of_published(figure: PublishedFigure) -> SeriesKey:
    """Return the series that a published figure belongs to."""
    definition = figure.definition or None
    era = era_of(figure.kind, figure.technology, definition, last_day(figure.as_of))
    return SeriesKey(figure.region_code, figure.kind, figure.technology, definition, None, era)


def by_series(figures: Iterable[Stated]) -> dict[SeriesKey, list[Stated]]:
    """Return the dated figures of each series, in the order of their dates. What has no settled place has no series."""
    series: dict[SeriesKey, list[Stated]] = defaultdict(list)
    for figure in figures:
        if figure.day is not None and figure.is_placed:
            series[figure.series].append(figure)
    for held in series.values():
        held.sort(key=lambda figure: (figure.day or date.min, figure.value, figure.metric_id))
    return series
