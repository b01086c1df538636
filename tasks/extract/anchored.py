"""Patterns that are tried only around the words that each of their matches holds.

Most of a page says nothing of interest. One pass of an automaton finds the few places where something may stand, at a
fraction of what it costs to try a pattern at every character.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from ahocorasick_rs import AhoCorasick


class Anchored:
    """A pattern that finds what it finds by itself, faster.

    Args:
        pattern: the pattern; it matches no empty stretch.
        anchors: words; every match of the pattern holds one of them.
        reach: how far into a match the anchor may begin at most.
        lead: the characters that may stand in a match before the anchor, as what stands in the brackets of a pattern.

    Example:
        >>> posts = Anchored(re.compile("(?:副)?[省市]长"), ["省长", "市长"], reach=1, lead="副")
        >>> [found.group() for found in posts.finditer("副市长某某、省长某某")]
        ['副市长', '省长']
    """

    def __init__(self, pattern: re.Pattern[str], anchors: Iterable[str], reach: int = 0, lead: str = "") -> None:
        self._match = pattern.match
        self._places = places_of(anchors)
        self._start = earliest_start(reach, lead)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern in the text, in order and without overlap."""
        tried = 0
        for place in self._places(text):
            start = max(tried, self._start(text, place))
            tried = max(tried, place + 1)
            while start <= place:
                found = self._match(text, start)
                if found is None:
                    start += 1
                else:
                    yield found
                    start = tried = found.end()


def places_of(words: Iterable[str]) -> Callable[[str], list[int]]:
    """Return what finds all places of a text where one of the words begins, each once and in order.

    Example:
        >>> places_of(["签署", "签", "协议"])("双方签署协议")
        [2, 4]
    """
    find = AhoCorasick(sorted(set(words))).find_matches_as_indexes
    return lambda text: sorted({start for _, start, _ in find(text, overlapping=True)})


def earliest_start(reach: int, lead: str) -> Callable[[str, int], int]:
    """Return what says where a match that holds an anchor may begin at the earliest.

    Args:
        reach: as of ``Anchored``.
        lead: as of ``Anchored``.

    Example:
        >>> earliest_start(3, "副省市")("双方，副市长", 5)
        3
    """
    if not reach:
        return lambda _, place: place
    run = re.compile(f"[{lead}]*").match

    def earliest(text: str, place: int) -> int:
        before = run(text[max(0, place - reach) : place][::-1])
        return place - (before.end() if before is not None else 0)

    return earliest
