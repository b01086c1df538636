"""Passages: the clauses of a sentence, and the text as patterns see it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.metrics.passages import DATE, REGION, passages
from tests.tasks.extract.metrics.test_find_metrics import article

MARKS = "，,。；;！？!?\n"
TEXTS = st.text("甲5，,。；;！？!?\n ", min_size=1, max_size=40).filter(str.strip)


@given(TEXTS, st.integers(0, 40))
def test_a_clause_ends_at_its_nearest_marks(text: str, position: int) -> None:
    for passage in passages(article(text)):
        place = min(max(position, passage.start), passage.end)
        before = [at + 1 for at in range(passage.start, place) if passage.masked[at] in MARKS]
        after = [at for at in range(place, passage.end) if passage.masked[at] in MARKS]
        assert passage.clause_start(place) == (before[-1] if before else passage.start)
        assert passage.clause_end(place) == (after[0] if after else passage.end)


def test_dates_and_places_are_masked_character_by_character() -> None:
    text = "2023年底,济南历下区建成5G基站1,200个(含室分)."
    (passage,) = passages(article(text))
    assert passage.masked == f"{DATE * 6}，{REGION * 5}建成5G基站1,200个（含室分）."


@given(st.lists(st.sampled_from(["1,200", "12,34", "1,2000", ",", "5G,", "甲,", "1,"]), max_size=8).map("".join))
def test_only_commas_between_thousands_stay_narrow(text: str) -> None:
    plain = re.sub(r"(?<!\d),|,(?!\d{3}(?!\d))", "，", text + "甲")
    assert next(iter(passages(article(text + "甲")))).masked == plain


def test_clauses_joined_by_semicolons_are_one_passage_up_to_a_length() -> None:
    clause = "甲县建成5G基站12个；"
    assert len(list(passages(article(clause * 20)))) == 1
    many = list(passages(article(clause * 2000)))
    assert len(many) > 10
    assert max(passage.end - passage.start for passage in many) < 2100
