"""Years, quarters and months: which of them a date lies in, and how many rows there are in each.

A period is a whole number, so that the next one is one more: 2021, 4 × 2021 + 2 for its third quarter, 12 × 2021 + 8
for its September.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Unit = Literal["year", "quarter", "month"]
UNITS: tuple[Unit, ...] = get_args(Unit)
#: How many periods of each length a chart has room for.
ROOM: Mapping[Unit, int] = {"year": 20, "quarter": 40, "month": 60}
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


class Dated(NamedTuple):
    """So many rows with dates in one month, or with one date that says less.

    Attributes:
        begin: the date, or the first of an interval, to the month: ``2021-08``, ``2021``, ``XXXX-08`` or empty.
        end: the same of the last day of an interval; the same as ``begin`` for a single date.
        layers: how many rows of each sort have it.
    """

    begin: str
    end: str
    layers: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """How many rows there are in each period of one length, without a gap from the first to the last that are drawn.

    Attributes:
        unit: the length.
        before: how many rows lie before the first period; there is no room for them.
        periods: label and rows of each period.
        after: how many rows lie after the last period.
        open: how many rows have a date that does not say its period.
    """

    unit: Unit
    before: tuple[int, ...]
    periods: tuple[tuple[str, tuple[int, ...]], ...]
    after: tuple[int, ...]
    open: tuple[int, ...]


def period_of(begin: str, end: str, unit: Unit) -> int | None:
    """Return the period that holds the date, None where it does not say so much or crosses a border.

    Example:
        >>> period_of("2021-09", "2021-09", "quarter") == 4 * 2021 + 2
        True
        >>> period_of("2021", "2021", "month"), period_of("2020-01", "2020-09", "year")
        (None, 2020)
        >>> period_of("XXXX-08", "XXXX-08", "year") is None
        True
    """
    first, last = _position(begin, unit), _position(end, unit)
    return first if first == last else None


def label_of(period: int, unit: Unit) -> str:
    """Return the period as it is written.

    Example:
        >>> label_of(2021, "year"), label_of(4 * 2021 + 2, "quarter"), label_of(12 * 2021 + 8, "month")
        ('2021', '2021-Q3', '2021-09')
    """
    if unit == "year":
        return str(period)
    if unit == "quarter":
        return f"{period // 4}-Q{period % 4 + 1}"
    return f"{period // 12}-{period % 12 + 1:02}"


def timeline(dated: Iterable[Dated], unit: Unit, newest: str | None = None) -> Timeline:
    """Return the rows by period: the last ones that have room, and how many rows lie outside of them.

    Args:
        dated: the rows; each has as many layers as the others.
        unit: the length of a period.
        newest: the month of the newest page. What lies more than a year after it is told, not drawn: a slip of a date
            would push all others out.
    """
    rows = list(dated)
    counts: Counter[tuple[int | None, int]] = Counter()
    n_layers = len(rows[0].layers) if rows else 0
    for row in rows:
        for layer, n in enumerate(row.layers):
            counts[period_of(row.begin, row.end, unit), layer] += n
    known = sorted({period for period, _ in counts if period is not None})
    last = _last_drawn(known, newest, unit)
    first = next((period for period in known if period > last - ROOM[unit]), last + 1)

    def total(periods: Iterable[int | None]) -> tuple[int, ...]:
        chosen = list(periods)
        return tuple(sum(counts[period, layer] for period in chosen) for layer in range(n_layers))

    return Timeline(
        unit=unit,
        before=total(period for period in known if period < first),
        periods=tuple((label_of(period, unit), total([period])) for period in range(first, last + 1)),
        after=total(period for period in known if period > last),
        open=total([None]),
    )


def _last_drawn(known: list[int], newest: str | None, unit: Unit) -> int:
    if not known:
        return 0
    now = _position(newest or "", unit)
    if now is None:
        return known[-1]
    limit = now + {"year": 1, "quarter": 4, "month": 12}[unit]
    return max((period for period in known if period <= limit), default=known[-1])


def _position(text: str, unit: Unit) -> int | None:
    if unit == "year":
        year = _YEAR.match(text)
        return int(year[0]) if year else None
    month = _MONTH.match(text)
    if month is None:
        return None
    months = 12 * int(month[1]) + int(month[2]) - 1
    return months if unit == "month" else months // 3
