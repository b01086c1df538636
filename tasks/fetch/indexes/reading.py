"""From the answer of an index to the pages and further indexes that it names."""

import re
from collections.abc import Iterable

from schemas.source import Source, Window
from schemas.visit import Link
from tasks.fetch.indexes.address_list import read_addresses
from tasks.fetch.indexes.decoding import text_of, unpacked
from tasks.fetch.indexes.feed import read_feed
from tasks.fetch.indexes.listing import read_listing
from tasks.fetch.indexes.markup_limit import refuse_what_is_too_large
from tasks.fetch.indexes.result import IndexReading, UnreadableIndexError
from tasks.fetch.indexes.sitemap import read_sitemap

#: The most that the protocol of sitemaps allows in a file; no other index has as many.
MOST_LINKS = 50_000


def read_index(
    source: Source, url: str, content: bytes, content_type: str | None, window: Window | None
) -> IndexReading:
    """Return what an index names, whatever it holds: what cannot be read is told as a problem.

    Links are in normal form, each once, at most 50,000 but for lists of addresses. Such as do not match the source's
    ``follow``, or are dated outside the window, are left out.

    Args:
        source: whose index it is.
        url: the address that was asked for, after redirects.
        content: the body of the answer.
        content_type: its header of that name.
        window: the days that are wanted, None for any.

    Example:
        >>> feed = Source("wire", "feed", "https://news.example/rss", follow="/5g/")
        >>> page = b"<rss><item><link>/5g/1.html</link></item><item><link>/art/2.html</link></item></rss>"
        >>> [link.url for link in read_index(feed, feed.address, page, None, None).links]
        ['https://news.example/5g/1.html']
    """
    try:
        body = unpacked(content, source.politeness.max_bytes)
        if source.kind in ("feed", "listing"):
            refuse_what_is_too_large(body)
        reading = _read(source, url, text_of(body, content_type), window)
        return _sifted(reading, source, url, window)
    except UnreadableIndexError as problem:
        return IndexReading(problem=str(problem))


def _read(source: Source, url: str, text: str, window: Window | None) -> IndexReading:
    if source.kind == "feed":
        return read_feed(text, url)
    if source.kind == "sitemap":
        return read_sitemap(text, url, window)
    if source.kind == "listing":
        return read_listing(text, url, source)
    return read_addresses(text, url)


def _sifted(reading: IndexReading, source: Source, url: str, window: Window | None) -> IndexReading:
    followed = _followed(reading.links, source.follow)
    if source.kind == "listing" and not followed:
        raise UnreadableIndexError(f"none of its {len(reading.links)} links matches the source's follow")
    kept = [link for link in followed if window is None or window.holds(link.dated)]
    is_past = source.kind == "listing" and _is_past(followed, window)
    further = () if is_past else tuple(index for index in reading.further if index != url)
    if len(kept) > MOST_LINKS and source.kind != "urls":
        problem = f"names {len(kept)} pages: only the first {MOST_LINKS} are taken"
        return IndexReading(tuple(kept[:MOST_LINKS]), further, problem)
    return IndexReading(tuple(kept), further, reading.problem)


def _followed(links: Iterable[Link], follow: str) -> list[Link]:
    try:
        pattern = re.compile(follow)
    except re.error as error:
        raise UnreadableIndexError(f"the source's follow {follow!r} is no pattern: {error}") from error
    once: dict[str, Link] = {}
    for link in links:
        once.setdefault(link.url, link)
    return [link for link in once.values() if pattern.search(link.url)]


def _is_past(links: list[Link], window: Window | None) -> bool:
    """Return whether a listing, which goes from new to old, has come to the days before the window."""
    return window is not None and all(link.dated is not None and link.dated < window.since for link in links)
