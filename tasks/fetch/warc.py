"""Visits and pages written as WARC 1.1, so that other tools read what was fetched, and the raw store can be refilled.

A page is a ``response`` with its request, or a ``resource`` where nothing is known of an answer, such as for a local
file. A page that was as before is a ``revisit``, a redirect an answer without a body, a failure ``metadata``. Bodies
stand there without the codings that they were sent in; the header fields that told of these are kept under names with
``X-Crawl-`` in front, as crawls do. Record ids are hashes and times are those of the visits: the same visits give the
same bytes.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import chain
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

import pyarrow as pa
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.records import Page
from schemas.visit import Headers, Visit
from tasks.fetch.entries.warc import KEPT, NO_TIME, OF_THE_BODY, ROLE, UNDATED

_VERSION = "WARC/1.1"
_ANSWER = "application/http; msgtype=response"
_REQUEST = "application/http; msgtype=request"
_FIELDS = "application/warc-fields"
_COOKIES = ("set-cookie", "set-cookie2")
_SAME_CONTENT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_INFO = (
    "software: qianyue\r\n"
    "format: WARC File Format 1.1\r\n"
    "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    "description: bodies without content and transfer coding; header fields of the body as sent under X-Crawl-\r\n"
)


def write_warc(visits: Iterable[Visit], target: BinaryIO) -> int:
    """Write the visits in their order, each record a gzip member of its own.

    Args:
        visits: what the raw store keeps, or ``visit_of_page`` makes of local files.
        target: an open file.

    Returns:
        How many pages, of all versions, were written.
    """
    writer = _Writer(target)
    coming = iter(visits)
    first = next(coming, None)
    writer.write_info(NO_TIME if first is None else first.at)
    for visit in coming if first is None else chain([first], coming):
        writer.write(visit)
    return writer.n_pages


def visit_of_page(page: Page) -> Visit:
    """Return the visit that stands for a page of a local folder.

    Example:
        >>> visit_of_page(Page("p1", "news/1.txt", b"5G", content_type="text/plain")).url
        'news/1.txt'
    """
    headers = (("Content-Type", page.content_type),) if page.content_type else ()
    at = page.fetched_at or NO_TIME
    is_dated = page.fetched_at is not None
    return Visit(
        page.url or page.source_uri,
        at,
        "page",
        "fetched",
        response_headers=headers,
        content=page.content,
        is_dated=is_dated,
    )


@dataclass(frozen=True, slots=True)
class _Version:
    """The latest version of an address that was written, which a later revisit refers to."""

    record: str
    uri: str
    date: str
    digest: str


class _Writer:
    """A WARC file that is being written."""

    def __init__(self, target: BinaryIO) -> None:
        self._writer = WARCWriter(target, gzip=True, warc_version=_VERSION)
        self._versions: dict[str, tuple[datetime, _Version]] = {}
        self._n_records = 0
        self.n_pages = 0

    def write_info(self, at: datetime) -> None:
        """Write what the file is."""
        self._write("warcinfo", _FIELDS, _INFO.encode(), [("WARC-Date", _date(at))])

    def write(self, visit: Visit) -> None:
        """Write the records that a visit comes to."""
        if visit.outcome == "fetched" and visit.content is not None:
            self._write_version(visit, visit.content)
        elif visit.outcome == "unchanged":
            self._write_revisit(visit)
        elif visit.outcome == "redirected":
            self._write_exchange(visit, _answer(visit, b""), b"", "response", [])
        else:
            self._write("metadata", _FIELDS, _failure(visit), _about(visit))

    def _write_version(self, visit: Visit, content: bytes) -> None:
        if visit.status is None:
            kind = visit.header("Content-Type") or ""
            record = self._write("resource", kind, content, [*_about(visit), _payload(content)])
        else:
            record = self._write_exchange(visit, _answer(visit, content), content, "response", [_payload(content)])
        self.n_pages += visit.role == "page"
        version = _Version(record, _uri(visit.url), _date(visit.at), _digest(content))
        if visit.url not in self._versions or self._versions[visit.url][0] <= visit.at:
            self._versions[visit.url] = visit.at, version

    def _write_revisit(self, visit: Visit) -> None:
        """Write that the page was as before; which version that was is known of every visit that a store keeps."""
        profile = _NOT_MODIFIED if visit.status == HTTPStatus.NOT_MODIFIED else _SAME_CONTENT
        fields = [("WARC-Profile", profile)]
        _, version = self._versions.get(visit.url, (None, None))
        if version is not None:
            fields += [
                ("WARC-Refers-To", version.record),
                ("WARC-Refers-To-Target-URI", version.uri),
                ("WARC-Refers-To-Date", version.date),
                ("WARC-Payload-Digest", version.digest),
            ]
        self._write_exchange(visit, _answer(visit, None), None, "revisit", fields)

    def _write_exchange(
        self, visit: Visit, head: bytes, content: bytes | None, kind: str, fields: list[tuple[str, str]]
    ) -> str:
        """Write an answer, and the request where it is known; return the id of the first."""
        record = self._write(kind, _ANSWER, head + (content or b""), [*_about(visit), *fields])
        if visit.request_headers:
            about = [*_about(visit), ("WARC-Concurrent-To", record)]
            self._write("request", _REQUEST, _request(visit), about)
        return record

    def _write(self, kind: str, content_type: str, block: bytes, fields: list[tuple[str, str]]) -> str:
        name = _record_id(self._n_records, kind, fields, block)
        self._n_records += 1
        first = [("WARC-Type", kind), ("WARC-Record-ID", name)]
        last = [("WARC-Block-Digest", _digest(block)), *_type_field(content_type)]
        head = StatusAndHeaders("", [*first, *fields, *last], protocol=_VERSION)
        self._writer.write_record(_as_it_is(head, block))
        return name


def _as_it_is(fields: StatusAndHeaders, block: bytes) -> ArcWarcRecord:
    """Return a record whose block and fields are written as they are; of other types warcio would add to them."""
    return ArcWarcRecord("warc", "warcinfo", fields, pa.BufferReader(block), None, None, len(block))


def _about(visit: Visit) -> list[tuple[str, str]]:
    fields = [("WARC-Target-URI", _uri(visit.url)), ("WARC-Date", _date(visit.at))]
    undated = [] if visit.is_dated else [(UNDATED, "yes")]
    return [*fields, (ROLE, visit.role), *undated]


def _uri(url: str) -> str:
    """Return the address of a record; a page of a folder is a file, whatever stood above that folder.

    Example:
        >>> _uri("news/一 1.html"), _uri("https://a.example/一")
        ('file:///news/%E4%B8%80%201.html', 'https://a.example/一')
    """
    return url if "://" in url else f"file:///{quote(url)}"


def _date(at: datetime) -> str:
    """Return the time as WARC writes it, with as many digits as it has."""
    exact = "microseconds" if at.microsecond else "seconds"
    return at.astimezone(UTC).isoformat(timespec=exact).replace("+00:00", "Z")


def _answer(visit: Visit, content: bytes | None) -> bytes:
    """Return the head of the HTTP answer; content is None where the body is that of another record."""
    status = visit.status or HTTPStatus.OK
    sent = [_shown(name, value) for name, value in visit.response_headers]
    if visit.target is not None and visit.header("Location") is None:
        sent.append(("Location", visit.target))
    has_length = any(name.lower() == f"{KEPT}content-length".lower() for name, _ in sent)
    length = [("Content-Length", str(len(content)))] if has_length and content is not None else []
    return _head(f"HTTP/1.1 {int(status)} {_phrase(status)}".rstrip(), (*sent, *length))


def _shown(name: str, value: str) -> tuple[str, str]:
    """Return a header field as it may go out: cookies belong to one visitor, and may let another one in."""
    if name.lower() in _COOKIES:
        return name, "***"
    return (f"{KEPT}{name}" if name.lower() in OF_THE_BODY else name), value


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _request(visit: Visit) -> bytes:
    parts = urlsplit(visit.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    has_host = any(name.lower() == "host" for name, _ in visit.request_headers)
    host = [] if has_host else [("Host", parts.netloc.rpartition("@")[2])]
    return _head(f"GET {quote(path, safe='/%?&=+,;:@!$()*~-._')} HTTP/1.1", (*host, *visit.request_headers))


def _head(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{name}: {_on_one_line(value)}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("utf-8", "surrogateescape")


def _failure(visit: Visit) -> bytes:
    fields: dict[str, Any] = {
        "outcome": visit.outcome,
        "status": visit.status,
        "reason": visit.reason,
        "detail": _on_one_line(visit.detail),
        "next-try": visit.next_try and _date(visit.next_try),
    }
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value).encode()


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _type_field(content_type: str) -> Iterator[tuple[str, str]]:
    if content_type:
        yield "Content-Type", _on_one_line(content_type)


def _payload(content: bytes) -> tuple[str, str]:
    return "WARC-Payload-Digest", _digest(content)


def _digest(content: bytes) -> str:
    """Return the digest as archives write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def _record_id(number: int, kind: str, fields: list[tuple[str, str]], block: bytes) -> str:
    """Return an id in the form of a UUID that hashes make (version 8 of RFC 9562)."""
    digits = hashlib.sha256(f"{number}\0{kind}\0{fields}\0".encode(errors="replace") + block).hexdigest()
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"<urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}>"
