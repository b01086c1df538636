"""Documents that repeat another one, whether whole, cut short, edited or damaged.

A document repeats another where most of the shorter stands in the longer, and all facts that one of them names -
numbers, places, parties, persons - stand in the other. Pages that share their wording but not their facts (the same
ceremony in another city) are not repeats.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from schemas.records import Document, Findings
from tasks.aggregate.sketch import sketch, words_only

#: Least share of the shorter text that stands in the longer. Every changed word breaks up to seven runs of five, so an
#: edited repost keeps about two thirds; two pages on one event by different hands share below a third.
_LEAST_SHARED = 0.5
#: A run that stands in more documents than this is a stock phrase and says nothing of a repost.
_MOST_COMMON = 200
#: Least share of the names that must stand in the other text. Some are lost to damage, and a sentence of an editor's
#: own may add one; a page on another city or other people shares few.
_LEAST_NAMES = 0.8
#: A number with the character after it, 20亿 and 三年. One that ends a line may have been cut in two.
_NUMBER = re.compile(r"\d++.|[一二三四五六七八九十百千万亿两]++[年月日个家座元户名项条]")


@dataclass(frozen=True, slots=True)
class _Page:
    """What one document is compared by."""

    document: Document
    words: str
    sample: frozenset[int]
    numbers: frozenset[str]
    names: frozenset[str]

    @property
    def age(self) -> tuple[date, str, str]:
        return (self.document.published_on or date.max, self.document.source_uri, self.document.doc_id)


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
        for run in page.sample:
            by_run[run].append(at)
    return {page.document.doc_id: pages[original[at]].document.doc_id for at, page in enumerate(pages)}


def _page(document: Document, findings: Findings | None) -> _Page:
    lines = [words_only(line) for line in document.text.split("\n")]
    return _Page(
        document=document,
        words="".join(lines),
        sample=sketch(document.text),
        numbers=frozenset(number for line in lines for number in _NUMBER.findall(line)),
        names=frozenset() if findings is None else _names(findings),
    )


def _first(page: _Page) -> tuple[date, int, str, str]:
    published, source_uri, doc_id = page.age
    return (published, -len(page.words), source_uri, doc_id)


def _names(findings: Findings) -> frozenset[str]:
    places = {mention.surface for mention in findings.regions}
    parties = {party.name for agreement in findings.agreements for party in agreement.parties}
    return frozenset(places | parties | set(findings.persons))


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
    """Whether one of the pages names no fact that the other does not hold."""
    return _held(one, other) or _held(other, one)


def _held(part: _Page, whole: _Page) -> bool:
    known = sum(words_only(name) in whole.words for name in part.names)
    return part.numbers <= whole.numbers and known >= _LEAST_NAMES * len(part.names)
