"""Rows with named columns, read as pages."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from schemas.visit import Headers
from schemas.vocabulary import RejectionReason
from tasks.fetch.entries.entry import BrokenArchiveError, Entry, as_time, refused
from tasks.storage.archive_files import Oversized

_MARKUP = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"


def check_columns(columns: Mapping[str, str], found: Collection[str]) -> None:
    """Raise BrokenArchiveError where the columns that hold the pages are not among those found."""
    missing = [name for name in columns.values() if name not in found]
    if missing:
        shown = ", ".join(name[:40] for name in list(found)[:20])
        raise BrokenArchiveError(f"has no column {', '.join(missing)}: it has {shown or 'none'}; mend columns")


def row_entry(place: str, row: Mapping[str, Any], columns: Mapping[str, str], limit: int) -> Entry:
    r"""Return the page that a row holds, or why there is none.

    Args:
        place: where the row stands.
        row: its values by column.
        columns: which column holds what: ``url``, ``content`` or ``text``, ``fetched_at``, ``content_type``.
        limit: how many bytes a page may have.

    Example:
        >>> columns = {"url": "link", "text": "body"}
        >>> row_entry("line 1", {"link": "https://a.example/", "body": "签约"}, columns, 99).content
        b'\xe7\xad\xbe\xe7\xba\xa6'
        >>> row_entry("line 2", {"link": "https://a.example/"}, columns, 99).detail
        'the column body is empty'
    """
    url = row.get(columns["url"])
    if not isinstance(url, str) or not url.strip():
        return refused(place, "unreadable", f"the column {columns['url']} holds no address")
    column = columns["content" if "content" in columns else "text"]
    content = _as_bytes(row.get(column))
    if not isinstance(content, bytes) or not 0 < len(content) <= limit:
        return refused(place, *_problem(content, column, limit), url)
    try:
        fetched_at = _fetched_at(row, columns)
    except ValueError as error:
        advice = "write times in ISO 8601, such as 2024-05-01T08:30:00+08:00"
        return refused(
            place, "unreadable", f"the column {columns['fetched_at']} holds no time ({error}): {advice}", url
        )
    return Entry(place, url, content, _headers(row, columns), None, fetched_at)


def _as_bytes(value: Any) -> bytes | Oversized | None:
    if value is None or isinstance(value, bytes | Oversized):
        return value or b""
    try:
        return value.encode() if isinstance(value, str) else None
    except UnicodeEncodeError:
        return None


def _problem(content: bytes | Oversized | None, column: str, limit: int) -> tuple[RejectionReason, str]:
    """Return why what a column holds is no page."""
    if content is None:
        return "unreadable", f"the column {column} holds no text in UTF-8"
    return ("too_large", f"more than {limit} bytes") if content else ("empty", f"the column {column} is empty")


def _fetched_at(row: Mapping[str, Any], columns: Mapping[str, str]) -> datetime | None:
    return as_time(row.get(columns["fetched_at"])) if "fetched_at" in columns else None


def _headers(row: Mapping[str, Any], columns: Mapping[str, str]) -> Headers:
    """Return the content type that the row gives, or that of what the column holds; bytes speak for themselves."""
    given = row.get(columns.get("content_type", ""))
    if isinstance(given, str) and given.strip() and given.isprintable():
        return (("Content-Type", given.strip()),)
    if "text" in columns:
        return (("Content-Type", _TEXT),)
    return (("Content-Type", _MARKUP),) if isinstance(row.get(columns["content"]), str) else ()
