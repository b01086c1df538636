"""Coverage that is said without a number: 全覆盖 is 100 percent, a described extent has no value."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from schemas.records import Span
from tasks.extract.metrics.anchors import bit
from tasks.extract.metrics.coverage_grammar import (
    AND_ALSO,
    BARRED,
    EXTENT,
    NETWORK,
    NO_SUBJECT,
    POLICY,
    REALISED,
    SLOGAN,
    WHOLE,
)
from tasks.extract.metrics.passages import Passage


class Coverage(NamedTuple):
    """One statement of coverage: its words, the words that name the network, and whether it is whole."""

    words: Span
    network: Span
    is_full: bool


def may_state_coverage(passage: Passage) -> bool:
    """Return whether the passage holds the words that a statement of coverage without a number needs."""
    network, extent = _needed()
    return bool(passage.own & network and passage.own & extent)


@cache
def _needed() -> tuple[int, int]:
    """Return the bits of the patterns of which a statement needs one each: of its network and of its extent."""
    return bit("network"), bit("whole coverage") | bit("extent")


def coverage_statements(passage: Passage) -> Iterator[Coverage]:
    """Yield the statements of coverage without a number in a passage."""
    if not may_state_coverage(passage):
        return
    held = passage.own
    for pattern, name, is_full in ((WHOLE, "whole coverage", True), (EXTENT, "extent", False)):
        if not held & bit(name):
            continue
        for match in pattern.finditer(passage.masked, passage.start, passage.end):
            if not is_full and match.end() == match.start():
                continue
            network = _network(passage, match, is_full)
            if network is not None and not _is_slogan(passage, match) and (is_full or not _is_policy(passage, match)):
                yield Coverage(Span(*match.span()), network, is_full)
                yield from _also(passage, match, is_full)


def _also(passage: Passage, match: re.Match[str], is_full: bool) -> Iterator[Coverage]:
    """Yield the second network of 均已通光纤、通4G."""
    also = AND_ALSO.match(passage.masked, match.end(), passage.end)
    if also:
        span = Span(*also.span())
        yield Coverage(span, span, is_full)


def _network(passage: Passage, match: re.Match[str], is_full: bool) -> Span | None:
    """Return the network of the clause, of what the words themselves name, or named last before in the sentence."""
    start, end = passage.clause_start(match.start()), passage.clause_end(match.end())
    for left, right in ((match.start(), match.end()), (start, match.start()), (match.end(), end)):
        found = list(NETWORK.finditer(passage.masked, left, right))
        if found:
            return Span(found[0].start(), found[-1].end())
    if BARRED.search(passage.masked, start, match.start()) or _has_subject(passage.masked[start : match.start()]):
        return None
    before = max(start - 1, passage.start)
    first = passage.start if is_full else passage.clause_start(before)
    found = list(NETWORK.finditer(passage.masked, first, before))
    return Span(found[-1].start(), found[-1].end()) if found else None


def _has_subject(words: str) -> bool:
    """Return whether the words before 全覆盖 name what covers, places and modes aside: 人才招聘覆盖全市所有乡镇."""
    return len(NO_SUBJECT.sub("", words)) > 1


def _is_policy(passage: Passage, match: re.Match[str]) -> bool:
    """Return whether the extent is only something to work at: 推进重要场景深度覆盖."""
    return bool(POLICY.match(passage.masked, passage.clause_start(match.start()), match.start()))


def _is_slogan(passage: Passage, match: re.Match[str]) -> bool:
    start, end = passage.clause_start(match.start()), passage.clause_end(match.end())
    before, after = passage.masked[start : match.start()], passage.masked[match.end() : end]
    return bool(
        (SLOGAN.search(before) and not REALISED.search(before))
        or SLOGAN.match(after)
        or BARRED.search(re.sub("5G服务|网络服务|通信服务", "", before[-12:]))
    )
