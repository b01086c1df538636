"""The latest figure of a division is chosen by its date and its source."""

from dataclasses import replace
from itertools import permutations

import pytest

from tasks.aggregate.latest import is_plausible, rank, series_of
from tasks.aggregate.metrics import unite
from tests.tasks.aggregate.tellings import document, metric, told_by


def stock(name, value, as_of, url=None, text="甲与乙签约。", **fields):
    page = document(name, text=text, url=url)
    return told_by(page, metric(value, **({"region_code": "421200", "as_of_edtf": as_of} | fields)))


def latest(*tellings, series="base_stations"):
    """The value and date that stand for the division, the same whatever the order of arrival."""
    found = [standing(unite(order), series) for order in permutations(tellings)]
    assert all(one == found[0] for one in found)
    return found[0]


def standing(metrics, series):
    best = max((metric for metric in metrics if series_of(metric) == series), key=rank, default=None)
    return None if best is None else (int(best.finding.value), best.finding.as_of_edtf)


def test_the_later_date_stands_not_the_later_page_nor_the_greater_value():
    assert latest(stock("a", 1300, "2021-06-30"), stock("b", 1200, "2021-12-31")) == (1200, "2021-12-31")


def test_a_year_is_as_late_as_its_last_day_and_gives_way_to_the_day():
    assert latest(stock("a", 1300, "2021"), stock("b", 1200, "2021-11-30")) == (1300, "2021")
    assert latest(stock("a", 1300, "2021"), stock("b", 1250, "2021-12-31")) == (1250, "2021-12-31")


def test_for_one_date_the_authoritys_page_stands_then_the_surer_figure():
    press = stock("a", 1300, "2021-12-31", confidence=0.9)
    office = stock("b", 1284, "2021-12-31", url="http://www.xianning.gov.cn/1.html", confidence=0.6)
    assert latest(press, office) == (1284, "2021-12-31")
    assert latest(press, stock("b", 1284, "2021-12-31", confidence=0.6)) == (1300, "2021-12-31")


@pytest.mark.parametrize(
    "fields",
    [
        {"aspect": "added"},
        {"status": "target"},
        {"technology": "4G"},
        {"operator": "中国移动"},
        {"subject": "5G微基站"},
        {"subject": "5G宏站"},
        {"as_of_edtf": None},
        {"as_of_edtf": "XXXX-12-31"},
        {"kind": "factories"},
        {"unit": "percent", "aspect": "share"},
    ],
)
def test_what_is_no_dated_stock_of_the_division_never_stands(fields):
    assert latest(stock("a", 1200, "2021-06-30"), stock("b", 1300, "2022-06-30", **fields)) == (1200, "2021-06-30")


def money(name, value, as_of, said="全市累计投资", after="。", **fields):
    text = f"5G网络越织越密。{said}{value}元{after}"
    start = text.index(str(value))
    fields = {"kind": "investment", "unit": "CNY", "technology": None, "start": start, "end": start + 3} | fields
    return stock(name, value, as_of, text=text, **fields)


def test_spent_money_is_neither_promised_nor_one_years():
    spent = money("a", 30_000_000, "2021-06-30")
    promised = money("b", 90_000_000, "2022-12-31", status="target")
    flow = money("c", 5_000_000, "2022", aspect="added")
    years, months = money("d", 6_000_000, "2022"), money("e", 7_000_000, "2022-01/2022-08")
    assert latest(spent, promised, flow, series="investment_spent") == (30_000_000, "2021-06-30")
    assert latest(spent, years, months, series="investment_spent") == (30_000_000, "2021-06-30")


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("全市投资", "。"),
        ("全市累计投资", "建设一个数据中心。"),
        ("电厂旁的项目进展顺利，累计投资", "。"),
        ("智慧园区累计投资", "。"),
    ],
)
def test_money_of_one_project_is_not_what_the_division_has_spent(said, after):
    spent, project = money("a", 30_000_000, "2021-06-30"), money("b", 90_000_000, "2021-12-31", said, after)
    assert latest(spent, project, series="investment_spent") == (30_000_000, "2021-06-30")
    assert latest(spent, money("c", 40_000_000, "2022-06", after="，落地项目9个。"), series="investment_spent") == (
        40_000_000,
        "2022-06",
    )


def test_only_stocks_and_flows_have_a_plausible_range():
    assert is_plausible(metric(1200))
    assert not is_plausible(metric(10**9))
    assert not is_plausible(metric("142.5"))
    assert is_plausible(metric("1.5", kind="pue", unit="ratio"))
    assert is_plausible(metric(10**9, aspect="growth", unit="percent"))
    assert is_plausible(replace(metric(1), value=None))


def test_an_implausible_stock_does_not_stand():
    assert latest(stock("a", 1200, "2021-06-30"), stock("b", 10**9, "2022-06-30")) == (1200, "2021-06-30")
    assert latest(stock("a", 1200, "2021-06-30"), stock("b", "142.5", "2022-06-30")) == (1200, "2021-06-30")
