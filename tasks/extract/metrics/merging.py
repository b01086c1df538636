"""A figure that a document states twice is one figure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from schemas.metric_kinds import metric_kinds
from schemas.records import MetricFinding


def merged(findings: Iterable[MetricFinding], body_start: int) -> tuple[MetricFinding, ...]:
    """Return the findings in order, each figure once: the telling that says most, the body before the title."""
    kept: list[MetricFinding] = []
    alike: dict[tuple[str, Decimal | None, str], list[int]] = defaultdict(list)
    for finding in findings:
        indices = alike[finding.kind, finding.value, finding.unit]
        twin = next((index for index in indices if _same(kept[index], finding, body_start)), None)
        if twin is None:
            indices.append(len(kept))
            kept.append(finding)
        else:
            kept[twin] = _fuller(kept[twin], finding, body_start)
    return tuple(sorted(kept, key=_place))


def _place(finding: MetricFinding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.technology or ""


def _same(one: MetricFinding, other: MetricFinding, body_start: int) -> bool:
    """Return whether two of one kind and value state the same: measure and network, not apart in date or status.

    A title shortens: what it leaves out or blurs does not set it apart from the body.
    """
    if one.aspect in ("growth", "share") and one.aspect != other.aspect:
        return False
    if min(one.start, other.start) < body_start:
        return _agree(one.technology, other.technology)
    return (
        (one.status == other.status or one.as_of_edtf == other.as_of_edtf)
        and _agree(one.technology, other.technology)
        and _agree(one.as_of_edtf, other.as_of_edtf)
        and _agree(one.region_code, other.region_code)
        and _agree(one.operator, other.operator)
        and one.area == other.area
        and _agree(_definition(one), _definition(other))
        and not _side_by_side(one, other)
    )


def _definition(finding: MetricFinding) -> str | None:
    """Return what exactly is counted or reached, as far as the words say: villages are not towns."""
    return metric_kinds()[finding.kind].definition_of(finding.subject)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _side_by_side(one: MetricFinding, other: MetricFinding) -> bool:
    """Return whether both are members of one series: 18.1%、15.2%、13.5%和15.2%."""
    return one.subject == other.subject and one.start == other.start and one.evidence != other.evidence


def _fuller(one: MetricFinding, other: MetricFinding, body_start: int) -> MetricFinding:
    """Return the telling with more said, its blanks filled from the other."""
    ranked = sorted((one, other), key=lambda finding: _rank(finding, body_start), reverse=True)
    best, rest = ranked
    if one.status != other.status and one.as_of_edtf == other.as_of_edtf:
        best, rest = sorted(ranked, key=lambda finding: finding.status == "target", reverse=True)
    return replace(
        best,
        as_of_edtf=best.as_of_edtf or rest.as_of_edtf,
        technology=best.technology or rest.technology,
        evidence=best.evidence + tuple(span for span in rest.evidence if span not in best.evidence),
    )


def _rank(finding: MetricFinding, body_start: int) -> tuple[bool, bool, float, int]:
    in_body = finding.start >= body_start
    return in_body, finding.as_of_edtf is not None, finding.confidence, -finding.start
