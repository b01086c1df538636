"""The words that rules start from, found by one pass over a text.

Most of a page says nothing of interest. The places where something may stand hold one of a few thousand words, and
one automaton finds all of them at a fraction of what it costs to try each rule at every character.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

#: A stretch of text, as the automaton gives it.
Stretch = tuple[int, int]

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
        ([2], [(2, 4), (2, 5)])
    """

    def __init__(self, words: Iterable[str] | Callable[[], Iterable[str]]) -> None:
        self._words = words if callable(words) else frozenset(words)
        self._number = len(_ALL)
        _ALL.append(self)

    def words(self) -> frozenset[str]:
        """Return the words."""
        return frozenset(self._words() if callable(self._words) else self._words)

    def spans(self, text: str) -> list[Stretch]:
        """Return every place of the text where one of the words stands, in order, the shorter first."""
        return _sightings(text, len(_ALL))[self._number]

    def places(self, text: str) -> list[int]:
        """Return where one of the words begins, each place once and in order."""
        return list(dict.fromkeys([start for start, _ in self.spans(text)]))

    def longest(self, text: str) -> Iterator[Stretch]:
        """Yield the places from the left, of those that begin together the longest, none that overlaps the last."""
        free, longest = 0, (-1, -1)
        for span in self.spans(text):
            if span[0] != longest[0] and longest[0] >= free:
                free = longest[1]
                yield longest
            longest = span
        if longest[0] >= free:
            yield longest


_ALL: list[Wanted] = []
_START = itemgetter(1)


@lru_cache(maxsize=_TEXTS)
def _sightings(text: str, known: int) -> list[list[Stretch]]:
    """Return for each that wants words where they stand."""
    find, seekers = _automaton(known)
    found: list[list[Stretch]] = [[] for _ in range(known)]
    hits = find(text, overlapping=True)
    hits.sort(key=_START)  # they come in the order of their ends
    for word, start, end in hits:
        stretch = (start, end)
        for number in seekers[word]:
            found[number].append(stretch)
    return found


@lru_cache(maxsize=1)
def _automaton(known: int) -> tuple[Callable[..., list[tuple[int, int, int]]], list[list[int]]]:
    """Return what finds all words, and who wants each; it is made anew when more are wanted."""
    seekers: dict[str, list[int]] = {}
    for number, wanted in enumerate(_ALL[:known]):
        for word in wanted.words():
            seekers.setdefault(word, []).append(number)
    words = sorted(seekers)
    return AhoCorasick(words).find_matches_as_indexes, [seekers[word] for word in words]
