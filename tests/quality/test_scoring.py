"""The scorer finds what is right, what is missed and what is false."""

import pyarrow as pa
import pytest

from tests.quality.scoring import fold, score

COLUMNS = {
    "documents": ["doc_id", "source_uri", "published_edtf"],
    "agreements": ["agreement_id", "title", "kind", "status", "signed_edtf", "region_code", "amount_cny", "is_5g"],
    "agreement_parties": ["agreement_id", "name", "canonical_name", "signatory"],
    "metrics": [
        "metric_id",
        "kind",
        "value",
        "unit",
        "aspect",
        "approximator",
        "status",
        "as_of_edtf",
        "region_code",
        "technology",
        "value_text",
    ],
    "region_mentions": ["doc_id", "region_code"],
    "evidence": ["table", "row_id", "doc_id"],
}
AGREEMENT = {
    "title": None,
    "kind": "framework",
    "status": "signed",
    "signed": "2020-01-02",
    "region": "341103",
    "parties": [["南谯区政府", "南谯区人民政府"], ["滁州电信"]],
    "signatories": [["祝南星", "副总经理"]],
    "amount_cny": None,
    "is_5g": True,
    "optional": False,
}
METRIC = {
    "kind": "base_stations",
    "value": 215,
    "unit": "count",
    "aspect": "total",
    "approximator": "exact",
    "status": "actual",
    "as_of": None,
    "region": "341103",
    "technology": "5G",
    "quote": "215个5G基站",
    "optional": False,
}
PAGE = {
    "source": "page.txt",
    "published": "2020-01-03",
    "agreements": [AGREEMENT],
    "metrics": [METRIC],
    "regions": ["341100", "341103"],
}
ROWS = {
    "documents": [["d1", "news/page.txt", "2020-01-03"]],
    "agreements": [["a1", None, "framework", "signed", "2020-01-02", "341103", None, True]],
    "agreement_parties": [["a1", "南谯区人民政府", "南谯区人民政府", None], ["a1", "滁州电信", "滁州电信", "祝南星"]],
    "metrics": [["m1", "base_stations", 215.0, "count", "total", "exact", "actual", None, "341103", "5G", "215个"]],
    "region_mentions": [["d1", "341100"], ["d1", "341103"], ["d1", None]],
    "evidence": [["agreements", "a1", "d1"], ["metrics", "m1", "d1"]],
}


def tables(**changed):
    return {
        name: pa.Table.from_pylist(
            [dict(zip(columns, row, strict=True)) for row in changed.get(name, ROWS[name])],
            pa.schema([(column, _type(column)) for column in columns]),
        )
        for name, columns in COLUMNS.items()
    }


def _type(column):
    return {"value": pa.float64(), "amount_cny": pa.int64(), "is_5g": pa.bool_()}.get(column, pa.string())


def test_equal_tables_score_one():
    scores = score(tables(), [PAGE])
    assert set(scores.figures().values()) == {1.0}
    assert scores.complaints == []


def test_missed_and_false_rows_lower_the_score():
    other = ["m1", "base_stations", 216.0, "count", "total", "exact", "actual", None, "341103", "5G", "216个"]
    scores = score(tables(metrics=[other]), [PAGE])
    assert scores.figures()["metrics"] == 0
    assert [line.split(":")[1][:13] for line in scores.complaints] == [" missed metri", " false metric"]


def test_one_shared_party_of_two_is_no_match():
    parties = [["a1", "南谯区政府", "南谯区政府", None], ["a1", "滁州移动", "滁州移动", None]]
    assert score(tables(agreement_parties=parties), [PAGE]).figures()["agreements"] == 0


def test_a_wrong_field_lowers_only_its_own_figure():
    row = ["a1", None, "framework", "signed", "2020-01-03", "341103", None, True]
    figures = score(tables(agreements=[row]), [PAGE]).figures()
    assert {name for name, figure in figures.items() if figure < 1} == {"agreement.signed"}


def test_regions_count_both_ways():
    figures = score(tables(region_mentions=[["d1", "341100"], ["d1", "320000"]]), [PAGE]).figures()
    assert figures["regions"] == pytest.approx(0.5)


@pytest.mark.parametrize("metrics", [ROWS["metrics"], []])
def test_what_is_optional_counts_neither_way(metrics):
    optional = PAGE | {"metrics": [METRIC | {"optional": True}]}
    evidence = [row for row in ROWS["evidence"] if metrics or row[0] != "metrics"]
    tally = score(tables(metrics=metrics, evidence=evidence), [optional]).tallies["metrics"]
    assert (tally.right, tally.said, tally.due) == (0, 0, 0)


def test_a_page_without_a_document_misses_everything():
    scores = score(tables(documents=[["d1", "news/other.txt", None]]), [PAGE])
    assert scores.figures()["agreements"] == scores.figures()["regions"] == 0
    assert scores.complaints[0] == "page.txt: no document"


def test_a_row_is_used_for_one_expected_row_only():
    twice = PAGE | {"metrics": [METRIC, METRIC | {"as_of": "2020"}]}
    tally = score(tables(), [twice]).tallies["metrics"]
    assert (tally.right, tally.said, tally.due) == (1, 1, 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("庆铃（集团）有限公司", "庆铃(集团)有限公司", True),
        ("“云上曲靖”战略合作协议", "云上曲靖战略合作协议", True),
        ("5G+乡村", "5g+乡村", True),
        ("滁州移动", "滁州电信", False),
    ],
)
def test_fold_forgets_spelling_only(one, other, same):
    assert (fold(one) == fold(other)) is same
