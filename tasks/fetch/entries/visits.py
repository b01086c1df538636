"""From an entry of an archive to the visit that the raw store keeps."""

import re
from datetime import datetime
from urllib.parse import unquote, urlsplit

from schemas.source import Source
from schemas.visit import Visit
from tasks.fetch.entries.entry import Entry, refused

_LONGEST_ADDRESS = 4096


def visit_of(entry: Entry, source: Source, archive: str, at: datetime) -> Visit | None:
    """Return the visit that an entry stands for, None where the source does not want it.

    Args:
        entry: what the archive holds.
        source: the source that it belongs to.
        archive: the name of the file, which stands for entries without an address of their own.
        at: the time of the run, for entries without one.
    """
    url = address_of(entry.url) if entry.url is not None else None
    if url is not None and source.follow and not re.search(source.follow, url):
        return None
    if url is None and entry.reason is None:
        shown = repr(entry.url)[:200]
        entry = refused(entry.place, "unsupported", f"its address {shown} is neither http, https nor file")
    if url is None or entry.reason is not None:
        return _failure(url or _place_of(entry, source, archive), entry, at)
    return Visit(
        url,
        entry.at or at,
        "page",
        "unchanged" if entry.is_unchanged else "fetched",
        entry.status,
        response_headers=entry.headers,
        content=entry.content,
        is_dated=entry.is_dated and entry.at is not None and "://" in url,
    )


def _failure(url: str, entry: Entry, at: datetime) -> Visit:
    detail = f"{entry.place}: {entry.detail}" if entry.place else entry.detail
    printable = detail.encode("utf-8", "backslashreplace").decode()
    return Visit(url, at, "page", "failed", reason=entry.reason, detail=printable, is_dated=False)


def _place_of(entry: Entry, source: Source, archive: str) -> str:
    """Return the address of an entry without one: where it stands in the archive, wherever that lies."""
    place = f"{source.name}/{archive}"
    return f"{place}#{entry.place.replace(' ', '-')}" if entry.place else place


def address_of(uri: str) -> str | None:
    """Return the address of a page as the raw store has it, None where it cannot be one.

    Pages of a folder that were written into an archive come back under their own address.

    Example:
        >>> address_of("file:///news/%E4%B8%80.html"), address_of("https://a.example/1"), address_of("urn:x:1")
        ('news/一.html', 'https://a.example/1', None)
    """
    uri = uri.strip()
    if len(uri) > _LONGEST_ADDRESS or not uri.isprintable():
        return None
    if uri.lower().startswith("file://"):
        path = unquote(uri[len("file://") :].partition("/")[2], errors="backslashreplace")
        return path if path and "://" not in path else None
    try:
        parts = urlsplit(uri)
        return uri if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
