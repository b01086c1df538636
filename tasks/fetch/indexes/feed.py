"""Feeds: RSS of every version, and Atom, as they really are."""

from datetime import date, datetime
from typing import Any

import feedparser

from schemas.visit import Link
from tasks.fetch.address import day_in, normal
from tasks.fetch.indexes.markup_limit import refuse_what_takes_too_long
from tasks.fetch.indexes.moments import day_of, moment_of
from tasks.fetch.indexes.result import IndexReading, UnreadableIndexError
from tasks.fetch.indexes.xml_text import ready


class _Body:
    """Bytes as a file: feedparser would open a file of the name that bytes spell."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        """Return all of it."""
        return self._content


def read_feed(text: str, url: str) -> IndexReading:
    """Return the pages that a feed names.

    Args:
        text: the feed.
        url: its address.

    Raises:
        UnreadableIndexError: it is no feed.

    Example:
        >>> item = "<item><link>/a.html</link><pubDate>Mon, 20 May 2024 23:00:00 GMT</pubDate></item>"
        >>> read_feed(f"<rss><channel>{item}</channel></rss>", "https://news.example/rss").links
        (Link(url='https://news.example/a.html', dated=datetime.date(2024, 5, 21), changed_at=None),)
    """
    refuse_what_takes_too_long(text, is_html=False)
    feed = _parsed(ready(text, "a feed"), url)
    entries = feed["entries"]
    if not entries and (feed["bozo"] or not feed.get("version")):
        raise UnreadableIndexError(f"is no feed that can be read{_because(feed)}: has the address changed?")
    links = tuple(link for entry in entries if (link := _link(entry, url)) is not None)
    if entries and not links:
        raise UnreadableIndexError(f"none of its {len(entries)} entries gives the address of a page")
    return IndexReading(links)


def _parsed(content: bytes, url: str) -> dict[str, Any]:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed: dict[str, Any] = feedparser.parse(
            _Body(content), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:  # its lenient parser raises whatever it stumbles over
        raise UnreadableIndexError(f"is no feed that can be read ({type(error).__name__}: {error})") from error
    return parsed


def _because(feed: dict[str, Any]) -> str:
    problem = feed.get("bozo_exception")
    return f" ({problem})" if problem else ""


def _link(entry: dict[str, Any], url: str) -> Link | None:
    written: str = (dict.get(entry, "link") or "").strip()
    address = normal(written, url)
    if not written or address is None:
        return None
    published, updated = _moment(entry, "published"), _moment(entry, "updated")
    changed_at = updated if updated is not None and (published is None or updated > published) else None
    return Link(address, _first(day_of(published), day_in(address), day_of(updated)), changed_at)


def _first(*days: date | None) -> date | None:
    return next((day for day in days if day is not None), None)


def _moment(entry: dict[str, Any], name: str) -> datetime | None:
    """Return a time of an entry, read here because feedparser takes times without a zone for UTC's.

    ``dict.get`` because the entry's own gives another time where one is missing.
    """
    return moment_of(dict.get(entry, name) or "")
