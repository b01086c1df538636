"""From an entry of an archive to the visit that the raw store keeps."""

import re
from datetime import datetime
from urllib.parse import unquote

from schemas.source import Source
from schemas.visit import Visit
from tasks.fetch.address import normal
from tasks.fetch.entries.entry import Entry, refused

_LONGEST_ADDRESS = 4096
_LONGEST_SHOWN = 200
_USER = re.compile(r"^([a-z][a-z0-9+.-]*:[/\\]*|).*@", re.I | re.S)


def visit_of(entry: Entry, source: Source, archive: str, at: datetime) -> Visit | None:
    """Return the visit that an entry stands for, None where the source does not want it.

    Args:
        entry: what the archive holds.
        source: the source that it belongs to.
        archive: the name of the file, under which entries that cannot be taken are told.
        at: the time of the run, for entries without one.
    """
    url = address_of(entry.url) if entry.url is not None else None
    if url is not None and source.follow and not re.search(source.follow, url):
        return None
    if url is None and entry.reason is None:
        detail = "its address is no sound one of http, https or file, or it names a user"
        entry = refused(entry.place, "unsupported", detail, entry.url)
    if url is None or entry.reason is not None:
        return _failure(entry, _place_of(entry, source, archive), url, at)
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


def _failure(entry: Entry, place: str, url: str | None, at: datetime) -> Visit:
    """Return the visit of the place in the archive: the page itself may be sound, wherever it is asked for."""
    named = url or (repr(_without_user(entry.url[:_LONGEST_ADDRESS]))[:_LONGEST_SHOWN] if entry.url else "")
    detail = ": ".join(part for part in (entry.place, entry.detail) if part) + (f" ({named})" if named else "")
    printable = detail.encode("utf-8", "backslashreplace").decode()
    return Visit(place, at, "page", "failed", reason=entry.reason, detail=printable, is_dated=False)


def _without_user(uri: str) -> str:
    """Return what stands for an address without what may be a password.

    Example:
        >>> _without_user("http://user:pass@a.example/"), _without_user("ftp://a.example/")
        ('http://***@a.example/', 'ftp://a.example/')
    """
    return _USER.sub(r"\1***@", uri)


def _place_of(entry: Entry, source: Source, archive: str) -> str:
    """Return where an entry stands in the archive, wherever that lies: the address of one that cannot be taken."""
    place = f"{source.name}/{archive}"
    return f"{place}#{entry.place.replace(' ', '-')}" if entry.place else place


def address_of(uri: str) -> str | None:
    """Return the address of a page as the raw store has it, None where it cannot be one.

    A page of the web has the address that it has when it is asked for there. Pages of a folder that were written into
    an archive come back under their own.

    Example:
        >>> address_of("file:///news/%E4%B8%80.html"), address_of("HTTPS://a.example:443/1#top"), address_of("urn:x:1")
        ('news/一.html', 'https://a.example/1', None)
    """
    uri = uri.strip()
    if len(uri) > _LONGEST_ADDRESS or not uri.isprintable():
        return None
    if uri.lower().startswith("file://"):
        path = unquote(uri[len("file://") :].partition("/")[2], errors="backslashreplace")
        return path if path and "://" not in path else None
    return normal(uri)
