"""The door of the segment stage: a shard of documents in, a shard of segmentations out."""

from pathlib import Path

from schemas.records import Document, Rejection, Segmentation
from tasks.isolation import isolated, rejections_beside
from tasks.segment.segmentation import segment
from tasks.storage import read_records, write_records


def segment_shard(documents: Path, segmentations: Path) -> dict[str, int]:
    """Segment every relevant document of the shard; rejections stand beside the segmentations.

    Returns:
        How many documents came in, and how many were segmented, skipped as irrelevant and rejected.
    """
    read = read_records(Document, documents, without=("offsets",))
    relevant = [document for document in read if document.is_relevant]
    outcomes = [_segmented(document) for document in relevant]
    kept = [outcome for outcome in outcomes if isinstance(outcome, Segmentation)]
    rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejection)]
    write_records(Rejection, rejected, rejections_beside(segmentations))
    write_records(Segmentation, kept, segmentations)
    skipped = len(read) - len(relevant)
    return {"documents": len(read), "segmented": len(kept), "skipped": skipped, "rejected": len(rejected)}


def _segmented(document: Document) -> Segmentation | Rejection:
    return isolated("segment", document.source_uri, document.page_id, lambda: segment(document))
