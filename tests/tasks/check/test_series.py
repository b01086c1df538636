"""A stock that only grows."""

from itertools import combinations, pairwise
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from tasks.check.series import longest_growing, shrinking
from tests.tasks.check.figures import stated

DATES = [f"20{year}-12-31" for year in range(15, 23)]


def doubtful(*figures):
    return [doubt.metric_id for doubt in shrinking(figures)]


def test_what_grows_is_believed():
    assert doubtful(stated(100, "2020"), stated(100, "2021"), stated(300, "2022")) == []


def test_the_one_that_does_not_go_with_the_others_is_doubtful():
    low = stated(10, "2021-12-31")
    assert doubtful(stated(90, "2019-12-31"), stated(100, "2020-12-31"), low, stated(300, "2022-12-31")) == [
        low.metric_id
    ]
    high = stated(9000, "2021-12-31")
    assert doubtful(stated(100, "2020-12-31"), high, stated(300, "2022-12-31"), stated(400, "2023-12-31")) == [
        high.metric_id
    ]


def test_a_doubt_names_the_nearest_value_that_it_contradicts():
    believed = [stated(value, f"{year}-12-31") for value, year in ((100, 2019), (200, 2020), (300, 2021), (400, 2023))]
    low, high = stated(50, "2022-12-31"), stated(900, "2018-12-31")
    assert [doubt.against for doubt in shrinking([*believed, low])] == ["m300-2021-12-31"]
    assert [doubt.against for doubt in shrinking([*believed, high])] == ["m100-2019-12-31"]


def test_many_figures_are_read_in_a_moment():
    """Exact values and upper limits by turns, each of which could end a run of any length."""
    series = [stated(100 + n, "2020-12-31", approximator="at_most" if n % 2 else "exact") for n in range(20_000)]
    began = process_time()
    assert len(longest_growing(series)) == 20_000
    assert process_time() - began < 5


def test_rounding_is_no_shrinking():
    assert doubtful(stated(1000, "2020", approximator="nearly"), stated(990, "2021"), stated(1200, "2022")) == []


def test_other_places_operators_and_definitions_are_other_series():
    figures = [
        stated(900, "2020"),
        stated(100, "2021", region_code="420000"),
        stated(100, "2021", operator="中国移动"),
        stated(100, "2021", definition="macro"),
        stated(100, "2021", technology="4G"),
        stated(100, None),
        stated(100, "2021", status="target"),
        stated(100, "2021", kind="factories"),
    ]
    assert doubtful(*figures) == []


def goes_together(figures):
    """Whether values can be chosen within the ranges so that none is below an earlier one."""
    floor = 0.0
    for figure in figures:
        floor = max(floor, figure.truth.low)
        if floor > figure.truth.high:
            return False
    return True


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from(["exact", "nearly", "over", "about", "at_least", "at_most"])),
        max_size=7,
    )
)
def test_the_longest_run_is_the_longest(values):
    series = [
        stated(value, when, approximator=approximator)
        for (value, approximator), when in zip(values, DATES, strict=False)
    ]
    run = longest_growing(series)
    longest = max(len(some) for n in range(len(series) + 1) for some in combinations(series, n) if goes_together(some))
    assert goes_together(run)
    assert len(run) == longest
    assert [series.index(figure) for figure in run] == sorted({series.index(figure) for figure in run})
    assert all(one.day <= other.day for one, other in pairwise(run))
