"""All published tables from what the documents say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from schemas.metric_kinds import metric_kinds
from schemas.records import Document, Findings, MetricFinding, Rejection
from schemas.reference.regions import Gazetteer, gazetteer
from schemas.tables import TABLES
from schemas.vocabulary import NATION
from tasks.aggregate import agreements as agreement_rules
from tasks.aggregate import metrics as metric_rules
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.duplicates import originals
from tasks.aggregate.evidence import check_quotes, check_supported, evidence_rows
from tasks.aggregate.metrics import Metric
from tasks.aggregate.organizations import organization_rows
from tasks.aggregate.regions import region_rows
from tasks.aggregate.telling import Telling
from tasks.edtf import day_of

Row = dict[str, Any]


def build_tables(
    documents: Iterable[Document], findings: Iterable[Findings], rejections: Iterable[Rejection]
) -> dict[str, pa.Table]:
    """Return every published table by name, checked against its declaration and against the others.

    Args:
        documents: the documents, in any order.
        findings: what each document says, in any order; a document may be missing.
        rejections: the pages that did not become documents.

    Raises:
        TableError: a table breaks its declaration.
        ValueError: a quote is not what its document says, or a row names a row that does not exist.
    """
    by_id = {document.doc_id: document for document in documents}
    said = sorted(findings, key=lambda item: item.doc_id)
    original = originals(by_id.values(), {item.doc_id: item for item in said})
    agreements = agreement_rules.unite(
        Telling(by_id[item.doc_id], original[item.doc_id], finding) for item in said for finding in item.agreements
    )
    metrics = metric_rules.unite(
        Telling(by_id[item.doc_id], original[item.doc_id], finding) for item in said for finding in item.metrics
    )
    evidence = evidence_rows(agreements, metrics)
    places = gazetteer()
    parties = [row for agreement in agreements for row in _party_rows(agreement)]
    rows: dict[str, list[Row]] = {
        "documents": [_document_row(document, original[document.doc_id]) for document in by_id.values()],
        "agreements": [_agreement_row(places, agreement) for agreement in agreements],
        "agreement_parties": parties,
        "organizations": organization_rows(places, agreements),
        "metrics": [_metric_row(places, metric) for metric in metrics],
        "regions": region_rows(
            places,
            _documents_naming(said),
            agreements,
            metrics,
            [row["region_code"] for row in parties if row["region_code"]],
        ),
        "region_mentions": [row for item in said for row in _mention_rows(item)],
        "evidence": evidence,
        "rejected": [_rejection_row(rejection) for rejection in set(rejections)],
    }
    tables = {table.name: table.from_rows(rows[table.name]) for table in TABLES}
    check_references(tables)
    check_supported(tables)
    check_quotes(tables)
    return tables


def check_references(tables: Mapping[str, pa.Table]) -> None:
    """Raise ValueError unless every row that a row names exists."""
    for table in TABLES:
        for column, (owner, other) in (table.references or {}).items():
            known = set(tables[owner][other].to_pylist())
            missing = sorted({v for v in tables[table.name][column].to_pylist() if v is not None} - known)
            if missing:
                raise ValueError(f"table {table.name}: {column} names {missing[0]}, which {owner} does not hold")


def _document_row(document: Document, original: str) -> Row:
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
        "duplicate_of": None if original == document.doc_id else original,
        "fetched_at": document.fetched_at,
    }


def _agreement_row(places: Gazetteer, agreement: Agreement) -> Row:
    return {
        "agreement_id": agreement.agreement_id,
        "title": agreement.title,
        "kind": agreement.kind,
        "status": agreement.status,
        "signed_on": None if agreement.status == "planned" else day_of(agreement.signed_edtf),
        "signed_edtf": agreement.signed_edtf,
        "region_code": agreement.region_code,
        "region_name": _full_name(places, agreement.region_code),
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
    }


def _party_rows(agreement: Agreement) -> list[Row]:
    return [
        {
            "agreement_id": agreement.agreement_id,
            "position": position,
            "name": party.name,
            "canonical_name": party.canonical_name,
            "organization_id": party.organization_id,
            "role": party.role,
            "operator": party.operator,
            "region_code": party.region_code,
            "signatory": party.signatory,
            "signatory_title": party.signatory_title,
        }
        for position, party in enumerate(agreement.parties, start=1)
    ]


def _metric_row(places: Gazetteer, metric: Metric) -> Row:
    finding = metric.finding
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
        "region_name": _full_name(places, finding.region_code) or _without_code(finding),
        "technology": finding.technology,
        "subject": finding.subject,
        "definition": metric_kinds()[finding.kind].definition_of(finding.subject),
        "operator": finding.operator,
        "value_text": finding.value_text,
        "confidence": finding.confidence,
        "n_documents": _n_documents(metric.tellings),
    }


def _without_code(finding: MetricFinding) -> str | None:
    """Return the name of a place that has no code; None where the document does not settle the place."""
    return NATION if finding.is_national else finding.area


def _mention_rows(said: Findings) -> list[Row]:
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


def _rejection_row(rejection: Rejection) -> Row:
    return {
        "source_uri": rejection.source_uri,
        "stage": rejection.stage,
        "reason": rejection.reason,
        "detail": rejection.detail,
    }


def _documents_naming(said: Iterable[Findings]) -> dict[str, set[str]]:
    naming: dict[str, set[str]] = defaultdict(set)
    for item in said:
        for mention in item.regions:
            if mention.region_code:
                naming[mention.region_code].add(item.doc_id)
    return naming


def _n_documents(tellings: Sequence[Telling[Any]]) -> int:
    return len({telling.document.doc_id for telling in tellings})


def _full_name(places: Gazetteer, code: str | None) -> str | None:
    return None if code is None else places.full_name(code)
