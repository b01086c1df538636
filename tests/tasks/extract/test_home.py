import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.records import Document, HomeRegion, RegionMention
from schemas.reference.regions import gazetteer
from tasks.extract.home import find_home, meant_by_home
from tasks.extract.home_evidence import _is_publisher, _may_be_publishers
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.words import word_starts


def home(body: str, title: str | None = None, site: str | None = None, url: str | None = None) -> HomeRegion:
    text = f"{title}\n{body}" if title else body
    document = Document("d", "d", text, title=title, body_start=len(title) + 1 if title else 0, site=site, url=url)
    return find_home(document, find_regions(document, Words(text, word_starts(text))))


def test_the_paper_says_which_city_is_ours():
    found = home("丽水日报讯 前天，市政府和浙江移动签下协议，从杭州来的客人讲了话。")
    assert found == HomeRegion("330000", "331100")


def test_the_title_says_it():
    assert home("双方昨日签约，武汉的专家到场。", title="京山与湖北移动签约") == HomeRegion(
        "420000", "420800", "420882"
    )


def test_a_county_brings_its_city_and_province():
    assert home("天心区政府与长沙移动签约，全区建成基站300个。") == HomeRegion("430000", "430100", "430103")


def test_a_county_of_a_municipality_has_no_prefecture():
    assert home("我区与上海联通签约，金山区政府到场。") == HomeRegion("310000", None, "310116")


def test_a_document_of_a_province_is_of_no_city():
    assert home("福州消息，福建省通信管理局介绍，福建建成基站2万个，福建今年再建4000个。") == HomeRegion("350000")


def test_the_city_counts_where_the_document_speaks_of_ours():
    body = "我市与甘肃移动签约。甘肃移动在天水建站，甘肃省有关部门到场，甘肃移动总经理致辞。"
    assert home(body) == HomeRegion("620000", "620500")


def test_a_county_is_home_where_the_document_speaks_of_our_county():
    body = "五莲县政府与日照移动签约，日照移动负责人说，我县的网络将升级，日照移动会派人。"
    assert home(body, title="日照移动签约") == HomeRegion("370000", "371100", "371121")


def test_a_county_in_passing_is_not_home():
    body = "天水市政府与甘肃铁塔签约。在秦安县的一个村里，信号塔立了起来。市委书记到场。"
    assert home(body, title="天水与甘肃铁塔签约") == HomeRegion("620000", "620500")


def test_our_county_is_the_one_in_the_title_wherever_the_news_plays():
    body = "在杭州，我县与阿里云签约。杭州的专家到场，杭州多家企业也来了。"
    assert home(body, title="缙云县赴杭州签约") == HomeRegion("330000", "331100", "331122")


def test_a_city_under_a_city_that_names_only_the_branches_of_networks_is_home():
    body = "潍坊联通昨日与市政府签约。诸城的工厂要上云，潍坊联通派人来。"
    assert home(body) == HomeRegion("370000", "370700", "370782")
    assert home(body + "潍坊有三家工厂已经上云，潍坊还要再建四家。") == HomeRegion("370000", "370700")


def test_an_official_of_a_county_does_not_make_it_home():
    body = "株洲一家纺织厂和株洲移动签了约，见证的有天元区区长，株洲的工厂又多一家上云。"
    assert home(body) == HomeRegion("430000", "430200")


def test_our_city_is_not_one_of_its_counties():
    body = "我市与郴州移动签约，郴州移动负责人到场，资兴市的园区也在列。"
    assert home(body) == HomeRegion("430000", "431000")


@pytest.mark.parametrize(
    "body",
    [
        "中国移动与华为签约。",
        "四川省与重庆市的通信管理局签约，四川、重庆共建网络。",
        "上海、武汉、西安和沈阳的企业到场。",
        "中国移动总经理在武汉举行的大会上说，全国建成基站百万座。",
        "9月26日，北京。中国移动与华为签约。",
    ],
)
def test_a_document_of_no_place_or_of_many_has_no_home(body):
    assert home(body) == HomeRegion()


def test_where_it_took_place_counts_where_the_document_speaks_of_home():
    assert home("签约仪式在武汉举行，市政府与联通签约。") == HomeRegion("420000", "420100")


def test_a_title_of_two_provinces_is_of_neither():
    assert home("贵州建成基站8万座，贵州今年再建。四川建成3万座。", title="贵州、四川各有打法") == HomeRegion()


def test_the_site_says_it():
    assert home("市政府与联通签约。", site="福州新闻网") == HomeRegion("350000", "350100")


def test_the_host_of_a_government_says_it():
    assert home("市政府与联通签约。", url="http://www.hanzhong.gov.cn/a.shtml") == HomeRegion("610000", "610700")
    assert home("市政府与联通签约。", url="http://www.hanzhong.example.com/a.shtml") == HomeRegion()


def test_a_zone_that_does_not_name_its_city_says_where_we_are():
    assert home("光谷的企业昨日签约，全市再添一家工厂，光谷的园区提供场地。") == HomeRegion("420000", "420100")


@pytest.mark.parametrize(
    ("place", "unit", "code"),
    [
        (HomeRegion("330000", "331100"), "省", "330000"),
        (HomeRegion("330000", "331100"), "市", "331100"),
        (HomeRegion("330000", "331100"), "县", None),
        (HomeRegion("430000", "431000", "431081"), "市", "431081"),
        (HomeRegion("430000", "430100", "430103"), "市", "430100"),
        (HomeRegion("430000", "430100", "430103"), "区", "430103"),
        (HomeRegion("500000"), "市", "500000"),
        (HomeRegion("500000", None, "500112"), "市", "500000"),
        (HomeRegion("350000"), "市", None),
        (HomeRegion("420000", "422800"), "州", "422800"),
        (HomeRegion("650000"), "自治区", "650000"),
        (HomeRegion("650000"), "区", "650000"),
        (HomeRegion("430000"), "区", None),
        (HomeRegion(), "省", None),
    ],
)
def test_what_our_words_mean_at_home(place, unit, code):
    assert meant_by_home(place, unit) == code


PLACES = st.sampled_from(sorted(gazetteer().names_valid_on(None)))
WORDS = st.sampled_from(["，", "。", "我市", "全区", "县政府", "签约", "日报讯", "移动", "\n"])


@given(st.lists(PLACES | WORDS, max_size=15).map("".join))
def test_a_home_is_whole(text):
    found = home(text)
    places = gazetteer()
    if found.county is not None:
        assert places.prefecture_of(found.county) == found.prefecture
    if found.prefecture is not None:
        assert places.province_of(found.prefecture) == found.province
    if found.province is None:
        assert found == HomeRegion()


def test_a_county_that_is_named_most_is_home_where_no_title_says_otherwise():
    body = "福州市鼓楼区今年忙着立杆。到上周，鼓楼区开通的基站有四百多个。"
    assert home(body) == HomeRegion("350000", "350100", "350102")


#: Names of places, what makes one a publisher's, and what may stand between.
PUBLISHERS = [
    "丽水",
    "杭州",
    "今日",
    "掌上",
    "来源",
    "日报",
    "都市报",
    "新闻",
    "发布",
    "会",
    "热线",
    "：",
    " ",
    "\n",
    "市",
    "我",
]


@given(st.lists(st.sampled_from(PUBLISHERS), min_size=1, max_size=10).map("".join))
@example("丽水今日日报")
@example("来源：  丽水")
def test_no_publisher_is_passed_over(text):
    near = _may_be_publishers(text)
    for found in re.finditer("丽水|杭州", text):
        mention = RegionMention(*found.span(), found.group(), None, None)
        assert not _is_publisher(text, mention) or not near.isdisjoint(found.span())
