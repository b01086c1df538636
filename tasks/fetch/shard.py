"""The door of the fetch stage: new pages of the sources in, a shard of pages out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.limits import MAX_PAGE_BYTES
from schemas.records import Page
from tasks.fetch.page import page_of
from tasks.fetch.survey import NewPage
from tasks.storage import write_records
from tasks.storage.raw_store import raw_store
from tasks.storage.source import read_file


class Fetched(NamedTuple):
    """What came of an attempt to keep pages.

    Attributes:
        counts: how many pages and bytes were kept.
        changed: the ids of the pages that are no longer what they were; where there are any, none is kept.
    """

    counts: dict[str, int]
    changed: frozenset[str]


def fetch_shard(pages: Sequence[NewPage], raw: Path, target: Path) -> Fetched:
    """Write the pages, raw bytes and all, as one shard, or say which of them were changed or removed since the survey.

    A shard is named by the pages that it holds, so there is none without all of them.

    Args:
        pages: what the survey found.
        raw: the raw store, which holds the pages that no local file does.
        target: the shard to write.
    """
    found = {page.page_id: page for page in (*_from_files(pages), *_from_store(pages, raw))}
    missing = frozenset(page.page_id for page in pages) - found.keys()
    if missing:
        return Fetched({"pages": 0, "bytes": 0}, missing)
    read = [found[page.page_id] for page in pages]
    write_records(Page, read, target)
    return Fetched({"pages": len(read), "bytes": sum(len(page.content) for page in read)}, frozenset())


def _from_files(pages: Iterable[NewPage]) -> list[Page]:
    read = (_read(page.path, page) for page in pages if page.path is not None)
    return [page for page in read if page is not None]


def _from_store(pages: Iterable[NewPage], raw: Path) -> list[Page]:
    wanted = [page.page_id for page in pages if page.path is None]
    if not wanted:
        return []
    with raw_store(raw) as store:
        return list(store.read(wanted))


def _read(path: str, wanted: NewPage) -> Page | None:
    """Return the page, None where the file no longer holds it."""
    try:
        content = read_file(path, MAX_PAGE_BYTES)
    except OSError:
        return None
    page = None if content is None else page_of(wanted.source_uri, content)
    return page if page is not None and page.page_id == wanted.page_id else None
