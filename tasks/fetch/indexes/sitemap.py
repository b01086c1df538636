"""Sitemaps: pages, or further sitemaps, as XML or one address a line."""

import re
from datetime import date, datetime
from typing import Any

from lxml import etree

from schemas.source import Window
from schemas.visit import Link
from tasks.fetch.address import day_in, normal
from tasks.fetch.indexes.address_list import read_addresses
from tasks.fetch.indexes.feed import read_feed
from tasks.fetch.indexes.markup_limit import refuse_what_is_too_large
from tasks.fetch.indexes.moments import day_of, moment_of
from tasks.fetch.indexes.result import IndexReading, UnreadableIndexError
from tasks.fetch.indexes.xml_text import ready

_END = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>")
_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:url|sitemap)\s*>")
_FEED_ROOTS = ("rss", "feed", "RDF")


def read_sitemap(text: str, url: str, window: Window | None) -> IndexReading:
    """Return the pages and the further sitemaps that a sitemap names.

    A page is dated by a news sitemap, else by its address, else by its last change. A sitemap that last changed before
    the window holds nothing that is in it and is left out.

    Args:
        text: the sitemap; a feed and a list of addresses are sitemaps too.
        url: its address.
        window: the days that are wanted.

    Raises:
        UnreadableIndexError: it is no sitemap.

    Example:
        >>> entry = "<url><loc>https://news.example/a.html</loc><lastmod>2024-05-20</lastmod></url>"
        >>> read_sitemap(f"<urlset>{entry}</urlset>", "https://news.example/sitemap.xml", None).links[0].dated
        datetime.date(2024, 5, 20)
    """
    if _is_plain(text):
        return read_addresses(text, url)
    content = ready(text, "a sitemap")
    root = _root(content)
    name = re.split("[}:]", root.tag)[-1]
    if name in _FEED_ROOTS:
        refuse_what_is_too_large(content)
        return read_feed(text, url)
    if name not in ("urlset", "sitemapindex"):
        raise UnreadableIndexError(f"is no sitemap but <{name}>: has the address changed?")
    whole = _END.search(content) is not None
    root = root if whole else _root(_without_cut_entry(content))
    links = tuple(link for entry in root.iter("{*}url") if (link := _link(entry, url, window)) is not None)
    further = tuple(dict.fromkeys(_further(root, url, window)))
    problem = "" if whole else f"is cut off after {len(links) + len(further)} addresses"
    return IndexReading(links, further, problem)


def _is_plain(text: str) -> bool:
    start = text.lstrip()[:8].lower()
    return start.startswith(("http://", "https:/"))


def _without_cut_entry(content: bytes) -> bytes:
    """Return the sitemap up to its last whole entry: an address that is cut off is another address."""
    ends = [match.end() for match in _ENTRY_END.finditer(content)]
    if not ends:
        raise UnreadableIndexError("is no sitemap, or cut off before its first address")
    return content[: ends[-1]]


def _root(content: bytes) -> Any:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableIndexError(f"is no XML that can be read ({error})") from error
    if root is None:
        raise UnreadableIndexError("is no XML that can be read")
    return root


def _link(entry: Any, url: str, window: Window | None) -> Link | None:
    address = _address(entry, url)
    if address is None:
        return None
    changed_at = moment_of(_text(entry, "{*}lastmod"))
    published = day_of(moment_of(_text(entry, ".//{*}publication_date"))) or day_in(address)
    return Link(address, published or _change_as_day(changed_at, window), changed_at)


def _change_as_day(changed_at: datetime | None, window: Window | None) -> date | None:
    """Return the day of the last change, but where it comes after the window: the page may be older than it."""
    day = day_of(changed_at)
    return None if window is not None and day is not None and day > window.until else day


def _further(root: Any, url: str, window: Window | None) -> list[str]:
    children = [child for child in root.iter("{*}sitemap") if not _ended(child, window)]
    return [address for child in children if (address := _address(child, url)) is not None]


def _ended(child: Any, window: Window | None) -> bool:
    last = day_of(moment_of(_text(child, "{*}lastmod")))
    return window is not None and last is not None and last < window.since


def _address(entry: Any, url: str) -> str | None:
    written = _text(entry, "{*}loc").strip()
    return normal(written, url) if written else None


def _text(element: Any, path: str) -> str:
    return element.findtext(path) or ""
