"""Where a text holds the letters of a division's name, before anything is said about what they mean."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from schemas.reference.regions import gazetteer
from schemas.reference.regions_words import name_words
from tasks.extract.wanted import Wanted
from tasks.extract.words import Words

_NAMES = Wanted(lambda: {*gazetteer().names, *name_words().borrowed})

_WORDS_WITH_A_UNIT = frozenset({"市场", "市值", "市价", "区域", "区块", "区位"})


class NameHit(NamedTuple):
    """The letters of a name in the text. ``chained`` says that it stands right beside its parent or child: 湖南岳阳."""

    start: int
    end: int
    surface: str
    chained: bool = False


def scan_names(text: str, words: Words) -> tuple[NameHit, ...]:
    """Return the places where the text holds the name of a division, in order and without overlap.

    Where names overlap, one that keeps to the borders of the words comes before one that does not, then the longer,
    then the first: 同江苏 is 江苏, not 同江. What only borrows a name (中山大学) is read as a whole and left out.

    Example:
        >>> text = "中山大学和湖南移动"
        >>> [hit.surface for hit in scan_names(text, Words(text, b""))]
        ['湖南']
    """
    borrowed, taken = _only_borrowed(), []
    for hits in _overlapping(_all_hits(text)):
        taken += hits if len(hits) == 1 else _best(text, hits, words)
    return tuple([hit for hit in taken if hit.surface not in borrowed])


def _overlapping(hits: list[NameHit]) -> Iterator[list[NameHit]]:
    """Yield the hits, which are in order, in runs of those that share characters with one another."""
    run: list[NameHit] = []
    end = 0
    for hit in hits:
        if run and hit.start >= end:
            yield run
            run = []
        run.append(hit)
        end = hit.end if hit.end > end else end
    if run:
        yield run


def _best(text: str, hits: list[NameHit], words: Words) -> list[NameHit]:
    """Return those of the hits that stand, in order: none of them shares a character with another."""
    misfits = [_misfit(text, hit, words) for hit in hits]
    if hits[-1].start == hits[0].start and misfits[-1] == min(misfits):
        return hits[-1:]  # the longest, which covers the others
    taken: list[NameHit] = []
    covered: set[int] = set()
    for _, _, hit in sorted((misfit, hit.start - hit.end, hit) for misfit, hit in zip(misfits, hits, strict=True)):
        if covered.isdisjoint(range(hit.start, hit.end)):
            covered.update(range(hit.start, hit.end))
            taken.append(hit)
    return sorted(taken)


def _all_hits(text: str) -> list[NameHit]:
    named = [(start, end, text[start:end]) for start, end in _NAMES.spans(text)]
    chained = _chained(named)
    return [NameHit(*name, name in chained) for name in named]


def _chained(named: list[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Return the names that stand right before a division inside them or right behind one around them."""
    ends = {end for _, end, _ in named}
    following: dict[int, list[tuple[int, int, str]]] = {}
    for name in named:
        if name[0] in ends:
            following.setdefault(name[0], []).append(name)
    pairs = [
        (name, after)
        for name in named
        if name[1] in following
        for after in following[name[1]]
        if _may_hold(name[2], after[2])
    ]
    return {name for pair in pairs for name in pair}


@cache
def _may_hold(parent: str, child: str) -> bool:
    names = gazetteer().names
    if child in name_words().ordinary:
        return False
    parents = {name.region.code for name in names.get(parent, ())}
    return any(code in parents for name in names.get(child, ()) for code in gazetteer().lineage(name.region.code)[1:])


def _misfit(text: str, hit: NameHit, words: Words) -> int:
    """Say how ill the letters of the hit fit the words of the text: 同|江苏, 吉林|市场, 河北|区域."""
    if hit.surface in _only_borrowed():
        return 0
    if text[hit.end - 1 : hit.end + 1] in _WORDS_WITH_A_UNIT:
        return 2
    if hit.chained:
        return 0
    return 2 if words.cut(hit.start, hit.end) else 1


@cache
def _only_borrowed() -> frozenset[str]:
    """Return what borrows the name of a division and names none itself."""
    return name_words().borrowed - gazetteer().names.keys()
