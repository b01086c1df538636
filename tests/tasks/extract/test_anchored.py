"""A pattern tried around its anchors finds what it finds when it is tried everywhere."""

import re
from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Article, Document
from tasks.extract.agreements.triggers import find_triggers, telling_sentences
from tasks.extract.agreements.veiled import veil
from tasks.extract.anchored import Anchored
from tasks.extract.date_grammar import _FORMS, _TITLE, date_forms
from tasks.extract.organizations.ended_names import _endings, _roles
from tasks.segment.sentences import split_sentences

MODULES = [
    "home",
    "home_evidence",
    "persons",
    "organizations.government_names",
    "organizations.operator_names",
    "organizations.references",
]
ANCHORED = [
    pytest.param(value, id=f"{name}.{constant}")
    for name in MODULES
    for constant, value in vars(import_module(f"tasks.extract.{name}")).items()
    if isinstance(value, Anchored)
]
#: What may stand around an anchor: units, what ties names, marks, figures and the beginnings of longer words.
AROUND = [
    *"省市区县州旗盟镇乡委府党新园城辖我本该全这与和同跟由对在为是将就已的、，。：；“（）\n 长业动方一里年月日5",
    *["自治区", "人民", "政府", "5G", "公司", "院长", "校长", "互联网", "中国", "事业部", "办公", "年初", "3月"],
    *["教育", "文化和旅游", "工业和信息化", "大数据发展管理"],
]


def texts(words):
    pieces = st.one_of(st.sampled_from(sorted(words)), st.sampled_from(AROUND))
    return st.lists(pieces, min_size=1, max_size=12).map("".join)


@given(data=st.data())
def test_endings_of_names_are_those_of_a_pattern_of_all(data):
    text = data.draw(texts(_roles()))
    endings = "|".join(sorted(_roles(), key=len, reverse=True))
    plain = re.compile(f"(?:{endings})(?!院(?!长)|校(?!长)|军团|事业部|行业)")
    assert list(_endings(text)) == [found.span() for found in plain.finditer(text)]


@pytest.mark.parametrize("anchored", ANCHORED)
@given(data=st.data())
def test_nothing_is_missed_and_nothing_added(anchored, data):
    text = data.draw(texts(anchored.anchors.words()))
    plain = [(found.span(), found.groupdict()) for found in anchored.pattern.finditer(text)]
    assert [(found.span(), found.groupdict()) for found in anchored.finditer(text)] == plain


def test_the_first_match_is_what_is_searched_for():
    offices = Anchored(re.compile("副?[省市]长"), ["省长", "市长"], reach=1, lead="副")
    assert offices.search("省里的副市长、省长").group() == "副市长"
    assert offices.search("省里和市里") is None


def plainly(folded):
    """Return the date expressions that the patterns find when each is tried everywhere."""
    found = [(name, match) for name, form in _FORMS.items() for match in re.finditer(form, folded)]
    titles = [match.span() for match in _TITLE.finditer(folded)]
    end, kept = 0, []
    for name, match in sorted(found, key=lambda pair: (pair[1].start(), -pair[1].end())):
        if match.start() >= end and not any(left < match.start() < right for left, right in titles):
            end = match.end()
            kept.append((name, match.span()))
    return kept


DATES = [
    *"年月日号季周天晚底末初中一二三十〇元度今明去前后当同次本上下的半第首头个至到-—~/.（）()《》，。 1239",
    *[
        "2021",
        "19",
        "20",
        "2020年",
        "11月",
        "28日",
        "年底",
        "季度",
        "星期",
        "礼拜",
        "今年",
        "近日",
        "上半年",
        "中旬",
        "第二天",
        "十四五",
        "规划",
        "时期",
        "以前",
    ],
    *["这一天", "今明两年", "月份", "全年", "三十", "二〇二一", "同一时间", "不久前"],
]


@given(st.lists(st.sampled_from(DATES), min_size=1, max_size=14).map("".join))
def test_dates_are_those_of_the_plain_patterns(text):
    assert [(form.name, form.match.span()) for form in date_forms(text)] == plainly(text)


SIGNINGS = [
    *[
        "签署",
        "签约",
        "签约仪式",
        "签",
        "达成",
        "结为",
        "合作",
        "战略",
        "伙伴",
        "协议",
        "《合作协议》",
        "甲方是",
        "落笔",
        "盖章",
        "交换了文本",
    ],
    *["先签的是", "接着是", "双方", "某市", "与", "某公司", "，", "。", "；", "“我们签约了，很高兴。”", "成为", "换文"],
    "\n",
]


@given(st.lists(st.sampled_from(SIGNINGS), min_size=1, max_size=14).map("".join))
def test_no_sentence_with_a_signing_is_passed_over(text):
    article = Article(Document("d", "u", text, published_on=date(2024, 5, 20)), split_sentences(text))
    veiled = veil(text)
    telling = [n for n, sentence in enumerate(article.sentences) if find_triggers(veiled, sentence)]
    assert set(telling) <= set(telling_sentences(article, veiled))
