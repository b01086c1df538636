"""Patterns that are tried only around the words that each of their matches holds."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from tasks.extract.wanted import Wanted


class Anchored:
    """A pattern that finds what it finds by itself, faster.

    Args:
        pattern: the pattern, or what returns it; it matches no empty stretch.
        anchors: words, or what returns them; every match of the pattern holds one of them.
        reach: how far into a match the anchor may begin at most.
        lead: the characters that may stand in a match before the anchor, as what stands in the brackets of a pattern,
            or what returns them.

    Example:
        >>> posts = Anchored(re.compile("(?:副)?[省市]长"), ["省长", "市长"], reach=1, lead="副")
        >>> [found.group() for found in posts.finditer("副市长某某、省长某某")]
        ['副市长', '省长']
    """

    def __init__(
        self,
        pattern: re.Pattern[str] | Callable[[], re.Pattern[str]],
        anchors: Iterable[str] | Callable[[], Iterable[str]],
        reach: int = 0,
        lead: str | Callable[[], str] = "",
    ) -> None:
        self._given = pattern
        self.anchors = Wanted(anchors)
        self._reach, self._lead = reach, lead

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself."""
        return self._given if isinstance(self._given, re.Pattern) else self._given()

    @cached_property
    def _start(self) -> Callable[[str, int], int] | None:
        lead = self._lead if isinstance(self._lead, str) else self._lead()
        return earliest_start(self._reach, lead) if self._reach else None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match of the pattern in the text."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern in the text, in order and without overlap."""
        match, earliest, tried = self.pattern.match, self._start, 0
        for place in self.anchors.places(text):
            start = place if earliest is None else earliest(text, place)
            start = start if start > tried else tried
            while start <= place:
                found = match(text, start)
                start = start + 1 if found is None else found.end()
                if found is not None:
                    yield found
            tried = start


def earliest_start(reach: int, lead: str) -> Callable[[str, int], int]:
    """Return what says where a match that holds an anchor may begin at the earliest.

    Args:
        reach: as of ``Anchored``.
        lead: as of ``Anchored``.

    Example:
        >>> earliest_start(3, "副省市")("双方，副市长", 5)
        3
    """
    run = re.compile(f"[{lead}]*").match

    def earliest(text: str, place: int) -> int:
        before = run(text[max(0, place - reach) : place][::-1])
        return place - (before.end() if before is not None else 0)

    return earliest
