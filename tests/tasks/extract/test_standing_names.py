"""A canonical name means the same organisation on any page."""

import pytest

from schemas.records import HomeRegion
from tasks.extract.organizations.standing_names import stands_alone
from tasks.identity import stable_id
from tests.tasks.extract.test_organizations import HOME, organizations


@pytest.mark.parametrize(
    ("text", "canonical", "code"),
    [
        ("市人民医院与浙江移动签约。", "丽水市人民医院", "331100"),
        ("省肿瘤医院与浙江移动签约。", "浙江省肿瘤医院", "330000"),
        ("丽水市人民医院与浙江移动签约。", "丽水市人民医院", "331100"),
        ("丽水经济技术开发区管委会与浙江移动签约。", "丽水经开区", "331100"),
        ("丽水经开区党工委与浙江移动签约。", "丽水经开区", "331100"),
        ("经开区管委会与浙江移动签约。", "丽水经开区", "331100"),
        ("市发改委与浙江移动签约。", "丽水市发展和改革委员会", "331100"),
        ("丽水市工信局与浙江移动签约。", "丽水市工业和信息化局", "331100"),
    ],
)
def test_what_is_short_for_the_home_is_named_in_full(text, canonical, code):
    found = organizations(text, HOME)[0]
    assert (found.canonical_name, found.region_code) == (canonical, code)


def test_a_zone_named_in_full_is_meant_by_its_last_words():
    found = organizations("杭州高新区与华为签约。昨天，高新区管委会再签一份。", HOME)
    assert [each.canonical_name for each in found] == ["杭州高新区", "华为", "杭州高新区"]


def test_two_zones_of_one_kind_leave_its_last_words_open():
    found = organizations("杭州高新区、宁波高新区与华为签约。昨天，高新区管委会再签一份。", HOME)
    assert [each.canonical_name for each in found if each.role == "zone"] == ["杭州高新区", "宁波高新区", "高新区"]


@pytest.mark.parametrize(("surface", "canonical"), [("市人民医院", "市人民医院"), ("经开区管委会", "经开区")])
def test_without_a_home_it_is_one_of_its_page_alone(surface, canonical):
    found = organizations(f"{surface}与华为签约。", HomeRegion())[0]
    assert (found.canonical_name, found.region_code) == (canonical, None)
    assert found.organization_id == stable_id("o", canonical, "d")


@pytest.mark.parametrize(
    ("surface", "alone"),
    [
        ("丽水市政府", True),
        ("丽水学院", True),
        ("市政府", False),
        ("我市", False),
        ("该公司", False),
        ("高新区", False),
    ],
)
def test_an_alias_means_its_owner_outside_of_the_page(surface, alone):
    assert stands_alone(surface) is alone
