"""Pages made to hang a parser are read, or refused, in time that grows with their size."""

import time

import pytest

from schemas.records import Document, Page
from tasks.clean.document import clean_page

HEAD = "<html><head><title>两地签约共建网络</title></head><body><h1>两地签约共建网络</h1>"
ARTICLE = HEAD + "<p>昨日，甲市与乙公司签署战略合作协议，共建5G网络和数据中心。双方将投资三亿元。</p>" * 8
PLAIN = "两地签约\n双方昨日签署战略合作协议，共建5G网络。\n"
PAGES = {
    "attributes": ARTICLE + "<p " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">完</p>",
    "depth": ARTICLE + "<div>" * 50_000 + "深" + "</div>" * 50_000,
    "open quotes": ARTICLE + '<a "' * 100_000,
    "odd quotes": ARTICLE + "<a '\">" * 100_000,
    "bare signs": ARTICLE + "<" * 500_000,
    "unclosed comments": ARTICLE + "<!--" * 100_000,
    "unclosed scripts": ARTICLE + "<script>" * 50_000,
    "entities": ARTICLE + "<p>" + "&amp;" * 100_000 + "</p>",
    "spaces": PLAIN + " " * 1_000_000 + "完",
    "dashes": "# 题目一二\n" + PLAIN + "-" * 200_000 + "x",
    "brackets": "# 题目一二\n" + PLAIN + "[" * 100_000 + "(" * 100_000,
    "stars": "# 题目一二\n" + PLAIN * 2000 + "**a" * 20_000,
    "front matter": "---\na:" + " " * 19_000 + "x\n---\n" + PLAIN,
    "damage": "移動(dòng)與(yǔ)當(dāng)地簽(qiān)協(xié)議(yì)\n" + "落户上??浦J。府?dāng)?shù)谷?!甲" * 2000,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_done_with_in_seconds(name: str):
    begin = time.perf_counter()
    outcome = clean_page(Page("p", "a", PAGES[name].encode()))
    assert time.perf_counter() - begin < 20
    if PAGES[name].startswith(HEAD):
        assert isinstance(outcome, Document)
        assert outcome.title == "两地签约共建网络"
        assert outcome.text.count("昨日，甲市与乙公司签署战略合作协议") == 8
