"""From the tellings of figures to the figures themselves.

Two tellings are of one figure where kind, value, unit, aspect, status, technology, operator, place and date are all the
same. A figure that names neither place nor date nor operator is its document's own, shared only with documents that
repeat it: ten milliseconds in one page and in another need not be the same ten milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from schemas.records import MetricFinding
from tasks.aggregate.telling import Telling
from tasks.identity import stable_id

MetricTelling = Telling[MetricFinding]


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: all its tellings, and the one that speaks for it."""

    metric_id: str
    tellings: tuple[MetricTelling, ...]
    finding: MetricFinding


def unite(tellings: Iterable[MetricTelling]) -> list[Metric]:
    """Return one metric for each group of tellings of the same figure; the order of arrival does not matter."""
    groups: dict[str, list[MetricTelling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda telling: telling.order):
        groups[_metric_id(telling)].append(telling)
    return [
        Metric(metric_id, tuple(group), max((t.finding for t in group), key=lambda finding: finding.confidence))
        for metric_id, group in sorted(groups.items())
    ]


def _metric_id(telling: MetricTelling) -> str:
    finding = telling.finding
    placed = finding.region_code or finding.as_of_edtf or finding.operator
    return stable_id(
        "m",
        finding.kind,
        _plain(finding.value),
        _plain(finding.value_upper),
        finding.unit,
        finding.aspect,
        finding.status,
        finding.technology,
        finding.operator,
        finding.region_code,
        finding.as_of_edtf,
        None if placed else telling.original,
    )


def _plain(value: Decimal | None) -> str | None:
    """Return the number in one form whatever its trailing zeros."""
    return None if value is None else f"{value.normalize():f}"
