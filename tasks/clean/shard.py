"""The door of the clean stage: a shard of pages in, a shard of documents out."""

from dataclasses import replace
from pathlib import Path

from schemas.records import Document, Page, Rejection
from tasks.clean.document import clean_page
from tasks.isolation import isolated, rejections_beside
from tasks.storage import read_records, write_records


def clean_shard(pages: Path, documents: Path) -> dict[str, int]:
    """Clean every page of the shard; rejections stand beside the documents.

    Returns:
        How many pages came in, and how many documents and rejections went out.
    """
    outcomes = [_cleaned(page) for page in read_records(Page, pages)]
    kept = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    rejected = [outcome for outcome in outcomes if isinstance(outcome, Rejection)]
    write_records(Rejection, rejected, rejections_beside(documents))
    write_records(Document, kept, documents)
    return {"pages": len(outcomes), "documents": len(kept), "rejected": len(rejected)}


def _cleaned(page: Page) -> Document | Rejection:
    outcome = isolated("clean", page.source_uri, page.page_id, lambda: clean_page(page))
    return replace(outcome, page_id=page.page_id) if isinstance(outcome, Rejection) else outcome
