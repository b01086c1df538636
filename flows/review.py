"""The pages on which people read what was read: published tables, and the kept pages behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flows.plan import work_in
from flows.progress import watcher
from schemas.records import Document, Page, Span
from tasks.clean.origin import Origin, origins_of
from tasks.review.raw import AROUND
from tasks.review.sheets import READ
from tasks.review.site import Written, write_review
from tasks.storage import Work, each_record
from tasks.storage.place import near
from tasks.storage.tables import open_snapshot

if TYPE_CHECKING:
    from tasks.review.site import Finder


class Reviewed(NamedTuple):
    """A review that was written.

    Attributes:
        written: what it holds.
        snapshot: the snapshot that it shows.
        target: its folder.
    """

    written: Written
    snapshot: str
    target: Path

    def lines(self) -> list[str]:
        """Return what the command prints."""
        without = self.written.n_documents - self.written.n_with_raw
        raw = f" ({without} without their raw page: run again to have it)" if without else ""
        return [
            f"snapshot    {self.snapshot}",
            f"documents   {self.written.n_documents}{raw}",
            *(f"{name:<11} {n_rows}" for name, n_rows in self.written.n_rows.items()),
            f"open        {self.target / 'index.html'}",
        ]


def review(data: Path, target: Path, snapshot: str | None = None) -> Reviewed:
    """Write the review of a snapshot.

    Args:
        data: the data folder.
        target: the folder to write.
        snapshot: the id of a snapshot that is kept; the published one where it is None.

    Raises:
        NoTablesError, UnknownSnapshotError: there is none.
        UnknownTableError: the snapshot lacks a table.
        ForeignFolderError: something that is no review stands at the target.
        FileNotFoundError: work was removed meanwhile.
        DatabaseFullError: the most memory that a database may take is too little.
    """
    opened = open_snapshot(data, snapshot)
    with near([opened.file(table.name) for table in READ]) as [files]:
        tables = {table.name: file for table, file in zip(READ, files, strict=True)}
        written = write_review(tables, opened.id, KeptReadings.of(work_in(data)), target, watcher())
    return Reviewed(written, opened.id, target)


@dataclass(frozen=True)
class KeptReadings:
    """The shards of documents whose pages are kept too.

    Attributes:
        shards: the shards of documents.
        pages: for each of them the shard of pages that it was made from, in the same order.
    """

    shards: Sequence[Path]
    pages: Sequence[Path]

    @classmethod
    def of(cls, work: Work) -> "KeptReadings":
        """Return those in the kept work."""
        made_from = {name: facts["made_from"]["fetch"] for name, facts in sorted(work.all_facts("clean").items())}
        found = [(work.shard("clean", name), work.shard("fetch", pages)) for name, pages in made_from.items()]
        kept = [(documents, pages) for documents, pages in found if pages.exists()]
        return cls([documents for documents, _ in kept], [pages for _, pages in kept])

    def finders(self, shard: int, positions: Iterator[int]) -> "Iterator[Finder]":
        """Yield for each of the documents what finds its places on its page."""
        documents = enumerate(each_record(Document, self.shards[shard]))
        pages = each_record(Page, self.pages[shard])
        for wanted in positions:
            document = next(document for position, document in documents if position == wanted)
            page = next(page for page in pages if page.page_id == document.page_id)
            yield partial(_origins, page, document)


def _origins(page: Page, document: Document, spans: Sequence[Span]) -> list[Origin]:
    return origins_of(page, document, spans, AROUND)
