"""The sentences and tokens of one document."""

from schemas.records import Document, Segmentation
from tasks.segment.sentences import split_sentences
from tasks.segment.tokens import split_tokens


def segment(document: Document) -> Segmentation:
    """Return the sentences and tokens of the document's text."""
    return Segmentation(
        doc_id=document.doc_id,
        sentences=split_sentences(document.text),
        tokens=split_tokens(document.text),
    )
