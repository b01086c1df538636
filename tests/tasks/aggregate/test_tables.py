"""All tables together: counts add up, references hold, the same input gives the same bytes."""

from datetime import date
from itertools import permutations

import pyarrow as pa
import pytest

from schemas.records import Findings, RegionMention, Rejection
from schemas.tables import TABLES_OF_PAGES
from tasks.aggregate.tables import check_references, check_supported
from tasks.storage import write_table
from tasks.storage.database import database
from tests.tasks.aggregate.columnar import tables_of
from tests.tasks.aggregate.tellings import agreement, document, metric

DOCUMENTS = [
    document("a", "2021-08-19", text="甲市政府与移动签约。"),
    document("b", "2021-08-20", text="甲市政府与移动签约！"),
    document("c", "2021-08-20", text="全市建成基站1200个。"),
]
FINDINGS = [
    Findings(
        DOCUMENTS[0].doc_id,
        (RegionMention(0, 1, "甲", "421200", "prefecture"),),
        (agreement("市政府", "移动", signed="2021-08-18", region_code="421200", is_5g=True),),
    ),
    Findings(DOCUMENTS[1].doc_id, (), (agreement("市政府", "移动", signed="2021-08-18", region_code="421200"),)),
    Findings(
        DOCUMENTS[2].doc_id,
        metrics=(
            metric(1100, region_code="421200", as_of_edtf="2021-06-30", end=3),
            metric(1200, region_code="421200", as_of_edtf="2021-07-31", end=3),
            metric(9000, region_code="421200", as_of_edtf="2025", status="target", end=3),
            metric(700, region_code="421200", as_of_edtf="2021-08-31", operator="中国移动", end=3),
        ),
    ),
]
REJECTED = [Rejection("news/d", "clean", "empty", "the file has no bytes", "p0000000000000000")]


@pytest.fixture(scope="module")
def tables():
    return tables_of(DOCUMENTS, FINDINGS, REJECTED)


def rows(tables, name):
    return tables[name].to_pylist()


def test_reports_of_one_agreement_are_one_row_with_all_its_documents(tables):
    (row,) = rows(tables, "agreements")
    assert row["n_documents"] == 2
    assert row["signed_on"] == date(2021, 8, 18)
    assert row["region_name"] == "湖北省咸宁市"
    assert row["parties"] == ["市政府", "移动"]
    assert {e["doc_id"] for e in rows(tables, "evidence") if e["table"] == "agreements"} == {
        d.doc_id for d in DOCUMENTS[:2]
    }


def test_a_repost_keeps_its_row_and_names_its_original(tables):
    repeats = {row["source_uri"]: row["duplicate_of"] for row in rows(tables, "documents")}
    assert repeats == {"news/a": None, "news/b": DOCUMENTS[0].doc_id, "news/c": None}


def test_regions_carry_their_ancestors_and_totals(tables):
    by_code = {row["region_code"]: row for row in rows(tables, "regions")}
    assert set(by_code) == {"420000", "421200"}
    assert by_code["421200"]["parent_code"] == "420000"
    assert (by_code["420000"]["n_agreements"], by_code["420000"]["n_agreements_total"]) == (0, 1)
    assert by_code["420000"]["last_signed_on"] == date(2021, 8, 18)
    assert (by_code["420000"]["n_documents"], by_code["420000"]["n_documents_total"]) == (0, 1)
    assert (by_code["420000"]["n_metrics"], by_code["420000"]["n_metrics_total"]) == (0, 4)
    assert by_code["421200"]["n_metrics"] == 4


def test_committed_money_is_the_agreements_and_spent_money_the_figures():
    page = document("d", "2021-08-20", text="全市累计投资3000万元。")
    money = {"kind": "investment", "unit": "CNY", "region_code": "421200", "as_of_edtf": "2021-06-30", "end": 3}
    findings = [
        Findings(
            DOCUMENTS[0].doc_id,
            agreements=(
                agreement("市政府", "移动", signed="2021-08-18", region_code="421200", amount_cny=500_000_000),
                agreement("市政府", "联通", signed="2021-08-18", region_code="420000", amount_cny=700_000_000, start=1),
                agreement("市政府", "电信", status="planned", region_code="421200", amount_cny=900_000_000, start=2),
            ),
        ),
        Findings(
            page.doc_id,
            metrics=(metric(30_000_000, **money), metric(90_000_000, **(money | {"status": "target"}))),
        ),
    ]
    by_code = {row["region_code"]: row for row in rows(tables_of([*DOCUMENTS, page], findings, []), "regions")}
    assert by_code["421200"]["investment_committed_cny"] == 500_000_000
    assert by_code["420000"]["investment_committed_cny"] == 700_000_000
    assert by_code["420000"]["investment_committed_total_cny"] == 1_200_000_000
    assert by_code["421200"]["investment_spent_cny"] == 30_000_000
    assert by_code["421200"]["investment_spent_as_of_edtf"] == "2021-06-30"
    assert by_code["420000"]["investment_spent_cny"] is None


def test_a_division_that_is_no_more_names_its_successors():
    findings = [Findings(DOCUMENTS[0].doc_id, (RegionMention(0, 1, "甲", "110103", "county"),))]
    by_code = {row["region_code"]: row for row in rows(tables_of(DOCUMENTS, findings, []), "regions")}
    assert by_code["110103"]["successors"] == ["110101"]
    assert by_code["110000"]["successors"] == []


def test_the_latest_stock_is_of_the_division_itself_reached_and_dated(tables):
    (row,) = (row for row in rows(tables, "regions") if row["region_code"] == "421200")
    assert (row["base_stations"], row["base_stations_as_of_edtf"]) == (1200, "2021-07-31")


def test_a_rejected_page_has_its_reason(tables):
    assert [row["reason"] for row in rows(tables, "rejected")] == ["empty"]


def test_the_order_of_arrival_changes_nothing(tables):
    for documents, findings in zip(permutations(DOCUMENTS), permutations(FINDINGS), strict=True):
        again = tables_of(documents, findings, REJECTED * 2, n_shards=2)
        assert all(again[name].equals(table, check_metadata=True) for name, table in tables.items())


def test_no_pages_give_empty_tables():
    assert all(table.num_rows == 0 for table in tables_of([], [], []).values())


@pytest.fixture
def checked(tables, tmp_path):
    """Look at the published tables, some of them changed, as the last checks of a run do."""

    def look(check, **changed):
        with database(tmp_path / "tables") as shown:
            for table in TABLES_OF_PAGES:
                path = tmp_path / f"{table.name}.parquet"
                write_table(changed.get(table.name, tables[table.name]), path)
                shown.see(f"written_{table.name}", [path], table.arrow_schema())
            check(shown)

    return look


def test_a_row_that_names_no_row_is_refused(tables, checked):
    checked(check_references)
    with pytest.raises(ValueError, match="agreement_parties: agreement_id names a"):
        checked(check_references, agreements=tables["agreements"].slice(0, 0))


def changed(table, **values):
    """The table with the values of its first row replaced."""
    rows = table.to_pylist()
    return pa.Table.from_pylist([{**rows[0], **values}, *rows[1:]], schema=table.schema)


@pytest.mark.parametrize(
    ("change", "message"),
    [({"row_id": "a0000000000000000"}, "holds no row a0"), ({"field": "as_of"}, "agreements has no column as_of")],
)
def test_evidence_for_nothing_is_refused(tables, checked, change, message):
    checked(check_supported)
    with pytest.raises(ValueError, match=message):
        checked(check_supported, evidence=changed(tables["evidence"], **change))


@pytest.mark.parametrize(
    ("place", "name"), [({}, None), ({"is_national": True}, "全国"), ({"area": "京津冀"}, "京津冀")]
)
def test_a_place_without_a_code_has_its_name_and_one_that_is_not_settled_has_none(place, name):
    findings = [Findings(DOCUMENTS[0].doc_id, metrics=(metric(1200, end=3, **place),))]
    (row,) = rows(tables_of(DOCUMENTS[:1], findings, []), "metrics")
    assert (row["region_code"], row["region_name"]) == (None, name)
