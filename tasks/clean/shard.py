"""The door of the clean stage: a shard of pages in, a shard of documents out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from schemas.records import Document, Page, Rejection
from tasks.clean.document import clean_page
from tasks.isolation import isolated, rejections_beside
from tasks.storage import each_record, write_each, write_records


def clean_shard(pages: Path, documents: Path) -> dict[str, int]:
    """Clean every page of the shard; rejections stand beside the documents.

    Returns:
        How many pages came in, and how many documents and rejections went out.
    """
    rejected: list[Rejection] = []

    def cleaned() -> Iterator[Document]:
        for page in each_record(Page, pages):
            outcome = _cleaned(page)
            if isinstance(outcome, Document):
                yield outcome
            else:
                rejected.append(outcome)

    n_documents = write_each(Document, cleaned(), documents)
    write_records(Rejection, rejected, rejections_beside(documents))
    return {"pages": n_documents + len(rejected), "documents": n_documents, "rejected": len(rejected)}


def _cleaned(page: Page) -> Document | Rejection:
    outcome = isolated("clean", page.source_uri, page.page_id, lambda: clean_page(page))
    return replace(outcome, page_id=page.page_id) if isinstance(outcome, Rejection) else outcome
