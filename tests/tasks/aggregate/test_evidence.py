"""Every quote is what its document says, and every place stands once."""

from dataclasses import replace

from schemas.records import FieldSpan
from tasks.aggregate import agreements, metrics
from tasks.aggregate.evidence import evidence_rows
from tests.tasks.aggregate.tellings import agreement, metric, told

TEXT = "甲与乙签约。"


def rows():
    finding = agreement(
        "市政府", "移动", signed="2021-08-18", evidence=(FieldSpan("parties", 0, 1), FieldSpan("parties", 2, 3))
    )
    return evidence_rows(agreements.unite([told("a", finding)]), metrics.unite([told("a", metric(3))]))


def test_each_field_of_each_row_has_its_quote():
    assert [(row["table"], row["field"], row["quote"]) for row in rows()] == [
        ("agreements", "row", TEXT),
        ("agreements", "parties", "甲"),
        ("agreements", "parties", "乙"),
        ("metrics", "row", "甲与"),
    ]


def test_a_place_read_twice_stands_once():
    twice = replace(agreement("市政府", "移动"), evidence=(FieldSpan("title", 0, 1), FieldSpan("title", 0, 1)))
    assert len(evidence_rows(agreements.unite([told("a", twice)]), [])) == 2
