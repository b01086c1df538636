"""Patterns that are tried only at the characters that their matches open with."""

import re
import sys
from collections.abc import Iterable, Iterator


class Opened:
    """A pattern that finds in a stretch of text what it finds by itself, faster.

    A pattern that looks back before its first character is else tried in vain at nearly every place.

    Args:
        pattern: the pattern; it matches no empty stretch.
        words: the words, or their first characters, that each of its matches begins with.

    Example:
        >>> signed = Opened("(?<!未)签[约署]", ["签约", "签署"])
        >>> [found.group() for found in signed.finditer("未签约，已签署", 0, 7)]
        ['签署']
    """

    def __init__(self, pattern: str, words: Iterable[str]) -> None:
        first = "".join(sorted({word[0] for word in words}))
        self.pattern = re.compile(pattern)
        self._opening = re.compile(f"[{re.escape(first)}]").search
        self._match = self.pattern.match

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match of the pattern in the stretch."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern in the stretch, in order and without overlap."""
        while (opening := self._opening(text, start, end)) is not None:
            start = opening.start()
            found = self._match(text, start, end)
            start = start + 1 if found is None else found.end()
            if found is not None:
                yield found
