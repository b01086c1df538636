"""Marks beside Chinese are read as full-width ones, and no character moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.article import with_wide_marks


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("双方签约,共建平台;下月开工:", "双方签约，共建平台；下月开工："),
        ("《合作协议》,总投资", "《合作协议》，总投资"),
        ("建站1,200个", "建站1,200个"),
        ("时间：8:30", "时间：8:30"),
        ("A,B两家", "A,B两家"),
        ("5G,云计算", "5G，云计算"),
    ],
)
def test_only_marks_beside_chinese_are_made_wide(text, wide):
    assert with_wide_marks(text) == wide


@given(st.text(alphabet="签约5G,:;，。《》\n"))
def test_every_character_stays_in_its_place(text):
    wide = with_wide_marks(text)
    assert len(wide) == len(text)
    assert all(new == old or old in ",:;" for old, new in zip(text, wide, strict=True))
