"""From a stretch of a published document back to the bytes of the page that it was read from."""

from pathlib import Path
from typing import NamedTuple

from flows.plan import work_in
from schemas.records import Document, Page
from tasks.clean.origin import Origin, origin_of
from tasks.storage import Work, read_column, read_records, read_table
from tasks.storage.snapshots import Snapshots


class UnknownDocumentError(LookupError):
    """The published tables have no such document, or its page is no longer kept."""


class Place(NamedTuple):
    """A stretch of a published document and where it was read.

    Attributes:
        source_uri: the address of the page.
        url: its address on the web, where it is known.
        origin: the words, and the bytes that they stand in.
    """

    source_uri: str
    url: str | None
    origin: Origin

    def lines(self) -> list[str]:
        """Return what the command prints."""
        start, end = self.origin.page_bytes
        address = [f"url    {self.url}"] if self.url and self.url != self.source_uri else []
        return [
            f"page   {self.source_uri}",
            *address,
            f"bytes  {start} to {end} ({self.origin.encoding}{', unpacked' if self.origin.is_unpacked else ''})",
            f"raw    {self.origin.raw}",
            f"clean  {self.origin.clean}",
        ]


def locate(data: Path, doc_id: str, start: int, end: int) -> Place:
    """Return where on its page a stretch of a published document was read.

    Args:
        data: the data folder.
        doc_id: the document, as the tables name it.
        start: first code point of its text.
        end: one past the last.

    Raises:
        FileNotFoundError: nothing was published in the data folder.
        UnknownDocumentError: there is no such document, or no page behind it any more.
        ValueError: the stretch is empty or leaves the text.
    """
    document, page = _kept(work_in(data), doc_id, _published_text(data, doc_id))
    return Place(document.source_uri, document.url, origin_of(page, document, start, end))


def _published_text(data: Path, doc_id: str) -> str:
    table = read_table(Snapshots(data).tables / "documents.parquet", ["doc_id", "text"])
    texts = dict(zip(table["doc_id"].to_pylist(), table["text"].to_pylist(), strict=True))
    if doc_id not in texts:
        raise UnknownDocumentError(f"no document {doc_id!r}: the ids are in the column doc_id of the table documents")
    return str(texts[doc_id])


def _kept(work: Work, doc_id: str, text: str) -> tuple[Document, Page]:
    """Return the document as it was published, and its page; a run that failed may have left another reading of it."""
    for name in work.finished("clean"):
        shard = work.shard("clean", name)
        if doc_id in read_column(shard, "doc_id"):
            document = next(item for item in read_records(Document, shard) if item.doc_id == doc_id)
            if document.text == text:
                return document, _page(work, name, document.page_id)
    raise UnknownDocumentError(f"the work behind {doc_id} was removed: run again with the same sources")


def _page(work: Work, clean: str, page_id: str) -> Page:
    pages = work.shard("fetch", (work.facts("clean", clean) or {})["made_from"]["fetch"])
    if not pages.exists():
        raise UnknownDocumentError(f"the page {page_id} is no longer kept: run again with the same sources")
    return next(page for page in read_records(Page, pages) if page.page_id == page_id)
