"""Records survive the way through JSON, and equal ones give equal texts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.json_codec import from_json, to_json
from schemas.records import AgreementFinding, Document, FieldSpan, MetricFinding, PartyFinding

PARTY = PartyFinding(1, 3, "市政府", "泉州市人民政府", "o1", "government", signatory="林一")
AGREEMENT = AgreementFinding(
    0, 9, "framework", "signed", (PARTY,), topics=("5G",), evidence=(FieldSpan("title", 1, 2),)
)
METRIC = MetricFinding(
    1, 2, "pue", Decimal("1.25"), "ratio", "total", "at_most", "target", "1.25以下", value_upper=Decimal("1.3")
)


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
