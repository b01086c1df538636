"""Text cut where spans begin and end, so that spans that nest and overlap can be shown one beside the other."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.records import Span


class Segment(NamedTuple):
    """A stretch of text over which nothing begins and nothing ends.

    Attributes:
        start: its first code point.
        end: one past its last.
        over: the numbers of the spans that hold it, the shortest span first.
    """

    start: int
    end: int
    over: tuple[int, ...]


def cut(length: int, spans: Sequence[Span], borders: Iterable[int] = ()) -> list[Segment]:
    """Return the segments of a text, in order; together they are the text.

    Args:
        length: how many code points it has.
        spans: half-open stretches of it; their numbers are their places in this sequence.
        borders: further places to cut at, such as the beginnings of lines.

    Raises:
        ValueError: a span is empty or leaves the text.

    Example:
        >>> [tuple(segment) for segment in cut(6, [Span(0, 4), Span(2, 5)])]
        [(0, 2, (0,)), (2, 4, (1, 0)), (4, 5, (1,)), (5, 6, ())]
    """
    for span in spans:
        if not 0 <= span.start < span.end <= length:
            raise ValueError(f"no stretch {span.start}:{span.end} in a text of {length} characters")
    begins = _numbers_at(span.start for span in spans)
    ends = _numbers_at(span.end for span in spans)
    places = sorted({0, length, *begins, *ends, *(border for border in borders if 0 < border < length)})
    segments, now = [], set[int]()
    for start, end in pairwise(places):
        now.difference_update(ends.get(start, ()))
        now.update(begins.get(start, ()))
        over = sorted(now, key=lambda number: (spans[number].end - spans[number].start, number))
        segments.append(Segment(start, end, tuple(over)))
    return segments


def _numbers_at(places: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, place in enumerate(places):
        found.setdefault(place, []).append(number)
    return found


def line_starts(text: str) -> list[int]:
    r"""Return where the lines of a text begin, but for the first.

    Example:
        >>> line_starts("a\n\nb\n")
        [2, 3, 5]
    """
    found, at = [], text.find("\n")
    while at >= 0:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found
