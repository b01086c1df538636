from collections import Counter
from datetime import date

import pytest

from schemas.reference.regions import Region, gazetteer, read_regions
from schemas.reference.regions_words import name_words
from schemas.reference.regions_zones import zones
from tests.schemas.reference.region_faults import DAY_NOT_KNOWN, RULES, SEAT_NOT_KNOWN, SHARE_A_SHORT_NAME

REGIONS = gazetteer().regions
CURRENT = [region for region in REGIONS if region.valid_to is None]
#: What to do where a count of divisions no longer fits.
CHANGED = "if a decision made it so, write the new number into this test; else a row lacks its end or is missing"

#: A county that becomes a city, between a neighbour and the rows of its parents, as the change should be entered.
TABLE = """code,name,level,parent_code,short_name,aliases,name_en,valid_from,valid_to,successors,lon,lat
420000,湖北省,province,,湖北,,Hubei,,,,114.34,30.55
421000,荆州市,prefecture,420000,荆州,,Jingzhou,1994,,,112.24,30.34
421200,咸宁市,prefecture,420000,咸宁,,Xianning,1998,,,114.32,29.84
421221,嘉鱼县,county,421200,嘉鱼,,Jiayu County,1998,2031-09-01,421283,113.93,29.97
421281,赤壁市,county,421200,赤壁,,Chibi,1998,,,113.90,29.73
421283,嘉鱼市,county,421200,嘉鱼,,Jiayu,2031-09-01,,,113.93,29.97
"""
OLD, NEIGHBOUR, NEW = TABLE.splitlines(keepends=True)[4:]


def _faults(table: str) -> list[str]:
    regions = read_regions(table)
    return [fault for rule in RULES for fault in rule(regions)]


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_the_table_keeps_the_rule(rule):
    faults = list(rule(REGIONS))
    assert not faults, "\n".join(faults[:20])


def test_exceptions_are_of_divisions_and_say_why():
    codes = {region.code for region in REGIONS}
    excepted = [*DAY_NOT_KNOWN, *SEAT_NOT_KNOWN, *(code for pair in SHARE_A_SHORT_NAME for code in pair)]
    assert [code for code in excepted if code not in codes] == []
    assert all([*DAY_NOT_KNOWN.values(), *SHARE_A_SHORT_NAME.values()])


def test_a_change_entered_as_it_should_be_has_no_faults():
    assert _faults(TABLE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("2031-09-01,421283", "2031-09-01,421299", "421221: successor 421299 is no division"),
        ("2031-09-01,421283", "2031-09-01,", "421221: ended 2031-09-01 but has no successors"),
        ("2031-09-01,421283", "2031-09-01,421221", "421221: successor 421221 is the division itself"),
        ("2031-09-01,421283", "2031-09-01,421283;421283", "421221: names a successor twice"),
        ("2031-09-01,421283", ",421283", "421221: has successors but no valid_to"),
        ("2031-09-01,421283", ",", "421221: 嘉鱼县 and 421283 嘉鱼市 are both 嘉鱼 under 421200"),
        (NEW, "", "421221: successor 421283 is no division"),
        ("Jiayu,2031-09-01", "Jiayu,", "421221: 嘉鱼县 and 421283 嘉鱼市 are both 嘉鱼"),
        ("Jiayu,2031-09-01", "Jiayu,2031-08-01", "421221: 嘉鱼县 and 421283 嘉鱼市 are both 嘉鱼"),
        ("Jiayu,2031-09-01", "Jiayu,2031-10-01", "421221: ends 2031-09-01, but its successor 421283 begins 2031-10-01"),
        ("2031-09-01,421283", "2031-09-01,421281;421283", None),
        ("嘉鱼市,county,421200", "嘉鱼市,county,421000", "421283: parent 421000 does not begin with the same digits"),
        ("嘉鱼市,county,421200", "嘉鱼市,county,420000", None),
        ("嘉鱼市,county,421200", "嘉鱼市,county,421900", "421283: parent 421900 is no division"),
        ("嘉鱼市,county,421200", "嘉鱼市,county,421281", "421283: parent 421281 is a county, not above a county"),
        ("嘉鱼市,county,421200", "嘉鱼市,county,", "421283: parent_code is empty"),
        ("1998,2031-09-01", "1998,2031/09/01", "421221: valid_to '2031/09/01' is no date"),
        ("1998,2031-09-01", "1998,2031-09-31", "421221: valid_to '2031-09-31' is no date"),
        ("Jiayu,2031-09-01", "Jiayu,20310901", "421283: valid_from '20310901' is no date"),
        ("1998,2031-09-01", "1998,2031", "421221: valid_to 2031 lacks the day"),
        ("1998,2031-09-01", "2031-09-02,2031-09-01", "421221: ends 2031-09-01, before it begins 2031-09-02"),
        ("嘉鱼市,county,421200,嘉鱼", "嘉鱼市,county,421200,鱼", "421283: short name '鱼'"),
        ("嘉鱼市,county,421200,嘉鱼", "嘉鱼市,county,421200,", "421283: short_name is empty"),
        ("Jiayu,2031-09-01,,,113.93,29.97", "Jiayu,2031-09-01,,,,", "421283: lon and lat of its seat are missing"),
        (",Jiayu,", ",,", "421283: name_en '' does not begin with a capital"),
        ("421283,嘉鱼市", "42128,嘉鱼市", "42128: not six digits"),
        ("421283,嘉鱼市", "421300,嘉鱼市", "421300: no code of a county"),
        (OLD + NEIGHBOUR, NEIGHBOUR + OLD, "421221 嘉鱼县: stands after"),
        ("421283,嘉鱼市", "421281,嘉鱼市", "421281: 赤壁市 and 嘉鱼市 hold at the same time"),
        ("Xianning,1998,", "Xianning,1998,2030", "421281: holds until now, its parent 421200 until 2030"),
        ("Xianning,1998,", "Xianning,2000,", "421221: begins 1998, before its parent 421200 does (2000)"),
    ],
)
def test_a_slip_is_named_with_its_code(right, wrong, fault):
    assert TABLE.count(right) == 1
    faults = _faults(TABLE.replace(right, wrong))
    assert any(each.startswith(fault) for each in faults) if fault else faults == [], faults


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("嘉鱼市,county", "嘉鱼市,city", "421283: no level of a region: 'city'"),
        ("Jiayu,2031-09-01,,,", "Jiayu,2031-09-01,,", "421283: the row has not as many columns"),
        ("Jiayu,2031-09-01,,,", "Jiayu,2031-09-01,,,,", "421283: the row has not as many columns"),
        ("Jiayu,2031-09-01,,,113.93", "Jiayu,2031-09-01,,,east", "421283: no degrees: 'east'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(right, wrong, message):
    with pytest.raises(ValueError, match=message):
        read_regions(TABLE.replace(right, wrong))


def _span(region: Region) -> tuple[str, str]:
    return (region.valid_from or "1981")[:4], (region.valid_to or "9999")[:4]


def test_there_are_34_provinces_and_they_have_no_parent():
    provinces = [region for region in CURRENT if region.level == "province"]
    assert len(provinces) == len({region.code for region in provinces}) == 34, CHANGED
    assert [region.code for region in provinces if region.parent_code or not region.code.endswith("0000")] == []


def test_current_divisions_are_as_many_as_the_ministry_counts():
    counts = Counter(region.level for region in CURRENT)
    assert counts["prefecture"] == 333, CHANGED
    assert 2_840 <= counts["county"] <= 2_850, CHANGED


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
    hint = f"at the end of {year}; a row begins or ends in another year than it did, or lacks its end"
    assert counts["county"] == counties, hint
    assert counts["prefecture"] == (334 if 2015 <= year <= 2017 else 333), hint
    assert counts["province"] == 31, hint


@pytest.mark.parametrize("year", range(1981, max(int(begin) for begin, _ in map(_span, REGIONS)) + 1))
def test_in_no_year_a_division_is_an_orphan_or_a_code_stands_for_two(year):
    held = _held_at_the_end_of(year)
    codes = Counter(region.code for region in held)
    orphans = [region for region in held if region.parent_code and region.parent_code not in codes]
    assert [f"{code}: two rows hold at the end of {year}" for code, count in codes.items() if count > 1] == []
    assert [f"{r.code}: its parent {r.parent_code} does not hold at the end of {year}" for r in orphans] == []


def test_a_current_division_lies_in_current_divisions_only():
    current = {region.code for region in CURRENT}
    orphans = [region for region in CURRENT if region.parent_code and region.parent_code not in current]
    assert [f"{r.code}: its parent {r.parent_code} is no more" for r in orphans] == []


def test_the_table_reaches_back():
    assert len(REGIONS) - len(CURRENT) > 3_000


def test_no_name_is_borne_twice_under_one_parent():
    names = Counter((region.parent_code, region.name) for region in CURRENT)
    assert [f"{parent}: two of its divisions are {name}" for (parent, name), count in names.items() if count > 1] == []


def test_places_lie_in_china():
    placed = [region for region in CURRENT if region.lon is not None and region.lat is not None]
    abroad = [r for r in placed if not (73 < (r.lon or 0) < 136 and 3 < (r.lat or 0) < 54)]
    assert [f"{r.code}: {r.lon}, {r.lat} lies outside China" for r in abroad] == []
    assert len(placed) > 0.98 * len(CURRENT), "too many divisions lack lon and lat"


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
