"""What was found in a text, looked up by where it stands.

What is looked up is in the order of the text, and nothing of it overlaps another.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
        found: what was found.
        start: where the stretch begins.
        end: where it ends.

    Example:
        >>> from schemas.records import Span
        >>> standing_in((Span(0, 2), Span(4, 6), Span(8, 12)), 3, 10)
        (Span(start=4, end=6),)
    """
    first = bisect_left(found, start, key=_START)
    return found[first : bisect_right(found, end, lo=first, key=_END)]


def starting_in(found: tuple[Found, ...], start: int, end: int) -> tuple[Found, ...]:
    """Return those that begin in the stretch, wherever they end."""
    first = bisect_left(found, start, key=_START)
    return found[first : bisect_left(found, end, lo=first, key=_START)]


def ending_in(found: tuple[Found, ...], start: int, end: int) -> tuple[Found, ...]:
    """Return those that end behind the start of the stretch and not behind its end, wherever they begin."""
    first = bisect_right(found, start, key=_END)
    return found[first : bisect_right(found, end, lo=first, key=_END)]


def last_before(found: tuple[Found, ...], position: int) -> Found | None:
    """Return the last that ends at the position or before it."""
    number = bisect_right(found, position, key=_END)
    return found[number - 1] if number else None


def number_at(found: Sequence[Located], position: int) -> int:
    """Return the number of the first that ends behind the position: the one that holds it, if one does."""
    return bisect_right(found, position, key=_END)


def standing_around(found: tuple[Found, ...], position: int) -> Found | None:
    """Return the one that holds the character at the position."""
    number = number_at(found, position)
    return found[number] if number < len(found) and found[number].start <= position else None
