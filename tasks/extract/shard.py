"""The door of the extract stage: shards of documents and segmentations in, a shard of findings out."""

from pathlib import Path

from schemas.codec import to_arrow
from schemas.records import Document, Findings, Rejection, Segmentation
from tasks.extract.article import extract
from tasks.extract.grounding import grounded
from tasks.isolation import isolated, rejections_beside
from tasks.storage import read_records, write_records


def extract_shard(documents: Path, segmentations: Path, findings: Path) -> dict[str, int]:
    """Read every segmented document of the shards; rejections stand beside the findings.

    Returns:
        How many documents were read, how many agreements, figures and places they name, and how many were rejected.
    """
    by_id = {document.doc_id: document for document in read_records(Document, documents)}
    outcomes = [_extracted(by_id[item.doc_id], item) for item in read_records(Segmentation, segmentations)]
    kept = [outcome for outcome in outcomes if isinstance(outcome, Findings)]
    rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejection)]
    write_records(Rejection, rejected, rejections_beside(findings))
    write_records(Findings, kept, findings)
    return {
        "documents": len(kept),
        "agreements": sum(len(item.agreements) for item in kept),
        "metrics": sum(len(item.metrics) for item in kept),
        "regions": sum(len(item.regions) for item in kept),
        "rejected": len(rejected),
    }


def _extracted(document: Document, segmentation: Segmentation) -> Findings | Rejection:
    def read() -> Findings:
        findings = grounded(extract(document, segmentation), len(document.text))
        to_arrow(Findings, [findings])  # a number that no column holds is this page's fault, not its shard's
        return findings

    return isolated("extract", document.source_uri, document.page_id, read)
