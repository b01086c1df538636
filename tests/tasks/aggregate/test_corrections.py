"""Each correction does what it says, all that depends on it follows, and what cannot be applied is told."""

from dataclasses import replace
from datetime import date

import pytest

from schemas.correction import Words
from schemas.records import FieldSpan, Findings, RegionMention
from tasks.aggregate.agreements import settled
from tasks.aggregate.correction_doubts import with_doubts
from tasks.aggregate.correction_rows import Row, Rows, Supports
from tasks.aggregate.correction_rules import AGREEMENT_RULES, METRIC_RULES
from tasks.aggregate.correction_words import Support
from tasks.aggregate.metrics import stated
from tasks.aggregate.rows import metric_row
from tasks.identity import stable_id
from tests.tasks.aggregate.columnar import tables_of
from tests.tasks.aggregate.correcting import correction, in_file, setting, words
from tests.tasks.aggregate.tellings import agreement, document, metric, told_by

A = document("a", "2021-08-19", text="甲市政府与移动签约，投资5亿元。")
B = document("b", "2021-08-20", text="移动和甲市政府签了协议。")
C = document("c", "2021-09-20", text="全市建成基站1200个，计划建3000个。")
D = document("d", "2021-09-21", text="市政府与联通签约。")
DEAL = agreement("市政府", "移动", signed="2021-08-18", region_code="421200", amount_cny=500_000_000)
PAGES = [A, B, C, D]
SAID = [
    Findings(A.doc_id, (RegionMention(0, 2, "甲市", "421200", "prefecture"),), (DEAL,)),
    Findings(B.doc_id, (), (agreement("市政府", "移动", signed="2021-08-18", region_code="421200"),)),
    Findings(
        C.doc_id,
        metrics=(
            metric(1200, region_code="421200", as_of_edtf="2021-06-30", start=0, end=11),
            metric(3000, region_code="421200", as_of_edtf="2025", status="target", start=11, end=18),
        ),
    ),
    Findings(D.doc_id, (), (agreement("市政府", "联通", signed="2021-09-20", region_code="420000"),)),
]
PLAIN = tables_of(PAGES, SAID)


def made(*corrections, pages=PAGES, said=SAID, n_shards=1):
    return {
        name: table.to_pylist()
        for name, table in tables_of(pages, said, n_shards=n_shards, corrections=in_file(*corrections)).items()
    }


def the_row(tables, name, **values):
    (found,) = (row for row in tables[name] if values.items() <= row.items())
    return found


def outcome(tables, position=1):
    return the_row(tables, "corrections", position=position)


ROWS = {name: table.to_pylist() for name, table in PLAIN.items()}
WITH_MOBILE = the_row(ROWS, "agreements", region_code="421200")["agreement_id"]
WITH_UNICOM = the_row(ROWS, "agreements", region_code="420000")["agreement_id"]
STOCK = the_row(ROWS, "metrics", status="actual")["metric_id"]
TARGET = the_row(ROWS, "metrics", status="target")["metric_id"]
SIGNED, SIGNED_TOO, COUNTED, PLANNED, OTHER = (
    [words(A, A.text[:6])],
    [words(B, B.text[:6])],
    [words(C, "建成基站1200个")],
    [words(C, "计划建3000个")],
    [words(D, "市政府与联通签约")],
)


def test_without_corrections_no_row_says_that_it_is_corrected():
    assert ROWS["corrections"] == []
    assert all(row["corrected"] == [] for name in ("agreements", "metrics") for row in ROWS[name])


def test_a_field_is_set_and_the_row_and_the_report_say_so():
    tables = made(setting(WITH_MOBILE, "title", "5G合作协议", SIGNED))
    row = the_row(tables, "agreements", agreement_id=WITH_MOBILE)
    assert (row["title"], row["corrected"], row["n_documents"]) == ("5G合作协议", ["title"], 2)
    told = outcome(tables)
    assert (told["status"], told["row_id"], told["field"]) == ("applied", WITH_MOBILE, "title")
    assert (told["old_value"], told["new_value"], told["detail"]) == ("null", '"5G合作协议"', None)
    assert (told["by"], told["on"], told["reason"]) == ("Li", date(2024, 5, 20), "The page says so.")


def test_the_words_of_a_correction_are_evidence_for_the_field():
    tables = made(setting(WITH_MOBILE, "title", "5G合作协议", SIGNED))
    place = the_row(tables, "evidence", row_id=WITH_MOBILE, field="title")
    assert (place["doc_id"], place["start"], place["end"], place["quote"]) == (A.doc_id, 0, 6, A.text[:6])


def test_words_that_support_the_field_already_are_not_evidence_twice():
    told = replace(DEAL, evidence=(FieldSpan("title", 0, 6),))
    tables = made(
        setting(WITH_MOBILE, "title", "5G合作协议", SIGNED), said=[Findings(A.doc_id, agreements=(told,)), *SAID[1:]]
    )
    the_row(tables, "evidence", row_id=WITH_MOBILE, field="title")


#: A field, what it is set to, and what columns then say.
FOLLOWS = [
    ("agreements", "signed_edtf", "2021-08-17", {"signed_on": date(2021, 8, 17)}),
    ("agreements", "signed_edtf", "2021-08", {"signed_on": None}),
    ("agreements", "signed_edtf", None, {"signed_on": None, "signed_edtf": None}),
    ("agreements", "status", "planned", {"signed_on": None, "signed_edtf": "2021-08-18"}),
    ("agreements", "region_code", "421202", {"region_name": "湖北省咸宁市咸安区"}),
    ("agreements", "region_code", None, {"region_name": None}),
    ("agreements", "topics", ["5G", "智慧城市"], {"topics": ["5G", "智慧城市"]}),
    ("agreements", "is_5g", True, {"is_5g": True}),
    ("agreements", "kind", "project", {"kind": "project"}),
    ("agreements", "confidence", 1.0, {"confidence": 1.0}),
    ("metrics", "as_of_edtf", "2021-07-31", {"as_of_on": date(2021, 7, 31)}),
    ("metrics", "as_of_edtf", "2021", {"as_of_on": None}),
    ("metrics", "region_code", "421202", {"region_name": "湖北省咸宁市咸安区"}),
    ("metrics", "region_name", "全国", {"region_code": None, "region_name": "全国"}),
    ("metrics", "region_name", "京津冀", {"region_code": None, "region_name": "京津冀"}),
    ("metrics", "region_name", None, {"region_code": None, "region_name": None}),
    ("metrics", "subject", "5G微基站", {"definition": "micro"}),
    ("metrics", "value", 1250.0, {"value": 1250.0}),
    ("metrics", "value_upper", 1300.0, {"value_upper": 1300.0}),
    ("metrics", "operator", "中国移动", {"operator": "中国移动"}),
]


@pytest.fixture(scope="module")
def followed():
    """For each of the above the row of a page of its own, corrected; all in one run."""
    pages, said = [], []
    for at, (table, *_) in enumerate(FOLLOWS):
        page = document(f"page {at}", "2021-08-19", text=f"第{at}页：双方签约。")
        deal = agreement("市政府", f"甲{at}公司", signed="2021-08-18", region_code="421200", end=len(page.text))
        figure = metric(1000 + at, region_code="421200", as_of_edtf="2021-06-30", end=len(page.text))
        pages.append(page)
        said.append(
            Findings(page.doc_id, (), (deal,) if table == "agreements" else (), (figure,) * (table == "metrics"))
        )
    rows = tables_of(pages, said)
    ids = {place["doc_id"]: place["row_id"] for place in rows["evidence"].to_pylist()}
    corrections = [
        setting(ids[page.doc_id], field, value, [words(page, page.text)])
        for page, (_, field, value, _) in zip(pages, FOLLOWS, strict=True)
    ]
    tables = made(*corrections, pages=pages, said=said)
    return [
        (tables, the_row(tables, table, **{f"{table.removesuffix('s')}_id": ids[page.doc_id]}))
        for page, (table, *_) in zip(pages, FOLLOWS, strict=True)
    ]


@pytest.mark.parametrize("at", range(len(FOLLOWS)), ids=[f"{case[1]} to {case[2]}" for case in FOLLOWS])
def test_what_follows_from_a_field_follows(followed, at):
    _, field, _, follows = FOLLOWS[at]
    tables, row = followed[at]
    assert outcome(tables, at + 1)["status"] == "applied"
    assert {name: row[name] for name in follows} == follows
    assert row["corrected"] == [field]


def test_regions_count_and_sum_what_the_corrected_rows_say():
    tables = made(
        setting(WITH_MOBILE, "region_code", "420700", SIGNED),
        setting(WITH_MOBILE, "amount_cny", 900_000_000, SIGNED),
        setting(WITH_MOBILE, "signed_edtf", "2021-08-11", SIGNED),
        setting(STOCK, "value", 1250.0, COUNTED),
    )
    regions = {row["region_code"]: row for row in tables["regions"]}
    assert regions["420700"]["n_agreements"] == 1
    assert regions["420700"]["investment_committed_cny"] == 900_000_000
    assert regions["420700"]["first_signed_on"] == regions["420000"]["first_signed_on"] == date(2021, 8, 11)
    assert regions["421200"]["n_agreements"] == 0
    assert regions["421200"]["investment_committed_cny"] is None
    assert regions["421200"]["base_stations"] == 1250


def test_a_figure_that_is_corrected_to_a_target_is_no_stock():
    regions = {row["region_code"]: row for row in made(setting(STOCK, "status", "target", COUNTED))["regions"]}
    assert regions["421200"]["base_stations"] is None
    assert ROWS["regions"] != []


def test_a_figure_that_could_not_be_is_sure_once_it_is_put_right_and_the_other_way_round():
    broken = replace(SAID[2].metrics[0], value=SAID[2].metrics[0].value / 1000, confidence=0.2)
    said = [*SAID[:2], Findings(C.doc_id, metrics=(broken,)), SAID[3]]
    (row,) = tables_of(PAGES, said)["metrics"].to_pylist()
    tables = made(setting(row["metric_id"], "value", 1200.0, COUNTED), said=said)
    assert (tables["metrics"][0]["value"], tables["metrics"][0]["confidence"]) == (1200, 1.0)
    assert the_row(made(setting(STOCK, "value", 1.5, COUNTED)), "metrics", metric_id=STOCK)["confidence"] == 0.2


def test_parties_are_named_anew_and_organisations_follow():
    said = [
        {"canonical_name": "联通", "role": "operator", "operator": "中国联通"},
        {"canonical_name": "市政府", "signatory": "王某", "signatory_title": "副市长"},
        {"canonical_name": "海澜云", "role": "vendor", "region_code": "420100"},
    ]
    tables = made(setting(WITH_MOBILE, "parties", said, SIGNED))
    row = the_row(tables, "agreements", agreement_id=WITH_MOBILE)
    assert row["parties"] == ["联通", "市政府", "海澜云"]
    assert (row["operators"], row["signatories"]) == (["中国联通"], ["王某"])
    parties = {p["canonical_name"]: p for p in tables["agreement_parties"] if p["agreement_id"] == WITH_MOBILE}
    assert [parties[name]["position"] for name in row["parties"]] == [1, 2, 3]
    assert parties["市政府"]["role"] == "government"  # as it was
    assert parties["海澜云"]["organization_id"] == stable_id("o", "海澜云")
    organizations = {o["canonical_name"]: o for o in tables["organizations"]}
    assert set(organizations) == {"联通", "市政府", "海澜云"}
    assert (organizations["联通"]["n_agreements"], organizations["联通"]["n_documents"]) == (2, 2)
    assert organizations["海澜云"]["first_seen_on"] == date(2021, 8, 19)  # the page that the words are of
    assert {"420100", "420000"} <= {row["region_code"] for row in tables["regions"]}


def test_a_party_of_which_nobody_knows_what_it_is_is_not_added():
    told = outcome(made(setting(WITH_MOBILE, "parties", [{"canonical_name": "海澜云"}], SIGNED)))
    assert (told["status"], told["detail"]) == ("stale", "no party is called 海澜云: say its role too")


def test_a_dropped_row_is_gone_with_all_that_was_its_own_but_for_the_report():
    tables = made(correction(WITH_MOBILE, "drop", SIGNED), correction(STOCK, "drop", COUNTED))
    assert [row["agreement_id"] for row in tables["agreements"]] == [WITH_UNICOM]
    assert [row["metric_id"] for row in tables["metrics"]] == [TARGET]
    assert not {WITH_MOBILE, STOCK} & {row["row_id"] for row in tables["evidence"]}
    assert {row["agreement_id"] for row in tables["agreement_parties"]} == {WITH_UNICOM}
    assert {row["canonical_name"] for row in tables["organizations"]} == {"市政府", "联通"}
    regions = {row["region_code"]: row for row in tables["regions"]}
    assert (regions["421200"]["n_agreements"], regions["421200"]["base_stations"]) == (0, None)
    assert len(tables["documents"]) == len(PAGES)
    told = outcome(tables)
    assert (told["status"], told["row_id"]) == ("applied", WITH_MOBILE)
    assert "市政府" in told["old_value"]


def test_two_rows_become_one_with_the_id_of_the_second_and_the_evidence_of_both():
    tables = made(correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)))
    (row,) = tables["agreements"]
    assert (row["agreement_id"], row["n_documents"], row["corrected"]) == (WITH_MOBILE, 3, ["row"])
    assert row["parties"] == ["市政府", "移动", "联通"]
    assert row["first_published_on"] == date(2021, 8, 19)
    assert {place["doc_id"] for place in tables["evidence"] if place["row_id"] == WITH_MOBILE} == {
        A.doc_id, B.doc_id, D.doc_id,
    }  # fmt: skip
    told = outcome(tables)
    assert (told["status"], told["row_id"], told["other_row_id"]) == ("applied", WITH_UNICOM, WITH_MOBILE)


def test_a_merged_figure_says_what_the_second_row_says():
    tables = made(correction(TARGET, "merge", PLANNED, into=STOCK, other_evidence=tuple(COUNTED)))
    (row,) = tables["metrics"]
    assert (row["metric_id"], row["value"], row["status"], row["n_documents"]) == (STOCK, 1200, "actual", 1)
    assert {p["start"] for p in tables["evidence"] if p["table"] == "metrics"} == {0, 11}


def test_what_was_merged_can_be_corrected_too():
    tables = made(
        setting(WITH_MOBILE, "title", "合作协议", SIGNED),
        setting(WITH_UNICOM, "amount_cny", 7, OTHER),
        correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)),
    )
    (row,) = tables["agreements"]
    assert (row["title"], row["amount_cny"], row["corrected"]) == ("合作协议", 7, ["amount_cny", "row", "title"])
    assert outcome(tables, 2)["detail"] == f"the row was called {WITH_UNICOM}"


def test_a_row_is_told_apart_and_the_rest_keeps_its_id():
    tables = made(correction(WITH_MOBILE, "split", SIGNED_TOO, other_evidence=tuple(SIGNED)))
    told = outcome(tables)
    assert (told["status"], told["row_id"]) == ("applied", WITH_MOBILE)
    rest = the_row(tables, "agreements", agreement_id=WITH_MOBILE)
    apart = the_row(tables, "agreements", agreement_id=told["other_row_id"])
    assert (rest["n_documents"], rest["amount_cny"], rest["corrected"]) == (1, 500_000_000, ["row"])
    assert (apart["n_documents"], apart["amount_cny"], apart["corrected"]) == (1, None, ["row"])
    places = {p["row_id"]: p["doc_id"] for p in tables["evidence"]}
    assert (places[WITH_MOBILE], places[told["other_row_id"]]) == (A.doc_id, B.doc_id)
    assert len(tables["agreements"]) == 3


def test_the_first_report_can_be_split_off_too():
    tables = made(correction(WITH_MOBILE, "split", SIGNED, other_evidence=tuple(SIGNED_TOO)))
    rest = the_row(tables, "agreements", agreement_id=WITH_MOBILE)
    assert (rest["first_published_on"], rest["amount_cny"]) == (date(2021, 8, 20), None)


def test_what_was_split_off_can_be_corrected_merged_and_dropped():
    split = correction(WITH_MOBILE, "split", SIGNED_TOO, other_evidence=tuple(SIGNED))
    new = outcome(made(split))["other_row_id"]
    row = the_row(made(setting(new, "title", "协议", SIGNED_TOO), split), "agreements", agreement_id=new)
    assert (row["title"], row["corrected"]) == ("协议", ["row", "title"])
    tables = made(correction(new, "merge", SIGNED_TOO, into=WITH_UNICOM, other_evidence=tuple(OTHER)), split)
    assert the_row(tables, "agreements", agreement_id=WITH_UNICOM)["n_documents"] == 2
    assert {row["agreement_id"] for row in made(correction(new, "drop", SIGNED_TOO), split)["agreements"]} == {
        WITH_MOBILE, WITH_UNICOM,
    }  # fmt: skip


def test_a_repost_goes_with_what_it_repeats_when_a_row_is_split():
    repost = document("e", "2021-08-22", text=B.text)
    pages = [*PAGES, repost]
    said = [*SAID, replace(SAID[1], doc_id=repost.doc_id)]
    tables = made(correction(WITH_MOBILE, "split", SIGNED_TOO, other_evidence=tuple(SIGNED)), pages=pages, said=said)
    assert the_row(tables, "agreements", agreement_id=WITH_MOBILE)["n_documents"] == 1
    assert the_row(tables, "agreements", agreement_id=outcome(tables)["other_row_id"])["n_documents"] == 2


#: Two agreements that one sentence of the first report tells of, and the second report in a sentence each.
TOGETHER = [
    document("one sentence", "2021-10-19", text="县政府分别与移动、联通签署协议。"),
    document("two sentences", "2021-10-20", text="移动和县政府签了协议。联通和县政府签了协议。"),
]
TOGETHER_SAID = [
    Findings(page.doc_id, (), tuple(agreement("县政府", name, signed="2021-10-18", start=start, end=end)
                                    for name, (start, end) in zip(("移动", "联通"), places, strict=True)))
    for page, places in zip(TOGETHER, (((0, 16), (0, 16)), ((0, 11), (11, 22))), strict=True)
]  # fmt: skip


def apart_from_each(rows):
    """The split of each of the two by the sentence that they share."""
    first, second = TOGETHER
    return [
        correction(
            row["agreement_id"],
            "split",
            [words(first, first.text)],
            other_evidence=(words(second, second.text[:11] if "移动" in row["parties"] else second.text[11:]),),
        )
        for row in rows
        if "县政府" in row["parties"]
    ]


def test_two_rows_that_share_a_sentence_are_both_split_by_it():
    pair = tables_of(TOGETHER, TOGETHER_SAID)["agreements"].to_pylist()
    assert [row["n_documents"] for row in pair] == [2, 2]
    tables = made(*apart_from_each(pair), pages=TOGETHER, said=TOGETHER_SAID)
    assert [row["n_documents"] for row in tables["agreements"]] == [1, 1, 1, 1]
    assert len({told["other_row_id"] for told in tables["corrections"] if told["status"] == "applied"}) == 2


def test_a_second_split_by_the_same_words_does_not_take_the_place_of_the_first():
    """A page tells of one agreement twice, and the words run across both places."""
    page = replace(TOGETHER[1], text="移动和县政府签了协议。移动和县政府签约了。")
    deal = TOGETHER_SAID[1].agreements[0]
    tellings = [told_by(TOGETHER[0], deal), *(told_by(page, replace(deal, start=at, end=at + 11)) for at in (0, 11))]
    rows = Rows(AGREEMENT_RULES, [Row("a1", dict(enumerate(tellings)), settled(tellings))])
    one = correction("a1", "split", [words(page, page.text)], other_evidence=(words(page, "和"),))
    apart, stays, stays_too = (Support(near=frozenset(near), exact=frozenset(near[:1])) for near in ([1, 2], [0], [2]))
    first, second = rows.carry_out(
        (replace(one, position=at), Supports([apart], others)) for at, others in ((1, [stays, stays_too]), (2, [stays]))
    )
    assert (first.status, second.status) == ("applied", "conflicting")
    assert second.detail == f"another entry has split off {first.other_row_id} by these words"
    assert [sorted(row.tellings) for row in rows.by_id.values()] == [[0, 2], [1]]


# ---- What keeps, and what is told


LATER = document("later", "2021-08-25", text="市政府同移动签署协议。")
EARLIER = document("earlier", "2021-08-18", text="市政府同移动昨日签约。")


def test_new_evidence_changes_nothing_of_what_was_corrected():
    tables = made(
        setting(WITH_MOBILE, "signed_edtf", "2021-08-17", SIGNED),
        pages=[*PAGES, LATER],
        said=[*SAID, Findings(LATER.doc_id, agreements=(replace(DEAL, amount_cny=None),))],
    )
    row = the_row(tables, "agreements", agreement_id=WITH_MOBILE)
    assert (row["signed_edtf"], row["n_documents"], row["corrected"]) == ("2021-08-17", 3, ["signed_edtf"])


def test_a_row_that_new_evidence_gave_another_id_is_found_by_its_words():
    other = agreement("市政府", "移动", signed="2021-08-17")  # of the same days' news, and a day off
    said = [Findings(EARLIER.doc_id, agreements=(other,)), *SAID]
    pages = [EARLIER, *PAGES]
    (now,) = (r for r in tables_of(pages, said)["agreements"].to_pylist() if "移动" in r["parties"])
    assert now["agreement_id"] != WITH_MOBILE
    tables = made(setting(WITH_MOBILE, "region_code", "420700", SIGNED), pages=pages, said=said)
    row = the_row(tables, "agreements", agreement_id=now["agreement_id"])
    assert (row["region_code"], row["corrected"]) == ("420700", ["region_code"])
    told = outcome(tables)
    assert (told["status"], told["row_id"]) == ("applied", now["agreement_id"])
    assert told["detail"] == f"the row was called {WITH_MOBILE}"
    dropped = outcome(made(correction(WITH_MOBILE, "drop", SIGNED), pages=pages, said=said))
    assert (dropped["status"], dropped["row_id"]) == ("stale", WITH_MOBILE)
    assert "look whether it is false as well" in dropped["detail"]


def test_a_page_that_changed_around_the_words_still_holds_them():
    page = replace(A, doc_id=stable_id("d", "a again"), text="浏览123次。" + A.text)
    deal = replace(DEAL, start=7, end=13)
    said = [Findings(page.doc_id, agreements=(deal,)), *SAID[1:]]
    told = outcome(made(setting(WITH_MOBILE, "title", "协议", SIGNED), pages=[page, *PAGES[1:]], said=said))
    assert (told["status"], told["detail"]) == ("applied", None)
    by_id_alone = [Words(A.doc_id, A.text[:6])]
    told = outcome(made(setting(WITH_MOBILE, "title", "协议", by_id_alone), pages=[page, *PAGES[1:]], said=said))
    assert (told["status"], told["detail"]) == ("stale", f"the document {A.doc_id} (no address given) is gone")


def test_a_page_whose_words_changed_leaves_the_correction_stale():
    page = replace(A, doc_id=stable_id("d", "a again"), text="甲市政府和移动签约，投资5亿元。")
    tables = made(
        setting(WITH_MOBILE, "title", "协议", SIGNED),
        pages=[page, *PAGES[1:]],
        said=[replace(SAID[0], doc_id=page.doc_id), *SAID[1:]],
    )
    told = outcome(tables)
    assert (told["status"], told["row_id"], told["new_value"]) == ("stale", WITH_MOBILE, '"协议"')
    assert told["detail"] == "“甲市政府与移” no longer stands in news/a"
    assert the_row(tables, "agreements", agreement_id=WITH_MOBILE)["corrected"] == []


def test_a_page_that_is_gone_leaves_the_correction_stale():
    told = outcome(made(setting(WITH_MOBILE, "title", "协议", SIGNED), pages=PAGES[1:], said=SAID[1:]))
    assert (told["status"], told["detail"]) == ("stale", f"the document {A.doc_id} (news/a) is gone")


def test_words_from_which_nothing_is_read_any_more_are_stale():
    told = outcome(made(setting(STOCK, "value", 5.0, [words(C, "计划建")]), said=[*SAID[:2], SAID[3]]))
    assert told["status"] == "stale"
    assert told["detail"] == "no such row is read from “计划建” any more"
    told = outcome(made(setting(WITH_MOBILE, "title", "协议", COUNTED)))
    assert told["detail"] == "no such row is read from “建成基站1200个” any more"


def test_words_of_several_rows_leave_it_open_which_is_meant_unless_the_id_says():
    both = [words(C, "1200个，计划建")]
    assert outcome(made(setting(STOCK, "value", 5.0, both)))["status"] == "applied"
    told = outcome(made(setting("m0000000000000000", "value", 5.0, both)))
    assert told["status"] == "stale"
    assert told["detail"] == (
        "there is no m0000000000000000, and its words do not tell which row it is now: it may be "
        + ", ".join(sorted([STOCK, TARGET]))
    )
    told = outcome(made(setting("m0000000000000000", "value", 5.0, [*COUNTED, *PLANNED])))
    assert told["detail"].startswith("its words no longer support one row, but m")
    told = outcome(made(setting("m0000000000000000", "value", 5.0, [words(C, C.text[:11])])))
    assert (told["status"], told["row_id"]) == ("applied", STOCK)  # read from just these words


def test_a_row_that_is_no_longer_read_is_not_taken_for_another_one_of_the_same_sentence():
    """Both rest on the whole sentence, and only one of them on its own number."""
    whole, own = [words(C, C.text[:18])], [words(C, "3000个")]
    read = SAID[2].metrics
    both = [
        replace(figure, start=0, end=18, evidence=(FieldSpan("value", C.text.find(number), C.text.find(number) + 5),))
        for figure, number in zip(read, ("1200个", "3000个"), strict=True)
    ]
    said = [*SAID[:2], Findings(C.doc_id, metrics=tuple(both)), SAID[3]]
    assert outcome(made(setting(TARGET, "value", 5.0, [*whole, *own]), said=said))["status"] == "applied"
    said[2] = Findings(C.doc_id, metrics=tuple(both[:1]))
    tables = made(setting(TARGET, "value", 5.0, [*whole, *own]), said=said)
    assert outcome(tables)["status"] == "stale"
    assert the_row(tables, "metrics", metric_id=STOCK)["value"] == 1200


def test_a_row_that_is_dropped_is_not_taken_for_another_one_of_the_same_words():
    tables = made(correction(TARGET, "drop", PLANNED), setting(TARGET, "value", 5.0, [words(C, "0个，计划建3")]))
    assert (outcome(tables, 2)["status"], outcome(tables, 2)["detail"]) == ("conflicting", "number 1 drops the row")
    assert the_row(tables, "metrics", metric_id=STOCK)["value"] == 1200


def test_a_row_that_is_merged_is_found_by_words_from_which_nothing_was_read_as_they_are():
    tables = made(
        correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)),
        setting(WITH_UNICOM, "title", "协议", [words(D, "府与联")]),
    )
    assert (outcome(tables, 2)["status"], outcome(tables, 2)["row_id"]) == ("applied", WITH_MOBILE)


def test_a_correction_that_the_pages_make_themselves_is_not_needed():
    tables = made(setting(WITH_MOBILE, "region_code", "421200", SIGNED))
    assert (outcome(tables)["status"], outcome(tables)["row_id"]) == ("unneeded", WITH_MOBILE)
    assert the_row(tables, "agreements", agreement_id=WITH_MOBILE)["corrected"] == []
    same = correction(WITH_MOBILE, "merge", SIGNED, into="a0000000000000000", other_evidence=tuple(SIGNED_TOO))
    assert outcome(made(same))["status"] == "unneeded"
    told = outcome(made(correction(WITH_MOBILE, "split", SIGNED, other_evidence=tuple(OTHER))))
    assert told["status"] == "unneeded"
    assert told["detail"] == f"they are told apart without it: {WITH_MOBILE} from {WITH_UNICOM}"


def test_the_two_sides_of_a_split_are_two_tellings():
    told = outcome(made(correction(WITH_MOBILE, "split", SIGNED, other_evidence=(words(A, "签约"),))))
    assert told["status"] == "stale"
    told = outcome(made(correction(WITH_MOBILE, "split", SIGNED, other_evidence=(words(A, "与移"),))))
    assert (told["status"], told["detail"]) == ("stale", "the words of both sides belong to one telling")


def test_what_the_pages_said_when_it_was_written_is_told_where_they_say_otherwise_now():
    was = {"was": '"420700"'}
    told = outcome(made(setting(WITH_MOBILE, "region_code", "420000", SIGNED, **was)))
    assert told["status"] == "applied"
    assert told["detail"] == 'it was written when the tables said "420700"; without it they say "421200"'
    told = outcome(
        made(setting(WITH_MOBILE, "parties", [{"canonical_name": "移动"}], SIGNED, was='["市政府", "移动"]'))
    )
    assert (told["status"], told["detail"]) == ("applied", None)


def test_the_second_of_two_that_contradict_is_not_applied():
    lost = {"row_id": "a0000000000000000"}
    tables = made(
        setting(WITH_MOBILE, "title", "甲协议", SIGNED),
        replace(setting(WITH_MOBILE, "title", "乙协议", SIGNED_TOO), **lost),
        replace(setting(WITH_MOBILE, "title", "甲协议", SIGNED_TOO), **lost),
        correction(WITH_UNICOM, "drop", OTHER),
        setting(WITH_UNICOM, "title", "丙协议", OTHER),
    )
    assert the_row(tables, "agreements", agreement_id=WITH_MOBILE)["title"] == "甲协议"
    assert [outcome(tables, at)["status"] for at in range(1, 6)] == [
        "applied", "conflicting", "unneeded", "applied", "conflicting",
    ]  # fmt: skip
    assert outcome(tables, 2)["detail"] == "number 1 sets title otherwise"
    assert outcome(tables, 5)["detail"] == "number 4 drops the row"


def carried_out(figure, *corrections):
    """What comes of entries for a figure that one page states: the row, and the outcomes by their places."""
    telling = told_by(C, figure)
    rows = Rows(METRIC_RULES, [Row("m1", {0: telling}, stated("m1", [telling], figure.as_of_edtf))])
    found = Supports([Support(near=frozenset([0]), exact=frozenset([0]))])
    came = rows.carry_out((replace(one, row_id="m1"), found) for one in in_file(*corrections))
    return metric_row(rows.by_id["m1"].made), sorted(came, key=lambda one: one.correction.position)


@pytest.mark.parametrize(
    ("first", "second"),
    [(("region_code", "420700"), ("region_name", "京津冀")), (("region_name", "京津冀"), ("region_code", "420700"))],
)
def test_what_would_undo_what_another_entry_sets_is_not_applied(first, second):
    row, came = carried_out(SAID[2].metrics[0], setting(STOCK, *first, COUNTED), setting(STOCK, *second, COUNTED))
    assert [(one.status, one.detail) for one in came] == [
        ("applied", None),
        ("conflicting", f"number 1 sets {first[0]} otherwise"),
    ]
    assert row[first[0]] == first[1]


def test_a_confidence_that_is_set_stays_whatever_else_is():
    by_hand = setting(STOCK, "confidence", 0.7, COUNTED)
    row, came = carried_out(SAID[2].metrics[0], by_hand, setting(STOCK, "value", 1.5, COUNTED))
    assert [one.status for one in came] == ["applied", "applied"]
    assert (row["value"], row["confidence"]) == (1.5, 0.7)


def test_a_unit_that_is_not_that_of_the_kind_is_told_unless_it_is_set_too():
    kind, unit = (setting(STOCK, *said, COUNTED) for said in (("kind", "investment"), ("unit", "CNY")))
    told = "investment (total) is stated in CNY, and the row in count: set unit too"
    for entries, details in (([kind], [told]), ([kind, unit], [None, None])):
        row, came = carried_out(SAID[2].metrics[0], *entries)
        assert [one.detail for one in with_doubts(came, {"m1": row}, [row])] == details


def test_figures_without_place_or_date_need_not_be_one():
    one = replace(SAID[2].metrics[0], region_code=None, as_of_edtf=None)
    for place, settled_by, is_told in (
        ({}, "2021", False),
        ({"is_national": True}, None, False),
        ({"is_national": True}, "2021", True),
    ):
        row, came = carried_out(replace(one, **place, as_of_edtf=settled_by), setting(STOCK, "value", 1250.0, COUNTED))
        (outcome,) = with_doubts(came, {"m1": row}, [row, {**row, "metric_id": "m2"}])
        assert (outcome.detail is not None) == is_told


def test_a_row_that_was_merged_into_another_is_not_dropped_with_it():
    tables = made(
        correction(WITH_UNICOM, "drop", OTHER),
        correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)),
    )
    assert [row["agreement_id"] for row in tables["agreements"]] == [WITH_MOBILE]
    assert (outcome(tables, 1)["status"], outcome(tables, 2)["status"]) == ("conflicting", "applied")


def test_an_entry_has_one_id_wherever_it_stands_in_the_file():
    one, other = setting(WITH_MOBILE, "title", "协议", SIGNED), correction(STOCK, "drop", COUNTED)
    ids = {row["correction_id"] for row in made(one, other)["corrections"]}
    assert ids == {row["correction_id"] for row in made(other, one)["corrections"]}
    assert len(ids) == 2


@pytest.mark.parametrize("n_shards", [1, 2, 4])
def test_neither_shards_nor_the_order_of_pages_change_anything(n_shards):
    corrections = [
        setting(WITH_MOBILE, "signed_edtf", "2021-08-17", SIGNED),
        correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)),
        correction(TARGET, "drop", PLANNED),
        setting(STOCK, "value", 1250.0, COUNTED),
        setting("m0000000000000000", "value", 5.0, [*COUNTED, *PLANNED]),
    ]
    assert made(*corrections, pages=PAGES[::-1], said=SAID[::-1], n_shards=n_shards) == made(*corrections)
