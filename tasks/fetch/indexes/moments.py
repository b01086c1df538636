"""Times as indexes write them. China keeps one time, eight hours ahead of UTC, without summer time since 1991."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
#: Days before and after these are mistakes of a server: its clock is not set, or a field is not filled.
_FIRST_YEAR, _LAST_YEAR = 1995, 2100
_YEAR_FIRST = re.compile(
    r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.I,
)
_ZONE = re.compile(r"(?:\s[A-Z]{1,5}|[+-]\d{4})$", re.I)
_COLON_IN_ZONE = re.compile(r"(?<=[+-]\d\d):(?=\d\d$)")


def moment_of(written: str) -> datetime | None:
    """Return the time that is written as year, month and day, or as in an e-mail; None where none is.

    A time without a zone is China's, and so is ``CST``, though in e-mails it is American; a day alone is its beginning.

    Example:
        >>> moment_of("2024-05-20T08:30:00Z").isoformat(), moment_of("Mon, 20 May 2024 23:00:00 CST").isoformat()
        ('2024-05-20T08:30:00+00:00', '2024-05-20T15:00:00+00:00')
        >>> moment_of("2024年5月20日").isoformat()
        '2024-05-19T16:00:00+00:00'
    """
    match = _YEAR_FIRST.match(written)
    try:
        moment = _of_email(written) if match is None else _of_numbers(match)
        return _plausible(moment)
    except (ValueError, OverflowError, TypeError):  # no such day; and what the library of e-mails stumbles over
        return None


def _of_numbers(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(part or 0) for part in match.groups()[:5])
    return datetime(year, month, day, hour, minute, int(match[6] or 0), tzinfo=_zone(match[7]))


def _zone(written: str | None) -> timezone:
    if not written:
        return CHINA
    if written[0] not in "+-":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    return timezone((-1 if written[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _of_email(written: str) -> datetime:
    written = _COLON_IN_ZONE.sub("", written.strip().removesuffix("CST").strip())
    timed = written if ":" in written else f"{written} 00:00"
    parts = parsedate_tz(timed if _ZONE.search(timed) else f"{timed} +0800")
    if parts is None:
        raise ValueError(f"no time: {written}")
    return datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=parts[9] or 0)))


def _plausible(moment: datetime) -> datetime | None:
    return moment.astimezone(UTC) if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def day_of(moment: datetime | None) -> date | None:
    """Return the day in China.

    Example:
        >>> day_of(datetime(2024, 5, 20, 17, 0, tzinfo=UTC))
        datetime.date(2024, 5, 21)
    """
    return None if moment is None else moment.astimezone(CHINA).date()
