"""One entry of an archive, whatever the archive is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from schemas.visit import Headers
from schemas.vocabulary import RejectionReason


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as an archive holds it, or why an entry of it cannot be taken.

    Attributes:
        place: where it stands in the archive, such as ``line 12``.
        url: its address as the archive writes it, None where it has none.
        content: the bytes of the page, None where they cannot be had.
        headers: the header fields of the answer.
        status: the status of the answer, None where the archive keeps none.
        at: when the archive has it from, None where it does not say.
        is_dated: whether that is when the page was fetched.
        reason: why it cannot be taken, None where it can.
        detail: what was found and what may be done.
        is_unchanged: whether the archive only says that the page was as it had been.
    """

    place: str
    url: str | None = None
    content: bytes | None = None
    headers: Headers = ()
    status: int | None = None
    at: datetime | None = None
    is_dated: bool = True
    reason: RejectionReason | None = None
    detail: str = ""
    is_unchanged: bool = False


def refused(place: str, reason: RejectionReason, detail: str, url: str | None = None) -> Entry:
    """Return an entry that cannot be taken."""
    return Entry(place, url, reason=reason, detail=detail)


class BrokenArchiveError(Exception):
    """Nothing more can be read of an archive; the message says why."""


def as_time(value: Any) -> datetime | None:
    """Return a time in UTC from a date, a time, or a text in ISO 8601; one without a zone is taken as UTC.

    Raises:
        ValueError: it is nothing of the kind.

    Example:
        >>> as_time("2024-05-01T08:30:00+08:00").isoformat(), as_time(" "), as_time("2024-05-01").isoformat()
        ('2024-05-01T00:30:00+00:00', None, '2024-05-01T00:00:00+00:00')
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - the zone follows
    if not isinstance(value, datetime):
        raise ValueError(f"a {type(value).__name__} is no time")
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the time is out of range") from error
