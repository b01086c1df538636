"""Which figures can stand for a division as its latest, and which of two stands before the other.

It is chosen by the date that it speaks of and by its source, never by the order of arrival. A flow is never added to
a stock, and no division's figure is put together from those below it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.metric_kinds import metric_kinds
from schemas.records import MetricFinding
from tasks.aggregate.metrics import Metric
from tasks.edtf import detail, last_day

#: The columns of a division that are a figure of its own.
Series = Literal["base_stations", "investment_spent"]


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """What is asked of two figures, one question after the other: the one with more stands.

    Of two that hold at the end of one day the one with the fuller date stands, then one that an authority's page
    states, then the surer one, then the one that more documents state.
    """

    last_day: date
    detail: int
    is_official: bool
    confidence: float
    n_documents: int
    metric_id: str


def series_of(metric: Metric) -> Series | None:
    """Return what the figure can stand for in its division, None where it cannot.

    A figure for the division as a whole counts, no operator's own; one outside its kind's plausible range does not,
    nor a broken count, nor one whose year is not known.
    """
    finding = metric.finding
    is_its_own = finding.region_code is not None and finding.operator is None
    if not (is_its_own and rank(metric) and is_plausible(finding)):
        return None
    if is_stock_of_base_stations(metric):
        return "base_stations"
    return "investment_spent" if is_spent_investment(metric) else None


def is_stock_of_base_stations(metric: Metric) -> bool:
    """Say whether the figure is a stock of 5G base stations that has been reached, of all and not of micro ones."""
    finding = metric.finding
    is_of_all = metric_kinds()[finding.kind].definition_of(finding.subject) is None
    return finding.kind == "base_stations" and finding.technology == "5G" and is_of_all and _has_been_reached(finding)


def is_spent_investment(metric: Metric) -> bool:
    """Say whether the figure is money that has been invested up to its date, not promised, and not one year's.

    A page must say so (累计), and of no single project: a sum that was put into one is none of its division's.
    """
    finding = metric.finding
    is_up_to = detail(finding.as_of_edtf) > detail("2021") and "/" not in (finding.as_of_edtf or "")
    is_spent = finding.kind == "investment" and _has_been_reached(finding)
    return is_spent and is_up_to and any(telling.sums_up for telling in metric.tellings)


def rank(metric: Metric) -> Rank | None:
    """Return where the figure stands among others of its series, None where its year is not known."""
    day = last_day(metric.finding.as_of_edtf)
    if day is None:
        return None
    return Rank(
        last_day=day,
        detail=detail(metric.finding.as_of_edtf),
        is_official=any(telling.is_official for telling in metric.tellings),
        confidence=metric.finding.confidence,
        n_documents=len({telling.doc_id for telling in metric.tellings}),
        metric_id=metric.metric_id,
    )


def is_plausible(finding: MetricFinding) -> bool:
    """Say whether the figure can be; one without a number can."""
    kind = metric_kinds()[finding.kind]
    return finding.value is None or kind.can_be(finding.value, finding.aspect, finding.unit)


def _has_been_reached(finding: MetricFinding) -> bool:
    unit = metric_kinds()[finding.kind].unit
    return (finding.aspect, finding.status, finding.unit) == ("total", "actual", unit) and finding.value is not None
