"""What cannot be, whatever the place and the date."""

import pytest

from tasks.check.ranges import out_of_range
from tests.tasks.check.figures import stated


@pytest.mark.parametrize(
    "figure",
    [
        stated(10**9, "2021"),
        stated(0, "2021"),
        stated(10**9, "2021", aspect="added"),
        stated(120, "2021", aspect="share", unit="percent"),
        stated(12.5, "2021", kind="pue", unit="ratio", technology=None),
        stated(142.5, "2021"),
    ],
)
def test_what_cannot_be_is_doubtful(figure):
    (doubt,) = out_of_range([figure])
    assert (doubt.check, doubt.metric_id, doubt.against) == ("range", figure.metric_id, None)


@pytest.mark.parametrize(
    "figure",
    [
        stated(1200, "2021"),
        stated(430, "2021", aspect="growth", unit="percent"),
        stated(98.5, "2021", aspect="share", unit="percent"),
        stated(1.25, "2021", kind="pue", unit="ratio", technology=None),
        stated(22.5, "2021", kind="base_station_density", unit="per_10k_people"),
    ],
)
def test_what_can_be_is_not(figure):
    assert list(out_of_range([figure])) == []


def test_a_place_that_is_not_settled_is_not_told_as_the_nation():
    (doubt,) = out_of_range([stated(142.5, "2021", region_code=None, region_name=None)])
    assert doubt.what.startswith("a place not settled: base_stations")
    (doubt,) = out_of_range([stated(142.5, "2021", region_code=None, region_name="全国")])
    assert doubt.what.startswith("全国 base_stations")
