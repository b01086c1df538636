"""No part holds more than the whole."""

from tasks.check.figures import check_figures
from tasks.check.wholes import above_the_whole
from tests.tasks.check.figures import published, row_of, stated

NATION = [published(1_000_000, "2022-12-31", region_code=None), published(2_000_000, "2023-12-31", region_code=None)]


CITIES = [
    stated(value, "2021-12-31", region_code=code, region_name=name)
    for value, code, name in ((9000, "430100", "长沙市"), (3000, "430200", "株洲市"), (2000, "430300", "湘潭市"))
]


def against(*figures, known=NATION, doubted=()):
    return [(doubt.metric_id, doubt.against) for doubt in above_the_whole(figures, known, doubted)]


def test_a_province_above_the_nation_is_doubtful_on_the_same_day_or_later():
    high = stated(1_100_000, "2022-12-31")
    assert against(high) == [(high.metric_id, "https://example.org/1")]
    assert against(stated(1_100_000, "2023-12-31")) == []
    assert against(stated(1_100_000, "2023-06-30")) == []


def test_after_the_last_published_value_the_nation_may_double_in_a_year():
    assert against(stated(3_000_000, "2024-12-31")) == []
    assert len(against(stated(9_000_000, "2024-12-31"))) == 1


def test_a_city_above_its_province_is_doubtful():
    province = stated(50_000, "2022-12-31")
    city = stated(60_000, "2022-06-30", region_code="430100", region_name="湖南省长沙市")
    assert against(province, city, known=[]) == [(city.metric_id, province.metric_id)]
    assert against(province, stated(40_000, "2022-06-30", region_code="430100"), known=[]) == []
    later = stated(60_000, "2023-06-30", region_code="430100")
    assert against(province, later, known=[]) == []


def test_a_whole_that_is_in_doubt_itself_says_nothing_of_its_parts():
    broken = stated(142.5, "2021-12-31")
    assert [doubt.check for doubt in check_figures([row_of(each) for each in (broken, *CITIES)], []).doubts] == [
        "range"
    ]
    right, slip = stated(100_000, "2021-12-31"), stated(12, "2022-12-31")
    found = check_figures([row_of(each) for each in (right, slip, *CITIES)], []).doubts
    assert [(doubt.check, {doubt.metric_id, doubt.against}) for doubt in found] == [
        ("series", {right.metric_id, slip.metric_id})
    ]


def test_the_whole_next_after_counts():
    near, far = stated(100_000, "2022-06-30"), stated(2_500, "2023-12-31")
    assert against(far, near, *CITIES, known=[]) == []
    assert against(near, stated(1_000, "2020-12-31"), *CITIES, known=[]) == []
    city, low = stated(60_000, "2022-06-30", region_code="430100"), stated(50_000, "2022-06-30", metric_id="low")
    assert against(low, near, city, known=[]) == []
    assert against(low, city, known=[published(40_000, "2022-06-30")]) == [(city.metric_id, "https://example.org/1")]
    no_more_than_said = stated(50_000, "2022-06-30", approximator="at_least")
    assert against(no_more_than_said, stated(55_000, "2022-12-31"), city, known=[]) == [
        (city.metric_id, "m55000-2022-12-31")
    ]


def test_a_whole_below_several_of_its_parts_is_in_doubt_itself():
    province = stated(2500, "2021-12-31")
    assert against(province, *CITIES, known=[]) == [(province.metric_id, CITIES[0].metric_id)]
    assert against(province, *CITIES, known=[], doubted=[province.metric_id]) == []
    assert against(*CITIES, known=[published(2500, "2021-12-31")]) == [
        (city.metric_id, "https://example.org/1") for city in CITIES[:2]
    ]


def test_a_published_whole_that_its_page_dates_is_no_bound_for_days_before():
    city = stated(60_000, "2022-06-30", region_code="430100")
    assert against(city, known=[published(50_000, "2022-07-14")]) == []
    assert len(against(city, known=[published(50_000, "2022-07-31", first_hand=False)])) == 1


def test_nothing_is_compared_across_a_break():
    users = {"kind": "subscribers", "definition": "users"}
    known = [published(822_000_000, "2023-12-31", region_code=None, **users)]
    assert against(stated(900_000_000, "2023-11-30", **users), known=known) == []
    assert len(against(stated(900_000_000, "2023-12-31", **users), known=known)) == 1
    province = stated(9_000_000, "2024-03-31", **users)
    city = {"region_code": "430100", **users}
    assert against(province, stated(9_500_000, "2023-11-30", **city), known=[]) == []
    assert len(against(province, stated(9_500_000, "2023-12-31", **city), known=[])) == 1


def test_only_whole_stocks_of_the_same_thing_are_compared():
    province = stated(50_000, "2022-12-31")
    city = {"region_code": "430100", "as_of": "2022-06-30"}
    others = [
        stated(60_000, **city, technology="4G"),
        stated(60_000, **city, aspect="added"),
        stated(60_000, **city, status="target"),
        stated(60_000, **city, operator="中国移动"),
        stated(60_000, **city, kind="base_station_density", unit="per_10k_people"),
        stated(60_000, "2022-06-30", region_code="420100"),
        stated(60_000, None, region_code="430100"),
    ]
    assert against(province, *others, known=[]) == []
