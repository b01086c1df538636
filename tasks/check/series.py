"""Stated figures against the others of their series."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tasks.check.doubt import Doubt, in_words
from tasks.check.stated import Stated, by_series


def shrinking(figures: Iterable[Stated]) -> Iterator[Doubt]:
    """Yield the stocks that break a series which can only grow.

    The longest run of values that do not shrink is believed; what stands outside it is in doubt, together with the
    believed neighbour that it contradicts.
    """
    for series in by_series(figure for figure in figures if figure.grows).values():
        believed = longest_growing(series)
        ids = {figure.metric_id for figure in believed}
        for figure in series:
            if figure.metric_id not in ids and (other := _contradicted(figure, believed)):
                why = f"{other.value_text} as of {other.as_of} does not go with it, and such a stock does not shrink"
                yield Doubt("series", figure.metric_id, in_words(figure), why, other.metric_id)


def longest_growing(series: Sequence[Stated]) -> list[Stated]:
    """Return the longest run of the series, in order, in which no value must be below an earlier one.

    Values may go together where the ranges in which they lie do: 近400万 may come before 398万. Of the runs of each
    length the one is kept that leaves most room; ``floors`` holds, by length, the least that its last value can be.

    A figure ends a run of one more than each run whose floor it can reach. Those whose floor is below its own range get
    its lowest value as floor, the others keep theirs: so one floor comes in, and those up to the last one that it can
    reach move on by one length, each with the figure.
    """
    floors: list[float] = []
    moved: list[tuple[int, int]] = []
    for figure in series:
        low, high = figure.truth
        first, last = bisect_right(floors, low), bisect_right(floors, high)
        del floors[last : last + 1]
        floors.insert(first, low)
        moved.append((first, last))
    return _run(series, moved, len(floors))


def _run(series: Sequence[Stated], moved: Sequence[tuple[int, int]], length: int) -> list[Stated]:
    """Return the run of the length, found backwards: a figure is in it where it ended a run of what is left to find."""
    run: list[Stated] = []
    for figure, (first, last) in zip(reversed(series), reversed(moved), strict=True):
        if first < length - len(run) <= last + 1:
            run.append(figure)
    return run[::-1]


def _contradicted(figure: Stated, believed: Sequence[Stated]) -> Stated | None:
    """Return the believed value nearest in time that is lower later or higher earlier; of two as near the earlier."""
    here = bisect_left(believed, _day(figure), key=_day)
    earlier = next((other for other in reversed(believed[:here]) if other.truth.low > figure.truth.high), None)
    later = next((other for other in believed[here:] if other.truth.high < figure.truth.low), None)
    found = [other for other in (earlier, later) if other is not None]
    return min(found, key=lambda other: abs(_day(other) - _day(figure)), default=None)


def _day(figure: Stated) -> date:
    return figure.day or date.min
