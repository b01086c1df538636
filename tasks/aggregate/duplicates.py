"""Documents that repeat another one, whether whole, cut short, edited or damaged.

A document repeats another where most of the shorter stands in the longer and their facts agree: all numbers of one of
them stand in the other, and hardly a name of either - place, party, person - was exchanged for another in the same
words. Pages that share their wording but not their facts (the same ceremony in another city) are not repeats.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from schemas.records import Document, Findings
from schemas.reference.operators import operators
from tasks.aggregate.sketch import sketch, words_only

#: Least share of the shorter text that stands in the longer. Every changed word breaks up to seven runs of five, so an
#: edited repost keeps about two thirds; two pages on one event by different hands share below a third.
_LEAST_SHARED = 0.5
#: A run that stands in more documents than this is a stock phrase and says nothing of a repost.
_MOST_COMMON = 200
#: Share of the names that may have been exchanged. Damage costs one now and then; a page on another city or other
#: people has others throughout. A party is never exchanged.
_MOST_EXCHANGED = 0.2
#: Characters on either side of a name that make its place in the text; other names among them may differ.
_AROUND = 12
#: How many of them must be no names, for the place to be told from others.
_LEAST_WORDS = 6
#: The longest that may stand in the place of a name beyond its own length, and in that of another name.
_LONGER, _LONGEST_NAME = 6, 20
_NAME = "\0"
#: A number with the character after it, 20亿 and 三年. One that ends a line may have been cut in two.
_NUMBER = re.compile(r"\d++.|[一二三四五六七八九十百千万亿两]++[年月日个家座元户名项条]")


@dataclass(frozen=True)
class _Page:
    """What one document is compared by."""

    document: Document
    words: str
    sample: frozenset[int]
    numbers: frozenset[str]
    places: frozenset[str]
    persons: frozenset[str]
    parties: frozenset[str]

    @cached_property
    def masked(self) -> str:
        """The words with every character of a name blotted out."""
        names = sorted(self.places | self.persons | self.parties, key=len, reverse=True)
        if not any(names):
            return self.words
        return re.sub("|".join(map(re.escape, filter(None, names))), lambda name: _NAME * len(name[0]), self.words)


def originals(documents: Iterable[Document], findings: Mapping[str, Findings]) -> dict[str, str]:
    """Return for each document's id the id of the one it repeats, its own where it repeats none.

    The document published first is the original; of equals, the longest, then the one whose address comes first. The
    order of arrival does not matter.

    Args:
        documents: the documents.
        findings: what each document says, by its id; a document may be missing.
    """
    pages = sorted((_page(document, findings.get(document.doc_id)) for document in documents), key=_first)
    by_run: dict[int, list[int]] = defaultdict(list)
    original: list[int] = []
    for at, page in enumerate(pages):
        repeated = [other for other in _similar(page, pages, by_run) if _repeats(page, pages[other])]
        original.append(original[repeated[0]] if repeated else at)
        if not repeated:  # only originals are looked up: the hundredth copy is found as fast as the first
            for run in page.sample:
                by_run[run].append(at)
    return {page.document.doc_id: pages[original[at]].document.doc_id for at, page in enumerate(pages)}


def _page(document: Document, findings: Findings | None) -> _Page:
    said = findings or Findings(document.doc_id)
    lines = [words_only(line) for line in document.text.split("\n")]
    return _Page(
        document=document,
        words="".join(lines),
        sample=sketch(document.text),
        numbers=frozenset(number for line in lines for number in _NUMBER.findall(line)),
        places=_words_of(mention.surface for mention in said.regions),
        persons=_words_of(said.persons),
        parties=_words_of((*_operators(document.text), *_parties(said))),
    )


def _first(page: _Page) -> tuple[date, int, str, str]:
    document = page.document
    return (document.published_on or date.max, -len(page.words), document.source_uri, document.doc_id)


def _parties(said: Findings) -> Iterator[str]:
    return (party.name for agreement in said.agreements for party in agreement.parties)


def _operators(text: str) -> Iterator[str]:
    """Yield the operators that the text speaks of, also where they sign nothing."""
    return (operator.short for operator in operators() if operator.short in text)


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(words_only(name) for name in names)


def _similar(page: _Page, pages: list[_Page], by_run: Mapping[int, list[int]]) -> list[int]:
    """Return the earlier pages of which enough stands in this one, or the other way round, in their order."""
    shared = Counter(
        other for run in page.sample if len(by_run.get(run, ())) <= _MOST_COMMON for other in by_run.get(run, ())
    )
    return sorted(
        other
        for other, runs in shared.items()
        if runs >= _LEAST_SHARED * max(1, min(len(page.sample), len(pages[other].sample)))
    )


def _repeats(one: _Page, other: _Page) -> bool:
    """Whether the facts of the two agree."""
    held = one.numbers <= other.numbers or other.numbers <= one.numbers
    return held and not _exchanged(one, other) and not _exchanged(other, one)


def _exchanged(page: _Page, other: _Page) -> bool:
    """Whether the other page says in the same words other names than the page does."""
    return any(_is_exchanged(party, page, other) for party in page.parties) or any(
        _mostly_exchanged(names, page, other) for names in (page.places, page.persons)
    )


def _mostly_exchanged(names: frozenset[str], page: _Page, other: _Page) -> bool:
    lost = sum(_is_exchanged(name, page, other) for name in names)
    kept = sum(name in other.words for name in names)
    return lost > _MOST_EXCHANGED * (lost + kept)


def _is_exchanged(name: str, page: _Page, other: _Page) -> bool:
    """Whether the other page lacks the name and says something else in its place.

    Some of the name's own characters in its place are the name, damaged.
    """
    if not name or name in other.words:
        return False
    for match in re.finditer(re.escape(name), page.words):
        before = page.masked[max(0, match.start() - _AROUND) : match.start()]
        behind = page.masked[match.end() : match.end() + _AROUND]
        instead = f"{_any_names(before)}(.{{1,{len(name) + _LONGER}}}?){_any_names(behind)}"
        found = re.search(instead, other.words) if _n_words(behind) else None
        if found and _n_words(before + behind) >= _LEAST_WORDS:
            return not set(found[1]) <= set(name)
    return False


def _any_names(masked: str) -> str:
    """Return the pattern of the masked words with any name where one was blotted out."""
    return f".{{1,{_LONGEST_NAME}}}".join(re.escape(words) for words in re.split(f"{_NAME}+", masked))


def _n_words(masked: str) -> int:
    return len(masked) - masked.count(_NAME)
