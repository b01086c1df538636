"""From the tellings of figures to the figures themselves.

Two tellings are of one figure where kind, definition, value, unit, aspect, status, technology, operator and place are
all the same and ``same_figure`` finds them to speak of one date. A figure whose place is not settled is its
document's own, shared only with documents that repeat it: 1,200 stations of one 鼓楼区 are not those of another. So is
one without a date that is the nation's only because its page is about the nation: ten milliseconds in one page and in
another need not be the same ten milliseconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.metric_kinds import metric_kinds
from schemas.records import MetricFinding
from schemas.vocabulary import NATION
from tasks.aggregate.same_figure import by_date
from tasks.aggregate.telling import MetricTelling
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
        alike[(*signature(telling), owner(telling))].append(telling)
    metrics = [metric for said, group in alike.items() for metric in _metrics(said, group)]
    return sorted(metrics, key=lambda metric: metric.metric_id)


def _metrics(said: tuple[str | None, ...], alike: Sequence[MetricTelling]) -> Iterator[Metric]:
    """Yield the figures of tellings that agree in everything but the date.

    The id rests on the first telling that gives a date, so that later ones keep it: every date that is told belongs
    to one figure alone. What no page dates has an id of its own, which no dated figure takes over.
    """
    for when, group in by_date(alike):
        told = sorted(group, key=lambda telling: telling.order)
        first_date = next((telling.finding.as_of_edtf for telling in told if telling.finding.as_of_edtf), None)
        metric_id = stable_id("m", *said, first_date)
        yield stated(metric_id, told, when)


def stated(metric_id: str, told: Sequence[MetricTelling], when: str | None) -> Metric:
    """Return the figure that all the tellings state, which are in their order, with its date."""
    surest = max((telling.finding for telling in told), key=lambda finding: finding.confidence)
    dated = surest if surest.as_of_edtf == when else replace(surest, as_of_edtf=when)
    return Metric(metric_id, tuple(told), dated)


def signature(telling: MetricTelling) -> tuple[str | None, ...]:
    """Return all that two tellings of one figure have in common but the date and the owner."""
    finding = telling.finding
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
        NATION if finding.is_national else finding.area,
        metric_kinds()[finding.kind].definition_of(finding.subject),
    )


def owner(telling: MetricTelling) -> str | None:
    """Return the document that alone can state the figure; None where others can as well."""
    return None if is_common(telling) else telling.original


def is_common(telling: MetricTelling) -> bool:
    """Say whether other pages can state the figure as well: its place is settled, and by its own words or date."""
    finding = telling.finding
    if finding.region_code or finding.area:
        return True
    in_words = any(place.field == "region_name" for place in finding.evidence)
    return finding.is_national and bool(in_words or finding.as_of_edtf or finding.operator)


def _plain(value: Decimal | None) -> str | None:
    """Return the number in one form whatever its trailing zeros."""
    return None if value is None else f"{value.normalize():f}"
