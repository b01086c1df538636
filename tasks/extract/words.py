"""The words of one text, found by where they begin or end."""

from schemas.records import Span

_BEGINS = b"\1"


class Words:
    """The words of one text, looked up where one is asked for: most are never looked at.

    Args:
        text: the text.
        starts: a byte for each of its characters, 1 where a word begins; none where the borders are not known.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str, starts: bytes) -> None:
        self._text = text
        self._starts = starts

    def begins(self, position: int) -> bool:
        """Say whether a word begins there."""
        return 0 <= position < len(self._starts) and self._starts[position] == 1

    def ends(self, position: int) -> bool:
        """Say whether a word ends there."""
        return position > 0 and (self.begins(position) or position == len(self._starts))

    def start_at(self, position: int) -> int:
        """Return where the word begins that holds the character at the position."""
        return self._starts.rfind(_BEGINS, 0, position + 1)

    def at(self, position: int) -> Span:
        """Return the word that holds the character at the position."""
        end = self._starts.find(_BEGINS, position + 1)
        return Span(self._starts.rfind(_BEGINS, 0, position + 1), end if end >= 0 else len(self._starts))

    def ending_at(self, position: int) -> Span | None:
        """Return the word that ends there."""
        return self.at(position - 1) if self.ends(position) else None

    def is_word(self, start: int, end: int) -> bool:
        """Say whether the stretch is one word."""
        return self.begins(start) and self.ends(end) and self._starts.find(_BEGINS, start + 1, end) < 0

    def fits(self, start: int, end: int) -> bool:
        """Say whether a word begins where the stretch begins and one ends where it ends."""
        starts = self._starts
        return start < len(starts) and starts[start] == 1 and (end == len(starts) or starts[end] == 1)

    def cut(self, start: int, end: int) -> bool:
        """Say whether a word holds a part of the stretch and something beside it, but not all of the stretch."""
        starts = self._starts
        parted = starts.find(_BEGINS, start + 1, end) >= 0
        return parted and not (starts[start] == 1 and (end == len(starts) or starts[end] == 1))

    def around(self, start: int, end: int) -> Span | None:
        """Return the longer word that the stretch is a part of."""
        if not self._starts or self._starts.find(_BEGINS, start + 1, end) >= 0:
            return None
        word = self.at(start)
        return None if word == (start, end) else word

    def within(self, start: int, end: int) -> list[str]:
        """Return the words that lie in the stretch from their first to their last character."""
        inside = []
        begin = self._starts.find(_BEGINS, start, end)
        while 0 <= begin < end:
            stop = self._starts.find(_BEGINS, begin + 1)
            stop = stop if stop >= 0 else len(self._starts)
            if stop <= end:
                inside.append(self._text[begin:stop])
            begin = stop
        return inside

    def parts(self, start: int, end: int) -> list[str]:
        """Return the stretch cut at the borders of the words."""
        borders = [start]
        while (border := self._starts.find(_BEGINS, borders[-1] + 1, end)) >= 0:
            borders.append(border)
        return [self._text[one:other] for one, other in zip(borders, [*borders[1:], end], strict=True)]
