"""The same figure is one row; figures that differ in anything that matters stay apart."""

from dataclasses import replace
from itertools import permutations

import pytest

from schemas.records import FieldSpan
from tasks.aggregate.metrics import unite
from tests.tasks.aggregate.tellings import document, metric, told, told_by

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


@pytest.mark.parametrize("known", [{}, {"as_of_edtf": "2021-12-31"}, {"operator": "中国移动"}])
def test_a_figure_of_an_unsettled_place_is_its_documents_own(known):
    unsettled, national = metric(1200, **known), metric(1200, is_national=True, **known)
    assert len(unite([told("a", unsettled), told("b", unsettled)])) == 2
    assert len(unite([told("a", unsettled), told("b", unsettled, repeats="a")])) == 1
    assert len(unite([told("a", unsettled), told("b", national, repeats="a")])) == 2


def test_the_nations_figure_is_one_where_pages_date_it_or_name_the_nation():
    dated = metric(1200, is_national=True, as_of_edtf="2021-12-31")
    assert len(unite([told("a", dated), told("b", dated)])) == 1
    named = metric(1200, is_national=True, evidence=(FieldSpan("region_name", 0, 1),))
    assert len(unite([told("a", named, "2022-01-20"), told("b", named)])) == 1
    assert len(unite([told("a", named, "2022-01-20"), told("b", dated)])) == 1
    only_by_its_page = metric(1200, is_national=True)
    assert len(unite([told("a", only_by_its_page), told("b", only_by_its_page)])) == 2


def test_a_part_of_the_country_without_a_code_is_a_place():
    area = metric(1200, area="京津冀")
    assert len(unite([told("a", area), told("b", area)])) == 1
    assert len(unite([told("a", area), told("b", metric(1200, area="长三角"))])) == 2


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


def dates(*tellings):
    """The dates of the figures and how many tellings each has, whatever the order of arrival."""
    found = {
        tuple(sorted((m.finding.as_of_edtf or "", len(m.tellings)) for m in unite(o))) for o in permutations(tellings)
    }
    assert len(found) == 1
    return list(found.pop())


def stock(name, as_of, published=None, day_of_page=None, **fields):
    telling = told(name, metric(1200, **({"region_code": "421200", "as_of_edtf": as_of} | fields)), published)
    return telling if day_of_page is None else replace(telling, published_edtf=day_of_page)


def test_a_stock_and_its_later_value_are_two():
    assert dates(stock("a", "2021-06-30"), stock("b", "2021-12-31")) == [("2021-06-30", 1), ("2021-12-31", 1)]


def test_a_month_is_the_day_in_it_that_another_page_gives():
    assert dates(stock("a", "2021-06"), stock("b", "2021-06-30")) == [("2021-06-30", 2)]
    assert dates(stock("a", "2021"), stock("b", "2021-06"), stock("c", "2021-06-30")) == [("2021-06-30", 3)]
    assert dates(stock("a", "XXXX-06-30"), stock("b", "2021-06-30")) == [("2021-06-30", 2)]


def test_a_month_with_two_days_in_it_is_neither():
    tellings = stock("a", "2021-06"), stock("b", "2021-06-10"), stock("c", "2021-06-30")
    assert dates(*tellings) == [("2021-06", 1), ("2021-06-10", 1), ("2021-06-30", 1)]


def test_what_is_told_as_of_today_is_the_last_count():
    tellings = stock("a", "2021-06-30", "2021-07-20"), stock("b", "2021-08-01", "2021-08-01")
    assert dates(*tellings) == [("2021-06-30", 2)]
    assert dates(*tellings, stock("c", "2021-07-31", "2021-08-09")) == [("2021-06-30", 1), ("2021-07-31", 2)]
    assert len(dates(tellings[0], stock("b", "2021-10-05", "2021-10-05"))) == 2
    assert len(dates(tellings[0], stock("b", "2021-06-05", "2021-06-05"))) == 2


def test_what_is_told_as_of_today_again_and_again_is_one_figure():
    days = "2021-08-01", "2021-08-20", "2021-09-10", "2021-12-01"
    assert dates(*(stock(day, day, day) for day in days)) == [("2021-08-01", 3), ("2021-12-01", 1)]


def quoting(name, words, as_of, published):
    """A stock whose date was read from the words."""
    evidence = (FieldSpan("as_of_edtf", 0, len(words)),)
    finding = metric(1200, region_code="421200", as_of_edtf=as_of, evidence=evidence)
    return told_by(document(name, published, f"{words}建成基站1200个。"), finding)


def test_a_page_that_names_the_day_of_its_publication_has_counted_on_it():
    quarter, day = stock("a", "2021-06-30", "2021-07-05"), "2021-09-20"
    assert dates(quarter, quoting("b", "2021年9月20日", day, day)) == [("2021-06-30", 1), (day, 1)]
    assert dates(quarter, quoting("b", "目 前", day, day)) == [("2021-06-30", 2)]
    counted = quoting("b", "9月20日", day, day), quoting("c", "截至目前", day, day)
    assert dates(quarter, *counted) == [("2021-06-30", 1), (day, 2)]


def test_pages_whose_year_or_day_is_not_known_are_no_neighbours():
    yearless = [stock(day, day, day_of_page=day) for day in ("XXXX-03-02", "XXXX-12-08")]
    partial = [stock(month, month, day_of_page=month) for month in ("2019-08", "2024-03")]
    full = stock("a", "2019-07-10", "2019-07-10")
    assert dates(full, *yearless) == [("2019-07-10", 1), ("XXXX-03-02", 1), ("XXXX-12-08", 1)]
    assert dates(full, *partial) == [("2019-07-10", 1), ("2019-08", 1), ("2024-03", 1)]


def test_a_flow_of_today_is_that_of_its_day():
    assert len(dates(*(stock(day, day, day, aspect="added") for day in ("2021-08-01", "2021-08-02")))) == 2


def test_a_figure_without_date_is_the_one_that_another_page_dates():
    dated, undated = stock("a", "2021-06-30", "2021-07-20"), stock("b", None, "2021-11-02")
    assert dates(dated, undated) == [("2021-06-30", 2)]
    assert len(dates(dated, stock("b", None))) == 2
    assert len(dates(dated, stock("b", None, "2023-01-05"))) == 2
    assert len(dates(dated, stock("b", None, "2021-02-05"))) == 2
    assert len(dates(dated, stock("c", "2020-12-31"), undated)) == 3


def test_a_dated_figure_keeps_its_id_when_a_fuller_date_is_told_later():
    first, fuller = stock("a", "2021-06", "2021-07-01"), stock("b", "2021-06-30", "2021-07-05")
    (alone,), (both,) = unite([first]), unite([first, fuller])
    assert alone.metric_id == both.metric_id


def test_no_dated_figure_takes_the_id_of_one_that_nobody_dates():
    undated = stock("a", None)
    (alone,) = unite([undated])
    found = unite([undated, stock("b", None, "2021-07-01"), stock("c", "2021-06-30", "2021-07-05")])
    assert {m.finding.as_of_edtf: m.metric_id == alone.metric_id for m in found} == {None: True, "2021-06-30": False}


def test_a_dated_figure_keeps_its_id_when_older_pages_state_it_without_a_date():
    dated = stock("b", "2021-06-30", "2021-07-20")
    (alone,), (both,) = unite([dated]), unite([dated, stock("a", None, "2021-07-01")])
    assert alone.metric_id == both.metric_id


def test_no_two_figures_share_an_id():
    first, later = stock("a", None, "2021-07-01"), stock("b", "2021-06-30", "2021-07-05")
    metrics = unite([first, later, stock("c", None)])
    assert sorted(len(m.tellings) for m in metrics) == [1, 2]
    assert len({m.metric_id for m in metrics}) == 2
