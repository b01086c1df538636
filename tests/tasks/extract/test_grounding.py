"""A finding that points at no words of its text is an error of its page."""

from decimal import Decimal

import pytest

from schemas.records import AgreementFinding, FieldSpan, Findings, MetricFinding, PartyFinding, RegionMention
from tasks.extract.grounding import UngroundedError, grounded


def _agreement(span=(2, 8), party=(2, 4), evidence=(5, 6)):
    parties = (PartyFinding(*party, "市政府", "市人民政府", "o1", "government"),)
    return AgreementFinding(*span, "other", "signed", parties, evidence=(FieldSpan("status", *evidence),))


def _metric(span=(2, 8), evidence=(5, 6)):
    places = (FieldSpan("value", *evidence),)
    kind = ("base_stations", Decimal(5), "count", "total", "exact", "actual", "5个")
    return MetricFinding(*span, *kind, evidence=places)


def test_findings_within_the_text_pass():
    findings = Findings("d0", (RegionMention(0, 10, "某市", None, None),), (_agreement(),), (_metric(),))
    assert grounded(findings, 10) is findings


@pytest.mark.parametrize(
    "findings",
    [
        Findings("d0", regions=(RegionMention(3, 3, "", None, None),)),
        Findings("d0", regions=(RegionMention(3, 11, "某市", None, None),)),
        Findings("d0", regions=(RegionMention(-1, 2, "某市", None, None),)),
        Findings("d0", agreements=(_agreement(span=(8, 2)),)),
        Findings("d0", agreements=(_agreement(party=(4, 4)),)),
        Findings("d0", agreements=(_agreement(evidence=(9, 12)),)),
        Findings("d0", metrics=(_metric(span=(0, 0)),)),
        Findings("d0", metrics=(_metric(evidence=(7, 7)),)),
    ],
)
def test_one_that_points_at_nothing_is_an_error(findings):
    with pytest.raises(UngroundedError):
        grounded(findings, 10)
