"""Stated figures against the others of their series."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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

    Values may go together where the ranges in which they lie do: 近400万 may come before 398万. The run of each length
    that leaves most room is kept, ``floors`` being the least that its last value can be.
    """
    floors: list[float] = []
    runs: list[_Run] = []
    for figure in series:
        low, high = figure.truth
        for length in range(bisect_right(floors, high), -1, -1):
            floor = max(floors[length - 1] if length else 0.0, low)
            run = _Run(figure, runs[length - 1] if length else None)
            if length == len(floors):
                floors.append(floor)
                runs.append(run)
            elif floor < floors[length]:
                floors[length], runs[length] = floor, run
            elif floors[length] <= low:
                break
    return runs[-1].figures() if runs else []


class _Run(NamedTuple):
    """A run by its last figure and the run before it."""

    last: Stated
    before: "_Run | None"

    def figures(self) -> list[Stated]:
        """Return the figures in their order."""
        found: list[Stated] = []
        run: _Run | None = self
        while run is not None:
            found.append(run.last)
            run = run.before
        return found[::-1]


def _contradicted(figure: Stated, believed: Sequence[Stated]) -> Stated | None:
    """Return the nearest believed value that is lower later or higher earlier."""
    for other in believed:
        if other.day is None or figure.day is None:
            continue
        later, earlier = (other, figure) if other.day >= figure.day else (figure, other)
        if later.truth.high < earlier.truth.low:
            return other
    return None
