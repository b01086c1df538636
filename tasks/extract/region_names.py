"""Where a text holds the letters of a division's name, before anything is said about what they mean."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from schemas.records import Span
from schemas.reference.regions import gazetteer
from schemas.reference.regions_words import name_words

_WORDS_WITH_A_UNIT = frozenset({"市场", "市值", "市价", "市况", "区域", "区块", "区间", "区位", "区别", "区分"})


class NameHit(NamedTuple):
    """The letters of a name in the text."""

    start: int
    end: int
    surface: str


class Words:
    """The borders of the words of one text.

    Args:
        tokens: the words in order; a stretch that they leave out has no borders inside.
    """

    def __init__(self, tokens: Iterable[Span]) -> None:
        self._at = {offset: token for token in tokens for offset in range(token.start, token.end)}

    def cut(self, start: int, end: int) -> bool:
        """Say whether a word holds a part of the stretch and something beside it, but not all of the stretch."""
        first, last = self._at.get(start), self._at.get(end - 1)
        before = first is not None and first.start < start and first.end < end
        after = last is not None and last.end > end and last.start > start
        return before or after

    def around(self, start: int, end: int) -> Span | None:
        """Return the longer word that the stretch is a part of."""
        word = self._at.get(start)
        if word is None or word.end < end or word == (start, end):
            return None
        return word


def scan_names(text: str, words: Words) -> tuple[NameHit, ...]:
    """Return the places where the text holds the name of a division, in order and without overlap.

    Where names overlap, one that keeps to the borders of the words comes before one that does not, then the longer,
    then the first: 同江苏 is 江苏, not 同江. What only borrows a name (中山大学) is read as a whole and left out.

    Example:
        >>> text = "中山大学和湖南移动"
        >>> [hit.surface for hit in scan_names(text, Words([]))]
        ['湖南']
    """
    hits = sorted(_all_hits(text), key=lambda hit: (_is_unfit(text, hit, words), hit.start - hit.end, hit.start))
    taken: list[NameHit] = []
    covered: set[int] = set()
    for hit in hits:
        if covered.isdisjoint(range(hit.start, hit.end)):
            covered.update(range(hit.start, hit.end))
            taken.append(hit)
    return tuple(sorted(hit for hit in taken if not _is_borrowed(hit.surface)))


def _all_hits(text: str) -> Iterator[NameHit]:
    for _, start, end in _automaton().find_matches_as_indexes(text, overlapping=True):
        yield NameHit(start, end, text[start:end])


def _is_unfit(text: str, hit: NameHit, words: Words) -> bool:
    """Say whether the letters of the hit are those of other words: 同|江苏, 吉林|市场, 河北|区域."""
    if _is_borrowed(hit.surface):
        return False
    return words.cut(hit.start, hit.end) or text[hit.end - 1 : hit.end + 1] in _WORDS_WITH_A_UNIT


def _is_borrowed(surface: str) -> bool:
    return surface in name_words().borrowed and surface not in gazetteer().names


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(sorted({*gazetteer().names, *name_words().borrowed}))
