"""Sentences cover the text, in order, and end where the language ends them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.segment.sentences import LONGEST, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("双方签约。投资3亿元！", ["双方签约。", "投资3亿元！"]),
        ("他说：“我们签了。”随后离开。", ["他说：“我们签了。”", "随后离开。"]),
        ("标题\n　　正文一。\n\n正文二", ["标题", "正文一。", "正文二"]),
        ("一期建站20个；二期建站30个。", ["一期建站20个；", "二期建站30个。"]),
        ("时延低至1.5毫秒,PUE为1.25。", ["时延低至1.5毫秒,PUE为1.25。"]),
        ("签了吗?签了!", ["签了吗?", "签了!"]),
        (
            "某县与某公司\n正式签署\n《合作协议》\n为啥是某县？",
            ["某县与某公司\n正式签署\n《合作协议》", "为啥是某县？"],
        ),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_the_language_ends_them(text, sentences):
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(alphabet="签约。！”；\n 5,G?a"))
def test_sentences_leave_out_nothing_but_white_space(text):
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(text[s:e] for s, e in spans).split()) == "".join(text.split())


def test_a_stretch_without_marks_is_cut_behind_a_comma():
    text = "建成5G基站1200个，" * 400
    spans = split_sentences(text)
    assert len(spans) > 1
    assert all(end - start <= LONGEST and text[end - 1] == "，" for start, end in spans)
    assert [end - start for start, end in split_sentences("个" * (LONGEST + 1))] == [LONGEST, 1]
