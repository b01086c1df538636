"""The same figure is one row; figures that differ in anything that matters stay apart."""

from dataclasses import replace
from itertools import permutations

import pytest

from tasks.aggregate.metrics import unite
from tests.tasks.aggregate.tellings import metric, told

BASE = metric(1200, region_code="421200", as_of_edtf="2021-12-31")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "factories"},
        {"unit": "percent"},
        {"aspect": "added"},
        {"status": "target"},
        {"technology": "4G"},
        {"region_code": "420000"},
        {"as_of_edtf": "2022-12-31"},
        {"operator": "中国移动"},
        {"value_upper": metric(1300).value},
    ],
)
def test_figures_that_differ_stay_apart(change):
    fields = {"region_code": "421200", "as_of_edtf": "2021-12-31"} | change
    assert len(unite([told("a", BASE), told("b", metric(1200, **fields))])) == 2


def test_the_same_figure_from_two_pages_is_one_row_with_the_surer_telling():
    surer = metric("1200.0", region_code="421200", as_of_edtf="2021-12-31", confidence=0.9, approximator="over")
    for order in permutations([told("a", BASE), told("b", surer)]):
        (row,) = unite(order)
        assert len(row.tellings) == 2
        assert row.finding.approximator == "over"


def test_a_figure_without_place_and_date_is_its_documents_own():
    assert len(unite([told("a", metric(10)), told("b", metric(10))])) == 2
    assert len(unite([told("a", metric(10)), told("b", metric(10), repeats="a")])) == 1


def test_a_figure_said_twice_in_a_document_is_one_row():
    assert len(unite([told("a", metric(10)), told("a", metric(10, start=4, end=6))])) == 1


def test_a_figure_keeps_its_id_when_more_pages_state_it():
    (alone,) = unite([told("b", BASE)])
    (both,) = unite([told("b", BASE), told("a", BASE)])
    assert alone.metric_id == both.metric_id


def test_an_extent_without_a_number_is_a_row_of_its_own():
    everywhere = metric(100, kind="coverage", region_code="421200")
    described = replace(everywhere, value=None)
    assert len(unite([told("a", described), told("b", described)])) == 1
    assert len(unite([told("a", described), told("b", everywhere)])) == 2
