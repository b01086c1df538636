"""The door of the extract stage: shards of documents and segmentations in, a shard of findings out."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from schemas.codec import to_arrow
from schemas.records import Document, Findings, Rejection, Segmentation
from tasks.extract.article import extract
from tasks.extract.grounding import grounded
from tasks.isolation import isolated, rejections_beside
from tasks.storage import read_records, write_records, write_table

Outcomes = list[Findings | Rejection]


def extract_shard(documents: Path, segmentations: Path, findings: Path) -> dict[str, int]:
    """Read every segmented document of the shards; rejections stand beside the findings.

    Returns:
        How many documents were read, how many agreements, figures and places they name, and how many were rejected.
    """
    by_id = {document.doc_id: document for document in read_records(Document, documents, without=("offsets",))}
    segmented = [(by_id[item.doc_id], item) for item in read_records(Segmentation, segmentations)]
    outcomes = [_extracted(document, item) for document, item in segmented]
    table, outcomes = _as_table(outcomes, by_id)
    kept = _kept(outcomes)
    rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejection)]
    write_records(Rejection, rejected, rejections_beside(findings))
    write_table(table, findings)
    return {
        "documents": len(kept),
        "agreements": sum(len(item.agreements) for item in kept),
        "metrics": sum(len(item.metrics) for item in kept),
        "regions": sum(len(item.regions) for item in kept),
        "rejected": len(rejected),
    }


def _extracted(document: Document, segmentation: Segmentation) -> Findings | Rejection:
    return _isolated(document, lambda: grounded(extract(document, segmentation), len(document.text)))


def _as_table(outcomes: Outcomes, by_id: dict[str, Document]) -> tuple[pa.Table, Outcomes]:
    """Return the findings as a table, and the outcomes; a number that no column holds is its page's fault alone.

    There is hardly ever one, so each page is asked by itself only where the pages together do not fit.
    """
    try:
        return to_arrow(Findings, _kept(outcomes)), outcomes
    except Exception:  # whichever page provoked it: it provokes the same when it is asked alone
        fitting = [_fitting(outcome, by_id) for outcome in outcomes]
        return to_arrow(Findings, _kept(fitting)), fitting


def _fitting(outcome: Findings | Rejection, by_id: dict[str, Document]) -> Findings | Rejection:
    if isinstance(outcome, Rejection):
        return outcome

    def checked() -> Findings:
        to_arrow(Findings, [outcome])
        return outcome

    return _isolated(by_id[outcome.doc_id], checked)


def _isolated(document: Document, work: Callable[[], Findings]) -> Findings | Rejection:
    return isolated("extract", document.source_uri, document.page_id, work)


def _kept(outcomes: Outcomes) -> list[Findings]:
    return [outcome for outcome in outcomes if isinstance(outcome, Findings)]
