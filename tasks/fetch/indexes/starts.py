"""Where to begin: the indexes of a source that are asked for first."""

from datetime import date, timedelta

from schemas.source import Source, Window
from tasks.fetch.address import normal
from tasks.fetch.indexes.template import first_page, has_days

#: A source that was not asked for longer is filled up by a window.
_MOST_DAYS = 31


def starts(source: Source, today: date, last: date | None, window: Window | None) -> tuple[str, ...]:
    """Return the addresses of the indexes to begin with, each once, the earliest day first.

    Where the source's address holds ``{date:FORMAT}`` there is one for each day from the last one asked for, which may
    have got more since, or for each day of the window; days to come have none. ``{page}`` is the first page's.

    Args:
        source: a source of a web kind.
        today: the day in China.
        last: the day up to which the source was asked before; of a longer time only the last 31 days count.
        window: the days that are wanted instead.

    Returns:
        Addresses in normal form; the address of a list of addresses (``urls``) that is a path stays as it is. There is
        none where the source's address is not one of the web.

    Example:
        >>> paper = Source("paper", "listing", "https://news.example/{date:%Y-%m/%d}/")
        >>> starts(paper, date(2024, 6, 1), date(2024, 5, 31), None)
        ('https://news.example/2024-05/31/', 'https://news.example/2024-06/01/')
    """
    days = _days(today, last, window) if has_days(source.address) else [today]
    written = dict.fromkeys(first_page(source.address, day) for day in days)
    if source.kind == "urls" and "://" not in source.address:
        return tuple(written)
    return tuple(dict.fromkeys(address for one in written if (address := normal(one)) is not None))


def _days(today: date, last: date | None, window: Window | None) -> list[date]:
    if window is not None:
        first, end = window.since, min(window.until, today)
    else:
        first, end = max(min(last or today, today), today - timedelta(days=_MOST_DAYS - 1)), today
    return [first + timedelta(days=n) for n in range((end - first).days + 1)]
