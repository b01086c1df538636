"""What stands in the raw store's file, as the records of the project and back."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from schemas.records import Page
from schemas.visit import Headers, Link, Standing, Visit

_CODEC = pa.Codec("zstd")


def standing_of(row: Sequence[Any]) -> Standing:
    """Return what is known of an address from its row."""
    url, last_visit, outcome, target, first, last, etag, modified, n_visits, n_failures, next_try = row
    then = datetime.fromisoformat(last_visit)
    times = time_of(first), time_of(last)
    return Standing(url, then, outcome, target, *times, etag, modified, n_visits, n_failures, time_of(next_try))


def link_of(row: Sequence[Any]) -> Link:
    """Return the link that a row holds."""
    url, dated, changed_at = row
    return Link(url, date.fromisoformat(dated) if dated else None, time_of(changed_at))


def page_of(name: str, *row: Any) -> Page:
    """Return the page of that id from the row of its version."""
    url, at, is_dated, headers, n_bytes, body = row
    visit = Visit(url, datetime.fromisoformat(at), "page", "fetched", response_headers=headers_of(headers))
    address = url if "://" in url else None
    fetched_at = visit.at if is_dated else None
    return Page(name, url, unpacked(body, n_bytes), address, visit.header("Content-Type"), fetched_at)


def visit_of(row: Sequence[Any]) -> Visit:
    """Return the visit that a row holds."""
    url, at, is_dated, role, outcome, status, asked, answered, target, reason, detail, next_try, n_bytes, body = row
    return Visit(
        url=url,
        at=datetime.fromisoformat(at),
        role=role,
        outcome=outcome,
        status=status,
        request_headers=headers_of(asked),
        response_headers=headers_of(answered),
        content=None if body is None else unpacked(body, n_bytes),
        target=target,
        reason=reason,
        detail=detail,
        next_try=time_of(next_try),
        is_dated=bool(is_dated),
    )


def headers_of(text: str) -> Headers:
    """Return the headers that a text holds."""
    return tuple((name, value) for name, value in json.loads(text))


def packed(content: bytes) -> bytes:
    """Return the bytes of a body as they are kept."""
    return bytes(_CODEC.compress(content, asbytes=True))


def unpacked(body: bytes, n_bytes: int) -> bytes:
    """Return the bytes of a body from those that are kept."""
    return bytes(_CODEC.decompress(body, decompressed_size=n_bytes, asbytes=True))


def text_of(time: datetime | None) -> str | None:
    """Return the time in UTC in a form of one length, so that texts sort as times do."""
    return None if time is None else time.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str | None) -> datetime | None:
    """Return the time that a text says, None for none."""
    return None if text is None else datetime.fromisoformat(text)


def next_try_in_words(then: str | None) -> str:
    """Return when an address will be tried again."""
    return "not to be tried again" if then is None else f"next try {then[:16].replace('T', ' ')} UTC"


def marks(values: Sequence[str]) -> str:
    """Return a place for each value of a statement."""
    return ", ".join("?" * len(values))
