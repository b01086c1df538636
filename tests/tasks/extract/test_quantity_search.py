"""Where a quantity may stand: the quick search finds what the patterns' own would."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.quantity_grammar import MASK, MASK_WITH_MAIL, atom
from tasks.extract.quantity_search import next_atom, with_names_masked

#: What is masked, what a number is made of, and what stands around it; parted by bars.
WRITTEN = (
    "5G|5G-A|2.5G|10G-PON|F5G|《十四五规划》|https://a.cn/3|www.a.cn|2024-05-20|10:30|8点20分|2021—2025|2023|年|3月5日"
    "|二〇二一年|十二月|“3·15”|GB/T 3100|昇腾910|工业4.0|Wi-Fi 6|热线12345|成千上万|010-12345678|13912345678|一带一路"
    "|“十四五”|3+2（两）|3×4|a@b.cn|联系人|不得超过|至少|约为|大|半|大半|一半|翻两番|百分之三|四分之一|三成|三成五|双|千兆"
    "|十四五|“|零|○|五|月|鲲鹏920|麒麟9|骁龙8|天玑9|客服12345|拨打12345|成百上千|千千万万|工|成|天|客|拨"
    "|人民币|超|上百|了|数十|几|十|百|万|亿|3|1,200|1.2|一|二|余|多|左右|以上|个|座|亿元|%|Mbps|，|。| |\n|基站|第|届"
)
PIECES = WRITTEN.split("|")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def nulls(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


@given(TEXTS)
def test_what_is_masked_is_what_the_pattern_matches(text: str) -> None:
    pattern = MASK_WITH_MAIL if "@" in text else MASK
    assert with_names_masked(text) == pattern.sub(nulls, text)


@given(TEXTS, st.integers(0, 20))
def test_the_next_quantity_is_the_one_that_the_pattern_finds(text: str, position: int) -> None:
    position = min(position, len(text))
    quick, plain = next_atom(text, position), atom().search(text, position)
    assert (quick and (quick.span(), quick.groupdict())) == (plain and (plain.span(), plain.groupdict()))


def test_an_address_of_mail_is_masked_with_the_words_that_run_into_it() -> None:
    assert with_names_masked("邮箱zhang3@news.cn，3个").replace("\0", "_") == "________________，3个"
