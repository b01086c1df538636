"""What may stand as the address of a source, kind by kind."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from datetime import date

from yarl import URL

from schemas.source import SourceKind

#: Kinds whose address is asked over HTTP; a list of addresses may be a local file too.
_HTTP_KINDS: tuple[SourceKind, ...] = ("feed", "sitemap", "listing")
_TEMPLATE = re.compile(r"\{([^{}]*)\}")
_PAGE = re.compile(r"page(:\d{1,9})?")
#: Spellings of an IPv4 address that resolvers read and nobody writes: 127.1, 0x7f000001, 2130706433.
_ODD_NUMBER = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}\.?", re.IGNORECASE)

#: What is wrong, and what to do.
Remark = tuple[str, str]


def address_remarks(kind: SourceKind, address: str, allow_private: Sequence[str]) -> Iterator[Remark]:
    """Yield what is wrong with the address of a source of that kind.

    Example:
        >>> list(address_remarks("feed", "news/feed.xml", ()))
        [('is no address on the web', 'write https://… in full')]
        >>> list(address_remarks("folder", "news", ()))
        []
    """
    yield from _template_remarks(kind, address)
    is_web = address.lower().startswith(("http://", "https://"))
    if kind in _HTTP_KINDS and not is_web:
        yield "is no address on the web", "write https://… in full"
    elif kind == "urls" and "://" in address and not is_web:
        yield "is no address on the web", "write https://… in full, or the path of a local list"
    elif kind == "folder" and "://" in address:
        yield "is no local folder", "give its path; pages on the web are of kind urls, feed, sitemap or listing"
    elif is_web:
        yield from _web_remarks(address, allow_private)


def _template_remarks(kind: SourceKind, address: str) -> Iterator[Remark]:
    for name in _TEMPLATE.findall(address):
        if kind != "listing":
            yield f"has the template {{{name}}}", f"a {kind} has none: only a listing has pages or days to fill in"
        elif not _PAGE.fullmatch(name) and not _is_date_template(name):
            advice = "use {page}, {page:0} to count from 0, or {date:%Y-%m/%d} with the parts of a date"
            yield f"has the unknown template {{{name}}}", advice


def _is_date_template(name: str) -> bool:
    word, colon, form = name.partition(":")
    return word == "date" and bool(colon) and date(2024, 5, 1).strftime(form) != form


def _web_remarks(address: str, allow_private: Sequence[str]) -> Iterator[Remark]:
    try:
        url = URL(_TEMPLATE.sub("0", address))
    except ValueError as error:
        yield f"cannot be read ({error})", "write https://host/path"
        return
    if not url.host:
        yield "names no host", "write https://host/path"
    elif url.user or url.password:
        yield "holds a user or a password in clear", 'put it into headers, as Authorization = "env:NAME"'
    else:
        yield from _host_remarks(url.host, allow_private)


def _host_remarks(host: str, allow_private: Sequence[str]) -> Iterator[Remark]:
    if is_private(host) and not any(_as_host(item) == _as_host(host) for item in allow_private):
        yield (
            f"leads into a private range ({host})",
            f'allow it by name where that is meant: allow_private = ["{host}"]',
        )


def is_private(host: str) -> bool:
    """Return whether the host, as written, is an address that is not public, or this machine by name.

    What a name resolves to is seen when it is asked for.

    Example:
        >>> [is_private(host) for host in ("10.0.0.1", "::1", "127.1", "localhost", "news.example", "8.8.8.8")]
        [True, True, True, True, False, False]
    """
    name = _as_host(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return _ODD_NUMBER.fullmatch(name) is not None


def _as_host(text: str) -> str:
    name = text.strip().strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name
