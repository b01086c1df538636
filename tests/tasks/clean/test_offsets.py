import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Document, OffsetRun, Page
from tasks.clean.decode import byte_span, decode
from tasks.clean.document import clean_page
from tasks.clean.offsets import Edit, TracedText, join, page_span

TEXTS = st.text(alphabet="云溪签约5G，。 \n<>&;amp()dāng區議\u200b\u3000", max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<br>",
                "<div class='a'>",
                "</div>",
                "<h1>两地签约共建网络</h1>",
                "<b>",
                "</b>",
                "<!-- 注 -->",
            ),
            *(
                "&nbsp;",
                "&amp;ldquo;",
                "&#24179;",
                "\u200b",
                "\r\n",
                "　　",
                "。",
                "1<2",
                "<!-- 注 -->",
                "<script>x</script>",
            ),
            *("雙方簽署協議", "移動(dòng)與(yǔ)當(dāng)地簽(qiān)協(xié)議(yì)", "府?dāng)?shù)谷", "这里?!彼f,好"),
            *("来源：云溪日报", "2023-03-07", "新建5G基站1200个，覆盖全市。"),
            *("# 题目\n", "**重点**", "[链接](a.html)", "| 甲 | 乙 |\n", "---\ntitle: 甲\n---\n"),
        ]
    ),
    max_size=40,
)


def _assert_origins(text: TracedText, page: str) -> None:
    end = 0
    for run in text.runs:
        assert run.start >= end
        end = run.start + run.length
        assert end <= len(text.text)
        assert text.text[run.start : end] == page[run.page_start : run.page_start + run.length]


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_part_of_a_text_keeps_its_origins(page: str, start: int, end: int):
    part = TracedText.of_page(page)[start:end]
    assert part.text == page[start:end]
    _assert_origins(part, page)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5), st.text(max_size=3)), max_size=6))
def test_edits_are_inferred_and_the_rest_keeps_its_origins(page: str, wanted: list[tuple[int, int, str]]):
    edits, expected, at = [], "", 0
    for start, length, replacement in sorted(wanted):
        if start >= at and start + length <= len(page):
            edits.append(Edit(start, start + length, replacement))
            expected += page[at:start] + replacement
            at = start + length
    edited = TracedText.of_page(page).edited(edits)
    assert edited.text == expected + page[at:]
    _assert_origins(edited, page)


@given(TEXTS)
def test_lines_joined_again_are_the_text(page: str):
    lines = TracedText.of_page(page).lines()
    assert [line.text for line in lines] == page.splitlines()
    _assert_origins(join(lines, "\n"), page)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_guess_is_known_wherever_its_text_goes(page: str, at: int, start: int, end: int):
    """A guess is a ⚑ here, so that the text itself tells where it stands."""
    at = min(at, len(page))
    edited = TracedText.of_page(page).edited([Edit(at, at, "甲⚑", (1,))])
    moved = join([edited[start:end], edited, edited.recoded(edited.text)], "\n").strip()
    assert moved.guesses == tuple(n for n, character in enumerate(moved.text) if character == "⚑")


def test_recoding_keeps_the_length():
    with pytest.raises(ValueError, match="keep the length"):
        TracedText.of_page("雙方").recoded("双")


@settings(max_examples=80)
@given(PIECES)
def test_every_copied_character_of_a_document_stands_at_its_place_on_the_page(pieces: list[str]):
    content = "".join(pieces).encode()
    document = clean_page(Page("p", "a", content))
    if not isinstance(document, Document):
        return
    page = decode(content).text
    simplified_again = clean_page(Page("p", "a", content))
    assert document == simplified_again
    for run in document.offsets:
        clean = document.text[run.start : run.start + run.length]
        there = page[run.page_start : run.page_start + run.length]
        for one, other in zip(clean, there, strict=True):
            assert one == other or (one, other) in SAME or ord(one) > 0x2000


#: Marks that damage made ASCII, and white space that is one space in the text.
SAME = {("，", ","), ("！", "!"), ("？", "?"), (" ", "\t"), (" ", "\n")}


@settings(max_examples=60)
@given(PIECES, st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.data())
def test_a_stretch_leads_back_to_characters_and_to_bytes(pieces: list[str], encoding: str, data: st.DataObject):
    content = ("".join(pieces) + "<p>云溪新建5G基站1200个，双方昨日签署协议。</p>").encode(encoding)
    document = clean_page(Page("p", "a", content))
    assert isinstance(document, Document)
    page = decode(content).text
    run = data.draw(st.sampled_from([run for run in document.offsets if run.length]))
    start = data.draw(st.integers(run.start, run.start + run.length - 1))
    end = data.draw(st.integers(start + 1, run.start + run.length))
    on_page = page_span(document, start, end)
    assert on_page == (run.page_start + start - run.start, run.page_start + end - run.start)
    low, high = byte_span(content, decode(content), *on_page)
    assert content[low:high].decode(document.encoding) == page[on_page[0] : on_page[1]]


def test_an_inferred_character_stands_for_what_lies_between_its_neighbours():
    content = "甲市与乙公司签署协议，共建R&amp;D中心和5G网络。".encode()
    document = clean_page(Page("p", "a", content))
    assert isinstance(document, Document)
    at = document.text.index("&")
    start, end = page_span(document, at, at + 1)
    assert content.decode()[start:end] == "&amp;"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 1), (0, 9), (2, 1)])
def test_no_stretch_outside_of_the_text(start: int, end: int):
    document = Document("d", "a", "甲乙", offsets=(OffsetRun(0, 2, 0),))
    with pytest.raises(ValueError, match=re.escape(f"{start}:{end}")):
        page_span(document, start, end)
