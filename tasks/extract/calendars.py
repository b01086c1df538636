"""Partial dates: a year, month and day of which some may be unknown, and how a text fills them in."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

#: A month and day this far ahead of the publication date may still be an announced one of the same year.
_ANNOUNCED = timedelta(days=31)


class PartialDate(NamedTuple):
    """A date of which the year, the day, or the month and day may be unknown."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def edtf(self) -> str | None:
        """Return the date as EDTF, None where neither year nor month is known.

        Example:
            >>> PartialDate(None, 8, 18).edtf(), PartialDate(2011, 12).edtf(), PartialDate(None).edtf()
            ('XXXX-08-18', '2011-12', None)
        """
        if self.year is None and self.month is None:
            return None
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def exists(self) -> bool:
        """Return whether the calendar has such a date, in a leap year where the year is unknown."""
        if self.month is None:
            return self.day is None
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= days_in(self.year, self.month)


def days_in(year: int | None, month: int) -> int:
    """Return the number of days of the month."""
    return calendar.monthrange(2020 if year is None else year, month)[1]


def last_day(day: PartialDate) -> PartialDate:
    """Return the last day of the year or month that the partial date names.

    Example:
        >>> last_day(PartialDate(2021)).edtf(), last_day(PartialDate(2023, 2)).edtf()
        ('2021-12-31', '2023-02-28')
    """
    month = 12 if day.month is None else day.month
    return PartialDate(day.year, month, days_in(day.year, month) if day.day is None else day.day)


def read_edtf(edtf: str) -> PartialDate:
    """Return the partial date of one EDTF date, of an interval its first."""
    year, *rest = edtf.split("/", maxsplit=1)[0].split("-")
    month, day = ([int(part) for part in rest] + [None, None])[:2]
    return PartialDate(None if year == "XXXX" else int(year), month, day)


def as_date(day: PartialDate) -> date | None:
    """Return the calendar date, None where a part of it is unknown."""
    if day.year is None or day.month is None or day.day is None:
        return None
    return date(day.year, day.month, day.day)


def as_partial(day: date | None) -> PartialDate:
    """Return the partial date of a calendar date; all unknown where there is none."""
    return PartialDate(None) if day is None else PartialDate(day.year, day.month, day.day)


def shifted(day: PartialDate, days: int) -> PartialDate:
    """Return the date so many days later; the year stays unknown where it was.

    Example:
        >>> shifted(PartialDate(None, 11, 20), -1).edtf(), shifted(PartialDate(2021), 1).edtf()
        ('XXXX-11-19', None)
    """
    if day.month is None or day.day is None:
        return PartialDate(None)
    moved = date(2020 if day.year is None else day.year, day.month, day.day) + timedelta(days=days)
    return PartialDate(None if day.year is None else moved.year, moved.month, moved.day)


def months_before(day: PartialDate, months: int) -> PartialDate:
    """Return the month that lies so many months before the date's own."""
    if day.month is None:
        return PartialDate(None)
    years, month = divmod(day.month - 1 - months, 12)
    return PartialDate(None if day.year is None else day.year + years, month + 1)


def nearest(month: int, day: int | None, today: PartialDate, coming: bool = False) -> PartialDate:
    """Return the month and day in the year in which a text of the day ``today`` most likely means it.

    That is the latest year in which it is not in the future, one month of announcement allowed; where the text
    speaks of what is to come, the first year in which it is not in the past.

    Example:
        >>> today = PartialDate(2021, 1, 8)
        >>> nearest(12, 28, today).edtf(), nearest(1, 20, today).edtf(), nearest(6, None, today, coming=True).edtf()
        ('2020-12-28', '2021-01-20', '2021-06')
    """
    now = as_date(today)
    if now is None:
        return PartialDate(today.year, month, day)
    wanted = (month, day or now.day)
    if coming:
        return PartialDate(now.year + (wanted < (now.month, now.day)), month, day)
    edge = now + _ANNOUNCED if day is not None else now
    later = (now.year, *wanted) > (edge.year, edge.month, edge.day)
    return PartialDate(now.year - later, month, day)


def weekday(day: PartialDate, wanted: int, weeks: int = 0) -> PartialDate:
    """Return the weekday (Monday is 0) of the date's own week, or of one so many weeks later.

    Example:
        >>> weekday(PartialDate(2020, 11, 16), 4, weeks=-1).edtf()
        '2020-11-13'
    """
    known = as_date(day)
    return PartialDate(None) if known is None else shifted(day, wanted - known.weekday() + 7 * weeks)
