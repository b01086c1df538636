"""Short ways to write down what documents say, for the tests of this folder."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from schemas.records import AgreementFinding, Document, Findings, MetricFinding, PartyFinding
from tasks.aggregate.telling import AgreementTelling, MetricTelling, agreements_told, metrics_told
from tasks.identity import stable_id

ROLES = {"市政府": "government", "移动": "operator", "联通": "operator"}


def document(name, published=None, text="甲与乙签约。", **fields):
    plain = Document(
        doc_id=stable_id("d", name),
        source_uri=f"news/{name}",
        text=text,
        published_on=date.fromisoformat(published) if published else None,
        published_edtf=published,
    )
    return replace(plain, **fields)


def party(name):
    return PartyFinding(0, 1, name, name, stable_id("o", name), ROLES.get(name, "enterprise"))


def agreement(*parties, signed=None, **fields):
    plain = AgreementFinding(
        start=0,
        end=6,
        kind="strategic_cooperation",
        status="signed",
        parties=tuple(party(name) for name in parties),
        signed_edtf=signed,
    )
    return replace(plain, **fields)


def metric(value, **fields):
    plain = MetricFinding(
        start=0,
        end=2,
        kind="base_stations",
        value=Decimal(value),
        unit="count",
        aspect="total",
        approximator="exact",
        status="actual",
        value_text=str(value),
        technology="5G",
    )
    return replace(plain, **fields)


def told(name, finding, published=None, repeats=None) -> AgreementTelling | MetricTelling:
    """The telling of a document that has its name for an id."""
    return told_by(replace(document(name, published), doc_id=name), finding, repeats)


def told_by(page, finding, repeats=None) -> AgreementTelling | MetricTelling:
    if isinstance(finding, AgreementFinding):
        return next(agreements_told(page, Findings(page.doc_id, agreements=(finding,)), repeats))
    return next(metrics_told(page, Findings(page.doc_id, metrics=(finding,)), repeats))
