"""Charts: what they say, and the figure around them with the table of the same numbers.

Drawing and table are made from one ``Chart``, so that they cannot differ.
"""

from collections.abc import Callable
from dataclasses import dataclass

import htpy as h

from schemas.reference.report_words import Words, words
from tasks.report.markup import Cell, both, empty, note, number, table_of


@dataclass(frozen=True)
class Bar:
    """One bar, or one column, of a chart.

    Attributes:
        label: what it stands for.
        values: how much, one value for each layer of the chart.
        told: what is said beside it, such as the date of the value.
    """

    label: Words
    values: tuple[float, ...]
    told: str = ""

    @property
    def total(self) -> float:
        """Return how long it is."""
        return sum(self.values)


@dataclass(frozen=True)
class Chart:
    """What a chart says.

    Attributes:
        title: what it shows.
        heading: what its bars stand for.
        layers: what each bar is made of.
        bars: the bars in their order.
        notes: what has to be known of it.
        nothing: what is said where there are no bars.
        told: what is said beside the bars; None where nothing is.
        written: how a total is written beside its bar; the table has the numbers in full.
        adds_up: whether the layers of a bar may be added up.
    """

    title: Words
    heading: Words
    layers: tuple[Words, ...]
    bars: tuple[Bar, ...]
    notes: tuple[Words | None, ...] = ()
    nothing: Words | None = None
    told: Words | None = None
    written: Callable[[float], str] = number
    adds_up: bool = True

    @property
    def largest(self) -> float:
        """Return the length of the longest bar; 0 where there is none."""
        return max((bar.total for bar in self.bars), default=0)

    def in_words(self) -> str:
        """Return the chart in a sentence, for those who do not see it."""
        longest = max(self.bars, key=lambda bar: bar.total)
        parts = ", ".join(f"{bar.label} {self.written(bar.total)}" for bar in self.bars[:12])
        more = " …" if len(self.bars) > 12 else ""
        return f"{self.title}: {parts}{more}; ↑ {longest.label} {self.written(longest.total)}"


Drawing = Callable[[Chart], h.Element]


def figure_of(chart: Chart, drawing: Drawing, *, has_legend: bool = True) -> h.Element:
    """Return the chart with its title, its notes and the table of its numbers; several layers have a legend."""
    told = (h.h3[both(chart.title)], note(*chart.notes))
    if not chart.largest:
        return h.figure(".chart")[h.figcaption[told], empty(chart.nothing or words("page.nothing"))]
    return h.figure(".chart")[
        h.figcaption[told, has_legend and len(chart.layers) > 1 and legend(chart.layers)],
        drawing(chart),
        h.details(".data")[h.summary[both(words("page.table"))], table_behind(chart)],
    ]


def table_behind(chart: Chart) -> h.Element:
    """Return the numbers of the chart as a table, a row a bar."""
    has_total = chart.adds_up and len(chart.layers) > 1
    headings = [chart.heading, *chart.layers, *([words("page.total")] if has_total else [])]
    headings += [chart.told] if chart.told else []

    def row(bar: Bar) -> list[Cell]:
        return [bar.label, *bar.values, *([bar.total] if has_total else []), *([bar.told] if chart.told else [])]

    return table_of(headings, (row(bar) for bar in chart.bars))


def legend(layers: tuple[Words, ...]) -> h.Element:
    """Return what each colour stands for."""
    return h.ul(".legend")[(h.li[swatch(f"l{at}"), " ", both(layer)] for at, layer in enumerate(layers))]


def swatch(colour: str) -> h.Element:
    """Return a sample of a colour."""
    return h.svg(".swatch", width="12", height="12", aria_hidden="true")[h.rect(width="12", height="12", class_=colour)]
