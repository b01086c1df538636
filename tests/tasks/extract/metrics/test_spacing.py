"""Typographic spaces: positions without them, and the way back."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Span
from tasks.extract.metrics.spacing import Origins, without_spaces
from tests.tasks.extract.metrics.test_find_metrics import article

MARKED = st.text("甲5\0", min_size=1, max_size=30)


@given(MARKED, st.data())
def test_positions_are_those_of_the_characters_that_stay(marked: str, data: st.DataObject) -> None:
    origins, kept = Origins(marked), [at for at, character in enumerate(marked) if character != "\0"]
    assert origins.text == marked.replace("\0", "")
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(marked))] * 2)))
    assert origins.without_spaces(Span(start, end)) == (sum(at < start for at in kept), sum(at < end for at in kept))
    if kept:
        first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(kept) - 1)] * 2)))
        assert origins.with_spaces(Span(first, last + 1)) == (kept[first], kept[last] + 1)
        assert origins.with_spaces(Span(first, first)) == (kept[first], kept[first])


def test_mentions_move_with_their_words() -> None:
    spaced = article("济南 建成 5G 基站 1.2 万个，兰州 8000 个。")
    moved, _ = without_spaces(spaced)
    text = moved.document.text
    assert text == "济南建成5G基站1.2万个，兰州8000个。"
    assert [text[each.start : each.end] for each in moved.regions] == ["济南", "兰州"]
    assert [text[each.start : each.end] for each in moved.quantities] == ["1.2万个", "8000个"]
    assert [(each.value, each.unit) for each in moved.quantities] == [(12000, "个"), (8000, "个")]


def test_an_article_without_spaces_is_taken_as_it_is() -> None:
    plain = article("济南建成5G基站1.2万个。")
    assert without_spaces(plain)[0] is plain
