import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Quantity
from schemas.units import dimensions, unit_forms
from tasks.extract import quantities
from tasks.extract.quantities import dimension, find_quantities
from tests.tasks.extract.number_styles import DECIMAL_STYLES, STYLES, Style

#: What each expression says: its exact value in the unit, the upper end of a range, how exactly it is meant.
#: Numbers side by side (七八个) are meant about; an explicit range is exact.
TABLE = list(csv.DictReader((Path(__file__).parent / "quantities.csv").read_text("utf-8").splitlines()))


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len({row["text"] for row in TABLE}) == len(TABLE) >= 600


@pytest.mark.parametrize("row", TABLE, ids=[row["text"] for row in TABLE])
def test_a_quantity_has_value_unit_and_approximator(row: dict[str, str]) -> None:
    found = [(q.value, q.upper, q.unit, q.approximator) for q in find_quantities(row["text"])]
    upper = Decimal(row["upper"]) if row["upper"] else None
    due = (Decimal(row["value"]), upper, row["unit"], row["approximator"]) if row["value"] else None
    assert found == ([due] if due else [])


def test_the_bounds_take_in_the_approximators() -> None:
    text = "全省已建成约1.2万个以上基站"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == "约1.2万个以上"


@pytest.mark.parametrize(
    ("text", "approximator"),
    [("签约20个项目", "exact"), ("附近3个村", "exact"), ("通过100个案例", "exact"), ("最近3年", "exact")],
)
def test_the_end_of_another_word_is_no_approximator(text: str, approximator: str) -> None:
    assert [quantity.approximator for quantity in find_quantities(text)] == [approximator]


def test_from_one_to_another_is_two_figures() -> None:
    assert [q.value for q in find_quantities("从3万个到5万个")] == [30000, 50000]


def test_a_list_carries_the_scale_and_unit_of_its_last() -> None:
    found = [(q.value, q.unit) for q in find_quantities("分别为79.1、33.5和38.6万个")]
    assert found == [(791000, "个"), (335000, "个"), (386000, "个")]


@pytest.mark.parametrize(("text", "unit"), [("120个部门", "个"), ("3家庭", ""), ("20项目", "")])
def test_a_measure_word_that_begins_another_word_is_none(text: str, unit: str) -> None:
    assert [quantity.unit for quantity in find_quantities(text)] in ([unit], [])


def test_dimensions_name_what_is_measured() -> None:
    units = [dimension(q) for q in find_quantities("30亿元、1000座、20%、10毫秒、5万")]
    assert units == ["money", "count", "ratio", "delay", "number"]


def test_every_unit_has_a_dimension() -> None:
    assert {form.unit for form in unit_forms().values()} <= set(dimensions())


@given(
    st.text(alphabet="建成5G基站约近超.1290,万亿千百十一二三个座户元%至-到余多和、，。年月日P兆秒/（）\n", max_size=60)
)
def test_quantities_lie_in_order_inside_the_text(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(2, 10**12 - 1), st.sampled_from(STYLES), st.sampled_from(["座", "户", "元", "%"]))
def test_a_whole_number_comes_back_from_every_style(number: int, style: Style, unit: str) -> None:
    (quantity,) = find_quantities(f"目前已有{style(Decimal(number))}{unit}，还在增加")
    assert (quantity.value, quantity.approximator, quantity.upper) == (number, "exact", None)


@given(
    st.decimals("1.01", "9999", places=2),
    st.sampled_from(DECIMAL_STYLES),
    st.sampled_from(["亿元", "万户", "%", "毫秒"]),
)
def test_a_decimal_comes_back_from_every_style(number: Decimal, style: Style, unit: str) -> None:
    (quantity,) = find_quantities(f"共{style(number)}{unit}。")
    assert quantity.value == number * {"亿元": 10**8, "万户": 10**4}.get(unit, 1)


@given(
    st.integers(2, 10**9),
    st.sampled_from(STYLES),
    st.sampled_from([("约{}座", "about"), ("近{}座", "nearly"), ("超过{}座", "over"), ("不少于{}座", "at_least")]),
)
def test_an_approximator_changes_no_value(number: int, style: Style, said: tuple[str, str]) -> None:
    form, approximator = said
    (quantity,) = find_quantities(form.format(style(Decimal(number))))
    assert (quantity.value, quantity.approximator) == (number, approximator)


@given(st.integers(min_value=2, max_value=10**9), st.sampled_from(["座", "户", "元", "%"]))
def test_a_plain_number_is_read_exactly(number: int, unit: str) -> None:
    (quantity,) = find_quantities(f"共{number}{unit}。")
    assert (quantity.value, quantity.approximator) == (number, "exact")


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(quantity, Quantity) for quantity in find_quantities(text))


@given(st.text(alphabet="0123456789,.万亿千百兆余多约超个元% P", max_size=60))
def test_no_number_is_too_large(text: str) -> None:
    assert all(quantity.value < Decimal(10) ** 26 for quantity in find_quantities(text))


#: Lone digits, what makes ranges and lists of them, and what else stands around them.
AROUND_DIGITS = [*"一三五8半百万至到、和与—- \n，个的近过了", "以及", "3万", "5个", "38.6万个", "规模", "年", "50%"]


@given(st.lists(st.sampled_from(AROUND_DIGITS), max_size=12).map("".join))
def test_a_lone_digit_that_is_passed_over_would_have_been_no_quantity(text: str) -> None:
    with mock.patch.object(quantities, "is_lone", return_value=False):
        plain = find_quantities(text)
    assert find_quantities(text) == plain
