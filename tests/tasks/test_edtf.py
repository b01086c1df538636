"""Partial dates: what is known, and what two of them have in common."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.edtf import compatible, day_of, detail, last_day, month_and_day

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(DAYS)
def test_a_full_date_is_its_day_and_agrees_with_all_its_parts(day):
    edtf = day.isoformat()
    assert day_of(edtf) == day
    for known in (edtf, edtf[:7], edtf[:4], f"XXXX-{edtf[5:]}", None):
        assert compatible(edtf, known)
        assert compatible(known, edtf)
        assert detail(known) <= detail(edtf)


@given(DAYS, DAYS)
def test_two_days_agree_only_where_they_are_one(one, other):
    assert compatible(one.isoformat(), other.isoformat()) == (one == other)


@pytest.mark.parametrize("edtf", [None, "2020", "2020-05", "XXXX-05-01", "2022-01/2022-03"])
def test_a_partial_date_is_no_day(edtf):
    assert day_of(edtf) is None


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("XXXX-08-18", "2021-08-18", True),
        ("XXXX-08-18", "2021-08-19", False),
        ("2021-08", "2021-08-19", True),
        ("2021/2022", "2021/2022", True),
        ("2021/2022", "2021", False),
    ],
)
def test_partial_dates_agree_where_nothing_known_differs(one, other, agree):
    assert compatible(one, other) is agree


def test_month_and_day_need_both():
    assert month_and_day("2021-08-18") == "08-18"
    assert month_and_day("2021-08") is None
    assert month_and_day("2021-08-01/2021-08-03") is None
    assert month_and_day(None) is None


@given(DAYS)
def test_the_last_day_of_a_date_is_not_before_it_and_in_its_period(day):
    edtf = day.isoformat()
    assert last_day(edtf) == day
    assert day <= last_day(edtf[:7]) <= last_day(edtf[:4])
    assert last_day(edtf[:7]).month == day.month
    assert last_day(f"2000-01/{edtf}") == day


def test_a_date_without_its_year_has_no_last_day():
    assert last_day("XXXX-08-18") is None
    assert last_day(None) is None
