"""Figures on 5G that were published for the nation and its provinces, to hold stated figures against.

``figures.csv`` beside this module has one row for each; ``series_breaks.toml`` says where a series changed what it
counts, so that values on its two sides are not to be compared.
"""

import csv
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from schemas.vocabulary import Approximator, Aspect, MetricStatus, Technology


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure, in the terms of the table ``metrics``.

    Attributes:
        region_code: the division; None for the nation.
        definition: which of its kind's definitions it follows; empty where the kind has none, and where the source
            names none, such as for all base stations, macro and micro ones.
        as_of: EDTF: the last day of a stock, the year of a flow.
        value: in the unit of its kind.
        first_hand: whether an authority or the press published it on the page named; else a page that repeats it,
            often one of several and nobody's in particular, which a doubt then says.
        source: the address of the page.
    """

    region_code: str | None
    kind: str
    technology: Technology
    aspect: Aspect
    status: MetricStatus
    definition: str
    as_of: str
    value: float
    approximator: Approximator
    first_hand: bool
    source: str

    @property
    def is_count_of_its_day(self) -> bool:
        """Whether a stock was counted on its day, the last of a month.

        On any other day it is as a rule the day on which a page told it, and was counted at some time before: later
        stocks are no less, but those just before that day may be more.
        """
        day = date.fromisoformat(self.as_of)
        return day.day == monthrange(day.year, day.month)[1]


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A day from which on a series counts something else than before."""

    kind: str
    technology: Technology
    definition: str
    on: date
    reason: str
    source: str


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Return the figures of ``figures.csv``.

    Example:
        >>> [f.value for f in published_figures() if f.kind == "base_stations" and f.as_of == "2021-12-31"][0]
        1425000.0
    """
    text = files("schemas.reference").joinpath("figures.csv").read_text("utf-8")
    return tuple(_figure(row) for row in csv.DictReader(text.splitlines()))


@cache
def series_breaks() -> tuple[SeriesBreak, ...]:
    """Return the breaks of ``series_breaks.toml``."""
    text = files("schemas.reference").joinpath("series_breaks.toml").read_text("utf-8")
    return tuple(SeriesBreak(**entry) for entry in tomllib.loads(text)["break"])


def _figure(row: dict[str, str]) -> PublishedFigure:
    fields: dict[str, object] = dict(row)
    fields["region_code"] = row["region_code"] or None
    fields["value"] = float(row["value"])
    fields["first_hand"] = row["first_hand"] == "yes"
    return PublishedFigure(**fields)  # type: ignore[arg-type]
