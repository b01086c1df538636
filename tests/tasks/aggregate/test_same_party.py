"""Which names can be of one party, and which never are."""

import pytest

from schemas.records import PartyFinding
from tasks.aggregate.same_party import blocks, matched, same_party
from tasks.identity import stable_id

ROLES = {"医院": "institution", "学院": "institution", "市政府": "government", "县政府": "government"}


def party(name, operator=None, aliases=()):
    role = "operator" if operator else next((role for end, role in ROLES.items() if name.endswith(end)), "enterprise")
    return PartyFinding(0, 1, name, name, stable_id("o", name), role, operator=operator, aliases=aliases)


SAME = [
    (party("海澜云"), party("北京海澜云数据科技股份有限公司")),
    (party("海澜云集团"), party("海澜云有限公司")),
    (party("中国移动", "中国移动"), party("中国移动山东公司", "中国移动")),
    (party("南康区第一人民医院"), party("南康区一医院")),
    (party("远山重工", aliases=("远山",)), party("远山重型机械有限公司", aliases=("远山",))),
]
APART = [
    (party("海澜云"), party("天河云")),
    (party("北京海澜云有限公司"), party("上海海澜云有限公司")),
    (party("中国移动山东公司", "中国移动"), party("中国移动江苏公司", "中国移动")),
    (party("中国移动", "中国移动"), party("中国联通", "中国联通")),
    (party("中国移动", "中国移动"), party("移动互联科技有限公司")),
    (party("南康区第一人民医院"), party("南康区中医院")),
    (party("赣州学院"), party("赣州医学院")),
    (party("赣州市政府"), party("赣州县政府")),
    (party("赣州市政府"), party("赣州")),
]


def names(pair):
    return " ".join(each.canonical_name for each in pair)


@pytest.mark.parametrize("pair", SAME, ids=names)
def test_one_party_under_two_names(pair):
    one, other = pair
    assert same_party(one, other)
    assert same_party(other, one)
    assert {*blocks(one)} & {*blocks(other)}, "what shares no key is never compared"


@pytest.mark.parametrize("pair", APART, ids=names)
def test_two_parties(pair):
    one, other = pair
    assert not same_party(one, other)
    assert not same_party(other, one)


def test_the_same_organisation_is_preferred_to_one_that_is_alike():
    group, branch = party("中国移动", "中国移动"), party("中国移动山东公司", "中国移动")
    assert matched([group], [branch, group]) == [(group, group)]
    assert matched([branch, group], [group]) == [(group, group)]


def test_nobody_is_matched_twice():
    short, full = party("海澜云"), party("北京海澜云有限公司")
    assert matched([short, party("海澜云集团")], [full]) == [(short, full)]
