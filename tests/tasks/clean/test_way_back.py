"""The raw span of any clean span decodes, cleans and contains it: over random pages, through all steps."""

import html
import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.records import Document, Page
from tasks.clean.characters import INVISIBLE
from tasks.clean.decode import decode
from tasks.clean.document import clean_page
from tasks.clean.offsets import page_span
from tasks.clean.origin import origin_of
from tasks.clean.simplify import simplified_character
from tests.tasks.clean.damage import GLOSSES, damaged

#: Pieces that leave nothing out between what they show.
SHOWN = [
    "云溪新建5G基站1200个，覆盖全市。",
    "雙方昨日簽署戰略合作協議。", "R&amp;D", "&amp;ldquo;签约&amp;rdquo;", "&#31805;&#x7D04;", "&nbsp;", "\u200b",
    "<b>", "</b>", "<span style='a'>", "</span>", "<!-- 注 -->", "\r\n", "　　", "战 略合作",
    "\u00ad", "5 G网络", "1<2", "<font color=red>", "&mdash;", "\U00020bb7",
]  # fmt: skip
#: Pieces that hold words which the article has not.
DROPPED = [
    "<script>var a = '签约';</script>", "<div style='display:none'>看不见的签约。</div>",
    "<ruby>签<rt>qiān</rt></ruby>", "<p>来源：云溪日报</p>",
    "<p>相关阅读</p><p>青石县签约</p>", "</p><p>", "<br>", "<h2>项目概况</h2>", "<button>分享</button>",
    "<table><tr><td>甲</td><td>乙</td></tr></table>",
]  # fmt: skip
ENCODINGS = st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-be", "utf-8-sig"])
BEGIN = "<html><body><h1>两地签约共建网络</h1><p>云溪市人民政府与北辰移动签署合作协议，共建数据中心。"
END = "北辰移动将在云溪投资三亿元，年底开工。</p></body></html>"
_MARKUP = re.compile(r"<!--.*?-->|<script>.*?</script>|</?[a-zA-Z][^<>]*>", re.S)


def _shown(raw: str) -> str:
    """Return what a stretch of a page shows, by other means than those under test, without white space."""
    text = html.unescape(html.unescape(html.unescape(_MARKUP.sub("", raw))))
    return "".join(simplified_character(c) for c in INVISIBLE.sub("", text) if not c.isspace())


def _is_within(part: str, whole: str) -> bool:
    """Tell whether the characters of the one stand in the other in their order, with others between them."""
    rest = iter(whole)
    return all(character in rest for character in part)


def _stretch(data: st.DataObject, document: Document) -> tuple[int, int]:
    start = data.draw(st.integers(0, len(document.text) - 1))
    return start, data.draw(st.integers(start + 1, len(document.text)))


def _cleaned(text: str, encoding: str) -> tuple[Page, Document]:
    page = Page("p", "a.html", text.encode(encoding))
    document = clean_page(page)
    assert isinstance(document, Document)
    return page, document


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SHOWN), max_size=30), ENCODINGS, st.data())
def test_where_nothing_is_left_out_the_raw_span_says_just_the_clean_span(pieces, encoding, data):
    page, document = _cleaned(BEGIN + "".join(pieces) + END, encoding)
    start, end = _stretch(data, document)
    origin = origin_of(page, document, start, end)
    clean = _shown(html.escape(origin.clean))
    assert clean in _shown(origin.raw)
    assert len(_shown(origin.raw)) <= len(clean) + 2
    assert page.content[slice(*origin.page_bytes)].decode(origin.encoding) == origin.raw


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SHOWN + DROPPED), max_size=30), ENCODINGS, st.data())
def test_the_raw_span_says_all_of_the_clean_span_in_its_order(pieces, encoding, data):
    page, document = _cleaned(BEGIN + "".join(pieces) + END, encoding)
    start, end = _stretch(data, document)
    origin = origin_of(page, document, start, end)
    if "\n" not in origin.clean:  # the title may stand elsewhere on the page
        assert _is_within(_shown(html.escape(origin.clean)), _shown(origin.raw))
    assert page.content[slice(*origin.page_bytes)].decode(origin.encoding) == origin.raw


_WORDS = "雲溪 移動 當地 數據 協議 網絡 大會 企業 規劃 開工 上海 。” ：“ ， 。 、 建設 投資 三億元 《 》 ！ ？"
WORDS = _WORDS.split()
GLOSSED = "".join(f"{character}({reading})" for character, reading in GLOSSES.items())


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=2, max_size=6), st.data())
def test_a_damaged_page_leads_back_to_the_sentence(sentences, data):
    """Signs that no damage touches say where on the damaged page each sentence stands."""
    signs = [f"<{number}>" for number in range(len(sentences) + 1)]
    parts = [sign + damaged("".join(words)) for sign, words in zip(signs, sentences, strict=False)]
    text = GLOSSED + "\n" + "雙方昨日簽署戰略合作協議。" * 3 + "".join(parts) + signs[-1] + "年底開工。"
    document = clean_page(Page("p", "a.txt", text.encode()))
    assert isinstance(document, Document)
    assume(all(sign in document.text for sign in signs))
    first = data.draw(st.integers(0, len(sentences) - 1))
    last = data.draw(st.integers(first + 1, len(sentences)))
    start, end = document.text.index(signs[first]), document.text.index(signs[last])
    low, high = page_span(document, start, end)
    assert low == text.index(signs[first])
    assert re.fullmatch(r"(?:\(\w+\))*", text[high : text.index(signs[last])])
    inner = data.draw(st.integers(start, end - 1))
    low, high = page_span(document, inner, inner + 1)
    whole = page_span(document, start, end)
    assert whole[0] <= low <= high <= whole[1]


@given(st.lists(st.sampled_from("签署合作协议网络"), min_size=12, max_size=40), st.data())
def test_a_misread_page_leads_back_to_the_bytes(characters, data):
    text = "".join(characters[: len(characters) // 2 * 2])
    page = Page("p", "a.txt", ("<p>5G</p>" + ("双方签署" + text).encode().decode("gb18030")).encode())
    document = clean_page(page)
    assume(isinstance(document, Document) and decode(page.content).is_misread and "\ufffd" not in document.text)
    start, end = _stretch(data, document)
    origin = origin_of(page, document, start, end)
    before = page.content[slice(*origin.page_bytes)].decode().encode("gb18030")
    assert "".join(origin.clean.split()).encode() in before or "\n" in origin.clean


def test_each_character_written_as_a_number_leads_to_its_number():
    text = "云溪市人民政府与北辰移动签署合作协议。"
    page, document = _cleaned("<p>" + "".join(f"&#{ord(c)};" for c in text) + "</p>", "utf-8")
    assert document.text == text
    assert [origin_of(page, document, n, n + 1).raw for n in range(len(text))] == [f"&#{ord(c)};" for c in text]
