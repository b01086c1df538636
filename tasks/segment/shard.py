"""The door of the segment stage: a shard of documents in, a shard of segmentations out."""

from collections.abc import Iterator
from pathlib import Path

from schemas.records import Document, Rejection, Segmentation
from tasks.isolation import isolated, rejections_beside
from tasks.segment.segmentation import segment
from tasks.storage import each_record, write_each, write_records


def segment_shard(documents: Path, segmentations: Path) -> dict[str, int]:
    """Segment every relevant document of the shard; rejections stand beside the segmentations.

    Returns:
        How many documents came in, and how many were segmented, skipped as irrelevant and rejected.
    """
    rejected: list[Rejection] = []
    n_documents = 0

    def segmented() -> Iterator[Segmentation]:
        nonlocal n_documents
        for document in each_record(Document, documents, without=("offsets",)):
            n_documents += 1
            outcome = _segmented(document) if document.is_relevant else None
            if isinstance(outcome, Segmentation):
                yield outcome
            elif outcome is not None:
                rejected.append(outcome)

    n_segmented = write_each(Segmentation, segmented(), segmentations)
    write_records(Rejection, rejected, rejections_beside(segmentations))
    skipped = n_documents - n_segmented - len(rejected)
    return {"documents": n_documents, "segmented": n_segmented, "skipped": skipped, "rejected": len(rejected)}


def _segmented(document: Document) -> Segmentation | Rejection:
    return isolated("segment", document.source_uri, document.page_id, lambda: segment(document))
