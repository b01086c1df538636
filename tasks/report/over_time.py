"""Charts over time, and the part of the page that shows when agreements were signed."""

import htpy as h

from schemas.reference.report_words import Words, words
from tasks.report.chart import Bar, Chart, figure_of
from tasks.report.drawing import columns
from tasks.report.markup import both, number
from tasks.report.periods import UNITS, Dated, Timeline, timeline


def by_period(found: Timeline, title: Words, layers: tuple[Words, ...], left_out: str, nothing: Words) -> Chart:
    """Return the chart of a timeline; what lies before and after it has a column of its own.

    Args:
        found: the rows by period.
        title: what they are.
        layers: of what sorts.
        left_out: names the text that says how many rows are not drawn.
        nothing: what is said where there are none at all.
    """
    bars = [Bar(Words(label), rows) for label, rows in found.periods]
    if any(found.before):
        bars.insert(0, Bar(words("time.before"), found.before))
    if any(found.after):
        bars.append(Bar(words("time.after"), found.after))
    n_open = sum(found.open)
    notes = (words(left_out, n=number(n_open)) if n_open else None,)
    none_drawn = words("time.none_dated") if n_open else nothing
    return Chart(title, words(f"time.{found.unit}"), layers, tuple(bars), notes, none_drawn)


def over_time(signed: tuple[Dated, ...], newest: str | None) -> h.Element:
    """Return the part of the page: the same agreements by year, quarter and month, one of them to see at a time.

    Args:
        signed: the agreements by month of signing.
        newest: the month of the newest page.
    """
    layers = (words("time.is_5g"), words("time.is_other"))
    charts = [
        by_period(
            timeline(signed, unit, newest),
            words(f"time.signed_{unit}"),
            layers,
            "time.open",
            words("page.no_agreement"),
        )
        for unit in UNITS
    ]
    if not any(chart.largest for chart in charts):
        return figure_of(charts[0], columns)
    choices = (
        h.span[
            h.input(type="radio", name="unit", id=f"by-{unit}", checked=unit == "year"),
            h.label(for_=f"by-{unit}")[both(words(f"time.{unit}"))],
        ]
        for unit in UNITS
    )
    panes = (
        h.div(class_=f"pane by-{unit}")[figure_of(chart, columns)] for unit, chart in zip(UNITS, charts, strict=True)
    )
    return h.div(".tabs")[h.fieldset[h.legend[both(words("time.unit"))], choices], panes]
