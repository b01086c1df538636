"""What was found in a text, looked up by where it stands."""

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Protocol, TypeVar


class Located(Protocol):
    """Anything that stands at a place of the text."""

    @property
    def start(self) -> int: ...  # noqa: D102 - offsets as everywhere
    @property
    def end(self) -> int: ...  # noqa: D102


Found = TypeVar("Found", bound=Located)
_START, _END = attrgetter("start"), attrgetter("end")


def standing_in(found: tuple[Found, ...], start: int, end: int) -> tuple[Found, ...]:
    """Return those that lie in the stretch from their first to their last character.

    Args:
        found: what was found, in the order of the text, none overlapping another.
        start: where the stretch begins.
        end: where it ends.

    Example:
        >>> from schemas.records import Span
        >>> standing_in((Span(0, 2), Span(4, 6), Span(8, 12)), 3, 10)
        (Span(start=4, end=6),)
    """
    first = bisect_left(found, start, key=_START)
    return found[first : bisect_right(found, end, lo=first, key=_END)]


def ending_by(found: tuple[Found, ...], position: int) -> tuple[Found, ...]:
    """Return those that end at the position or before it.

    Args:
        found: as of ``standing_in``.
        position: the position.
    """
    return found[: bisect_right(found, position, key=_END)]
