import hashlib
from datetime import date

import pytest

from schemas.records import Document, Page, Rejection
from tasks.clean.document import clean_page
from tasks.clean.quality import quality

BODY = "本报讯 3月6日，云溪市人民政府与北辰移动签署战略合作协议，双方将在5G网络等领域深化合作。"


def _clean(text: str) -> Document:
    document = clean_page(Page("p", "a.txt", text.encode()))
    assert isinstance(document, Document), document
    return document


def _body(document: Document) -> list[str]:
    return document.text[document.body_start :].split("\n")


def test_plain_text():
    document = _clean(
        f"两地签约 共建智慧港口\n2023-03-07 08:20  来源：云溪日报  记者 夏至\n\n　　{BODY}\n\n责编：石岩\n"
    )
    assert document.title == "两地签约 共建智慧港口"
    assert document.text == f"两地签约 共建智慧港口\n{BODY}"
    assert document.body_start == len("两地签约 共建智慧港口\n")
    assert (document.published_on, document.site) == (date(2023, 3, 7), "云溪日报")
    assert (document.script, document.repairs, document.encoding) == ("hans", None, "utf-8")
    assert document.is_relevant


def test_text_without_a_title():
    document = _clean(f"来源：云溪网\n2023-03-07 17:54:11\n{BODY}\n{BODY}")
    assert (document.title, document.body_start, document.text) == (None, 0, f"{BODY}\n{BODY}")


def test_markdown_with_front_matter():
    document = _clean(
        f'---\ntitle: "两地签约共建港口"\ndate: 2023-03-07 10:05:00 +0800\nsource: 云溪日报\n---\n'
        "\n# 两地签约共建港口\n\n"
        f"**有多快？** {BODY}\n\n![图](a.jpg)\n\n> 网络先行。\n\n1. 建基站；\n2. 建机房。\n\n"
        "| 甲方 | 乙方 |\n| --- | --- |\n| 云溪市 | 北辰移动 |\n\n---\n[返回首页](/) · [更多](/list)\n"
    )
    assert document.title == "两地签约共建港口"
    assert _body(document) == [
        f"有多快？ {BODY}", "网络先行。", "1. 建基站；", "2. 建机房。", "甲方 乙方", "云溪市 北辰移动",
    ]  # fmt: skip
    assert (document.published_on, document.site) == (date(2023, 3, 7), "云溪日报")


def test_a_fragment_of_html_within_front_matter():
    document = _clean(
        f"---\ntitle: 两地签约\n---\n<p>{BODY}</p>\n <p>新建基站1200个。</p>\n<p>（文章来源：云溪日报）</p>"
    )
    assert document.title == "两地签约"
    assert _body(document) == [BODY, "新建基站1200个。"]
    assert document.site == "云溪日报"


def test_escaped_markup_is_markup():
    document = _clean(f"两地签约共建港口\n&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;新建基站1200个。&lt;/p&gt;")
    assert _body(document)[-2:] == [BODY, "新建基站1200个。"]


def test_wrapped_lines_are_joined():
    lines = [f"　　{BODY[:17]}", *(BODY[at : at + 19] for at in range(17, len(BODY), 19))]
    assert _clean("\n".join(["两地签约", *lines, *lines])).text == f"两地签约\n{BODY}\n{BODY}"


def test_ruby_and_hidden_text_and_scripts_are_no_text():
    document = _clean(
        "<html><body><h1>两地签约共建港口</h1><p>双方<ruby>签<rp>(</rp><rt>qiān</rt><rp>)</rp></ruby>署协议。</p>"
        f"<p>{BODY}</p><script>var a = '<p>脚本里的签约。</p>';</script>"
        "<p style='display: none'>看不见的签约。</p></body></html>"
    )
    assert _body(document) == ["双方签署协议。", BODY]


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>签<rp>(</rp><rt>qiān</rt><rp>)</rp>约<rt>yuē</rt></ruby>",
        "<ruby>签<rt>qiān<rb>约<rt>yuē</ruby>",
        "<ruby>签<rp>(<rt>qiān<rp>)<rb>约</ruby>",
        "<ruby><rb>签<rb>约<rtc><rt>qiān<rt>yuē</rtc></ruby>",
    ],
)
@pytest.mark.parametrize("page", ["<html><body><h1>两地联手共建港口</h1><p>昨日{}。</p><p>{}</p>", "昨日{}。\n{}"])
def test_readings_beside_characters_are_no_text(ruby: str, page: str):
    assert "昨日签约。" in _clean(page.format(ruby, BODY)).text
    assert _clean(page.format(ruby, BODY)).text.endswith(BODY)


@pytest.mark.parametrize(
    "unclosed", ["<button>分享", "<select><option>全部", "<svg>", "<video src=a.mp4>", "<button>甲<button>乙</button>"]
)
def test_an_element_that_is_never_closed_swallows_nothing(unclosed: str):
    page = f"<h1>两地联手共建港口</h1><p>{BODY}</p><div>{unclosed}</div><p>{BODY}</p><p>{BODY}</p>"
    page = f"<html><body>{page}</body></html>"
    assert _clean(page).text.count(BODY) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("R&amp;D", "R&D"),
        ("&amp;ldquo;云溪&amp;rdquo;", "“云溪”"),
        ("&amp;amp;quot;云溪&amp;amp;quot;", '"云溪"'),
        ("&amp;#20113;&#x6EAA;", "云溪"),
        ("云溪&amp;nbsp;北辰", "云溪 北辰"),
        ("A&B公司", "A&B公司"),
        ("&amp;lt;5G&amp;gt;", "<5G>"),
    ],
)
def test_entities_are_their_characters_also_when_escaped_twice(written: str, meant: str):
    page = f"<html><body><h1>两地联手共建港口</h1><p>{BODY}</p><p>昨日{written}开业。</p></body></html>"
    assert _clean(page).text.endswith(f"昨日{meant}开业。")


def test_invisible_characters_go_and_are_counted():
    document = _clean(f"两地签\u200b约\n\ufeff{BODY[:9]}\u00ad\x08\u2060{BODY[9:]}\u202e")
    assert document.text == f"两地签约\n{BODY}"
    assert document.repairs == "invisible 6"


def test_bad_bytes_show_in_the_text_and_are_counted():
    content = BODY.encode()
    document = clean_page(Page("p", "a.txt", content[:60] + b"\xff" + content[60:90] + b"\xc0" + content[90:]))
    assert isinstance(document, Document)
    assert document.text.replace("\ufffd", "") == BODY
    assert (document.text.count("\ufffd"), document.repairs) == (2, "bad bytes 2")
    assert document.quality < _clean(BODY).quality


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        ("<div>云溪市工业和信息化局主办 第312期 2023年3月7日 星期二 出版</div>", ""),
        ("", "<div>" + "</div><div>".join("甲乙丙丁戊己庚辛") + "</div><div>本文于 2023-03-07 上网</div>"),
        ("<div>今天是2024年11月21日 星期四</div><div>2023-03-07 08:15</div>", ""),
        ("", "<!-- enpproperty <articleid>7</articleid><date>2023-03-07 08:15:00.0</date> -->"),
        ("<time datetime='2023-03-07T08:15'>三天前</time>", ""),
    ],
)
def test_a_page_that_writes_its_day_in_odd_places(top: str, bottom: str):
    article = f"<h1>两地签约共建港口</h1><div class='text'><p>{BODY}</p><p>{BODY}</p></div>"
    document = _clean(f"<html><body>{top}<div class='main'>{article}</div>{bottom}</body></html>")
    assert document.published_on == date(2023, 3, 7)
    assert _body(document) == [BODY, BODY]


def test_a_date_within_the_text_stays_in_it():
    assert _clean(f"两地签约\n{BODY}").text.endswith(BODY)
    assert _clean(f"两地签约\n{BODY}").published_on is None


def test_traditional_characters_become_simplified_one_for_one():
    page = "兩地簽約\n隨著5G建設的推進，雙方簽署了合作協議，這意味著著名企業進駐，編著者也到場，長期發展。"
    document = _clean(page)
    assert (
        document.text
        == "两地签约\n随着5G建设的推进，双方签署了合作协议，这意味着著名企业进驻，编著者也到场，长期发展。"
    )
    assert len(document.text) == len(page)
    assert (document.script, document.repairs) == ("hant", "simplified")


def test_a_traditional_line_in_a_simplified_page_becomes_simplified():
    document = _clean(f"两地签约\n{BODY * 4}\n港方聲明：雙方將展開長期合作，歡迎關注。\n年底开工。")
    assert "港方声明：双方将展开长期合作，欢迎关注。" in document.text
    assert (document.script, document.repairs) == ("mixed", "simplified in part")


def test_a_traditional_paragraph_of_a_page_on_one_line_becomes_simplified():
    page = f"<html><body><h1>两地签约共建港口</h1><p>{BODY * 2}</p><p>港方聲明：雙方將展開長期合作。</p><p>{BODY}</p>"
    assert "港方声明：双方将展开长期合作。" in _clean(page).text


def test_wide_letters_and_digits_stay_as_they_are():
    assert "５Ｇ网络①" in _clean(f"两地签约\n{BODY}建设５Ｇ网络①。").text


def test_the_id_is_that_of_source_and_content():
    page = Page("p", "http://a.cn/1", BODY.encode())
    document = clean_page(page)
    assert isinstance(document, Document)
    assert document.doc_id == "d" + hashlib.sha256(b"http://a.cn/1\0" + page.content).hexdigest()[:16]


def test_more_damage_means_less_quality():
    whole, torn = _clean(BODY * 3), _clean(BODY * 2 + "\ufffd\ufffd" + BODY)
    assert whole.quality == 1.0
    assert 0 < torn.quality < whole.quality


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.4", "binary"),
        ("A signing ceremony was held today in 云溪 by the city and the operator.".encode(), "not_chinese"),
        ("<html><head><title>云溪新闻网</title></head><body><div id='app'></div></body></html>".encode(), "empty"),
        (("<html><body>" + "<li><a href='/1'>某项目签约落地</a></li>" * 60 + "</body></html>").encode(), "empty"),
        (("双方签署协议，共建网络。\n" * 50_000).encode(), "too_large"),
    ],
)
def test_what_holds_no_article_is_rejected_with_a_reason(content: bytes, reason: str):
    rejection = clean_page(Page("p", "a.txt", content))
    assert isinstance(rejection, Rejection)
    assert (rejection.source_uri, rejection.stage, rejection.reason) == ("a.txt", "clean", reason)
    assert rejection.detail


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("甲市与乙公司签署智慧城市协议，双方深化合作。", True),
        ("全市建成5G基站三千个，实现乡镇全覆盖。", True),
        ("今天白天晴到多云，最高气温十八度，南风三级。", False),
        ("周末的樱花大道游人如织，花期将持续到月底。", False),
    ],
)
def test_the_gate_lets_through_what_may_hold_an_agreement_or_a_figure(text: str, relevant: bool):
    assert _clean(text * 2).is_relevant is relevant


@pytest.mark.parametrize(
    "text",
    [
        "全市累计开通5G-A基站二百个。",
        "每万人拥有5G基站达二十六个。",
        "行政村网络通达率百分之百。",
        "套餐客户突破三十万户。",
        "物联网连接数超过两千万。",
        "千兆用户占比达四成。",
        "下行速率达到每秒三千兆比特。",
        "端到端时延低至十毫秒。",
        "10G-PON端口达到三万个。",
        "云计算中心投资二十亿元。",
        "数据中心共有六座。",
        "机架总数达五千架。",
        "部署服务器四万台。",
        "智能算力规模达两千P。",
        "新机房的PUE已经降到1.2以下。",
        "5G专网建成八十张。",
        "认定5G工厂十二家。",
        "打造工业互联网标杆三十个。",
        "上云企业新增两千家。",
        "数字经济核心产业增加值三百亿元。",
        "甲市与乙集团签署投资协议。",
        "双方签订采购合同。",
    ],
)
def test_the_gate_lets_every_kind_of_finding_through(text: str):
    assert _clean(text * 2).is_relevant


@pytest.mark.parametrize(
    ("text", "n_inferred", "expected"),
    [
        ("签" * 200, 0, 1.0),
        ("签" * 200, 10, 0.9),
        ("签" * 199 + "\ufffd签", 0, 0.95),
        ("签" * 50, 0, 0.5),
        ("签" * 50 + "\ufffd" * 9, 0, 0.0),
        ("5G", 0, 0.0),
    ],
)
def test_quality_is_what_its_definition_says(text: str, n_inferred: int, expected: float):
    assert quality(text, n_inferred) == pytest.approx(expected, abs=1e-4)
