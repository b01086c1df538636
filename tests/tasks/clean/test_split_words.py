import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Document, Page
from tasks.clean.document import clean_page
from tasks.clean.offsets import TracedText
from tasks.clean.split_words import without_split_words


def _joined(line: str) -> str:
    return without_split_words(TracedText.of_page(line))[0].text


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("新建5 G基站三千个", "新建5G基站三千个"),
        ("覆盖 4 G、5 G 网络", "覆盖 4G、5G 网络"),
        ("双方签署战 略合作协议", "双方签署战略合作协议"),
        ("建设工业互 联网平台", "建设工业互联网平台"),
        ("共建人 工智能实验室", "共建人工智能实验室"),
        ("双方将在 网 络 建设上合作，年底开通。", "双方将在 网络 建设上合作，年底开通。"),
        ("签 约 仪 式", "签约仪式"),
        ("新建5G基 站三千个 覆盖全 市", "新建5G基站三千个 覆盖全市"),
    ],
)
def test_a_space_in_a_word_goes(line: str, joined: str):
    assert _joined(line) == joined
    assert without_split_words(TracedText.of_page(line))[1] == len(line) - len(joined)


@pytest.mark.parametrize(
    "line",
    [
        "两地签约 共建5G智慧港口",
        "双方签署协议。 会后，代表参观了港口。",
        "出席的有王伟 大会秘书长",
        "张建国 安全生产负责人",
        "林见山 何秋实 夏至",
        "林 见 山",
        "中国 移动 电信 联通",
        "甲 丁 男 大",
        "男 女",
        "序号 单位 数量",
        "云溪市 北辰移动 智慧园区",
        "Open RAN 5G New Radio",
        "重5 g的样品",
        "容量5 GB",
        "第1.5 G段",
        "共 1200 个 基站",
        "2023 年 3 月",
    ],
)
def test_a_space_between_words_stays(line: str):
    assert _joined(line) == line


@given(st.text(alphabet="签署战略合作协议网络 5G，王伟大会中国", max_size=40))
def test_nothing_but_spaces_goes_and_what_stays_keeps_its_place(line: str):
    line = " ".join(line.split())
    joined, n_joined = without_split_words(TracedText.of_page(line))
    assert joined.text.replace(" ", "") == line.replace(" ", "")
    assert n_joined == len(line) - len(joined.text)
    for run in joined.runs:
        copied = joined.text[run.start : run.start + run.length]
        assert copied == line[run.page_start : run.page_start + run.length]


def test_joined_words_are_told():
    text = "两地签署战 略合作协议\n昨日，双方签署战 略合作协议，共建5 G网络和数据中 心。"
    document = clean_page(Page("p", "a.txt", text.encode()))
    assert isinstance(document, Document)
    assert document.text == text.replace(" ", "")
    assert document.repairs == "joined 4"


def test_the_columns_of_a_table_stay_apart():
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in [("战", "略"), ("数", "据"), ("网", "络")])
    around = "<p>" + "昨日，双方签署战略合作协议。" * 4 + "</p>"
    page = f"<html><body><h1>两地签约共建港口</h1>{around}<table>{rows}</table>{around}"
    document = clean_page(Page("p", "a.html", page.encode()))
    assert isinstance(document, Document)
    assert "战 略\n数 据\n网 络" in document.text
