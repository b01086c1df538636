from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Document, RegionMention
from schemas.reference.regions import gazetteer
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.words import word_starts

#: The day of a page of which nothing else is said, so that a division that changes later changes nothing here.
DAY = date(2026, 5, 1)


def mentions(text: str, day: date | None = DAY, site: str | None = None) -> tuple[RegionMention, ...]:
    document = Document(doc_id="d", source_uri="d", text=text, published_on=day, site=site)
    return find_regions(document, Words(text, word_starts(text)))


def codes(text: str, day: date = DAY) -> list[str | None]:
    """The codes named, each once, in the order of the text."""
    return list(dict.fromkeys(mention.region_code for mention in mentions(text, day)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖南省株洲市天元区政府", ["430000", "430200", "430211"]),
        ("株洲移动与湖南移动", ["430200", "430000"]),
        ("中国移动天津有限公司东丽分公司", ["120000", "120110"]),
        ("国网重庆市电力公司", ["500000"]),
        ("（上海）有限公司", ["310000"]),
        ("中共湖南省委召开会议", ["430000"]),
        ("首都北京迎来客人", ["110000"]),
        ("双方于长春举行会谈", ["220100"]),
        ("项目从金华走向全国", ["330700"]),
        ("内蒙古自治区政府", ["150000"]),
        ("内蒙移动", ["150000"]),
        ("香港特区政府", ["810000"]),
        ("台湾同胞", ["710000"]),
        ("湖北省恩施州政府", ["420000", "422800"]),
        ("恩施土家族苗族自治州", ["422800"]),
        ("延边州移动", ["222400"]),
        ("上海浦东新区政府", ["310000", "310115"]),
        ("上海移动，浦东联通", ["310000", "310115"]),
        ("山西晋中移动", ["140000", "140700"]),
    ],
)
def test_divisions_are_named_in_full_in_short_and_inside_other_names(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    ["全省、全市、我县和区政府", "京津冀协同发展", "在沪签约，粤港澳三地", "成渝地区双城经济圈", "川渝两地与长三角"],
)
def test_home_words_and_abbreviations_name_nothing(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "中山大学与华为签约",
        "孙中山先生故居",
        "上海合作组织峰会",
        "上海浦东发展银行授信",
        "白云机场与联通签约",
        "东方网消息",
        "新华社记者",
        "阿里云落户",
        "德州仪器发布芯片",
        "美国德州的工厂",
        "朝阳产业蓬勃发展",
        "三明治与咖啡",
        "西咸新区签约",
        "雄安新区签约",
        "采购宁德时代的电池",
    ],
)
def test_what_only_borrows_a_name_names_nothing(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "沿南京东路步行",
        "家住重庆路上",
        "开在西藏中路",
        "长江、黄河与珠江",
        "青海湖畔",
        "山东半岛城市群",
        "海南岛环岛旅游",
        "台湾海峡",
        "黄海之滨",
        "苏州河畔",
        "黄山景区覆盖信号",
        "天门山景区",
        "巴丹吉林沙漠",
    ],
)
def test_streets_and_landscapes_name_nothing(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同江苏移动签约", ["320000"]),
        ("重庆路演活动", ["500000"]),
        ("在海口办公，货轮驶离出海口", ["460100"]),
        ("占地四平方公里", []),
        ("施用复合肥的农户", []),
        ("广东移动新增城市绿地", ["440000"]),
        ("浙江移动覆盖县以上城区", ["330000"]),
        ("河南移动走进乡村振兴示范县", ["410000"]),
        ("安徽移动服务省、市和县三级", ["340000"]),
        ("陕西移动改造老城区和新城区", ["610000"]),
        ("长沙市场广阔", ["430100"]),
        ("吉林市场广阔", ["220000"]),
        ("河北区域经济", ["130000"]),
        ("天津市河北区政府", ["120000", "120105"]),
        ("以上海为中心，从上海南站出发", ["310000"]),
    ],
)
def test_letters_of_other_words_name_nothing(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("百余名来宾见证签约", []),
        ("广西来宾移动签约", ["450000", "451300"]),
        ("来宾市政府", ["451300"]),
        ("日照时间长，适合光伏", []),
        ("日照移动建成基站", ["371100"]),
        ("德州移动签约", ["371400"]),
        ("广东中山移动开通基站", ["440000", "442000"]),
        ("中山市与中国移动签约，中山将建设网络", ["442000"]),
        ("东莞、中山、江门三市签约", ["441900", "442000", "440700"]),
        ("阿里与德阳签约", ["510600"]),
        ("西藏阿里地区开通信号", ["540000", "542500"]),
        ("甘肃移动与客户合作，资源共享", ["620000"]),
        ("甘肃合作市签约", ["620000", "623001"]),
        ("广西移动开发水资源", ["450000"]),
        ("广西资源县", ["450000", "450329"]),
        ("湖北移动向公安机关供网", ["420000"]),
        ("湖北省公安县政府", ["420000", "421022"]),
        ("青海移动参加平安社区建设", ["630000"]),
        ("青海省海东市平安区", ["630000", "630200", "630203"]),
        ("辽宁丹东推进乡村振兴", ["210000", "210600"]),
        ("石家庄移动发布新华保险案例", ["130100"]),
        ("重庆移动走进仙桃数据谷", ["500000"]),
        ("湖北仙桃移动签约", ["420000", "429004"]),
        ("陕西移动的记者李长安报道", ["610000"]),
        ("黑龙江移动总经理张建华", ["230000"]),
        ("福建的莆田、三明、南平入选", ["350000", "350300", "350400", "350700"]),
        ("山西的长治、临汾入选", ["140000", "140400", "141000"]),
        ("实现社会长治久安", []),
        ("陕西移动与安康签约，助力安康建设网络", ["610000", "610900"]),
        ("陕西移动祝市民幸福安康", ["610000"]),
        ("广西移动的来宾与各位来宾见证", ["450000"]),
        ("西藏的基站，拉萨4830个、日喀则2760个、山南1495个", ["540000", "540100", "540200", "540500"]),
        ("佛山各区5G基站\n* 顺德：4860座\n* 南海：4512座\n", ["440600", "440606", "440605"]),
        ("新区管委会主任孟广州与浙江移动签约，孟广州致辞", ["330000"]),
        ("书记陈永康与浙江移动签约", ["330000"]),
        ("到场的有孙平、赵玉林，以及浙江移动", ["330000"]),
        ("广西玉林移动与长春移动签约", ["450000", "450900", "220100"]),
        ("迎接成立七十周年大庆", []),
    ],
)
def test_everyday_words_need_a_plain_sign(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖北咸宁崇阳平安城市项目", ["420000", "421200", "421223"]),
        ("咸宁移动为嘉鱼、通城建网", ["421200", "421221", "421222"]),
        ("天心经开区在长沙签约", ["430103", "430100"]),
        ("长沙移动在岳麓山下", ["430100"]),
        ("江西移动在鄱阳湖边", ["360000"]),
        ("江西上饶鄱阳移动", ["360000", "361100", "361128"]),
        ("安徽安庆太湖县", ["340000", "340800", "340825"]),
        ("江苏移动治理太湖流域", ["320000"]),
        ("武汉移动在东湖高新区", ["420100"]),
        ("南京江北新区签约", ["320100"]),
        ("青岛西海岸新区签约", ["370200"]),
        ("资兴新闻网讯，客人来到资兴", ["431081"]),
        ("项目在义乌签约", ["330782"]),
        ("江源新闻讯，青海移动", ["630000"]),
        ("丰泽区高新产业园区", ["350503"]),
        ("贵州移动的会议在凯里举行", ["520000", "522601"]),
        ("建成奉节至建始高速，重庆移动覆盖", ["500236", "422822", "500000"]),
        ("嘉鱼镇上的小店", []),
        ("中国移动通信集团北京有限公司大兴分公司", ["110000", "110115"]),
        ("游客走进丽江古城", ["530700"]),
        ("深圳南山、福田、宝安", ["440300", "440305", "440304", "440306"]),
        ("济南历下、市中、槐荫", ["370100", "370102", "370103", "370104"]),
        ("湖州移动服务长兴、安吉、德清三县", ["330500", "330522", "330523", "330521"]),
        ("太白湖新区与济宁铁塔签约", ["370800"]),
    ],
)
def test_a_county_in_short_needs_its_prefecture_or_province_or_a_plain_sign(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市朝阳区政府", ["110000", "110105"]),
        ("吉林省长春市朝阳区", ["220000", "220100", "220104"]),
        ("辽宁朝阳联通签约", ["210000", "211300"]),
        ("南京市鼓楼区", ["320100", "320106"]),
        ("福州的网络覆盖鼓楼区", ["350100", "350102"]),
        ("济南市市中区", ["370100", "370103"]),
        ("四川省乐山市市中区", ["510000", "511100", "511102"]),
        ("青海省海南州", ["630000", "632500"]),
        ("青海移动与海南移动", ["630000", "460000"]),
        ("吉林省吉林市政府", ["220000", "220200"]),
        ("安徽省马鞍山市和县", ["340000", "340500", "340523"]),
        ("西安市新城区政府", ["610100", "610102"]),
        ("新疆的伊宁机场与伊宁移动", ["650000", "654002"]),
        ("南京市先签。徐州市鼓楼区后签", ["320100", "320300", "320302"]),
        ("徐州市先签，当地移动到场。南京市后签，鼓楼区随后", ["320300", "320100", "320106"]),
    ],
)
def test_a_name_of_many_is_settled_by_what_else_is_named(text, expected):
    assert codes(text) == expected


def test_what_nothing_settles_has_candidates_and_no_code():
    (mention,) = mentions("鼓楼区政府签约")
    assert mention.region_code is None
    assert mention.level is None
    assert set(mention.candidates) == {"320106", "320302", "350102", "410204"}


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("崇文区政府", 2008, ["110103"]),
        ("北京市崇文区旧址", 2015, ["110000", "110103"]),
        ("重庆市江北区政府", 2020, ["500000", "500105"]),
        ("重庆两江新区签约", 2020, ["500000"]),
        ("重庆两江新区签约", 2026, ["500000", "500157"]),
        ("莱芜移动", 2018, ["371200"]),
        ("济南莱芜签约", 2020, ["370100", "370116"]),
        ("巢湖市政府", 2008, ["341400"]),
        ("巢湖市政府", 2015, ["340181"]),
        ("山西太谷县", 2018, ["140000", "140726"]),
        ("山西晋中太谷区", 2021, ["140000", "140700", "140703"]),
        ("襄樊市政府", 2009, ["420600"]),
        ("襄阳市政府", 2015, ["420600"]),
        ("海东地区行署", 2010, ["632100"]),
        ("上海市卢湾区", 2010, ["310000", "310103"]),
        ("浙江杭州下城区", 2019, ["330000", "330100", "330103"]),
        ("密云县", 2010, ["110228"]),
        ("密云区", 2020, ["110118"]),
        ("重庆移动走进江北、渝中", 2026, ["500000", "500105", "500103"]),
        ("重庆移动走进江北、渝中", 2035, ["500000", "500103"]),
        ("铜仁市政府", 2009, ["522201"]),
        ("铜仁市政府", 2015, ["520600"]),
    ],
)
def test_a_name_means_what_it_meant_when_the_text_was_published(text, year, expected):
    assert codes(text, date(year, 6, 15)) == expected


def test_the_site_settles_what_the_text_does_not():
    (mention,) = mentions("鼓楼区政府签约", site="福州新闻网")
    assert mention.region_code == "350102"


def test_levels_are_those_of_the_division():
    assert [mention.level for mention in mentions("湖南省株洲市天元区")] == ["province", "prefecture", "county"]


NAMES = st.sampled_from(sorted(gazetteer().names))
FILLERS = st.sampled_from("，。、的在与市县区路山移动签约 5G\n")
TEXTS = st.lists(NAMES | FILLERS | st.text(max_size=3), max_size=12).map("".join)
DAYS = st.dates(date(1985, 1, 1), date(2030, 1, 1))


@given(TEXTS)
def test_a_mention_is_its_letters(text):
    for mention in mentions(text, day=None):
        assert text[mention.start : mention.end] == mention.surface


@given(TEXTS)
def test_mentions_stand_in_order_and_apart(text):
    found = mentions(text)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(TEXTS, DAYS)
def test_a_mention_has_a_code_with_its_level_or_candidates(text, day):
    for mention in mentions(text, day):
        if mention.region_code is None:
            assert len(mention.candidates) > 1
        else:
            region = gazetteer().region(mention.region_code, day)
            assert region is not None
            assert (mention.level, mention.candidates) == (region.level, ())


@given(TEXTS, DAYS)
def test_no_mention_names_what_was_yet_to_come(text, day):
    known = {region.code for region in gazetteer().regions if (region.valid_from or "1981")[:4] <= str(day.year)}
    assert {mention.region_code for mention in mentions(text, day)} - {None} <= known


@given(st.sampled_from([region for region in gazetteer().regions if region.valid_to is None]))
def test_every_division_is_found_by_its_full_name_with_all_that_it_lies_in(region):
    found = mentions(f"会议在{gazetteer().full_name(region.code)}举行", day=None)
    assert found[-1].region_code == region.code
