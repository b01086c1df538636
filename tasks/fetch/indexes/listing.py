"""Listings: pages of HTML with links to news."""

import re
from collections.abc import Iterator
from typing import Any

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from schemas.source import Source
from schemas.visit import Link
from tasks.fetch.address import day_in, host_of, normal
from tasks.fetch.indexes.markup_limit import refuse_what_takes_too_long
from tasks.fetch.indexes.result import IndexReading, UnreadableIndexError
from tasks.fetch.indexes.template import next_page

_NO_FOLLOW = re.compile(r"\b(?:nofollow|none)\b", re.I)


def read_listing(text: str, url: str, source: Source) -> IndexReading:
    """Return the pages that a listing links to, and its next page.

    Links are those that the source's selector finds, themselves or within what it finds, but such as say ``nofollow``.
    Where the source says nothing of what to follow, links to other hosts are left out. The next page is what the
    source's ``next_selector`` finds, or the next number of ``{page}`` in its address; a page without links has none.

    Args:
        text: the page.
        url: its address.
        source: whose listing it is.

    Raises:
        UnreadableIndexError: it is no page that can be read, asks robots to follow no link, or the selector finds none.

    Example:
        >>> source = Source("news", "listing", "https://news.example/list?p={page}", selector="li a")
        >>> read_listing("<ul><li><a href='/a.html'>签约</a></ul>", "https://news.example/list?p=1", source)
        IndexReading(links=(Link(url='https://news.example/a.html', dated=None, changed_at=None),), \
further=('https://news.example/list?p=2',), problem='')
    """
    tree = _tree(text)
    if _asks_not_to_follow(tree):
        raise UnreadableIndexError("asks robots to follow none of its links (meta robots nofollow)")
    base = _base(tree, url)
    further = _next(tree, url, base, source)
    found = list(_addresses(tree, source.selector, base))
    if not found:
        raise UnreadableIndexError(f"the selector {source.selector!r} found no link: the layout may have changed")
    host = "" if source.follow else host_of(url)
    links = [link for link in dict.fromkeys(found) if link not in (url, *further) and host in ("", host_of(link))]
    if not links:
        raise UnreadableIndexError(
            f"no link leads to another page of {host_of(url)}: say in follow which addresses are pages"
        )
    return IndexReading(tuple(Link(link, day_in(link)) for link in links), further)


def _tree(text: str) -> Any:
    refuse_what_takes_too_long(text, is_html=True)
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    content = text.encode("utf-8", "replace")
    try:
        return document_fromstring(content, parser=parser)
    except etree.LxmlError as error:
        raise UnreadableIndexError(f"is no page of HTML ({error})") from error


def _asks_not_to_follow(tree: Any) -> bool:
    metas = (meta for meta in tree.iter("meta") if (meta.get("name") or "").strip().lower() == "robots")
    return any(_NO_FOLLOW.search(meta.get("content") or "") for meta in metas)


def _base(tree: Any, url: str) -> str:
    written = next((base.get("href") for base in tree.iter("base") if base.get("href")), "")
    return normal(written, url) or url


def _addresses(tree: Any, selector: str, base: str) -> Iterator[str]:
    """Yield the addresses of the links that the selector finds, or that lie within what it finds, in their order."""
    for link in _links(_selected(tree, selector)):
        href, rel = link.get("href"), (link.get("rel") or "").lower().split()
        address = normal(href, base) if href and href.strip() and "nofollow" not in rel else None
        if address is not None:
            yield address


def _links(selected: list[Any]) -> Iterator[Any]:
    """Yield the links that are, or lie within, the elements, which come in the order of the page; each once.

    An element is walked through once even where hundreds that enclose it were selected too.
    """
    seen: set[Any] = set()
    for element in selected:
        if element not in seen:
            inside = list(element.iter())
            seen.update(inside)
            yield from (one for one in inside if one.tag in ("a", "area"))


def _selected(tree: Any, selector: str) -> list[Any]:
    try:
        return list(etree.XPath(HTMLTranslator().css_to_xpath(selector))(tree))
    except (SelectorError, etree.XPathError) as error:
        raise UnreadableIndexError(f"the selector {selector!r} is not one of CSS: {error}") from error


def _next(tree: Any, url: str, base: str, source: Source) -> tuple[str, ...]:
    if not source.next_selector:
        page = next_page(source.address, url)
        return () if page is None else (page,)
    pages = (page for page in _addresses(tree, source.next_selector, base) if page != url)
    page = next((page for page in pages if host_of(page) == host_of(url)), None)
    return () if page is None else (page,)
