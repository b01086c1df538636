"""What is drawn is as long as the numbers say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.reference.report_words import Words
from tasks.report.chart import Bar, Chart, figure_of
from tasks.report.drawing import bars, columns, panels, top_of
from tasks.report.regions import sum_of_money
from tests.tasks.report.reading import figures_on

TITLE = Words("题", "title")
CHARTS = st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=30).map(
    lambda rows: Chart(TITLE, Words("名"), (Words("甲"), Words("乙")), _bars(rows))
)


def _bars(rows):
    return tuple(Bar(Words(f"第{at}", f"no. {at}"), row) for at, row in enumerate(rows))


def shown(chart, drawing):
    return figures_on(str(figure_of(chart, drawing)))["题"]


@pytest.mark.parametrize("drawing", [bars, columns, panels])
@given(chart=CHARTS)
def test_lengths_are_in_proportion_and_the_table_says_the_same(drawing, chart):
    figure = shown(chart, drawing)
    values = [value for bar in chart.bars for value in bar.values if value]
    if drawing is panels:
        values = [bar.values[layer] for layer in (0, 1) for bar in chart.bars if bar.values[layer]]
    said = [int(tip.rpartition(": ")[2].replace(",", "")) for tip, _ in figure.drawn]
    assert said == values
    if values:
        unit = max(length for _, length in figure.drawn) / max(values)
        assert all(
            length == pytest.approx(value * unit, abs=0.002)
            for (_, length), value in zip(figure.drawn, values, strict=True)
        )
        written = [[int(cell.replace(",", "")) for cell in row[1:3]] for row in figure.rows]
        assert written == [list(bar.values) for bar in chart.bars]


@given(CHARTS)
def test_no_bar_leaves_its_place(chart):
    page = str(figure_of(chart, bars))
    figure = figures_on(page).get("题")
    assert sum(length for tip, length in figure.drawn if tip.startswith("第0 ")) <= 100


@given(st.integers(1, 10**10))
def test_a_scale_has_at_most_four_lines_and_holds_the_largest(largest):
    top = top_of(largest)
    assert largest <= top <= max(2.5 * largest, 4)
    axis = str(columns(Chart(TITLE, TITLE, (TITLE,), (Bar(TITLE, (largest,)),))))
    assert 1 < axis.partition("</svg>")[0].count("<text") <= 5


def test_a_chart_of_nothing_says_so():
    chart = Chart(TITLE, TITLE, (TITLE,), (), nothing=Words("没有", "none"))
    assert "没有" in str(figure_of(chart, bars))
    assert "<svg" not in str(figure_of(chart, columns))


def test_a_chart_tells_who_does_not_see_it_what_it_shows():
    chart = Chart(TITLE, TITLE, (TITLE,), (Bar(Words("甲"), (3,)), Bar(Words("乙"), (12345,))))
    assert chart.in_words() == "题 title: 甲 3, 乙 12,345; ↑ 乙 12,345"
    assert 'role="img" aria-label="题 title: 甲 3' in str(bars(chart))


@pytest.mark.parametrize(
    ("yuan", "written"), [(999_960_000_000, "9,999.6 亿元"), (123_456_789_012, "1,234.57 亿元"), (99_999, "10 万元")]
)
def test_sums_of_money_are_written_out(yuan, written):
    assert sum_of_money(yuan) == written


@given(st.integers(1, 10**16) | st.integers(1, 10**6))
def test_sums_of_money_are_within_half_a_per_cent_and_have_no_exponent(yuan):
    number, unit = sum_of_money(yuan).split()
    assert set(number) <= set("0123456789,.")
    assert float(number.replace(",", "")) * {"元": 1, "万元": 10**4, "亿元": 10**8}[unit] == pytest.approx(yuan, 0.005)
    assert len(number.replace(",", "").partition(".")[0]) <= 4 or unit == "亿元" or number == "10,000"
