"""What one document or one united agreement or figure has to say in the published tables."""

from collections.abc import Sequence
from typing import Any

from schemas.metric_kinds import metric_kinds
from schemas.records import Document, Findings, MetricFinding
from schemas.reference.regions import gazetteer
from schemas.vocabulary import NATION
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.latest import rank, series_of
from tasks.aggregate.metrics import Metric
from tasks.aggregate.same_party import matched
from tasks.aggregate.telling import AgreementTelling, MetricTelling
from tasks.edtf import day_of

Row = dict[str, Any]


def document_row(document: Document) -> Row:
    """Return the row of a document but for what it repeats."""
    return {
        "doc_id": document.doc_id,
        "source_uri": document.source_uri,
        "url": document.url,
        "site": document.site,
        "title": document.title,
        "published_on": document.published_on,
        "published_edtf": document.published_edtf,
        "text": document.text,
        "n_chars": len(document.text),
        "script": document.script,
        "repairs": document.repairs,
        "quality": document.quality,
        "is_relevant": document.is_relevant,
        "fetched_at": document.fetched_at,
    }


def mention_rows(said: Findings) -> list[Row]:
    """Return a row for each place where the document names a division."""
    return [
        {
            "doc_id": said.doc_id,
            "start": mention.start,
            "end": mention.end,
            "surface": mention.surface,
            "region_code": mention.region_code,
            "candidates": list(mention.candidates),
            "level": mention.level,
        }
        for mention in said.regions
    ]


def agreement_row(agreement: Agreement) -> Row:
    """Return the row of an agreement but for its id."""
    return {
        "title": agreement.title,
        "kind": agreement.kind,
        "status": agreement.status,
        "signed_on": None if agreement.status == "planned" else day_of(agreement.signed_edtf),
        "signed_edtf": agreement.signed_edtf,
        "region_code": agreement.region_code,
        "region_name": _full_name(agreement.region_code),
        "operators": sorted({party.operator for party in agreement.parties if party.operator}),
        "parties": [party.canonical_name for party in agreement.parties],
        "signatories": [party.signatory for party in agreement.parties if party.signatory],
        "topics": list(agreement.topics),
        "amount_cny": agreement.amount_cny,
        "is_5g": agreement.is_5g,
        "conflicts": list(agreement.conflicts),
        "confidence": agreement.confidence,
        "n_documents": _n_documents(agreement.tellings),
        "first_published_on": agreement.first_published_on,
        "corrected": [],
    }


def party_rows(agreement: Agreement) -> list[Row]:
    """Return a row for each party of an agreement but for its id, with the names by which pages know the party."""
    return [
        {
            "position": position,
            "name": party.name,
            "canonical_name": party.canonical_name,
            "organization_id": party.organization_id,
            "role": party.role,
            "operator": party.operator,
            "region_code": party.region_code,
            "signatory": party.signatory,
            "signatory_title": party.signatory_title,
            "aliases": list(party.aliases),
        }
        for position, party in enumerate(agreement.parties, start=1)
    ]


def organizations_named(telling: AgreementTelling, agreement: Agreement) -> list[str]:
    """Return the ids of those of the agreement's parties that the telling names."""
    return sorted({party.organization_id for _, party in matched(telling.finding.parties, agreement.parties)})


def metric_row(metric: Metric) -> Row:
    """Return the row of a figure, with what decides whether it stands for its division."""
    finding, stands = metric.finding, rank(metric)
    return {
        "metric_id": metric.metric_id,
        "kind": finding.kind,
        "value": None if finding.value is None else float(finding.value),
        "value_upper": None if finding.value_upper is None else float(finding.value_upper),
        "unit": finding.unit,
        "aspect": finding.aspect,
        "approximator": finding.approximator,
        "status": finding.status,
        "as_of_on": day_of(finding.as_of_edtf),
        "as_of_edtf": finding.as_of_edtf,
        "region_code": finding.region_code,
        "region_name": _full_name(finding.region_code) or _without_code(finding),
        "technology": finding.technology,
        "subject": finding.subject,
        "definition": metric_kinds()[finding.kind].definition_of(finding.subject),
        "operator": finding.operator,
        "value_text": finding.value_text,
        "confidence": finding.confidence,
        "n_documents": _n_documents(metric.tellings),
        "corrected": [],
        "series": series_of(metric),
        "last_day": stands.last_day if stands else None,
        "date_detail": stands.detail if stands else None,
        "is_official": stands.is_official if stands else None,
    }


def _without_code(finding: MetricFinding) -> str | None:
    """Return the name of a place that has no code; None where the document does not settle the place."""
    return NATION if finding.is_national else finding.area


def _n_documents(tellings: Sequence[AgreementTelling] | Sequence[MetricTelling]) -> int:
    return len({telling.doc_id for telling in tellings})


def _full_name(code: str | None) -> str | None:
    return None if code is None else gazetteer().full_name(code)
