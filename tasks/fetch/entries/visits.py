"""From an entry of an archive to the visit that the raw store keeps."""

import re
from datetime import datetime
from urllib.parse import unquote, urlsplit

from schemas.source import Source
from schemas.visit import Visit
from tasks.fetch.entries.entry import Entry, refused

_LONGEST_ADDRESS = 4096
#: A user and a password in an address, which are shown to nobody.
_PASSWORD = re.compile(r"//[^/@]*@")


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
        shown = _PASSWORD.sub("//***@", repr(entry.url)[:200])
        entry = refused(entry.place, "unsupported", f"its address {shown} is no plain one of http, https or file")
    if url is None or entry.reason is not None:
        return _failure(_place_of(entry, source, archive), entry, url, at)
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


def _failure(place: str, entry: Entry, url: str | None, at: datetime) -> Visit:
    """Return the visit of what cannot be taken, under its place: of its address, another source may have the page."""
    detail = ": ".join(filter(None, (entry.place, url, entry.detail)))
    printable = detail.encode("utf-8", "backslashreplace").decode()
    return Visit(place, at, "page", "failed", reason=entry.reason, detail=printable, is_dated=False)


def _place_of(entry: Entry, source: Source, archive: str) -> str:
    """Return where an entry stands in the archive, wherever that lies."""
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
        is_plain = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        return uri if is_plain else None
    except ValueError:
        return None
