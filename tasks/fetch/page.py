"""A page and its id."""

import hashlib

from schemas.records import Page

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


def page_id(source_uri: str, content: bytes) -> str:
    """Return the id of a page: its address and its bytes, hashed.

    Example:
        >>> page_id("news/1.txt", "签约".encode())
        'pa343fc4273d3bfde'
    """
    return "p" + hashlib.sha256(source_uri.encode() + b"\0" + content).hexdigest()[:16]


def file_id(source_uri: str) -> str:
    """Return the id of a file that is no page: its address alone, for nothing of it was read.

    Example:
        >>> file_id("news/photo.jpg")
        'f40e6c8f17ff3d0d1'
    """
    return "f" + hashlib.sha256(source_uri.encode()).hexdigest()[:16]


def suffix_of(source_uri: str) -> str:
    """Return the end of the name from its last full stop, in lower case.

    Example:
        >>> suffix_of("news.d/一.HTML"), suffix_of("news.d/README")
        ('.html', '')
    """
    name = source_uri.rpartition("/")[2]
    stem, dot, end = name.rpartition(".")
    return f".{end.lower()}" if stem and dot else ""
