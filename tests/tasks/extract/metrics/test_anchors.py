"""Anchors: where none of a pattern's stands, the pattern does not match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.metrics.anchors import bit, find_anchors, patterns
from tasks.extract.metrics.coverage_grammar import WHOLE, WHOLE_WORDS
from tests.tasks.extract.metrics.cases import FIGURES
from tests.tasks.extract.metrics.further_ways import FURTHER_WAYS
from tests.tasks.extract.metrics.paraphrases import PARAPHRASES

TEXTS = [text for text, _ in FIGURES + PARAPHRASES + FURTHER_WAYS]
ALL = "\n".join(TEXTS)
ANCHORS = find_anchors(ALL)


def all_matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return [match for start in range(len(text)) if (match := pattern.match(text, start))]


@pytest.mark.parametrize("name", patterns())
def test_a_pattern_matches_only_where_its_bit_is_held(name: str) -> None:
    matches = all_matches(patterns()[name], ALL)
    assert all(ANCHORS.held(match.start(), match.end()) & bit(name) for match in matches)


def test_a_stretch_without_its_words_holds_no_bit_of_a_pattern() -> None:
    text = "全县建成5G基站420个，用户达到3万户。"
    anchors, nouns = find_anchors(text), bit("nouns of base_stations")
    assert anchors.held(0, len(text)) & nouns
    assert not anchors.held(text.index("站"), len(text)) & nouns  # half of a word is none
    assert not anchors.held(0, text.index("站")) & nouns
    assert anchors.held(text.index("用户"), len(text)) & bit("nouns of subscribers")


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_whole_coverage_is_said_with_one_of_its_words(one: str, other: str) -> None:
    assert all(WHOLE_WORDS.search(match.group()) for match in all_matches(WHOLE, one + other))


WAYS = (
    "全覆盖|应覆尽覆|信号无死角|一村不落|不漏一处|全通，|村村通|户户都能用上5G|均已通达|所有行政村均通5G|为所有社区提供5G"
    "|每一个村都通上5G|延伸到所有乡镇|都有5G信号|各乡镇接入光纤|走进所有社区|悉数实现5G覆盖|自然村全部连上5G"
)


@pytest.mark.parametrize("words", WAYS.split("|"))
def test_every_way_to_say_whole_coverage_holds_one_of_its_words(words: str) -> None:
    matches = all_matches(WHOLE, words)
    assert matches
    assert all(WHOLE_WORDS.search(match.group()) for match in matches)
