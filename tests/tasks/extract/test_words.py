"""The words of a text are looked up by their borders; held against a plain list of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Span
from tasks.extract.words import Words

TEXT = "双方今日签署合作协议"
WORDS = Words(TEXT, bytes([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]))


def test_a_word_is_found_by_any_of_its_characters():
    assert WORDS.at(4) == WORDS.at(5) == Span(4, 6)
    assert WORDS.at(9) == Span(8, 10)


def test_a_word_begins_and_ends_at_its_borders_alone():
    assert [position for position in range(-1, 12) if WORDS.begins(position)] == [0, 2, 4, 6, 8]
    assert [position for position in range(-1, 12) if WORDS.ends(position)] == [2, 4, 6, 8, 10]
    assert WORDS.ending_at(6) == Span(4, 6)
    assert WORDS.ending_at(5) is None


@pytest.mark.parametrize(("start", "end", "is_word"), [(4, 6, True), (4, 8, False), (4, 5, False), (5, 6, False)])
def test_a_stretch_is_a_word_from_border_to_border(start, end, is_word):
    assert WORDS.is_word(start, end) is is_word


def test_words_torn_at_the_ends_of_a_stretch_are_parts_of_it_but_not_within_it():
    assert WORDS.within(3, 9) == ["签署", "合作"]
    assert WORDS.parts(3, 9) == ["日", "签署", "合作", "协"]


def test_nothing_is_said_of_words_that_are_not_known():
    unknown = Words(TEXT, b"")
    assert not unknown.cut(1, 3)
    assert unknown.around(1, 2) is None
    assert unknown.within(0, 4) == []


@st.composite
def stretches(draw):
    lengths = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    size = sum(lengths)
    start = draw(st.integers(0, size - 1))
    return lengths, start, draw(st.integers(start + 1, size))


@given(stretches())
def test_the_borders_say_what_a_list_of_the_words_says(given_stretch):
    lengths, start, end = given_stretch
    tokens = [Span(sum(lengths[:n]), sum(lengths[: n + 1])) for n in range(len(lengths))]
    text = "".join(chr(0x4E00 + n) for n in range(sum(lengths)))
    words = Words(text, b"".join(b"\1".ljust(length, b"\0") for length in lengths))
    first = next(token for token in tokens if start < token.end)
    last = next(token for token in tokens if end <= token.end)
    torn = (first.start < start and first.end < end) or (last.end > end and last.start > start)
    longer = first if first.end >= end and first != (start, end) else None
    assert words.cut(start, end) == torn
    assert words.fits(start, end) == (first.start == start and last.end == end)
    assert words.around(start, end) == longer
    assert words.is_word(start, end) == (Span(start, end) in tokens)
    assert words.within(start, end) == [text[a:b] for a, b in tokens if start <= a and b <= end]
    inside = [(max(a, start), min(b, end)) for a, b in tokens if a < end and start < b]
    assert words.parts(start, end) == [text[a:b] for a, b in inside]
