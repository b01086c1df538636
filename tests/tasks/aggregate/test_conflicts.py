"""What pages contradict each other in is said; what one of them only leaves open is not."""

import pytest

from tasks.aggregate.agreements import unite
from tasks.aggregate.conflicts import conflicts
from tests.tasks.aggregate.tellings import agreement, told


def finding(**fields):
    return agreement("市政府", "移动", **fields)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("signed_edtf", "2021-08-18", "2021-08-19"),
        ("signed_edtf", "2021-08-18", "2022-08"),
        ("kind", "procurement", "framework"),
        ("region_code", "421200", "421300"),
        ("amount_cny", 5, 6),
        ("title", "甲协议", "乙协议"),
    ],
)
def test_a_contradiction_is_a_line(field, one, other):
    lines = conflicts([finding(**{field: one}), finding(**{field: one}), finding(**{field: other})])
    assert lines == (f"{field}: {one} (2), {other} (1)",)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("signed_edtf", "2021-08-18", "2021-08"),
        ("signed_edtf", "2021-08-18", "XXXX-08-18"),
        ("signed_edtf", "2021-08-18", None),
        ("kind", "framework", "other"),
        ("region_code", "421200", "420000"),
        ("amount_cny", 5, None),
        ("title", "5G协议", "共建5G协议"),
        ("status", "planned", "signed"),
    ],
)
def test_less_exact_contradicts_nothing(field, one, other):
    assert conflicts([finding(**{field: one}), finding(**{field: other})]) == ()


def test_a_row_keeps_the_usual_value_and_shows_the_conflict():
    sums = (8, 8, 9)
    tellings = [
        told(str(at), finding(signed="2021-08-18", amount_cny=amount), "2021-08-19") for at, amount in enumerate(sums)
    ]
    (row,) = unite(tellings)
    assert row.amount_cny == 8
    assert row.conflicts == ("amount_cny: 8 (2), 9 (1)",)
