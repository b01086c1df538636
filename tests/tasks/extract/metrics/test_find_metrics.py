from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.metric_kinds import METRIC_KINDS
from schemas.records import Article, Document, HomeRegion, MetricFinding, RegionMention
from tasks.extract.dates import find_dates
from tasks.extract.metrics import find_metrics
from tasks.extract.quantities import find_quantities
from tasks.segment.sentences import split_sentences
from tests.tasks.extract.metrics.cases import FIGURES
from tests.tasks.extract.metrics.further_ways import FURTHER_WAYS
from tests.tasks.extract.metrics.paraphrases import PARAPHRASES

SENTENCES = FIGURES + PARAPHRASES + FURTHER_WAYS

PUBLISHED = date(2024, 5, 20)
PLACES = {"山东": "370000", "济南": "370100", "青岛": "370200", "历下区": "370102", "甘肃": "620000", "兰州": "620100"}


def article(text: str, title: str | None = None, home: HomeRegion | None = None) -> Article:
    """Return an article of 20 May 2024 in which the places of ``PLACES`` are known."""
    body_start = len(title) + 1 if title else 0
    whole = f"{title}\n{text}" if title else text
    document = Document(
        "d", "u", whole, title=title, body_start=body_start, published_on=PUBLISHED, published_edtf="2024-05-20"
    )
    regions = [
        RegionMention(start, start + len(name), name, code, None)
        for name, code in PLACES.items()
        for start in range(len(whole))
        if whole.startswith(name, start)
    ]
    return Article(
        document,
        split_sentences(whole),
        (),
        regions=tuple(sorted(regions, key=lambda region: region.start)),
        home=home or HomeRegion(),
        dates=find_dates(document),
        quantities=find_quantities(whole),
    )


def find(text: str, title: str | None = None, home: HomeRegion | None = None) -> tuple[MetricFinding, ...]:
    return find_metrics(article(text, title, home))


def row(metric: MetricFinding) -> str:
    values = (
        metric.kind,
        metric.value,
        metric.aspect,
        metric.approximator,
        metric.status,
        metric.as_of_edtf,
        metric.technology,
    )
    return " ".join("-" if value is None else str(value) for value in values)


@pytest.mark.parametrize(("text", "rows"), SENTENCES, ids=[text[:24] for text, _ in SENTENCES])
def test_the_figures_of_a_sentence(text: str, rows: list[str]) -> None:
    assert sorted(row(metric) for metric in find(text)) == sorted(rows)


@pytest.mark.parametrize(("text", "rows"), SENTENCES, ids=[text[:24] for text, _ in SENTENCES])
def test_half_width_marks_change_nothing(text: str, rows: list[str]) -> None:
    assert sorted(row(metric) for metric in find(text.replace("，", ","))) == sorted(rows)


NO_FIGURES = [
    "全市地区生产总值突破3000亿元，同比增长6.5%。",
    "全年接待游客1200万人次，旅游收入85亿元。",
    "签约仪式上，30余名嘉宾到场见证，12家企业代表发言。",
    "双方将围绕“1+5+10”战略和三大方向展开合作。",
    "“十四五”时期，5G将赋能千行百业。",
    "新建学校12所、医院3家，新增床位2000张。",
    "粮食总产量达到120万吨，规上工业增加值增长8%。",
    "5G手机的均价三年里降了六成。",
    "服务企业超过40万家，培训人员3000人次。",
    "全市高速公路通车里程达到560公里，乡镇覆盖率100%。",
    "新增9家国家重点实验室、30个中试平台。",
    "水、电、气、路全面覆盖，物业服务全覆盖。",
    "5G技术专利达到1200件，5G标准45项。",
    "咨询电话：0531-66661234，备案号00000000。",
    "每节约一度电，减排二氧化碳0.8千克。",
    "5G基站铁塔站址1200个实现共享。",
    "年产服务器20万台的生产线投产。",
    "《5G应用三年行动计划（2021—2023年）》印发。",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert [row(metric) for metric in find(text)] == []


def test_a_figure_points_at_its_words() -> None:
    text = "截至2023年底，济南累计建成5G基站约1.2万个。"
    (metric,) = find(text)
    assert metric.value_text == "约1.2万个"
    assert text[metric.start : metric.end] == "济南累计建成5G基站约1.2万个"
    assert {place.field: text[place.start : place.end] for place in metric.evidence} == {
        "value": "约1.2万个",
        "as_of_edtf": "2023年底",
        "region_code": "济南",
    }


def test_spaces_between_chinese_and_latin_change_nothing() -> None:
    text = "截至 2023 年底，全省 5G 用户占比达 35% 以上，5G 基站达 1.2 万个 ，同比增长 20%。"
    found = find(text)
    assert [(m.kind, m.value, m.aspect) for m in found] == [
        ("penetration", 35, "share"),
        ("base_stations", 12000, "total"),
        ("base_stations", 20, "growth"),
    ]
    assert [text[m.evidence[0].start : m.evidence[0].end] for m in found] == ["35% 以上", "1.2 万个", "20%"]


def test_a_range_keeps_both_ends() -> None:
    (metric,) = find("计划打造3至5个5G应用场景。")
    assert (metric.value, metric.value_upper) == (3, 5)


def test_said_twice_is_one() -> None:
    found = find("全市5G基站达到1.2万个。截至4月末，全市5G基站达1.2万个。", title="全市5G基站突破1.2万个")
    assert [(m.value, m.as_of_edtf, m.approximator) for m in found] == [(12000, "2024-04-30", "exact")]


def test_two_members_of_a_series_with_one_value_are_two() -> None:
    found = find("甲、乙、丙、丁四市5G基站占各自基站总量的比重分别为21.5%、17.2%、12%和17.2%。")
    assert [m.value for m in found] == [Decimal("21.5"), Decimal("17.2"), Decimal("12"), Decimal("17.2")]


def test_dates_of_a_series_are_dealt_out() -> None:
    found = find("按照规划，2027年底和2028年底，全省5G基站要分别增至10万个和12万个。")
    assert [(m.value, m.as_of_edtf, m.status) for m in found] == [
        (100000, "2027-12-31", "target"),
        (120000, "2028-12-31", "target"),
    ]


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("截至2023年底，5G基站达1.2万个。", "2023-12-31"),
        ("截至2023年9月，5G基站达1.2万个。", "2023-09"),
        ("截至3月末，5G基站达1.2万个。", "2024-03-31"),
        ("目前，5G基站达1.2万个。", "2024-05-20"),
        ("2023年，新建5G基站1.2万个。", "2023"),
        ("今年一季度，新建5G基站1.2万个。", "2024-01/2024-03"),
        ("到2025年，5G基站达1.2万个。", "2025"),
        ("到“十四五”末，5G基站达1.2万个。", "2025"),
        ("“十四五”期间，新建5G基站1.2万个。", None),
        ("未来五年，新建5G基站1.2万个。", None),
        ("自2019年以来，新建5G基站1.2万个。", None),
        ("记者昨日从通信管理局获悉，5G基站达1.2万个。", None),
        ("2023年11月印发的方案提出，新建5G基站1.2万个。", None),
        ("5G基站达1.2万个（截至2023年底）。", "2023-12-31"),
        ("2023年是关键一年。5G基站达1.2万个。", None),
        ("5G基站达1.2万个，比2020年翻两番。", None),
        ("“明年，县里要添5G基站35个。”", "2025"),
        ("今明两年建5G基站55个。", "2024/2025"),
        ("一季度电信固定资产投资2.6亿元。", "2024-01/2024-03"),
        ("三年前5G基站只有120个。", "2021"),
    ],
)
def test_the_date_of_a_figure(text: str, as_of: str | None) -> None:
    assert find(text)[0].as_of_edtf == as_of


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("截至3月底，5G基站3.2万个，其中今年净增2600个；乡镇5G通达率91%。", ["2024-03-31", "2024", "2024-03-31"]),
        ("截至3月底，5G基站8200个，是2018年末的近三倍，其中济南1900个。", ["2024-03-31", "2024-03-31"]),
        ("5G基站640个，前三季度增长25%，5G工厂9家。", [None, "2023-01/2023-09", None]),
        ("数据中心机架6万架，一季度净增3000架；算力规模2.5EFLOPS。", [None, "2024-01/2024-03", None]),
        ("一季度测试显示，5G下载速率530Mbps、上传速率64Mbps。", ["2024-01/2024-03", "2024-01/2024-03"]),
        ("三年前机架只有900架，如今装满7000架；算力达到820P。", ["2021", "2024-05-20", None]),
        ("5G覆盖率要从目前的12%升到30%。", ["2024-05-20", None]),
    ],
)
def test_how_far_a_date_reaches(text: str, dates: list[str | None]) -> None:
    found = [m for m in find(text) if m.value not in (200, 300)]
    assert [m.as_of_edtf for m in found] == dates


def test_the_date_of_a_signing_stays_as_the_signing_has_it() -> None:
    (metric,) = find("2011年底，省政府与运营商签署合作协议，约定在通信网络投资30亿元。")
    assert (metric.as_of_edtf, metric.value, metric.status) == ("2011-12", 3_000_000_000, "target")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已建成5G基站1200个。", "actual"),
        ("将建成5G基站1200个。", "target"),
        ("力争5G基站达到1200个。", "target"),
        ("2023年，预计5G基站达到1200个。", "actual"),
        ("2022年发文定下目标：到2023年，5G基站达到1200个。", "target"),
        ("到2030年，5G基站达到1200个。", "target"),
        ("项目建成后，可容纳机柜1200个。", "target"),
        ("完成了5G基站1200个的建设目标任务。", "actual"),
    ],
)
def test_reached_or_wished_for(text: str, status: str) -> None:
    assert find(text)[0].status == status


HOME = HomeRegion(province="370000", prefecture="370100")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("全市5G基站达1200个。", "370100"),
        ("全省5G基站达1200个。", "370000"),
        ("全国5G基站达1200个。", None),
        ("5G基站达1200个。", "370100"),
        ("历下区5G基站达120个。", "370102"),
        ("在青岛，5G基站达1200个。", "370200"),
        ("山东移动将投资3亿元建设5G网络。", "370100"),
        ("中国移动在青岛举行的会上透露，全国5G基站达1200个。", None),
    ],
)
def test_the_place_of_a_figure(text: str, region: str | None) -> None:
    assert find(text, home=HOME)[0].region_code == region


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("历下区5G基站达120个，占全市的三成；5G用户96万户。", ["370102"] * 3),
        ("济南、青岛两市新建5G基站120个。", ["370000"]),
        ("济南、兰州两地新建5G基站120个。", [None]),
        ("济南、青岛两市5G基站均超过80个。", ["370100", "370200"]),
        ("济南、青岛各建成5G工厂6家。", ["370100", "370200"]),
        ("济南、青岛今年各新增5G基站33个和21个。", ["370100", "370200"]),
        ("青岛建成5G基站300个，其余各市合计120个。", ["370200", "370100"]),
        ("通往青岛的光缆时延3毫秒。", ["370100"]),
        ("全市到青岛、兰州的时延分别为3毫秒和18毫秒。", ["370100", "370100"]),
        ("青岛5G工厂数量居全国第一，5G专网达到34张。", ["370200"]),
        ("历下区的网更密了。5G基站达120个。", ["370102"]),
    ],
)
def test_which_places_a_figure_is_of(text: str, places: list[str | None]) -> None:
    assert [m.region_code for m in find(text, home=HOME) if m.kind != "coverage"] == places


def test_a_page_that_names_a_place_in_passing_is_about_the_country() -> None:
    text = "截至5月末，我国5G基站有300万个。\n千兆用户1.7亿户。" + "运营商说法不一。" * 30 + "甘肃全省5G基站15万个。"
    found = find(text, home=HomeRegion("620000"))
    assert [(m.value, m.region_code) for m in found] == [
        (3_000_000, None),
        (170_000_000, None),
        (150_000, "620000"),
    ]


def test_places_of_a_series_are_dealt_out() -> None:
    found = find("济南、青岛5G基站分别达到2万个和1.8万个。", home=HOME)
    assert [(m.value, m.region_code) for m in found] == [(20000, "370100"), (18000, "370200")]


def test_each_place_of_a_list_has_its_number() -> None:
    found = find("全省5G基站达8万个。其中济南1.2万个，青岛1.5万个。", home=HOME)
    assert [(m.value, m.region_code) for m in found] == [(80000, "370000"), (12000, "370100"), (15000, "370200")]


def test_a_page_about_the_country_has_no_home() -> None:
    (metric,) = find("5G基站达1200个。", title="我国5G成绩单", home=HOME)
    assert (metric.region_code, metric.is_national) == (None, True)


@pytest.mark.parametrize(
    ("text", "is_national"),
    [
        ("全国5G基站达1200个。", True),
        ("全国5G用户达1亿户。5G基站达1200个。", True),
        ("中国移动5G基站达1200个。", True),
        ("5G基站达1200个。", False),
        ("全省5G基站达1200个。", False),
        ("鼓楼区5G基站达1200个。", False),
        ("全国5G用户达1亿户。鼓楼区5G基站达1200个。", False),
        ("全国5G基站达140万个，鼓楼区5G基站达1200个。", False),
        ("鼓楼区、全国5G基站达1200个。", True),
        ("中国移动在鼓楼区建成5G基站1200个。", False),
        ("济南、兰州两地新建5G基站120个。", False),
        ("东部5G基站达1200个。", False),
    ],
)
def test_a_figure_without_a_code_is_the_nations_only_where_the_page_says_so(text: str, is_national: bool) -> None:
    read = article(text)
    start = text.find("鼓楼区")
    shared = [RegionMention(start, start + 3, "鼓楼区", None, None, ("320106", "320302"))] if start >= 0 else []
    metric = find_metrics(replace(read, regions=(*read.regions, *shared)))[-1]
    assert (metric.region_code, metric.is_national) == (None, is_national)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("济南、青岛所有行政村实现5G通达。", ["370100", "370200"]),
        ("济南市和青岛市城区、兰州市县城已经实现5G全覆盖。", ["370100", "370200", "620100"]),
        ("济南、青岛加快建网，山东5G网络覆盖全省所有乡镇。", ["370000"]),
        ("济南、青岛的5G基站在增加；4G全覆盖。", ["370000"]),
    ],
)
def test_what_is_covered_in_full_is_each_of_the_places(text: str, places: list[str]) -> None:
    found = find(text, home=HomeRegion("370000"))
    assert [m.region_code for m in found if m.kind == "coverage"] == places


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("济南的5G基站多起来，雄安新区建成5G基站1280座。", "130600"),
        ("湖北的光谷建成5G基站2280座。", "420100"),
        ("济南请来光谷科技公司，建成5G基站800座。", "370100"),
    ],
)
def test_a_zone_is_the_division_that_it_lies_in_whatever_the_page_is_about(text: str, region: str) -> None:
    (metric,) = find(text, home=HomeRegion("370000"))
    assert metric.region_code == region


def test_the_west_of_a_division_is_a_part_of_it_and_not_of_the_country() -> None:
    (of_division,), (of_country,) = find("山东西部，5G基站达到3000个。"), find("西部5G基站达到3000个。")
    assert (of_division.region_code, of_division.area) == ("370000", None)
    assert (of_country.region_code, of_country.area) == (None, "西部")


@pytest.mark.parametrize(
    ("text", "region", "is_national"),
    [
        ("三家基础电信企业建成5G基站4300个。", "370000", False),
        ("三大运营商建成5G基站4300个。", "370000", False),
        ("5个项目入选工信部5G工厂名录。", "370000", False),
        ("7个5G应用项目获工信部认定。", "370000", False),
        ("山东加快打造世界级5G高地，建成5G基站4300个。", "370000", False),
        ("工信部数据显示，5G基站达到231.2万个。", None, True),
        ("全国5G基站达到231.2万个。", None, True),
    ],
)
def test_the_countrys_figure_on_a_page_whose_title_names_a_place(
    text: str, region: str | None, is_national: bool
) -> None:
    (metric,) = find(text, title="山东5G建设提速", home=HomeRegion("370000"))
    assert (metric.region_code, metric.is_national) == (region, is_national)


def test_the_words_that_name_the_nation_are_evidence_for_its_name() -> None:
    (metric,) = find("全国5G基站达1200个。")
    assert [place.field for place in metric.evidence] == ["value", "region_name"]


def test_an_implausible_figure_is_kept_with_low_confidence() -> None:
    likely, unlikely = find("数据中心PUE为1.2。"), find("数据中心PUE为12.5。")
    assert likely[0].confidence >= 0.7
    assert (unlikely[0].value, unlikely[0].confidence) == (Decimal("12.5"), 0.2)


TABLE = "地区 5G基站（个） 5G用户（万户） 行政村覆盖率\n济南 1200 35.6 98%\n青岛 860 21.3 95.2%"


def test_a_table_with_kinds_over_its_columns() -> None:
    found = find(TABLE)
    assert [(m.kind, m.value, m.region_code) for m in found] == [
        ("base_stations", 1200, "370100"),
        ("subscribers", 356000, "370100"),
        ("coverage", 98, "370100"),
        ("base_stations", 860, "370200"),
        ("subscribers", 213000, "370200"),
        ("coverage", Decimal("95.2"), "370200"),
    ]


def test_a_table_with_dates_over_its_columns() -> None:
    found = find("指标 2022年 2023年底\n5G基站（万个） 1.2 2.3")
    assert [(m.value, m.as_of_edtf) for m in found] == [(12000, "2022"), (23000, "2023-12-31")]


def test_a_table_with_unit_and_date_in_its_caption() -> None:
    found = find("2023年12月末各市5G基站（单位：万个）\n地区 5G基站\n济南 2.4\n青岛 2.1")
    assert [(m.value, m.as_of_edtf, m.region_code) for m in found] == [
        (24000, "2023-12-31", "370100"),
        (21000, "2023-12-31", "370200"),
    ]


def test_a_table_with_a_column_of_units() -> None:
    found = find("5G基站 万个 3.15 12.5\n物联网终端 万户 820 9.1")
    assert [(m.kind, m.value) for m in found] == [("base_stations", 31500), ("connections", 8_200_000)]


def test_items_of_a_list_count_what_the_first_counts() -> None:
    found = find("各市5G基站\n济南：310座\n青岛：260座")
    assert [(m.kind, m.value, m.region_code) for m in found] == [
        ("base_stations", 310, "370100"),
        ("base_stations", 260, "370200"),
    ]


REPORT = """2024年东山市政府工作报告
一、2023年工作回顾
过去一年，任务完成。5G基站达到1.2万个。
二、“十四五”时期主要目标
数字经济规模达到1000亿元。
三、2024年重点工作
新建5G基站3000个，算力规模突破400P。"""


def test_a_work_report_dates_its_figures_by_the_chapter() -> None:
    found = find(REPORT, title="东山要闻")
    assert [(m.value, m.as_of_edtf, m.status) for m in found] == [
        (12000, "2023", "actual"),
        (100_000_000_000, "2025", "target"),
        (3000, "2024", "target"),
        (400, "2024", "target"),
    ]
    assert [m.as_of_edtf for m in find(REPORT.replace("政府工作报告", "年鉴"), title="东山要闻")] == [None] * 4


def test_a_plan_says_what_is_to_be_done() -> None:
    title = "东山市2024年5G建设工作要点"
    found = find("全市新建5G基站85个。去年，全县建成5G基站66个。", title=title)
    assert [(m.value, m.status) for m in found] == [(85, "target"), (66, "actual")]
    assert find("下步安排\n新建5G基站85个。")[0].status == "target"
    assert find("一年成效\n新建5G基站85个。")[0].status == "actual"


def test_a_sentence_goes_on_planning() -> None:
    found = find("双方将共建渔港网络。联通负责新建5G基站28座。")
    assert [(m.value, m.status) for m in found] == [(28, "target")]


def test_a_breakdown_goes_on_about_the_paragraph_before() -> None:
    found = find("数据中心装有服务器9万台、机柜8000架。\n分县区看，济南5万台、青岛4万台。")
    assert [(m.kind, m.value) for m in found][2:] == [("servers", 50_000), ("servers", 40_000)]


def test_stations_alone_are_of_the_network_that_the_page_is_about() -> None:
    assert find("济南的400个基站也已开通。", title="5G信号上山")[0].technology == "5G"
    assert find("济南的400个基站也已开通。", title="4G、5G信号上山")[0].technology is None


def test_a_heading_names_what_the_paragraph_counts() -> None:
    found = find("一、5G基站\n累计建成1.2万个，今年新增3000个。")
    assert [(m.kind, m.value, m.aspect) for m in found] == [
        ("base_stations", 12000, "total"),
        ("base_stations", 3000, "added"),
    ]


def test_a_described_extent_has_no_value() -> None:
    (metric,) = find("重点乡镇实现5G信号连续覆盖。")
    assert (metric.kind, metric.value, metric.unit, metric.value_text) == ("coverage", None, "percent", "连续覆盖")


@given(st.lists(st.sampled_from([text for text, _ in FIGURES]), min_size=1, max_size=4))
def test_places_lie_in_the_text(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    for metric in find(text):
        assert 0 <= metric.start < metric.end <= len(text)
        assert metric.kind in METRIC_KINDS
        assert metric.evidence[0].field == "value"
        value = metric.evidence[0]
        assert text[value.start : value.end] == metric.value_text
        assert metric.start <= value.start < value.end <= metric.end


@given(st.text(alphabet="全市5G基站累计建成达1.2万个，。户%占覆盖投资元\n 年2023、和", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for metric in find(text):
        assert 0 <= metric.start < metric.end <= len(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("8.6万座，这是全省5G基站的数量。", "base_stations", 86000),
        ("5G用户去年有多少？860万户。", "subscribers", 8_600_000),
        ("PUE是多少？1.15。", "pue", Decimal("1.15")),
        ("时延呢？8毫秒。", "latency", 8),
        ("530万市民用上了5G。", "subscribers", 5_300_000),
        ("全市8.2万家企业把业务搬上了云。", "enterprises", 82000),
        ("5G基站这本账上，去年底记着8.6万座。", "base_stations", 86000),
        ("摊到每万人头上，5G基站是21.4座。", "base_station_density", Decimal("21.4")),
    ],
)
def test_colloquial_turns(text: str, kind: str, value: Decimal) -> None:
    assert [(m.kind, m.value) for m in find(text)] == [(kind, value)]


def test_what_is_measured_against_is_not_counted() -> None:
    found = find("全省物联网终端4500万个，比手机用户还多1000万。")
    assert [(m.kind, m.value) for m in found] == [("connections", 45_000_000)]
