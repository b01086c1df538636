"""The way back to the page for many stretches at once is the way back for each of them."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Page, Span
from tasks.clean.decode import decode
from tasks.clean.document import clean_page
from tasks.clean.origin import origin_of, origins_of

PAGES = {path.name: path for path in Path(str(resources.files("schemas") / "samples" / "pages")).iterdir()}
MISREAD = "云溪市人民政府与北辰移动签署合作协议，共建数据中心。" * 3
MADE = {
    "misread": MISREAD.encode().decode("gbk", "replace").encode(),
    "utf16": ("<p>" + MISREAD).encode("utf-16"),
    "bad bytes": MISREAD.encode("gbk")[:60] + b"\xff\xff" + MISREAD.encode("gbk")[60:],
    "macrons": "雙方簽署Ê̄合作協議êa̋ê̌。共建數據中心與網絡。".encode("big5hkscs", "ignore") * 3,
}


def _all():
    return [*PAGES, *MADE]


@pytest.mark.parametrize("name", _all())
@settings(max_examples=15)
@given(data=st.data())
def test_many_at_once_are_each_by_itself(name, data):
    page = Page("p1", name, MADE[name] if name in MADE else PAGES[name].read_bytes())
    document = clean_page(page)
    place = st.integers(0, len(document.text))
    pairs = data.draw(st.lists(st.tuples(place, place), max_size=6))
    spans = [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    origins = origins_of(page, document, spans, around=9)
    assert [one._replace(before="", after="") for one in origins] == [
        origin_of(page, document, *span) for span in spans
    ]
    text = decode(page.content).text
    for one in origins:
        assert one.before + one.raw + one.after in text
        assert len(one.before) <= 9 >= len(one.after)


def test_a_letter_that_big5_writes_with_its_accent_is_one_character():
    content = MADE["macrons"]
    page = Page("p1", "a.txt", content)
    document = clean_page(page)
    accent = document.text.index("\u0304")
    for start, end in ((accent - 1, accent), (accent, accent + 1), (accent - 1, accent + 1)):
        in_bytes = origin_of(page, document, start, end).page_bytes
        assert content[slice(*in_bytes)].decode("big5hkscs") == "Ê̄"
