"""A pattern tried only at its opening characters finds what it finds when it is tried everywhere."""

from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.agreements.kind import _KINDS
from tasks.extract.opened import Opened

PLACES = [
    "agreements.arguments",
    "agreements.open_slots",
    "agreements.signatories",
    "agreements.triggers",
    "metrics.backdrop",
    "metrics.place_grammar",
]
BUILT = {
    "agreements.arguments": ["_bare_name"],
    "agreements.open_slots": ["_slot"],
    "agreements.triggers": ["_verb_pattern", "_bond_pattern", "_pen_pattern", "_event_pattern"],
}


def _patterns():
    yield pytest.param(_KINDS[0][0], id="agreements.kind")
    for place in PLACES:
        module = import_module(f"tasks.extract.{place}")
        for name, value in vars(module).items():
            if isinstance(value, Opened):
                yield pytest.param(value, id=f"{place}.{name}")
        for name in BUILT.get(place, ()):
            yield pytest.param(getattr(module, name)(), id=f"{place}.{name}")


#: Words of the patterns, whole and cut, and what stands between them.
PIECES = [
    *"签约署订字的是为和与同跟由、，。；〇全本我国省市州区县里上这三四五家大将已未会笔中\x02\n ",
    *["签约", "签署", "签字仪式", "续签", "换签", "草签", "缔约", "换文", "换了协议", "落笔", "盖章", "执笔", "落款"],
    *["缔结", "达成", "敲定", "成为", "结为", "战略合作伙伴", "合作协议", "备忘录", "关系", "框架", "项目", "意向书"],
    *["甲方为", "甲方：", "签约的双方是", "落笔的单位分别是", "签字的两位是", "由某某局签", "三大运营商", "上述三家"],
    *["运营企业", "电信企业", "华为", "浪潮", "京东", "共同", "分别", "双方", "以及", "某某集团", "自治区", "政府"],
    *[
        "采购",
        "供应",
        "工程建设",
        "专网建设",
        "合同",
        "总承包",
        "集采",
        "应",
        "应当",
        "必须",
        "有权",
        "自",
        "按照",
        "反",
    ],
    *["全国", "我国", "国内", "世界", "工信部", "中国5G", "数字经济", "用户", "全市", "本县", "首", "长", "委"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize("opened", list(_patterns()))
@given(text=TEXTS, data=st.data())
def test_matches_are_those_of_the_pattern(opened, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain = [found.span() for found in opened.pattern.finditer(text, start, end)]
    assert [found.span() for found in opened.finditer(text, start, end)] == plain
    first = opened.search(text, start, end)
    assert (first.span() if first else None) == next(iter(plain), None)


def test_every_pattern_is_tried_at_its_own_characters():
    papers = Opened("(?<!未)签[约署]|(?:甲|乙)方", ["签约", "签署", "甲", "乙"])
    assert [found.group() for found in papers.finditer("未签约，签署，乙方")] == ["签署", "乙方"]
    assert papers.search("尚未签约") is None
