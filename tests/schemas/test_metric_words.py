"""Runs of words: what may stand between a noun and its number, and after it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.metric_words import WordRun, metric_words

MEMBERS = [
    "已经?",
    "经营",
    "达到?",
    "到",
    "总数",
    "[一二]年",
    r"\d+",
    "(?=[由从年])[由从]?年",
    "甲|乙丙",
    r"\s",
    "（[^（）]{0,3}）",
]


def spelled_out(text: str, position: int = 0) -> bool:
    """Whether the text is a run of the members, each tried at every place."""
    if position == len(text):
        return True
    ends = {match.end() for member in MEMBERS if (match := re.compile(member).match(text, position))}
    return any(spelled_out(text, end) for end in ends if end > position)


@given(
    st.lists(
        st.sampled_from(
            ["已", "经", "营", "达", "到", "总数", "一年", "7", "由", "年", "甲", "乙", "丙", " ", "（数）"]
        )
    )
)
def test_a_run_is_what_its_members_spell(parts: list[str]) -> None:
    text = "".join(parts[:12])
    assert WordRun(MEMBERS).fullmatch(text) is spelled_out(text)


def test_a_run_may_be_a_stretch_of_a_text() -> None:
    run = WordRun(["总数", "达到?"])
    assert run.fullmatch("基站总数达到3万", 2, 6)
    assert not run.fullmatch("基站总数达到3万", 2, 7)
    assert run.fullmatch("基站", 2, 2)


@pytest.mark.parametrize("name", ["link", "tail"])
def test_every_word_says_what_it_begins_with(name: str) -> None:
    """Else it would be tried at every character."""
    assert not getattr(metric_words(), name).tried_anywhere
