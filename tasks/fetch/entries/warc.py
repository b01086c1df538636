"""WARC files: the answers and resources in them that are pages.

Two fields are the project's own: ``X-Qianyue-Role`` tells a page from an index or a robots.txt, ``X-Qianyue-Undated``
that the time of the record is not the time of fetching. ``tasks.fetch.warc`` writes them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from schemas.visit import Headers
from tasks.fetch.entries.coding import CodingError, decoded
from tasks.fetch.entries.entry import Entry, as_time, refused
from tasks.fetch.entries.records import Answer, Record, answer_in, records

ROLE = "X-Qianyue-Role"
UNDATED = "X-Qianyue-Undated"
#: A local file has no time of fetching, and a record must have a time.
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
#: Header fields of an answer that told of the body as it was sent stand in archives under other names.
KEPT = "X-Crawl-"
OF_THE_BODY = ("content-encoding", "transfer-encoding", "content-length")

#: What a page may be written in; an answer that does not say is looked at when it is read.
_PAGE_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_GOOD = (200, 203)
#: Room for the header fields, and for bodies kept in the coding they were sent in, which may be larger than they are.
_ROOM = 1024 * 1024


def warc_entries(stream: BinaryIO, limit: int) -> Iterator[Entry]:
    """Yield the pages of a WARC file, and what is damaged in it.

    Requests, notes, images, answers other than 200 and whatever else a crawl keeps are passed over.

    Args:
        stream: the file, as it is.
        limit: how many bytes a page may have.

    Raises:
        BrokenArchiveError: it is no WARC file.
    """
    for record in records(stream, limit + _ROOM):
        entry = _entry(record, limit)
        if entry is not None:
            yield entry


def _entry(record: Record, limit: int) -> Entry | None:
    place = f"record {record.number}"
    if record.damage:
        return refused(place, "unreadable", record.damage, record.target())
    if record.kind not in ("response", "resource", "revisit") or record.field(ROLE) not in ("", "page"):
        return None
    if record.block is None:
        detail = f"more than {limit} bytes"
        return refused(place, "too_large", detail, record.target()) if _may_be_page(record) else None
    if record.kind == "revisit":
        return Entry(place, record.target(), at=record_time(record), is_dated=is_dated(record), is_unchanged=True)
    if record.kind == "resource":
        return _resource(record, place, limit)
    return _response(record, place, limit)


def _resource(record: Record, place: str, limit: int) -> Entry | None:
    kind = record.field("Content-Type")
    if record.block is None or not (_is_page(kind) or record.field(ROLE)):
        return None
    if len(record.block) > limit:
        return refused(place, "too_large", f"more than {limit} bytes", record.target())
    headers = (("Content-Type", kind),) if kind else ()
    return Entry(place, record.target(), record.block, headers, None, record_time(record), is_dated(record))


def _response(record: Record, place: str, limit: int) -> Entry | None:
    answer = answer_in(record.block or b"")
    if answer is None:
        scheme = (record.target() or "http").lower()
        is_web = scheme.startswith("http")
        return refused(place, "unreadable", "holds no HTTP answer", record.target()) if is_web else None
    if answer.status not in _GOOD or not (_is_page(_type_of(record, answer)) or record.field(ROLE)):
        return None
    if record.field("WARC-Truncated"):
        detail = f"whoever fetched it broke off ({record.field('WARC-Truncated')[:40]})"
        return refused(place, "incomplete", detail, record.target())
    try:
        content = decoded(answer.body, answer.headers, limit)
    except CodingError as error:
        return refused(place, error.reason, str(error), record.target())
    headers = as_sent(answer.headers)
    return Entry(place, record.target(), content, headers, answer.status, record_time(record), is_dated(record))


def as_sent(headers: Headers) -> Headers:
    """Return the header fields as they were sent, where the archive keeps some of them under other names.

    Example:
        >>> as_sent((("X-Crawl-Content-Length", "9"), ("Server", "a"), ("Content-Length", "20")))
        (('Content-Length', '9'), ('Server', 'a'))
    """
    renamed = {name for name, _ in headers if name.lower() in {f"{KEPT.lower()}{part}" for part in OF_THE_BODY}}
    doubled = {name[len(KEPT) :].lower() for name in renamed}
    return tuple(
        (name[len(KEPT) :] if name in renamed else name, value)
        for name, value in headers
        if name.lower() not in doubled
    )


def _may_be_page(record: Record) -> bool:
    kind = record.field("WARC-Identified-Payload-Type")
    return _is_page(record.field("Content-Type") if record.kind == "resource" else kind)


def _type_of(record: Record, answer: Answer) -> str:
    own = next((value for name, value in answer.headers if name.lower() == "content-type"), "")
    return own or record.field("WARC-Identified-Payload-Type")


def _is_page(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() in _PAGE_TYPES


def record_time(record: Record) -> datetime | None:
    """Return when the record was made; a date that is less than a second exact is none, nor is that of NO_TIME."""
    text = record.field("WARC-Date")
    try:
        at = as_time(text) if "T" in text else None
    except ValueError:
        return None
    return None if at == NO_TIME else at


def is_dated(record: Record) -> bool:
    """Return whether the time of the record is that of fetching."""
    return not record.field(UNDATED)
