"""A repost points at its original, whatever was done to it and whatever the order of arrival; a clone never does."""

from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Findings, RegionMention
from tasks.aggregate.duplicates import first_alike, least
from tasks.aggregate.sketch import sketch
from tests.tasks.aggregate import plain
from tests.tasks.aggregate.columnar import originals
from tests.tasks.aggregate.tellings import agreement, document

TEXT = (
    "青石市政府与青石移动签约\n"
    "本报8月19日讯（记者 林小满）昨天上午，青石市政府与青石移动在市民中心签署战略合作框架协议，三年内投资20亿元。\n"
    "按照协议，双方将在智慧城市、工业互联网和数字乡村三个方向上合作，建设5G基站3200个，实现乡镇以上连续覆盖。\n"
    "市长何大川说，数字经济是青石转型的主引擎，市里会在选址、用电和审批上给足便利，让每一座基站早日开通。\n"
    "青石移动总经理白如松介绍，公司去年在青石建成了全省第三个边缘计算节点，今年还要把千兆光网铺到每一个行政村。"
)
FIRST = document("first", "2021-08-19", TEXT)


def repost(text, name="again", published="2021-08-20"):
    return document(name, published, text)


def said(item, place="青石", *persons):
    start = item.text.index(place)
    return Findings(
        item.doc_id,
        (RegionMention(start, start + 2, place, "421200", "prefecture"),),
        (agreement(f"{place}市政府", f"{place}移动"),),
        persons=persons,
    )


def repeated(*items, findings=()):
    answers = [originals(order, findings) for order in permutations(items)]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0] == plain.originals(items, {item.doc_id: item for item in findings})
    return answers[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="as it is"),
        pytest.param(TEXT.replace("，", " ,").replace("。", " ."), id="other punctuation"),
        pytest.param(TEXT[:150], id="cut short"),
        pytest.param(TEXT[: TEXT.index("3200") + 2], id="cut inside a number"),
        pytest.param(TEXT.split("\n", 1)[1], id="without its title"),
        pytest.param("转载\n" + TEXT + "\n欢迎关注本号，更多本地新闻每天更新。", id="with lines of its own"),
        pytest.param(TEXT.replace("昨天上午", "昨日上午").replace("市民中心", "会展中心"), id="edited"),
        pytest.param(TEXT.replace("智慧", "?慧").replace("乡村", "乡?"), id="damaged"),
    ],
)
def test_a_repost_points_at_the_page_published_first(text):
    again = repost(text)
    findings = [said(FIRST, "青石", "何大川", "白如松"), said(again, "青石", *(p for p in ("何大川",) if p in text))]
    assert repeated(FIRST, again, findings=findings)[again.doc_id] == FIRST.doc_id


@pytest.mark.parametrize(
    ("text", "place", "person"),
    [
        pytest.param(TEXT.replace("青石", "白鹿"), "白鹿", "何大川", id="another city"),
        pytest.param(TEXT.replace("3200", "3300"), "青石", "何大川", id="another figure"),
        pytest.param(TEXT.replace("三年", "五年"), "青石", "何大川", id="another figure in characters"),
        pytest.param(TEXT.replace("8月19日", "9月3日"), "青石", "何大川", id="another date"),
        pytest.param(TEXT.replace("移动", "联通"), "青石", "何大川", id="another party"),
    ],
)
def test_a_page_with_other_facts_is_no_repost(text, place, person):
    clone = repost(text)
    other_party = Findings(clone.doc_id, (), (agreement("青石市政府", "青石联通"),))
    findings = [said(FIRST, "青石", "何大川"), other_party if "联通" in text else said(clone, place, person)]
    assert repeated(FIRST, clone, findings=findings)[clone.doc_id] == clone.doc_id


def test_other_people_make_another_page():
    clone = repost(TEXT.replace("何大川", "金铁山").replace("白如松", "万里程"))
    findings = [said(FIRST, "青石", "何大川", "白如松"), said(clone, "青石", "金铁山", "万里程")]
    assert repeated(FIRST, clone, findings=findings)[clone.doc_id] == clone.doc_id


def test_a_chain_of_reposts_points_at_its_first():
    second = repost(TEXT[:220], "second", "2021-08-20")
    third = repost(TEXT[:150], "third", "2021-08-21")
    assert set(repeated(FIRST, second, third).values()) == {FIRST.doc_id}


def test_without_dates_the_longest_is_the_original():
    items = [replace(item, published_on=None) for item in (FIRST, repost(TEXT[:200]))]
    assert set(repeated(*items).values()) == {FIRST.doc_id}


def test_short_pages_repeat_each_other_only_where_they_are_the_same():
    one, same, other = (
        document("1", None, "双方昨天签约。"),
        document("2", None, "双方昨天签约！"),
        document("3", None, "双方昨天续签。"),
    )
    answer = repeated(one, same, other)
    assert answer[one.doc_id] == answer[same.doc_id] != answer[other.doc_id]


def test_a_text_shorter_than_a_run_has_no_sample():
    assert sketch("签约") == frozenset()


def test_the_three_hundredth_copy_is_still_a_copy():
    copies = [repost(TEXT, str(at)) for at in range(300)]
    assert set(originals([FIRST, *copies]).values()) == {FIRST.doc_id}


def test_the_three_hundredth_edited_copy_is_still_a_copy():
    """Its words are in as many pages as a stock phrase is, but always with the same numbers."""
    copies = [repost(TEXT.replace("市民中心", f"会展中心{chr(0x4E00 + at)}厅"), str(at)) for at in range(300)]
    assert set(originals([FIRST, *copies]).values()) == {FIRST.doc_id}


@given(st.lists(st.frozensets(st.integers(0, 12), max_size=8), max_size=12), st.integers(0, 3))
def test_looking_up_what_is_rare_finds_all_that_compare_with_everything(pages, n_alone):
    """Pages of runs from a small set, each with some more runs that stand in no other page."""
    frequency = Counter(run for page in pages for run in page)
    samples = [(at, sorted(page, key=lambda run: (frequency[run], run))) for at, page in enumerate(pages)]
    sizes = [len(page) + n_alone for page in pages]

    def alike(one, other):
        return (one + other) % 3 > 0

    kept, expected = [], []
    for page, runs in enumerate(pages):
        enough = [other for other in kept if len(runs & pages[other]) >= min(least(sizes[page]), least(sizes[other]))]
        original = next((other for other in enough if alike(page, other)), None)
        if original is None:
            kept.append(page)
        else:
            expected.append((page, original))
    assert list(first_alike(samples, sizes, alike)) == expected


def test_a_page_that_is_mostly_stock_phrases_is_found_by_the_rest():
    """The more pages there are, the more of each is stock; what is not still has to stand in the other for the most."""
    own = ["".join(chr(0x4E00 + (at * 97 + step * 31) % 20000) for step in range(30)) for at in range(400)]
    pages = [repost(f"{TEXT}{at}人。{own[at]}。", str(at)) for at in range(400)]
    copy = repost(f"转载\n{TEXT}7人。{own[7]}。", "copy", "2021-09-01")
    other = repost(f"{TEXT}7人。{own[9][:12]}。", "other", "2021-09-01")
    answer = originals([*pages, copy, other])
    assert answer[copy.doc_id] == pages[7].doc_id
    assert {answer[page.doc_id] for page in pages} == {page.doc_id for page in pages}


def test_a_stock_phrase_in_hundreds_of_pages_finds_no_repost():
    """What is said in pages of all sorts of numbers says nothing, so what is nothing but stock phrases is no repost."""
    phrases = TEXT.split("\n")[2]
    pages = [repost(f"{phrases}{at}人。", str(at)) for at in range(700)]
    short = repost(phrases[:30], "short")
    assert originals([*pages, short])[short.doc_id] == short.doc_id
    few = originals([*pages[:30], short])
    assert few[short.doc_id] != short.doc_id
