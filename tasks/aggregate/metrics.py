"""From the tellings of figures to the figures themselves.

Two tellings are of one figure where kind, definition, value, unit, aspect, status, technology, operator and place are
all the same and ``same_figure`` finds them to speak of one date. A figure that names neither place nor date nor
operator is its document's own, shared only with documents that repeat it: ten milliseconds in one page and in another
need not be the same ten milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.metric_kinds import metric_kinds
from schemas.records import MetricFinding
from tasks.aggregate.same_figure import MetricTelling, by_date
from tasks.identity import stable_id


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure: all its tellings, and what the surest of them says, with the date as far as any gives it."""

    metric_id: str
    tellings: tuple[MetricTelling, ...]
    finding: MetricFinding


def unite(tellings: Iterable[MetricTelling]) -> list[Metric]:
    """Return one metric for each group of tellings of the same figure; the order of arrival does not matter."""
    alike: dict[tuple[str | None, ...], list[MetricTelling]] = defaultdict(list)
    for telling in tellings:
        alike[_signature(telling)].append(telling)
    metrics = [metric for signature, group in alike.items() for metric in _metrics(signature, group)]
    return sorted(metrics, key=lambda metric: metric.metric_id)


def _metrics(signature: tuple[str | None, ...], alike: Sequence[MetricTelling]) -> Iterator[Metric]:
    """Yield the figures of tellings that agree in everything but the date.

    The id rests on the first telling, so that later ones keep it. Where a dated figure was first told without its
    date, one that is left without any needs a mark of its own.
    """
    dated = [(when, sorted(group, key=lambda telling: telling.order)) for when, group in by_date(alike)]
    first_undated = sum(told[0].finding.as_of_edtf is None for _, told in dated)
    for when, told in dated:
        mark = "undated" if when is None and first_undated > 1 else None
        metric_id = stable_id("m", *signature, told[0].finding.as_of_edtf, mark)
        surest = max((telling.finding for telling in told), key=lambda finding: finding.confidence)
        yield Metric(metric_id, tuple(told), replace(surest, as_of_edtf=when))


def _signature(telling: MetricTelling) -> tuple[str | None, ...]:
    """Return all that two tellings of one figure have in common but the date."""
    finding = telling.finding
    placed = finding.region_code or finding.as_of_edtf or finding.operator
    return (
        finding.kind,
        _plain(finding.value),
        _plain(finding.value_upper),
        finding.unit,
        finding.aspect,
        finding.status,
        finding.technology,
        finding.operator,
        finding.region_code,
        finding.area,
        metric_kinds()[finding.kind].definition_of(finding.subject),
        None if placed else telling.original,
    )


def _plain(value: Decimal | None) -> str | None:
    """Return the number in one form whatever its trailing zeros."""
    return None if value is None else f"{value.normalize():f}"
