"""The sentences and words of one document."""

from schemas.records import Document, Segmentation
from tasks.segment.sentences import split_sentences
from tasks.segment.words import word_starts


def segment(document: Document) -> Segmentation:
    """Return the sentences of the document's text and the borders of its words."""
    return Segmentation(
        doc_id=document.doc_id,
        sentences=split_sentences(document.text),
        word_starts=word_starts(document.text),
    )
