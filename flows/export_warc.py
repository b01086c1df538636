"""What was fetched and what was read from folders, as one WARC file for other tools."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from flows.clock import now
from flows.order import raw_in
from flows.plan import form_of_pages, work_in
from flows.stages import STAGES
from schemas.records import Page, Rejection
from schemas.visit import Visit
from tasks.fetch.warc import visit_of_page, write_warc
from tasks.isolation import rejections_beside
from tasks.storage import Work, read_records, read_table
from tasks.storage.files import whole_stream
from tasks.storage.lock import alone_in
from tasks.storage.raw_store import RawStore, raw_store
from tasks.storage.snapshots import Snapshots


class NothingToExportError(ValueError):
    """The data folder holds neither fetched pages nor published ones."""


class Exported(NamedTuple):
    """What an export came to.

    Attributes:
        n_pages: how many versions of pages were written.
        n_local: how many of them come from local folders.
        n_bytes: the size of the file.
    """

    n_pages: int
    n_local: int
    n_bytes: int

    def lines(self) -> list[str]:
        """Return what the command prints."""
        return [
            f"pages       {self.n_pages}",
            f"from files  {self.n_local}",
            f"bytes       {self.n_bytes}",
        ]


def export_warc(data: Path, target: Path) -> Exported:
    """Write all visits of the raw store, and the local pages behind the published tables, as a WARC file.

    The file is there whole or not at all. The same data folder gives the same bytes.

    Args:
        data: the data folder.
        target: the file to write.

    Raises:
        NothingToExportError: there is nothing in the data folder.
        DataFolderBusyError: a run is working there.
    """
    if not raw_in(data).exists() and Snapshots(data).folder() is None:
        raise NothingToExportError(f"nothing was fetched or published in {data}")
    read: Counter[str] = Counter()
    with alone_in(data, now), _store_of(data) as store, whole_stream(target) as stream:
        local = _counted(map(visit_of_page, _local_pages(data, store)), read)
        n_pages = write_warc(chain(store.visits() if store else (), local), stream)
    return Exported(n_pages, read["local"], target.stat().st_size)


def _counted(visits: Iterable[Visit], read: Counter[str]) -> Iterator[Visit]:
    for visit in visits:
        read["local"] += 1
        yield visit


def _store_of(data: Path) -> AbstractContextManager[RawStore | None]:
    return raw_store(raw_in(data)) if raw_in(data).exists() else nullcontext()


def _local_pages(data: Path, store: RawStore | None) -> Iterator[Page]:
    """Yield each page that the published tables were made from and that the raw store does not hold, shard by shard."""
    published = _published(data)
    seen: set[str] = set()
    for page in _kept_pages(work_in(data)):
        is_fetched = store is not None and any(store.read([page.page_id]))
        if page.page_id in published and page.page_id not in seen and not is_fetched:
            seen.add(page.page_id)
            yield page


def _kept_pages(work: Work) -> Iterator[Page]:
    for name, facts in sorted(work.all_facts("fetch").items()):
        if facts.get("form") == form_of_pages():
            yield from read_records(Page, work.shard("fetch", name))


def _published(data: Path) -> set[str]:
    """Return the ids of the pages that are documents in the tables, or were rejected after they had been read."""
    tables = Snapshots(data).folder()
    if tables is None:
        return set()
    documents = read_table(tables / "documents.parquet", ["doc_id"])["doc_id"].to_pylist()
    named = {(row["source_uri"], row["stage"], row["reason"]) for row in _rejected(tables)}
    refused = (item for item in _rejections(work_in(data)) if (item.source_uri, item.stage, item.reason) in named)
    return {*(f"p{name[1:]}" for name in documents), *(item.page_id for item in refused)}


def _rejected(tables: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = read_table(tables / "rejected.parquet", ["source_uri", "stage", "reason"]).to_pylist()
    return rows


def _rejections(work: Work) -> Iterator[Rejection]:
    for stage in STAGES:
        for name in work.finished(stage.name):
            beside = rejections_beside(work.shard(stage.name, name))
            if beside.exists():
                yield from read_records(Rejection, beside)
