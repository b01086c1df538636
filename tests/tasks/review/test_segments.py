"""Cutting a text where spans begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Span
from tasks.review.segments import cut, line_starts


@st.composite
def _texts_with_spans(draw):
    text = draw(st.text(st.characters() | st.sampled_from("签约\n𠮷"), min_size=1, max_size=60))
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place), max_size=12))
    return text, [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@given(_texts_with_spans())
def test_the_segments_are_the_text_and_cover_each_span_exactly(made):
    text, spans = made
    segments = cut(len(text), spans, line_starts(text))
    assert "".join(text[one.start : one.end] for one in segments) == text
    assert all(one.start < one.end for one in segments)
    for number, span in enumerate(spans):
        covered = [at for one in segments if number in one.over for at in range(one.start, one.end)]
        assert covered == list(range(*span))
    for one in segments:
        lengths = [spans[number].end - spans[number].start for number in one.over]
        assert lengths == sorted(lengths)
        assert text.find("\n", one.start, one.end - 1) == -1


@given(_texts_with_spans())
def test_no_text_is_cut_where_nothing_begins_or_ends(made):
    text, spans = made
    borders = {place for span in spans for place in span} | {0, len(text)}
    assert {one.start for one in cut(len(text), spans)} | {len(text)} == borders


def test_an_empty_text_has_no_segments():
    assert cut(0, []) == []


@pytest.mark.parametrize("span", [Span(0, 0), Span(2, 1), Span(-1, 1), Span(1, 4)])
def test_a_span_that_is_none_of_the_text_is_refused(span):
    with pytest.raises(ValueError, match="in a text of 3 characters"):
        cut(3, [span])
