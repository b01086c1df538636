"""Wanted words are found wherever they stand, whoever else wants them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.wanted import Wanted

WORDS = ("签署", "签", "署名", "协议书", "协议", "签署名", "署")
SIGNING = Wanted(WORDS)


@given(st.text(alphabet="签署名协议书了", max_size=30))
def test_every_place_is_found_in_order(text):
    places = sorted((at, at + len(word)) for word in WORDS for at in range(len(text)) if text.startswith(word, at))
    assert SIGNING.spans(text) == places
    assert SIGNING.places(text) == sorted({start for start, _ in places})


@given(st.text(alphabet="签署名协议书了", max_size=30))
def test_the_longest_are_what_a_pattern_of_the_words_finds(text):
    pattern = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
    assert list(SIGNING.longest(text)) == [found.span() for found in pattern.finditer(text)]


def test_two_may_want_the_same_word():
    one, other = Wanted(["某某协定"]), Wanted(lambda: ["某某协定", "草签"])
    assert one.places("草签某某协定") == [2]
    assert other.places("草签某某协定") == [0, 2]


def test_what_is_wanted_after_a_text_was_read_is_found_in_it_too():
    text = "双方签署了从未听过的一个词"
    assert SIGNING.places(text) == [2, 3]
    assert Wanted(["从未听过"]).places(text) == [5]
