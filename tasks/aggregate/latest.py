"""The latest stated figure of each division.

It is chosen by the date that it speaks of and by its source, never by the order of arrival. A flow is never added to
a stock, and no division's figure is put together from those below it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from schemas.metric_kinds import metric_kinds
from schemas.records import MetricFinding
from schemas.reference.official_sources import is_official
from tasks.aggregate.metrics import Metric
from tasks.edtf import detail, last_day

#: What a figure must be like to be looked at.
Choice = Callable[[MetricFinding], bool]


def latest_by_region(metrics: Iterable[Metric], choice: Choice) -> dict[str, MetricFinding]:
    """Return for each division the figure that the choice takes and that speaks of the latest date.

    A figure for the division as a whole counts, no operator's own; one outside its kind's plausible range does not,
    nor one whose year is not known. Of two figures that hold at the end of one day the one with the fuller date stands,
    then one that an authority's page states, then the surer one, then the one that more documents state.
    """
    best: dict[str, tuple[tuple[Any, ...], MetricFinding]] = {}
    for metric in metrics:
        code = metric.finding.region_code
        rank = _rank(metric)
        if code is None or rank is None or not (choice(metric.finding) and is_plausible(metric.finding)):
            continue
        if metric.finding.operator is None and (code not in best or rank > best[code][0]):
            best[code] = (rank, metric.finding)
    return {code: finding for code, (_, finding) in best.items()}


def is_stock_of_base_stations(finding: MetricFinding) -> bool:
    """Say whether the figure is a stock of 5G base stations that has been reached."""
    return finding.kind == "base_stations" and finding.technology == "5G" and _has_been_reached(finding)


def is_spent_investment(finding: MetricFinding) -> bool:
    """Say whether the figure is money that has been invested up to its date, not promised, and not one year's."""
    return finding.kind == "investment" and _has_been_reached(finding)


def is_plausible(finding: MetricFinding) -> bool:
    """Say whether a stock or flow lies in the plausible range of its kind; a share or a growth has none."""
    if finding.value is None or finding.aspect not in ("total", "added"):
        return True
    kind = metric_kinds()[finding.kind]
    return finding.unit != kind.unit or kind.is_plausible(finding.value)


def _has_been_reached(finding: MetricFinding) -> bool:
    unit = metric_kinds()[finding.kind].unit
    return (finding.aspect, finding.status, finding.unit) == ("total", "actual", unit) and finding.value is not None


def _rank(metric: Metric) -> tuple[date, int, bool, float, int, str] | None:
    finding, documents = metric.finding, {telling.document.doc_id: telling.document for telling in metric.tellings}
    day = last_day(finding.as_of_edtf)
    if day is None:
        return None
    official = any(is_official(document.url, document.site) for document in documents.values())
    return day, detail(finding.as_of_edtf), official, finding.confidence, len(documents), metric.metric_id
