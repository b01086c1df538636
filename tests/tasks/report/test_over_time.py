"""Charts over time say how many rows they leave out, also where that is all of them."""

import pytest

from schemas.reference.report_words import Words, words
from tasks.report.chart import figure_of
from tasks.report.drawing import columns, panels
from tasks.report.over_time import by_period, over_time
from tasks.report.periods import Dated, timeline
from tasks.report.signers import operators_by_year
from tests.tasks.report.reading import parsed

UNDATED = (Dated("XXXX-08", "XXXX-08", (3, 0)), Dated("", "", (2, 1)))
NOTHING_YET, NONE_DATED = str(words("page.no_agreement")), str(words("time.none_dated"))


def told(page):
    """Return what stands in the place of a chart, and the notes above it, for each figure."""
    return [
        (figure.xpath("string(p[@class='empty'])"), [one.text_content() for one in figure.xpath(".//p[@class='note']")])
        for figure in parsed(str(page)).xpath("//figure")
    ]


def test_agreements_without_a_date_are_told():
    left_out = [str(words("time.open", n="6"))]
    assert told(over_time(UNDATED, "2024-01")) == [(NONE_DATED, left_out)]
    assert told(over_time((), "2024-01")) == [(NOTHING_YET, [])]


def test_agreements_dated_to_the_year_are_told_under_quarter_and_month():
    left_out = [str(words("time.open", n="3"))]
    year, *finer = told(over_time((Dated("2021", "2021", (3, 0)),), "2024-01"))
    assert year == ("", [])
    assert finer == [(NONE_DATED, left_out)] * 2


def test_documents_without_a_date_are_told():
    layers = (Words("甲"), Words("乙"))
    chart = by_period(timeline(UNDATED, "year"), Words("题"), layers, "time.open_documents", Words("无"))
    assert told(figure_of(chart, columns)) == [(NONE_DATED, [str(words("time.open_documents", n="6"))])]


@pytest.mark.parametrize(
    ("signed_by", "sentence"),
    [({}, str(words("signers.no_operator"))), ({"中国移动": (Dated("", "", (2,)),)}, NONE_DATED)],
)
def test_the_operators_chart_says_whether_dates_or_operators_are_missing(signed_by, sentence):
    chart = operators_by_year(signed_by, "2024-01")
    assert told(figure_of(chart, panels, has_legend=False)) == [(sentence, [str(words("signers.by_year_note"))])]
