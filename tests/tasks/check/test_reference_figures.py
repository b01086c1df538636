"""Stated figures against published ones, and what may have happened to those that do not go with them."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.check.reference import against_published, expected_stock
from tests.tasks.check.figures import published, stated

KNOWN = [published(100_000, "2022-12-31"), published(120_000, "2023-06-30"), published(150_000, "2023-12-31")]


def why(figure, known=KNOWN):
    return [doubt.why for doubt in against_published([figure], known)]


def test_between_two_published_stocks_lies_what_is_between_them():
    expected, bounds = expected_stock(date(2023, 3, 31), KNOWN)
    assert 98_000 < expected.low < 100_000
    assert 120_000 < expected.high < 122_000
    assert [bound.as_of for bound in bounds] == ["2022-12-31", "2023-06-30"]


def test_beyond_the_last_published_stock_it_may_double_in_a_year():
    expected, _ = expected_stock(date(2024, 12, 31), KNOWN)
    assert expected.low < 150_000
    assert 295_000 < expected.high < 310_000


def test_before_the_first_published_stock_nothing_is_too_little():
    expected, _ = expected_stock(date(2020, 12, 31), KNOWN)
    assert expected.low == 0


@pytest.mark.parametrize(
    "figure",
    [
        stated(110_000, "2023-03-31"),
        stated(100_000, "2023-01", approximator="nearly"),
        stated(99_000, "2022-12-31", approximator="over"),
        stated(200_000, "2024-06-30"),
        stated(110_000, None),
        stated(5_000, "2023-03-31", operator="中国移动"),
        stated(5_000, "2023-03-31", status="target"),
        stated(5_000, "2023-03-31", technology="4G"),
        stated(5_000, "2023-03-31", region_code="420000", region_name="湖北省"),
        stated(5_000, "2023-03-31", region_code=None, region_name="中部"),
        stated(5_000, "2023-03-31", definition="macro"),
        stated(900, "2023", aspect="added"),
    ],
)
def test_what_goes_with_them_or_is_of_another_series_is_not_doubtful(figure):
    assert why(figure) == []


@pytest.mark.parametrize(
    ("figure", "guess"),
    [
        (stated(11, "2023-03-31"), "万 is missing?"),
        (stated(11_000, "2023-03-31"), "a digit is missing?"),
        (stated(1_100_000_000, "2023-03-31"), "万 is too much?"),
        (stated(100_000, "2024-03-31"), "it is the value of 2022-12-31, old news under a new date?"),
        (stated(150_000, "2023-03-31"), "it is the value of 2023-12-31, a later value under an old date?"),
    ],
)
def test_a_doubt_says_what_may_have_happened(figure, guess):
    (said,) = why(figure)
    assert said.endswith(guess)
    assert "published are" in said


def test_a_definition_may_be_taken_for_another():
    users = [published(30_000_000, "2020-11-30", kind="subscribers", definition="users")]
    packages = [published(20_000_000, "2020-11-30", kind="subscribers", definition="packages")]
    figure = stated(21_000_000, "2020-12-31", kind="subscribers", definition="users")
    assert why(figure, packages) == []
    assert why(figure, users + packages)[0].endswith("it goes with packages, another definition?")


def test_a_flow_is_held_against_that_of_its_own_period():
    known = [published(60_000, "2022", aspect="added")]
    assert why(stated(61_000, "2022", aspect="added", approximator="about"), known) == []
    assert why(stated(90_000, "2021", aspect="added"), known) == []
    assert why(stated(90_000, "2022", aspect="added"), known) == ["published are 60,000 for 2022"]


def test_a_doubt_says_where_the_source_only_repeats_and_names_the_bound_that_is_crossed():
    known = [replace(KNOWN[0], source="https://example.org/low"), replace(KNOWN[1], first_hand=False, source="high")]
    (above,) = against_published([stated(130_000, "2023-03-31")], known)
    assert above.why == "published are 100,000 on 2022-12-31 and 120,000 on 2023-06-30 (second hand)"
    assert above.against == "high"
    (below,) = against_published([stated(90_000, "2023-03-31")], known)
    assert below.against == "https://example.org/low"
    flow = published(60_000, "2022", aspect="added", first_hand=False)
    assert why(stated(90_000, "2022", aspect="added"), [flow]) == ["published are 60,000 for 2022 (second hand)"]


def test_a_stock_that_its_page_dates_bounds_what_comes_after_it_only():
    known = [published(63_000, "2022-09-15")]
    assert why(stated(70_000, "2022-08-31"), known) == []
    assert why(stated(70_000, "2022-09-15"), known) != []
    assert why(stated(60_000, "2022-09-30"), known) != []


def test_the_nation_has_a_name_but_no_code():
    known = [published(60_000, "2022", aspect="added", region_code=None)]
    added = stated(90_000, "2022", aspect="added", region_code=None, region_name="全国")
    assert why(added, known) == ["published are 60,000 for 2022"]


def test_what_has_no_settled_place_is_not_taken_for_the_nation():
    known = [replace(each, region_code=None) for each in KNOWN]
    assert why(stated(5_000, "2023-03-31", region_code=None, region_name="全国"), known) != []
    assert why(stated(5_000, "2023-03-31", region_code=None, region_name=None), known) == []


def test_the_two_sides_of_a_break_are_not_compared():
    users = {"kind": "subscribers", "region_code": None, "definition": "users"}
    known = [published(830_000_000, "2023-11-30", **users), published(822_000_000, "2023-12-31", **users)]
    before = stated(831_000_000, "2023-12-20", **users, region_name="全国")
    assert why(before, known) == []
