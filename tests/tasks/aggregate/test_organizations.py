"""Each organisation is one row with all its names and the agreements that it is party to."""

from dataclasses import replace
from datetime import date

import pytest

from schemas.records import Findings
from tests.tasks.aggregate.columnar import tables_of
from tests.tasks.aggregate.tellings import agreement, document, party


def rows(*told):
    """The rows of the organisations by their names; each page tells of one agreement."""
    documents = [page for page, _ in told]
    findings = [Findings(page.doc_id, agreements=(finding,)) for page, finding in told]
    table = tables_of(documents, findings)["organizations"]
    return {row["canonical_name"]: row for row in table.to_pylist()}


def told(name, finding, published=None):
    return document(name, published, f"第{name}版：甲与乙签约。"), finding


def with_parties(*parties, **fields):
    return replace(agreement(**fields), parties=parties)


FIRST = told("a", agreement("市政府", "移动", signed="2021-08-18"), "2021-08-19")
REPRINT = told("b", agreement("市政府", "移动", signed="2021-08-18"), "2021-08-21")
SECOND = told("c", agreement("市政府", "联通", signed="2022-03-01"), "2022-03-02")


def test_agreements_and_documents_are_counted_apart():
    table = rows(FIRST, REPRINT, SECOND)
    counts = {name: (row["n_agreements"], row["n_documents"]) for name, row in table.items()}
    assert counts == {"市政府": (2, 3), "移动": (1, 2), "联通": (1, 1)}


def test_first_and_last_seen_are_days_of_publication():
    table = rows(FIRST, REPRINT, SECOND)
    assert (table["市政府"]["first_seen_on"], table["市政府"]["last_seen_on"]) == (date(2021, 8, 19), date(2022, 3, 2))
    undated = rows(told("a", agreement("市政府", "移动", signed="2021-08-18")))
    assert undated["移动"]["first_seen_on"] is None


def test_all_names_are_aliases_but_the_canonical_one():
    short = replace(party("海澜云"), aliases=("海澜云", "海澜"))
    full = replace(party("北京海澜云有限公司"), aliases=("北京海澜云有限公司", "海澜云公司"))
    table = rows(
        told("a", with_parties(party("市政府"), short, signed="2021-08-18"), "2021-08-19"),
        told("b", with_parties(party("市政府"), full, signed="2021-08-18"), "2021-08-20"),
    )
    assert set(table) == {"市政府", "北京海澜云有限公司"}
    row = table["北京海澜云有限公司"]
    assert row["aliases"] == ["海澜", "海澜云", "海澜云公司"]
    assert row["n_documents"] == 2, "the page with the short name reports the same organisation"


@pytest.mark.parametrize("codes", [("420000", "421200", "421200"), ("421200", "420000", "421200")])
def test_the_place_stated_most_often_stands(codes):
    tellings = [
        told(str(at), with_parties(party("市政府"), replace(party("甲厂"), region_code=code), signed=f"2021-0{at}-01"))
        for at, code in enumerate(codes, 1)
    ]
    row = rows(*tellings)["甲厂"]
    assert (row["region_code"], row["region_name"]) == ("421200", "湖北省咸宁市")


def test_an_organisation_that_signs_nothing_has_no_row():
    assert rows() == {}
