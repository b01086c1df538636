"""The stated figures as the checks see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.reference.figures import published_figures, series_breaks
from tasks.check.stated import ROUNDING, by_series, series_of_published, stated_figures, truth_of
from tasks.edtf import last_day
from tests.tasks.check.figures import stated

APPROXIMATORS = st.sampled_from(["exact", "about", "nearly", "over", "at_least", "at_most"])


@given(st.floats(1, 1e12), st.none() | st.floats(1, 100), APPROXIMATORS)
def test_the_numbers_told_are_allowed_by_what_is_told(value, factor, approximator):
    upper = None if factor is None else value * factor
    low, high = truth_of(value, approximator, upper)
    assert low <= value <= (upper or value) <= high


@pytest.mark.parametrize(
    ("approximator", "allowed", "barred"),
    [
        ("exact", 101, 103),
        ("nearly", 90, 103),
        ("over", 120, 95),
        ("about", 92, 115),
        ("at_least", 900, 95),
        ("at_most", 3, 105),
    ],
)
def test_an_approximator_leaves_open_what_it_says(approximator, allowed, barred):
    low, high = truth_of(100, approximator)
    assert low <= allowed <= high
    assert not low <= barred <= high


def test_a_range_reaches_to_its_upper_end():
    assert truth_of(100, "exact", 150) == (100 * (1 - ROUNDING), 150 * (1 + ROUNDING))
    assert truth_of(100, "over", 200) == (100 * (1 - ROUNDING), 250)
    assert truth_of(100, "about", 200).high > 200 * (1 + ROUNDING)


def test_a_break_parts_a_series():
    users = {"kind": "subscribers", "definition": "users"}
    eras = [stated(1, when, **users).series.era for when in ("2023-11-30", "2023-12-31", "2024")]
    assert eras == [0, 1, 1]
    assert stated(1, "2024", kind="subscribers", definition="packages").series.era == 0
    assert len(by_series([stated(1, "2023-11-30", **users), stated(2, "2024", **users)])) == 2


def test_what_has_no_settled_place_has_no_series():
    nation, unsettled = ({"region_code": None, "region_name": name} for name in ("全国", None))
    (series,) = by_series(
        [stated(1, "2021", **nation), stated(2, "2022", **unsettled), stated(3, "2022", **nation)]
    ).values()
    assert [figure.value for figure in series] == [1, 3]
    assert series[0].series.place is None


def test_a_row_without_a_number_is_no_figure():
    assert stated_figures([{"value": None}]) == []


def test_every_published_figure_has_its_date_place_and_source():
    figures = published_figures()
    assert len(figures) > 120
    assert sum(figure.first_hand for figure in figures) > len(figures) / 2
    for figure in figures:
        assert last_day(figure.as_of)
        assert figure.source.startswith("http")
        assert figure.value > 0
        assert series_of_published(figure).place == figure.region_code
    assert len(set(figures)) == len(figures)
    assert all(each.reason and each.source for each in series_breaks())
