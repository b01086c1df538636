"""The door of the fetch stage: new pages of the sources in, a shard of pages out."""

from collections.abc import Sequence
from pathlib import Path

from schemas.records import Page
from tasks.fetch.page import page_of
from tasks.fetch.survey import MAX_BYTES, NewPage
from tasks.storage import write_records
from tasks.storage.source import read_file


class SourceChangedError(RuntimeError):
    """A file is no longer what it was a moment ago."""


def fetch_shard(pages: Sequence[NewPage], target: Path) -> dict[str, int]:
    """Write the pages, raw bytes and all, as one shard.

    Returns:
        How many pages and bytes were kept.

    Raises:
        SourceChangedError: a file was changed or removed since it was looked at.
    """
    read = [_read(page) for page in pages]
    write_records(Page, read, target)
    return {"pages": len(read), "bytes": sum(len(page.content) for page in read)}


def _read(wanted: NewPage) -> Page:
    try:
        content = read_file(wanted.file.path, MAX_BYTES)
    except OSError:
        content = None
    page = None if content is None else page_of(wanted.file.source_uri, content)
    if page is None or page.page_id != wanted.page_id:
        raise SourceChangedError(f"{wanted.file.path} was changed while it was being read: run again")
    return page
