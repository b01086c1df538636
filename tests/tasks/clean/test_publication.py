from datetime import date

import pytest

from tasks.clean.publication import Publication, find_publication

DAY = date(2023, 3, 7)


def _find(*, metadata=None, scripts=(), notes=(), body=(), url=None) -> Publication:
    return find_publication(metadata or {}, scripts, notes, body, url)


@pytest.mark.parametrize(
    "header",
    [
        "2023-03-07 08:20 来源：云溪日报",
        "发布时间：2023年3月7日",
        "云溪日报 2023年03月07日 星期二 第03版",
        "时间：2023/3/7 8:05:00 点击：12",
        "【云溪日报2023.03.07】",
        "日期：2023 年 3 月 7 日",
    ],
)
def test_a_header_line_dates_the_page(header: str):
    assert _find(notes=[header]) == Publication(DAY, "2023-03-07")


def test_a_scripted_header_parts_the_day_over_lines():
    assert _find(notes=["云溪在线", "2023", "03-07", "08:15"]).day == DAY
    assert _find(notes=["2023", "03/07"]).day == DAY
    assert _find(notes=["2023", "条评论"]).day is None


def test_an_office_dates_what_it_issues():
    assert _find(body=["双方签署协议。", "拟稿：云溪县政府办信息科 2023年3月7日印发"]).day == DAY


@pytest.mark.parametrize("opening", ["【本报专稿】（2023-03-07）云溪市昨日", "（特稿）【2023年3月7日】云溪市昨日"])
def test_two_brackets_open_the_text(opening: str):
    assert _find(body=[opening + "签署协议。", "双方表示满意。"]).day == DAY


def test_the_reporter_stands_in_brackets_before_the_day():
    assert _find(body=["云溪牵手移动", "【本报记者林某／综合报道】2023-03-07", "双方签署协议。"]).day == DAY


def test_the_head_of_the_page_is_believed_before_its_lines():
    assert _find(metadata={"publishdate": "2023-03-07"}, notes=["2023-03-09 来源：转载站"]).day == DAY


@pytest.mark.parametrize(
    "metadata",
    [
        {"pubdate": "2023-03-07 08:15"},
        {"article:published_time": "2023-03-07T08:15:00+08:00"},
        {"datepublished": "2023-03-07"},
        {"date": "2023-03-07 10:05:00 +0800"},
        {"some:publish_time": "2023-03-07"},
        {"lastmodified": "2024-01-01", "createdate": "2023-03-07"},
    ],
)
def test_meta_elements_date_the_page(metadata: dict[str, str]):
    assert _find(metadata=metadata).day == DAY


@pytest.mark.parametrize(
    "script",
    [
        '{"datePublished": "2023-03-07T08:15:00+08:00"}',
        "var publishTime = '2023-03-07 08:15';",
        "<!-- enpproperty <articleid>1</articleid><date>2023-03-07 08:15:00.0</date> -->",
    ],
)
def test_structured_data_dates_the_page(script: str):
    assert _find(scripts=[script]).day == DAY


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("双方签署协议。", "各方代表参加。（云溪日报 2023年3月7日）"),
        ("（2023-03-07 08:33）双方签署协议。", "各方代表参加。"),
        ("双方签署协议。", "全省已开工三百个项目。 2023-03-07 21:35"),
        ("云溪市商务局 2023-03-07 发布", "各方代表参加。"),
        ("双方签署协议。", "二〇二三年三月七日"),
        ("云溪日报讯 2023年3月7日，双方签署协议。", "各方代表参加。"),
        ("2023年3月7日，云溪讯 双方签署协议。", "各方代表参加。"),
        ("双方签约 2023-03-07 07:53 来源：云溪日报 双方签署协议。", "各方代表参加。"),
    ],
)
def test_the_edges_of_the_text_date_the_page(first: str, last: str):
    assert _find(body=[first, "更多项目将落地。", last]).day == DAY


@pytest.mark.parametrize(
    "url",
    [
        "http://a.cn/system/2023/03/07/011.shtml",
        "https://a.cn/2023-03/07/content_1.htm",
        "https://a.cn/202303/07/1.html",
        "https://a.gov.cn/art/t20230307_99.html",
        "https://a.cn/n/2023/0307/c1-2.html",
    ],
)
def test_the_address_dates_the_page(url: str):
    assert _find(url=url).day == DAY


@pytest.mark.parametrize("note", ["版权所有 2009-2024", "Copyright © 2023-03-07", "京ICP备20230307号", "阅读 20230307"])
def test_a_footer_dates_nothing(note: str):
    assert _find(notes=[note]) == Publication()


@pytest.mark.parametrize(
    "body",
    [
        ["本报讯 11月20日，双方签署协议。"],
        ["双方曾于2019年5月6日签署协议，今年续签。", "合作由来已久。"],
        ["到2025年，建成基站三千个。"],
        ["——2023年1月26日在云溪市人民代表大会上", "各位代表："],
        ["2023年3月7日签约", "双方签署协议。"],
    ],
)
def test_a_year_is_never_invented(body: list[str]):
    assert _find(body=body) == Publication()


def test_a_day_without_a_year_stays_without_one():
    assert _find(notes=["03-07 08:20 来源：云溪日报"]) == Publication(None, "XXXX-03-07")


def test_a_day_that_no_calendar_has_is_none():
    assert _find(notes=["2023-02-30 来源：云溪日报"]) == Publication()


def test_the_day_of_an_update_comes_after_that_of_publication():
    assert _find(notes=["更新时间：2024-01-02", "发布时间：2023-03-07"]).day == DAY
