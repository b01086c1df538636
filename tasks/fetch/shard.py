"""The door of the fetch stage: new pages of the sources in, a shard of pages out."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.limits import MAX_PAGE_BYTES
from schemas.records import Page
from tasks.fetch.page import page_of
from tasks.fetch.survey import NewPage
from tasks.storage import write_records
from tasks.storage.source import read_file


class Fetched(NamedTuple):
    """What came of an attempt to keep pages.

    Attributes:
        counts: how many pages and bytes were kept.
        changed: the ids of the pages whose files are no longer what they were; where there are any, none is kept.
    """

    counts: dict[str, int]
    changed: frozenset[str]


def fetch_shard(pages: Sequence[NewPage], target: Path) -> Fetched:
    """Write the pages, raw bytes and all, as one shard, or say which of them were changed or removed since the survey.

    A shard is named by the pages that it holds, so there is none without all of them.
    """
    found = {page.page_id: _read(page) for page in pages}
    read = [page for page in found.values() if page is not None]
    if len(read) < len(found):
        return Fetched({"pages": 0, "bytes": 0}, frozenset(name for name, page in found.items() if page is None))
    write_records(Page, read, target)
    return Fetched({"pages": len(read), "bytes": sum(len(page.content) for page in read)}, frozenset())


def _read(wanted: NewPage) -> Page | None:
    """Return the page, None where the file no longer holds it."""
    try:
        content = read_file(wanted.file.path, MAX_PAGE_BYTES)
    except OSError:
        return None
    page = None if content is None else page_of(wanted.file.source_uri, content)
    return page if page is not None and page.page_id == wanted.page_id else None
