"""A digest holds each place with its words once, and a page whose findings are not in its text stops itself alone."""

from dataclasses import replace

import pytest

from flows.stages import STAGES
from schemas.records import FieldSpan, Findings, RegionMention, Rejection
from tasks.aggregate.digest import PARTS, QuoteError, digest
from tasks.isolation import rejections_beside
from tasks.storage import read_records, read_table
from tests.tasks.aggregate.columnar import digested
from tests.tasks.aggregate.tellings import agreement, document, metric

TEXT = "甲与乙签约。"
PAGE = document("a", text=TEXT)


def said(**fields):
    return Findings(PAGE.doc_id, **fields)


def test_each_field_of_each_row_has_its_quote():
    finding = agreement(
        "市政府", "移动", signed="2021-08-18", evidence=(FieldSpan("parties", 0, 1), FieldSpan("parties", 2, 3))
    )
    rows = digest(PAGE, said(agreements=(finding,), metrics=(metric(3),)))["evidence"]
    assert [(row["table"], row["field"], row["quote"]) for row in rows] == [
        ("agreements", "row", TEXT),
        ("agreements", "parties", "甲"),
        ("agreements", "parties", "乙"),
        ("metrics", "row", "甲与"),
    ]


def test_a_place_read_twice_stands_once():
    twice = replace(agreement("市政府", "移动"), evidence=(FieldSpan("title", 0, 1), FieldSpan("title", 0, 1)))
    assert len(digest(PAGE, said(agreements=(twice,)))["evidence"]) == 2


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 7), (-1, 2), (90, 91)])
def test_a_finding_beyond_the_text_is_refused(start, end):
    with pytest.raises(QuoteError, match="has no text at"):
        digest(PAGE, said(metrics=(metric(3, start=start, end=end),)))


@pytest.mark.parametrize("place", [(0, 1, "丙"), (1, 2, "甲")])
def test_a_name_that_does_not_stand_at_its_place_is_refused(place):
    with pytest.raises(QuoteError, match="does not stand at"):
        digest(PAGE, said(regions=(RegionMention(*place, "421200", "prefecture"),)))


def test_a_page_that_cannot_be_digested_is_rejected_and_the_rest_goes_on(tmp_path):
    other = document("b", text=TEXT)
    path = digested(tmp_path / "0.parquet", [PAGE, other], [said(metrics=(metric(3, start=90, end=91),))])
    assert read_table(path)["doc_id"].to_pylist() == [other.doc_id]
    (refused,) = read_records(Rejection, rejections_beside(path))
    assert (refused.source_uri, refused.stage, refused.page_id) == (PAGE.source_uri, "digest", PAGE.page_id)


def test_two_findings_of_the_very_same_are_two_tellings():
    rows = digest(PAGE, said(metrics=(metric(3), metric(3))))["metrics"]
    assert len({row["telling"] for row in rows}) == 2


def test_whatever_a_telling_says_makes_it_another_one():
    told = [digest(PAGE, said(metrics=(metric(3, **fields),))) for fields in ({}, {"confidence": 0.7}, {"end": 3})]
    assert len({row["metrics"][0]["telling"] for row in told}) == 3


def test_the_flow_knows_every_table_of_a_digest():
    (stage,) = (stage for stage in STAGES if stage.name == "digest")
    assert set(stage.parts) == {"rejected", *PARTS}
