"""Records survive the way through Arrow."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import arrow_schema, from_arrow, to_arrow
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
        Segmentation("d1", (Span(0, 2),), b"\1\1"),
        Findings("d1", (RegionMention(0, 2, "泉州", None, None, ("350500",)),), (AGREEMENT,), (METRIC,)),
    ],
)
def test_each_record_comes_back_as_it_was(record):
    assert from_arrow(type(record), to_arrow(type(record), [record])) == [record]


@given(st.lists(st.builds(FieldSpan, st.text(), st.integers(0, 2**40), st.integers(0, 2**40))))
def test_any_records_come_back_in_their_order(records):
    assert from_arrow(FieldSpan, to_arrow(FieldSpan, records)) == records


class Place(NamedTuple):
    name: str
    codes: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Row:
    weight: Decimal | None
    place: Place | None
    places: tuple[Place, ...] = ()
    days: tuple[date | None, ...] | None = None


PLACES = st.builds(Place, st.text(), st.none() | st.lists(st.integers(0, 9), max_size=3).map(tuple))
ROWS = st.builds(
    Row,
    st.none() | st.decimals(-9, 9, places=9),
    st.none() | PLACES,
    st.lists(PLACES, max_size=3).map(tuple),
    st.none() | st.lists(st.dates(), max_size=3).map(tuple),
)


def _plain(value):
    if hasattr(value, "_asdict"):
        return {name: _plain(inner) for name, inner in value._asdict().items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


@given(st.lists(ROWS, max_size=5))
def test_columns_are_what_rows_one_by_one_would_give(rows):
    table = to_arrow(Row, rows)
    table.validate(full=True)
    plain = [{name: _plain(getattr(row, name)) for name in table.column_names} for row in rows]
    assert table.equals(pa.Table.from_pylist(plain, schema=arrow_schema(Row)))
    assert from_arrow(Row, table) == rows


def test_columns_that_were_left_out_keep_their_default():
    table = to_arrow(Row, [Row(None, Place("甲"), (Place("乙"),))]).drop_columns(["places"])
    assert from_arrow(Row, table) == [Row(None, Place("甲"))]


def test_a_part_of_a_table_gives_its_records():
    rows = [Row(None, Place(name, (number,)), (Place(name),) * number) for number, name in enumerate("甲乙丙")]
    assert from_arrow(Row, to_arrow(Row, rows).slice(1, 2)) == rows[1:]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18))
def test_a_decimal_keeps_its_value_to_nine_places(value):
    record = MetricFinding(1, 2, "pue", value, "ratio", "total", "exact", "actual", "x")
    assert from_arrow(MetricFinding, to_arrow(MetricFinding, [record]))[0].value == round(value, 9)


def test_records_come_back_from_part_of_a_table():
    records = [Findings(f"d{n}", (), (AGREEMENT,) * n, (METRIC,) * (5 - n)) for n in range(5)]
    table = to_arrow(Findings, records)
    assert from_arrow(Findings, table.slice(1, 3)) == records[1:4]
    assert from_arrow(Findings, pa.concat_tables([table, table])) == records * 2


def test_a_column_left_out_keeps_its_default():
    table = to_arrow(Findings, [Findings("d1", (), (AGREEMENT,), (METRIC,))])
    assert from_arrow(Findings, table.drop_columns(["metrics"])) == [Findings("d1", (), (AGREEMENT,))]


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
