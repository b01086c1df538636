from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from schemas.reference.regions import Region, gazetteer
from schemas.reference.regions_words import name_words
from schemas.reference.regions_zones import zones

REGIONS = gazetteer().regions
CURRENT = [region for region in REGIONS if region.valid_to is None]
LEVELS = ("province", "prefecture", "county")


def _span(region: Region) -> tuple[str, str]:
    return (region.valid_from or "1981")[:4], (region.valid_to or "9999")[:4]


def test_there_are_34_provinces_and_they_have_no_parent():
    provinces = [region for region in CURRENT if region.level == "province"]
    assert len(provinces) == len({region.code for region in provinces}) == 34
    assert all(region.parent_code is None and region.code.endswith("0000") for region in provinces)


def test_current_divisions_are_as_many_as_the_ministry_counts():
    counts = Counter(region.level for region in CURRENT)
    assert counts["prefecture"] == 333
    assert 2_840 <= counts["county"] <= 2_850


#: Divisions of county level without Taiwan, Hong Kong and Macao at the end of each year, as the Ministry of Civil
#: Affairs counts them (民政事业发展统计公报 and 行政区划统计表, 2012 to 2024).
COUNTIES_OF_YEAR = {
    2012: 2852,
    2013: 2853,
    2014: 2854,
    2015: 2850,
    2016: 2851,
    2017: 2851,
    2018: 2851,
    2019: 2846,
    2020: 2844,
    2021: 2843,
    2022: 2843,
    2023: 2844,
    2024: 2846,
}
NOT_COUNTED_BY_THE_MINISTRY = ("71", "81", "82")


def _held_at_the_end_of(year: int) -> list[Region]:
    """Return the divisions of the year's end; a change of which only the year is known had been made by then."""
    return [region for region in REGIONS if int(_span(region)[0]) <= year < int(_span(region)[1])]


@pytest.mark.parametrize(("year", "counties"), COUNTIES_OF_YEAR.items())
def test_the_divisions_of_a_year_are_as_many_as_the_ministry_counted(year, counties):
    counts = Counter(
        region.level for region in _held_at_the_end_of(year) if not region.code.startswith(NOT_COUNTED_BY_THE_MINISTRY)
    )
    assert counts["county"] == counties
    assert counts["prefecture"] == (334 if 2015 <= year <= 2017 else 333)
    assert counts["province"] == 31


@pytest.mark.parametrize("year", range(1981, 2027))
def test_in_no_year_a_division_is_an_orphan_or_a_code_stands_for_two(year):
    held = _held_at_the_end_of(year)
    codes = Counter(region.code for region in held)
    assert [code for code, count in codes.items() if count > 1] == []
    assert [region.code for region in held if region.parent_code and region.parent_code not in codes] == []


def test_every_parent_is_a_division_of_a_higher_level():
    levels = {region.code: LEVELS.index(region.level) for region in REGIONS}
    orphans = [r.code for r in REGIONS if r.parent_code and levels.get(r.parent_code, 9) >= LEVELS.index(r.level)]
    assert orphans == []


def test_a_current_division_lies_in_current_divisions_only():
    current = {region.code for region in CURRENT}
    assert [r.code for r in CURRENT if r.parent_code and r.parent_code not in current] == []


def test_every_retired_division_has_successors_and_all_of_them_are_divisions():
    codes = {region.code for region in REGIONS}
    retired = [region for region in REGIONS if region.valid_to is not None]
    assert len(retired) > 3_000
    assert [region.code for region in retired if not region.successors] == []
    assert [code for region in REGIONS for code in region.successors if code not in codes] == []


def test_the_times_of_one_code_do_not_overlap():
    versions = defaultdict(list)
    for region in REGIONS:
        versions[region.code].append(_span(region))
    overlaps = [
        code for code, spans in versions.items() for before, after in pairwise(sorted(spans)) if after[0] < before[1]
    ]
    assert overlaps == []


def test_no_name_is_borne_twice_under_one_parent():
    names = Counter((region.parent_code, region.name) for region in CURRENT)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_division_is_well_formed():
    for region in REGIONS:
        assert len(region.code) == 6
        assert region.code.isdigit()
        assert len(region.short_name) >= 2
        assert region.name_en[0].isupper()
        assert _span(region)[0] <= _span(region)[1]


def test_places_lie_in_china():
    placed = [region for region in CURRENT if region.lon is not None and region.lat is not None]
    assert len(placed) > 0.98 * len(CURRENT)
    assert all(73 < (region.lon or 0) < 136 and 3 < (region.lat or 0) < 54 for region in placed)


@pytest.mark.parametrize(
    ("code", "name_en"),
    [
        ("610000", "Shaanxi"),
        ("140000", "Shanxi"),
        ("150000", "Inner Mongolia"),
        ("540000", "Tibet"),
        ("810000", "Hong Kong"),
        ("820000", "Macao"),
        ("430200", "Zhuzhou"),
        ("230100", "Harbin"),
        ("650100", "Urumqi"),
        ("430103", "Tianxin District"),
        ("421221", "Jiayu County"),
        ("420882", "Jingshan"),
        ("422800", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("420528", "Changyang Tujia Autonomous County"),
        ("310115", "Pudong New Area"),
        ("150221", "Tumed Right Banner"),
        ("341500", "Lu'an"),
        ("500000", "Chongqing"),
        ("361124", "Yanshan County"),
    ],
)
def test_english_names_are_those_that_maps_use(code, name_en):
    region = gazetteer().region(code)
    assert region is not None
    assert region.name_en == name_en


def test_a_code_stands_for_what_it_was_on_the_day():
    then, now = gazetteer().region("420600", date(2005, 1, 1)), gazetteer().region("420600")
    assert then is not None
    assert now is not None
    assert (then.name, now.name) == ("襄樊市", "襄阳市")


def test_a_retired_code_still_answers():
    region = gazetteer().region("110103")
    assert region is not None
    assert (region.name, region.successors) == ("崇文区", ("110101",))


def test_an_unknown_code_is_none_and_has_no_full_name():
    assert gazetteer().region("999999") is None
    with pytest.raises(KeyError):
        gazetteer().full_name("999999")


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        ("430211", "湖南省株洲市天元区"),
        ("500112", "重庆市渝北区"),
        ("429004", "湖北省仙桃市"),
        ("810000", "香港特别行政区"),
    ],
)
def test_full_names_hold_all_that_the_division_lies_in(code, full_name):
    assert gazetteer().full_name(code) == full_name


def test_what_lies_right_under_a_province_has_no_prefecture():
    assert gazetteer().prefecture_of("500112") is None
    assert gazetteer().province_of("500112") == "500000"
    assert gazetteer().prefecture_of("430211") == "430200"
    assert gazetteer().prefecture_of("430200") == "430200"


def test_the_day_of_a_change_is_kept_where_it_is_known():
    before, after = gazetteer().names_valid_on(date(2019, 11, 5)), gazetteer().names_valid_on(date(2019, 11, 6))
    assert "太谷县" in before
    assert "太谷区" not in before
    assert "太谷区" in after


def test_names_of_a_year_are_those_of_its_divisions():
    names = gazetteer().names_valid_on(date(2008, 8, 8))
    assert {name.region.code for name in names["巢湖市"]} == {"341400"}
    assert {name.region.code for name in names["崇文"]} == {"110103"}
    assert "红谷滩区" not in names


def test_shortened_names_of_autonomous_divisions_are_names():
    names = gazetteer().names_valid_on(None)
    for text, code in (("恩施州", "422800"), ("湘西州", "433100"), ("长阳县", "420528"), ("内蒙", "150000")):
        assert [name.region.code for name in names[text]] == [code]


def test_everyday_words_are_names_too():
    names = gazetteer().names
    assert sorted(word for word in name_words().ordinary if word not in names) == []


def test_zones_lie_in_current_counties_or_cities():
    codes = {region.code for region in CURRENT if region.level != "province"}
    assert {zone: code for zone, code in zones().items() if code not in codes} == {}
    assert not set(zones()) & set(gazetteer().names)
