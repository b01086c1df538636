"""Whether a finding points at words of its document."""

from collections.abc import Iterator

from schemas.records import AgreementFinding, FieldSpan, Findings, MetricFinding, PartyFinding, RegionMention

_Grounded = RegionMention | AgreementFinding | MetricFinding | PartyFinding | FieldSpan


class UngroundedError(ValueError):
    """A finding points at nothing, or beyond the text: it cannot be trusted, and neither can the page's others."""


def grounded(findings: Findings, n_chars: int) -> Findings:
    """Return the findings as they are.

    Args:
        findings: what a document says.
        n_chars: the length of its text in code points.

    Raises:
        UngroundedError: one of them does not point at words of the text.

    Example:
        >>> grounded(Findings("d0", (RegionMention(4, 4, "", None, None),)), 10)
        Traceback (most recent call last):
        ...
        tasks.extract.grounding.UngroundedError: RegionMention points at 4:4 of 10
    """
    for place in _places(findings):
        if not 0 <= place.start < place.end <= n_chars:
            kind = f"evidence of {place.field}" if isinstance(place, FieldSpan) else type(place).__name__
            raise UngroundedError(f"{kind} points at {place.start}:{place.end} of {n_chars}")
    return findings


def _places(findings: Findings) -> Iterator[_Grounded]:
    yield from findings.regions
    for agreement in findings.agreements:
        yield agreement
        yield from agreement.parties
        yield from agreement.evidence
    for metric in findings.metrics:
        yield metric
        yield from metric.evidence
