"""Whether a document repeats another one, whether whole, cut short, edited or damaged.

A document repeats another where most of the shorter stands in the longer and their facts agree: all numbers of one of
them stand in the other, and hardly a name of either - place, party, person - was exchanged for another in the same
words. Pages that share their wording but not their facts (the same ceremony in another city) are not repeats.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from schemas.records import Document, Findings
from schemas.reference.operators import operators
from tasks.aggregate.sketch import sketch_of, words_only
from tasks.identity import stable_number

#: Least share of the shorter text that stands in the longer. Every changed word breaks up to seven runs of five, so an
#: edited repost keeps about two thirds; two pages on one event by different hands share below a third.
LEAST_SHARED = 0.5
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
class Names:
    """The names that a document gives, without punctuation."""

    places: frozenset[str]
    persons: frozenset[str]
    parties: frozenset[str]


@dataclass(frozen=True)
class Content:
    """What documents are compared by."""

    words: str
    numbers: frozenset[str]
    names: Names

    @cached_property
    def masked(self) -> str:
        """The words with every character of a name blotted out."""
        names = sorted(self.names.places | self.names.persons | self.names.parties, key=len, reverse=True)
        if not any(names):
            return self.words
        return re.sub("|".join(map(re.escape, filter(None, names))), lambda name: _NAME * len(name[0]), self.words)

    @cached_property
    def sample(self) -> frozenset[int]:
        """The sample of its runs."""
        return sketch_of(self.words)

    @property
    def number(self) -> int:
        """The number that stands for all of it."""
        names = (sorted(group) for group in (self.names.places, self.names.persons, self.names.parties))
        return stable_number(self.words, self.number_of_numbers, *names)

    @property
    def number_of_numbers(self) -> int:
        """The number that stands for the numbers in it."""
        return stable_number(*sorted(self.numbers))


def names_in(document: Document, said: Findings) -> Names:
    """Return the names that a document gives."""
    return Names(
        places=_words_of(mention.surface for mention in said.regions),
        persons=_words_of(said.persons),
        parties=_words_of((*_operators(document.text), *_parties(said))),
    )


def content_of(text: str, names: Names) -> Content:
    """Return what the document of the text and the names is compared by."""
    lines = [words_only(line) for line in text.split("\n")]
    numbers = frozenset(number for line in lines for number in _NUMBER.findall(line))
    return Content("".join(lines), numbers, names)


def first_alike(
    samples: Iterable[tuple[int, Sequence[int]]], sizes: Sequence[int], repeats: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """Yield each page that repeats an earlier one with the first that it repeats, which repeats none itself.

    Two sets of which one holds enough of the other share one of its rarest members: all but the rarest are enough less
    one. So a page is looked up by what is rare in one of the two, however often the rest is said (S. Chaudhuri and
    others, A primitive operator for similarity joins in data cleaning, 2006).

    Args:
        samples: pages in the order in which they were published, each with those runs of its sample that stand in
            another page too and are no stock phrases, those first that stand in the fewest pages.
        sizes: for each page how many runs of its sample are no stock phrases.
        repeats: whether a page repeats an earlier one, of which it shares as much as that takes.
    """
    by_run: dict[int, list[int]] = defaultdict(list)
    by_rare_run: dict[int, list[int]] = defaultdict(list)
    held: dict[int, frozenset[int]] = {}
    enough = [ceil(least(size)) for size in sizes]
    for page, runs in samples:
        rare = runs[: max(0, len(runs) - enough[page] + 1)]
        near = {other for run in runs for other in by_rare_run.get(run, ())}
        near.update(other for run in rare for other in by_run.get(run, ()))
        alike = (
            other for other in sorted(near) if len(held[other].intersection(runs)) >= min(enough[other], enough[page])
        )
        original = next((other for other in alike if repeats(page, other)), None)
        if original is not None:
            yield page, original
            continue
        held[page] = frozenset(runs)  # only originals are looked up: the hundredth copy is found as fast as the first
        for run in runs:
            by_run[run].append(page)
        for run in rare:
            by_rare_run[run].append(page)


def least(size: int) -> float:
    """Return how many runs of a sample of this size must be in that of a longer page at least."""
    return LEAST_SHARED * max(1, size)


def repeats(one: Content, other: Content) -> bool:
    """Say whether most of the shorter stands in the longer, and the facts of the two agree."""
    if len(one.sample & other.sample) < least(min(len(one.sample), len(other.sample))):
        return False
    held = one.numbers <= other.numbers or other.numbers <= one.numbers
    return held and not _exchanged(one, other) and not _exchanged(other, one)


def _parties(said: Findings) -> Iterator[str]:
    return (party.name for agreement in said.agreements for party in agreement.parties)


def _operators(text: str) -> Iterator[str]:
    """Yield the operators that the text speaks of, also where they sign nothing."""
    return (operator.short for operator in operators() if operator.short in text)


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(words_only(name) for name in names)


def _exchanged(page: Content, other: Content) -> bool:
    """Whether the other page says in the same words other names than the page does."""
    return any(_is_exchanged(party, page, other) for party in page.names.parties) or any(
        _mostly_exchanged(names, page, other) for names in (page.names.places, page.names.persons)
    )


def _mostly_exchanged(names: frozenset[str], page: Content, other: Content) -> bool:
    lost = sum(_is_exchanged(name, page, other) for name in names)
    kept = sum(name in other.words for name in names)
    return lost > _MOST_EXCHANGED * (lost + kept)


def _is_exchanged(name: str, page: Content, other: Content) -> bool:
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
