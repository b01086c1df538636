"""Times as HTTP writes them."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def http_date(time: datetime) -> str:
    """Return the time as HTTP writes it, to the second.

    Example:
        >>> http_date(datetime(2024, 5, 1, 6, tzinfo=UTC))
        'Wed, 01 May 2024 06:00:00 GMT'
    """
    return format_datetime(time.astimezone(UTC).replace(microsecond=0), usegmt=True)


def time_of(written: str | None) -> datetime | None:
    """Return the time that is written, None where it is none.

    Example:
        >>> time_of("Wed, 01 May 2024 06:00:00 GMT").isoformat(), time_of("soon")
        ('2024-05-01T06:00:00+00:00', None)
    """
    try:
        time = parsedate_to_datetime(written or "")
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
