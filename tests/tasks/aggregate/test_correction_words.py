"""Where words stand, and what is read from them."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.correction import Words
from tasks.aggregate.correction_words import Page, Read, places_of, shortened, supports

TEXTS = st.text("甲乙签约\n，", min_size=1, max_size=30)


@given(TEXTS, st.integers(0, 29), st.integers(1, 5))
def test_words_are_found_wherever_they_stand_and_first_where_they_are_said_to(text, start, length):
    quote = text[start : start + length]
    if not quote:
        return
    everywhere = places_of(Words("d", quote), text)
    assert (start, start + len(quote)) in everywhere
    assert all(text[one:other] == quote for one, other in everywhere)
    assert places_of(Words("d", quote, None, start, start + len(quote)), text) == ((start, start + len(quote)),)
    moved = places_of(Words("d", quote, None, start + 99, start + 99 + len(quote)), text)
    assert moved == everywhere


PAGE, AGAIN = Page("d1", "news/1", "甲与乙签约。丙与丁签约。"), Page("d2", "news/1", "甲与乙签约！")
READ = {"d1": [Read("a", "d1", 0, 5), Read("a", "d1", 0, 1), Read("b", "d1", 6, 11), Read("b", "d1", 9, 11)]}


def test_a_document_is_preferred_to_another_one_of_its_address():
    assert supports(Words("d1", "甲与乙", "news/1"), [AGAIN, PAGE], READ).doc_id == "d1"
    assert supports(Words("d0", "签约！", "news/1"), [PAGE, AGAIN], {}).doc_id == "d2"
    assert "is gone" in supports(Words("d0", "签约"), [PAGE, AGAIN], READ).lack


def test_what_is_read_from_just_the_words_comes_first():
    both = supports(Words("d1", "签约"), [PAGE], READ)
    assert (both.near, both.exact) == ({"a", "b"}, {"b"})
    whole = supports(Words("d1", "甲与乙签约"), [PAGE], READ)
    assert (whole.near, whole.exact) == ({"a"}, {"a"})
    part = supports(Words("d1", "约。丙"), [PAGE], READ)
    assert (part.near, part.exact) == ({"a", "b"}, frozenset())


def test_words_from_which_nothing_is_read_lack_something():
    found = supports(Words("d1", "。", None, 11, 12), [PAGE], READ)
    assert (found.near, found.exact, found.lack) == (frozenset(), frozenset(), "no such row is read from “。” any more")


def test_a_long_quote_is_told_by_its_ends():
    assert shortened("甲" * 30 + "\n" + "乙" * 30) == "“" + "甲" * 20 + "…" + "乙" * 20 + "”"
