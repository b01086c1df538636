"""The words that rules start from, found by one pass over a text.

Most of a page says nothing of interest. The places where something may stand hold one of a few thousand words, and
one automaton finds all of them at a fraction of what it costs to try each rule at every character.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from schemas.records import Span

#: How many texts keep what was found in them, for the rules that come to them one after the other.
_TEXTS = 4


class Wanted:
    """Some words that a rule starts from.

    Each is made when its module is imported, so that all are known when the first text is read; where the words are
    read from reference data, that waits until then.

    Args:
        words: the words, or what returns them.

    Example:
        >>> papers = Wanted(["协议", "协议书", "合同"])
        >>> papers.places("签署协议书"), papers.spans("签署协议书")
        ([2], [Span(start=2, end=4), Span(start=2, end=5)])
    """

    def __init__(self, words: Iterable[str] | Callable[[], Iterable[str]]) -> None:
        self._words = words if callable(words) else frozenset(words)
        _ALL.append(self)

    def words(self) -> frozenset[str]:
        """Return the words."""
        return frozenset(self._words() if callable(self._words) else self._words)

    def spans(self, text: str) -> list[Span]:
        """Return every place of the text where one of the words stands, in order, the shorter first."""
        return sorted(_sightings(text, len(_ALL)).get(self, ()))

    def places(self, text: str) -> list[int]:
        """Return where one of the words begins, each place once and in order."""
        return sorted({span.start for span in _sightings(text, len(_ALL)).get(self, ())})


_ALL: list[Wanted] = []


@lru_cache(maxsize=_TEXTS)
def _sightings(text: str, known: int) -> dict[Wanted, list[Span]]:
    find, seekers = _automaton(known)
    found: dict[Wanted, list[Span]] = {}
    for number, start, end in find(text, overlapping=True):
        span = Span(start, end)
        for wanted in seekers[number]:
            found.setdefault(wanted, []).append(span)
    return found


@lru_cache(maxsize=1)
def _automaton(known: int) -> tuple[Callable[..., list[tuple[int, int, int]]], list[list[Wanted]]]:
    """Return what finds all words, and who wants each; it is made anew when more are wanted."""
    seekers: dict[str, list[Wanted]] = {}
    for wanted in _ALL[:known]:
        for word in wanted.words():
            seekers.setdefault(word, []).append(wanted)
    words = sorted(seekers)
    return AhoCorasick(words).find_matches_as_indexes, [seekers[word] for word in words]
