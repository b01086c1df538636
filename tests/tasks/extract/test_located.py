"""What is looked up by its place is what a plain walk through all of it finds."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Span
from tasks.extract.located import (
    ending_in,
    last_before,
    number_at,
    standing_around,
    standing_in,
    starting_in,
)


@st.composite
def spans(draw):
    found, at = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=6)):
        found.append(Span(at + gap, at + gap + length))
        at += gap + length
    return tuple(found)


PLACES = st.integers(0, 30)


@given(spans(), PLACES, PLACES)
def test_a_stretch_holds_what_begins_and_ends_in_it(found, start, end):
    assert standing_in(found, start, end) == tuple(s for s in found if start <= s.start and s.end <= end)
    assert starting_in(found, start, max(start, end)) == tuple(s for s in found if start <= s.start < max(start, end))
    assert ending_in(found, start, max(start, end)) == tuple(s for s in found if start < s.end <= max(start, end))


@given(spans(), PLACES)
def test_a_position_has_one_around_it_one_before_and_one_after(found, position):
    around = [s for s in found if s.start <= position < s.end]
    before = [s for s in found if s.end <= position]
    assert standing_around(found, position) == (around[0] if around else None)
    assert last_before(found, position) == (before[-1] if before else None)
    assert number_at(found, position) == len(before)
