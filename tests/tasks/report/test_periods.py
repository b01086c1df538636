"""Years, quarters and months, and the rows in each."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.report.periods import ROOM, UNITS, Dated, label_of, period_of, timeline

YEARS = st.integers(1950, 2100).map(str)
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
DATES = st.one_of(st.just(""), YEARS, MONTHS, st.just("XXXX-08"))
ROWS = st.lists(st.builds(Dated, DATES, DATES, st.tuples(st.integers(0, 9), st.integers(0, 9))), max_size=30)


@given(MONTHS, st.sampled_from(UNITS))
def test_a_month_lies_in_the_period_that_is_named_after_it(month, unit):
    label = label_of(period_of(month, month, unit), unit)
    quarter = f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
    assert label == {"year": month[:4], "quarter": quarter, "month": month}[unit]


@given(ROWS, st.sampled_from(UNITS), st.one_of(st.none(), MONTHS))
def test_every_row_is_counted_once(rows, unit, newest):
    found = timeline(rows, unit, newest)
    counted = [found.before, found.after, found.open, *(counts for _, counts in found.periods)]
    for layer in (0, 1):
        assert sum(counts[layer] for counts in counted if counts) == sum(row.layers[layer] for row in rows)


@given(ROWS, st.sampled_from(UNITS), MONTHS)
def test_there_is_room_for_all_periods_and_none_is_left_out_between(rows, unit, newest):
    labels = [label for label, _ in timeline(rows, unit, newest).periods]
    assert len(labels) <= ROOM[unit]
    first = {"year": int, "quarter": _quarter, "month": lambda label: period_of(label, label, "month")}[unit]
    assert (
        [first(label) for label in labels] == [first(labels[0]) + at for at in range(len(labels))] if labels else True
    )


def _quarter(label):
    return 4 * int(label[:4]) + int(label[-1]) - 1


def test_one_date_far_ahead_or_long_ago_pushes_nothing_out():
    rows = [Dated(month, month, (1,)) for month in ("1961-01", "2021-08", "2021-10", "2201-01")]
    found = timeline(rows, "month", "2021-11")
    assert (found.before, found.after) == ((1,), (1,))
    assert found.periods == (("2021-08", (1,)), ("2021-09", (0,)), ("2021-10", (1,)))


def test_what_is_planned_within_a_year_is_drawn():
    rows = [Dated("2021-08", "2021-08", (1,)), Dated("2022-08", "2022-08", (1,))]
    assert timeline(rows, "month", "2021-08").after == (0,)
    assert timeline(rows, "month", "2021-07").after == (1,)


def test_an_interval_counts_where_it_lies_whole():
    rows = [Dated("2020-12", "2021-01", (1,))]
    assert timeline(rows, "year").open == (1,)
    assert timeline([Dated("2020-01", "2020-09", (1,))], "year").periods == (("2020", (1,)),)
    assert timeline([Dated("2020-01", "2020-09", (1,))], "quarter").open == (1,)


def test_nothing_has_no_periods():
    assert timeline([], "year").periods == ()
