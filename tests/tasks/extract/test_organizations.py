from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Document, HomeRegion, OrganizationMention
from tasks.extract.organizations import find_organizations
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.words import word_starts

HOME = HomeRegion("330000", "331100")
DISTRICT = HomeRegion("310000", None, "310116")


def organizations(text: str, home: HomeRegion = HOME) -> tuple[OrganizationMention, ...]:
    document, words = Document("d", "u", text), Words(text, word_starts(text))
    return find_organizations(document, words, find_regions(document, words), home)


def names(text: str, home: HomeRegion = HOME) -> list[tuple[str, str]]:
    return [(each.name, each.canonical_name) for each in organizations(text, home)]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("中国移动通信集团有限公司", "中国移动"),
        ("中国移动通信集团山东有限公司", "山东移动"),
        ("中国移动通信集团湖北有限公司咸宁分公司", "咸宁移动"),
        ("移动咸宁分公司", "咸宁移动"),
        ("中国移动天津有限公司东丽分公司", "东丽移动"),
        ("鹤壁移动公司", "鹤壁移动"),
        ("中国联合网络通信集团有限公司", "中国联通"),
        ("中国联合网络通信有限公司", "中国联通"),
        ("中国联合网络通信有限公司上海市分公司", "上海联通"),
        ("中国联通有限公司山东分公司", "山东联通"),
        ("中国联通长沙市分公司", "长沙联通"),
        ("陕西联通", "陕西联通"),
        ("中国电信股份有限公司福建分公司", "福建电信"),
        ("电信酒泉分公司", "酒泉电信"),
        ("中国电信云南公司", "云南电信"),
        ("中国铁塔股份有限公司安徽省分公司", "安徽铁塔"),
        ("铁塔济宁市分公司", "济宁铁塔"),
        ("中国铁塔股份青岛市分公司", "青岛铁塔"),
        ("山东广电网络有限公司", "山东广电"),
        ("中广电（枣庄）网络有限公司", "枣庄广电"),
        ("湖北广电网络", "湖北广电"),
        ("江苏有线", "江苏有线"),
    ],
)
def test_every_spelling_of_an_operator_is_the_same_one(text, canonical):
    (found,) = organizations(f"昨日，{text}发布消息。")
    assert (found.name, found.canonical_name, found.role) == (text, canonical, "operator")


@pytest.mark.parametrize(
    "text", ["移动互联网发展很快。", "电信业务收入增长。", "广电行业转型。", "铁塔设施共享。", "山东移动支付普及。"]
)
def test_a_word_that_is_also_an_operator_is_none_by_itself(text):
    assert organizations(text) == ()


def test_a_list_shares_the_place_that_ends_it():
    assert [canonical for _, canonical in names("中国电信、移动、联通、铁塔江苏公司共同参与。")] == [
        "江苏电信",
        "江苏移动",
        "江苏联通",
        "江苏铁塔",
    ]


@pytest.mark.parametrize(
    ("text", "home", "canonical"),
    [
        ("市政府", HOME, "丽水市人民政府"),
        ("市府", HOME, "丽水市人民政府"),
        ("省政府", HOME, "浙江省人民政府"),
        ("区政府", DISTRICT, "上海市金山区人民政府"),
        ("市政府", DISTRICT, "上海市人民政府"),
        ("区教育局", DISTRICT, "上海市金山区教育局"),
        ("市通信管理局", DISTRICT, "上海市通信管理局"),
        ("恩施州政府", HOME, "恩施土家族苗族自治州人民政府"),
        ("宁夏回族自治区政府", HOME, "宁夏回族自治区人民政府"),
        ("重庆市经济和信息化委员会", HOME, "重庆市经济和信息化委员会"),
        ("陕西省委网信办", HOME, "陕西省委网信办"),
    ],
)
def test_a_government_is_that_of_its_place_or_of_the_home_of_the_text(text, home, canonical):
    found = organizations(f"昨日，{text}与外地客人座谈。", home)
    assert [(each.canonical_name, each.role) for each in found] == [(canonical, "government")]


def test_a_government_without_a_home_is_one_of_its_page_alone():
    (ours,) = organizations("市政府开会。", HomeRegion())
    assert (ours.canonical_name, ours.region_code) == ("市人民政府", None)
    assert ours.organization_id != organizations("市政府开会。", HOME)[0].organization_id
    assert organizations("四市政府开会。", HomeRegion()) == ()


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("会后，衢州市云数产业发展有限公司还与客人交流。", "衢州市云数产业发展有限公司", "enterprise"),
        ("柳州联通也同五菱汽车（集团）有限公司交流。", "五菱汽车（集团）有限公司", "enterprise"),
        ("控股子公司甘肃云峰绿色算力有限公司发布公告。", "甘肃云峰绿色算力有限公司", "enterprise"),
        ("昨日下午，厦门大学附属厦门眼科中心开业。", "厦门大学附属厦门眼科中心", "institution"),
        ("记者从中国软件行业协会获悉。", "中国软件行业协会", "other"),
        ("由九江鄱阳湖生态科技城管委会主办。", "九江鄱阳湖生态科技城管委会", "zone"),
        ("希望四川工程职业技术学院多出成果。", "四川工程职业技术学院", "institution"),
    ],
)
def test_a_name_begins_at_the_border_of_its_words(text, name, role):
    assert (name, role) in [(each.name, each.role) for each in organizations(text)]


@pytest.mark.parametrize(
    "text",
    ["两家公司参加。", "各大医院参加。", "一所大学参加。", "子公司参加。", "山东公司参加。", "5G联合创新实验室揭牌。"],
)
def test_a_common_noun_names_no_one(text):
    assert organizations(text) == ()


def test_a_short_name_in_brackets_stands_for_the_full_one():
    found = names("云图智算科技有限公司（以下简称“云图智算”）落户。云图智算将投产。")
    assert {canonical for _, canonical in found} == {"云图智算科技有限公司"}
    assert len(found) == 3


def test_a_short_name_of_a_firm_leaves_out_the_place_in_brackets():
    found = organizations("云溪光电的车间里，云溪光电（厦门）有限公司与华为签约。", HomeRegion())
    assert [each.canonical_name for each in found] == ["云溪光电（厦门）有限公司"] * 2 + ["华为"]


def test_initials_stand_for_a_university():
    assert {canonical for _, canonical in names("合肥工业大学开学，合工大迎新。")} == {"合肥工业大学"}


@pytest.mark.parametrize(
    "pair",
    [
        ("湖北大学", "湖北工业大学"),
        ("黄石学院", "黄石职业技术学院"),
        ("南昌大学", "南昌航空大学"),
        ("随州市中医院", "随州市中心医院"),
        ("深圳大学", "深圳技术大学"),
    ],
)
def test_a_whole_name_is_not_the_short_form_of_a_longer_one(pair):
    assert {canonical for _, canonical in names("、".join(pair))} == set(pair)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("集团母公司太行矿业集团", "太行矿业集团"),
        ("全资子公司远景智联科技有限公司", "远景智联科技有限公司"),
        ("营口铸造研究院有限公司", "营口铸造研究院有限公司"),
        ("本溪锻造研究院有限公司", "本溪锻造研究院有限公司"),
    ],
)
def test_a_firm_has_its_whole_name_and_no_word_of_kin(text, firm):
    assert {canonical for _, canonical in names(text)} == {firm}


def test_a_demonstrative_stands_for_what_was_named_last():
    found = names("兰州交通大学开学。昨日，该校与客人座谈。")
    assert found[-1] == ("兰州交通大学", "兰州交通大学")


def test_a_party_committee_is_a_body_of_its_own_but_its_secretary_is_not():
    assert names("泉州移动党委与客人座谈。") == [("泉州移动党委", "泉州移动党委")]
    assert names("泉州移动党委书记与客人座谈。") == [("泉州移动", "泉州移动")]


@given(
    st.lists(
        st.sampled_from(
            [
                "中国移动",
                "山东",
                "省",
                "市",
                "政府",
                "有限公司",
                "（",
                "）",
                "集团",
                "与",
                "、",
                "的",
                "华为",
                "大学",
                "分公司",
                "我市",
                "该校",
                "简称",
                "。",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_mentions_lie_in_the_text_in_order_without_overlaps(text):
    found = organizations(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
