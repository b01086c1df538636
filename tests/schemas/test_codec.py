"""Records survive the way through Arrow."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import arrow_schema, from_arrow, from_json, to_arrow, to_json
from schemas.records import (
    AgreementFinding,
    Document,
    FieldSpan,
    Findings,
    MetricFinding,
    OffsetRun,
    Page,
    PartyFinding,
    RegionMention,
    Rejection,
    Segmentation,
    Span,
)

PARTY = PartyFinding(1, 3, "市政府", "泉州市人民政府", "o1", "government", signatory="林一")
AGREEMENT = AgreementFinding(
    0, 9, "framework", "signed", (PARTY,), topics=("5G",), evidence=(FieldSpan("title", 1, 2),)
)
METRIC = MetricFinding(
    1, 2, "pue", Decimal("1.25"), "ratio", "total", "at_most", "target", "1.25以下", value_upper=Decimal("1.3")
)


@pytest.mark.parametrize(
    "record",
    [
        Page("p1", "a/1.txt", b"\x00\xff", fetched_at=datetime(2021, 5, 1, 8, tzinfo=UTC)),
        Document("d1", "a/1.txt", "正文", published_on=date(2021, 5, 1), offsets=(OffsetRun(0, 2, 7),)),
        Rejection("a/1.txt", "clean", "empty", "no text"),
        Segmentation("d1", (Span(0, 2),), (Span(0, 1), Span(1, 2))),
        Findings("d1", (RegionMention(0, 2, "泉州", None, None, ("350500",)),), (AGREEMENT,), (METRIC,)),
    ],
)
def test_each_record_comes_back_as_it_was(record):
    assert from_arrow(type(record), to_arrow(type(record), [record])) == [record]


@given(st.lists(st.builds(FieldSpan, st.text(), st.integers(0, 2**40), st.integers(0, 2**40))))
def test_any_records_come_back_in_their_order(records):
    assert from_arrow(FieldSpan, to_arrow(FieldSpan, records)) == records


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18))
def test_a_decimal_keeps_its_value_to_nine_places(value):
    record = MetricFinding(1, 2, "pue", value, "ratio", "total", "exact", "actual", "x")
    assert from_arrow(MetricFinding, to_arrow(MetricFinding, [record]))[0].value == round(value, 9)


@pytest.mark.parametrize(
    "record", [METRIC, AGREEMENT, Document("d1", "a/1.txt", "正文", published_on=date(2021, 5, 1))]
)
def test_each_record_comes_back_from_json(record):
    text = to_json(type(record), record)
    assert from_json(type(record), text) == record
    assert to_json(type(record), from_json(type(record), text)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False), st.dates() | st.none(), st.text())
def test_any_number_day_and_text_comes_back_from_json(value, day, text):
    records = [Document("d1", text, text, published_on=day), MetricFinding(1, 2, "", value, "", "", "", "", text)]
    for record in records:
        assert repr(from_json(type(record), to_json(type(record), record))) == repr(record)


def test_no_records_still_have_a_schema():
    assert to_arrow(FieldSpan, []).schema == arrow_schema(FieldSpan)


def test_a_type_without_an_arrow_form_is_named():
    @dataclass
    class Odd:
        value: complex

    with pytest.raises(TypeError, match="complex"):
        arrow_schema(Odd)


def test_a_field_of_two_types_is_refused():
    @dataclass
    class Odd:
        value: int | str

    with pytest.raises(TypeError, match="one type or None"):
        arrow_schema(Odd)
