"""Times as indexes write them. China keeps one time, eight hours ahead of UTC, without summer time since 1991."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
#: Days before and after these are mistakes of a server: its clock is not set, or a field is not filled.
_FIRST_YEAR, _LAST_YEAR = 1995, 2100
_FORM = re.compile(
    r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.I,
)


def moment_of(written: str) -> datetime | None:
    """Return the time that is written as year, month and day, with or without a time of day; None where none is.

    A time without a zone is China's; a day alone is its beginning there.

    Example:
        >>> moment_of("2024-05-20T08:30:00Z"), moment_of("2024年5月20日")
        (datetime.datetime(2024, 5, 20, 8, 30, tzinfo=datetime.timezone.utc), \
datetime.datetime(2024, 5, 19, 16, 0, tzinfo=datetime.timezone.utc))
    """
    match = _FORM.match(written)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=_zone(match[7]))
        return plausible(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _zone(written: str | None) -> timezone:
    if not written:
        return CHINA
    if written[0] not in "+-":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone((-1 if written[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def plausible(moment: datetime) -> datetime | None:
    """Return the time where a page of the web can have it."""
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def day_of(moment: datetime | None) -> date | None:
    """Return the day in China.

    Example:
        >>> day_of(datetime(2024, 5, 20, 17, 0, tzinfo=UTC))
        datetime.date(2024, 5, 21)
    """
    return None if moment is None else moment.astimezone(CHINA).date()
