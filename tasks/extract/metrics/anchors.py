"""Anchors: the words without which a pattern cannot match, found for many patterns in one pass over a document.

Most numbers of a page count nothing that a kind names. Where none of the words of a pattern stands, it is not tried.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, reduce
from operator import or_

from ahocorasick_rs import AhoCorasick, Implementation

from schemas.metric_kinds import metric_kinds
from schemas.metric_words import metric_words
from schemas.reference.areas import area_names
from schemas.reference.operators import short_names
from schemas.reference.regions_zones import zone_names
from schemas.required_words import required_words
from tasks.extract.metrics.coverage_grammar import EXTENT, NETWORK, WHOLE_WORDS
from tasks.extract.metrics.place_grammar import HOME, NATIONAL

#: Numbers that a sentence deals out, one to each thing of a list.
EACH = re.compile(r"分别|依次|各自")
#: The words of time and purpose that say whether a figure is reached, by their names among the metric words.
SAID = ("target", "goal", "reached", "done", "now", "added", "stock")
#: What a share may be of, by the kind that a unit else settles: 5G投资, 智能算力.
CUED_SUBJECTS = {
    "investment": re.compile(
        r"(?:5G|网络|通信业?|电信|算力|数据中心|信息基础设施|千兆|宽带)[^，。；、]{0,8}投资(?:额|规模|总额)?|(?:算网|算力网络)投资"
    ),
    "compute": re.compile(r"(?:智能|通用|超级)?算力(?:总)?(?:规模|能力)?|[智通超]算(?:规模)?"),
}


class Anchors:
    """Where the anchors of a document stand, and which patterns each belongs to, as bits."""

    def __init__(self, found: list[tuple[int, int, int]]) -> None:
        self._starts = [start for start, _, _ in found]
        self._found = found

    def held(self, start: int, end: int) -> int:
        """Return the bits of the patterns that may match within a stretch of the text."""
        first = bisect_left(self._starts, start)
        bits = _always()
        for _, ends, owners in self._found[first : bisect_left(self._starts, end, first)]:
            if ends <= end:
                bits |= owners
        return bits


NO_ANCHORS = Anchors([])


def find_anchors(text: str) -> Anchors:
    """Return the anchors of a text."""
    owners = _owners()
    found = _automaton().find_matches_as_indexes(text, overlapping=True)
    return Anchors(sorted((start, end, owners[word]) for word, start, end in found))


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns by name: the nouns and clauses of each kind, and those of coverage and of a series."""
    kinds = metric_kinds().values()
    return (
        {f"nouns of {kind.name}": kind.nouns for kind in kinds if kind.nouns}
        | {f"clauses of {kind.name}": kind.clauses for kind in kinds if kind.clauses}
        | {"network": NETWORK, "whole coverage": WHOLE_WORDS, "extent": EXTENT, "each": EACH}
        | {"country": NATIONAL, "home": HOME, "area": area_names(), "zone": zone_names()}
        | {"operator": re.compile(short_names())}
        | {name: getattr(metric_words(), name) for name in SAID}
        | {f"cues of {kind.name}": kind.cues for kind in kinds if kind.cues}
        | {f"share of {name}": subject for name, subject in CUED_SUBJECTS.items()}
        | {"near coverage": metric_kinds()["coverage"].needs_near or re.compile("")}
    )


@cache
def bit(name: str) -> int:
    """Return the bit of a pattern."""
    return 1 << list(patterns()).index(name)


@cache
def _words() -> Mapping[str, int]:
    """Return the bits of the patterns that need each word."""
    needed: dict[str, int] = {}
    for name, pattern in patterns().items():
        for word in required_words(pattern) or ():
            needed[word] = needed.get(word, 0) | bit(name)
    return needed


@cache
def _owners() -> tuple[int, ...]:
    return tuple(_words().values())


@cache
def _always() -> int:
    """Return the bits of the patterns that need no word, which may match anywhere."""
    return reduce(or_, (bit(name) for name, pattern in patterns().items() if required_words(pattern) is None), 0)


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(list(_words()), implementation=Implementation.DFA)
