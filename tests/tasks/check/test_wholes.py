"""No part holds more than the whole."""

from tasks.check.wholes import above_the_whole
from tests.tasks.check.figures import published, stated

NATION = [published(1_000_000, "2022-12-31", region_code=None), published(2_000_000, "2023-12-31", region_code=None)]


def against(*figures, known=NATION):
    return [(doubt.metric_id, doubt.against) for doubt in above_the_whole(figures, known)]


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
