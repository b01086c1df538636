"""What the words that a correction rests on support now: where they stand, and what was read there."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from schemas.correction import Words

Owner = TypeVar("Owner", bound=Hashable)


class Page(NamedTuple):
    """A document that is among the pages now."""

    doc_id: str
    source_uri: str
    text: str


@dataclass(frozen=True, slots=True)
class Read(Generic[Owner]):
    """A place from which something of a row was read; ``owner`` is the row, or the telling of it."""

    owner: Owner
    doc_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Support(Generic[Owner]):
    """What some words support.

    Attributes:
        near: the owners of which something was read at or across these words.
        exact: those of them of which something was read from just these words.
        doc_id: the document in which the words stand now.
        places: where they do, in code points of its text.
        lack: why they support nothing; empty where they do.
    """

    near: frozenset[Owner] = field(default_factory=frozenset)
    exact: frozenset[Owner] = field(default_factory=frozenset)
    doc_id: str = ""
    places: tuple[tuple[int, int], ...] = ()
    lack: str = ""


def places_of(words: Words, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words stand in the text: where they are said to, else everywhere.

    Example:
        >>> text = "签约仪式：双方签约"
        >>> places_of(Words("d1", "签约"), text), places_of(Words("d1", "签约", None, 7, 9), text)
        (((0, 2), (7, 9)), ((7, 9),))
    """
    if words.start is not None and words.end is not None and text[words.start : words.end] == words.quote:
        return ((words.start, words.end),)
    found: list[tuple[int, int]] = []
    at = text.find(words.quote)
    while at >= 0:
        found.append((at, at + len(words.quote)))
        at = text.find(words.quote, at + 1)
    return tuple(found)


def supports(words: Words, pages: Collection[Page], read: Mapping[str, Iterable[Read[Owner]]]) -> Support[Owner]:
    """Return what the words support now.

    Where the document is gone, the words are looked for in the page that its address has now: pages change by a
    counter or an advertisement, and the words stay.

    Args:
        words: the words.
        pages: documents, those of the words and of their address among them.
        read: the places from which rows were read, by document.
    """
    same = [page for page in pages if page.doc_id == words.doc_id]
    known = same or [page for page in pages if words.source_uri is not None and page.source_uri == words.source_uri]
    for page in sorted(known):
        places = places_of(words, page.text)
        if places:
            return _support(page.doc_id, places, read.get(page.doc_id, ()), words)
    if known:
        return Support(lack=f"{shortened(words.quote)} no longer stands in {known[0].source_uri}")
    return Support(lack=f"the document {words.doc_id} ({words.source_uri or 'no address given'}) is gone")


def _support(
    doc_id: str, places: tuple[tuple[int, int], ...], read: Iterable[Read[Owner]], words: Words
) -> Support[Owner]:
    there = list(read)
    told = tuple(place for place in places if any(_overlap(each, place) for each in there))
    exact = frozenset(each.owner for each in there if (each.start, each.end) in places)
    near = frozenset(each.owner for each in there if any(_overlap(each, place) for place in told))
    lack = "" if near else f"no such row is read from {shortened(words.quote)} any more"
    return Support(near, exact, doc_id, told or places, lack)


def _overlap(read: Read[Owner], place: tuple[int, int]) -> bool:
    return read.start < place[1] and place[0] < read.end


def shortened(quote: str, most: int = 40) -> str:
    """Return the quote in quotation marks on one line, its middle left out where it is long."""
    line = " ".join(quote.split())
    return f"“{line}”" if len(line) <= most else f"“{line[: most // 2]}…{line[-most // 2 :]}”"


def common(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return what is in all the sets."""
    return frozenset.intersection(*sets) if sets else frozenset()
