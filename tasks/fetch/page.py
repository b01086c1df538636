"""A page that a local file holds."""

from schemas.records import Page
from tasks.identity import page_id

#: What a page may be written in, by the end of its name.
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}


def page_of(source_uri: str, content: bytes) -> Page:
    """Return the page that a local file holds; nothing was fetched, so it has no time of fetching."""
    content_type = CONTENT_TYPES.get(suffix_of(source_uri))
    return Page(page_id(source_uri, content), source_uri, content, content_type=content_type)


def suffix_of(source_uri: str) -> str:
    """Return the end of the name from its last full stop, in lower case.

    Example:
        >>> suffix_of("news.d/一.HTML"), suffix_of("news.d/README")
        ('.html', '')
    """
    name = source_uri.rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if stem and dot else ""
