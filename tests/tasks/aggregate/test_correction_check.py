"""What is foreseen from published tables is what comes of it, and a draft is an entry that the reader takes."""

from dataclasses import replace
from datetime import date

import pytest

from schemas.correction import SETTABLE
from schemas.corrections_file import read_corrections
from schemas.records import FieldSpan
from tasks.aggregate.correction_check import foreseen
from tasks.aggregate.correction_draft import Wanted, drafted
from tasks.storage import write_table
from tests.tasks.aggregate.columnar import tables_of
from tests.tasks.aggregate.correcting import correction, in_file, setting, words
from tests.tasks.aggregate.test_corrections import (
    COUNTED,
    OTHER,
    PAGES,
    PLANNED,
    ROWS,
    SAID,
    SIGNED,
    SIGNED_TOO,
    STOCK,
    TARGET,
    WITH_MOBILE,
    WITH_UNICOM,
    A,
    B,
    C,
)

TODAY = date(2024, 5, 20)
LOST = {"row_id": "a0000000000000000"}
MANY = in_file(
    setting(WITH_MOBILE, "signed_edtf", "2021-08-17", SIGNED, was='"2021-08-16"'),
    setting(WITH_MOBILE, "region_code", "421200", SIGNED),
    replace(setting(WITH_MOBILE, "signed_edtf", "2021-08-16", SIGNED_TOO), **LOST),
    setting(WITH_MOBILE, "parties", [{"canonical_name": "移动"}, {"canonical_name": "华为", "role": "vendor"}], SIGNED),
    setting(WITH_UNICOM, "parties", [{"canonical_name": "华为"}], OTHER),
    correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)),
    correction(WITH_MOBILE, "split", SIGNED_TOO, other_evidence=tuple(SIGNED)),
    correction(WITH_UNICOM, "drop", OTHER),
    correction(TARGET, "drop", PLANNED),
    setting(STOCK, "value", 1250.0, COUNTED),
    setting(STOCK, "value_upper", 1250.0, [words(C, "no such words")]),
    setting(STOCK, "subject", "基站", [words(replace(C, doc_id="d0000000000000000"), "建成基站1200个")]),
    setting(STOCK, "operator", "中国移动", [replace(COUNTED[0], doc_id="d0000000000000000", source_uri=None)]),
    setting("m0000000000000000", "value", 5.0, [*COUNTED, *PLANNED]),
    setting(STOCK, "confidence", 0.2, COUNTED),
    setting(STOCK, "region_code", "420700", COUNTED),
    setting(STOCK, "region_name", "京津冀", COUNTED),
)


#: What makes the target say the same as the stock.
ALIKE = in_file(
    setting(TARGET, "value", 1200.0, PLANNED),
    setting(TARGET, "status", "actual", PLANNED),
    setting(TARGET, "as_of_edtf", "2021-06-30", PLANNED),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    def publish(corrections=()):
        folder = tmp_path_factory.mktemp("tables")
        for name, table in tables_of(PAGES, SAID, corrections=corrections).items():
            write_table(table, folder / f"{name}.parquet")
        return folder

    return publish


@pytest.fixture(scope="module")
def plain(published):
    return published()


def told(rows):
    names = ("position", "table", "row_id", "action", "field", "status", "new_value", "other_row_id", "detail")
    return [{name: row[name] for name in names} for row in rows]


def come(corrections):
    rows = tables_of(PAGES, SAID, corrections=corrections)["corrections"].to_pylist()
    return sorted(rows, key=lambda row: row["position"])


def without_names(rows):
    """The rows but for what tells people which row it is: the published one says it in fewer words."""
    return [row if row["field"] else {**row, "new_value": None} for row in told(rows)]


def test_what_is_foreseen_comes(plain):
    came = come(MANY)
    assert {row["status"] for row in came} == {"applied", "unneeded", "stale", "conflicting"}
    rows, gone = foreseen(MANY, plain)
    assert without_names(row for row, _ in rows) == without_names(came)
    assert all(is_new for _, is_new in rows)
    assert gone == []


def test_a_figure_that_is_set_to_say_the_same_as_another_is_told(plain):
    came = come(ALIKE)
    assert {(row["status"], row["detail"]) for row in came} == {
        ("applied", f"the row says the same as {STOCK}: merge them")
    }
    assert told(row for row, _ in foreseen(ALIKE, plain)[0]) == told(came)
    assert all(row["detail"] is None for row, _ in foreseen(ALIKE[:2], plain)[0])


def test_what_has_come_is_told_as_it_came_and_what_was_taken_out_too(published):
    old = MANY[:2]
    folder = published(old)
    rows, gone = foreseen(in_file(old[1], MANY[9]), folder)
    assert [(row["position"], row["status"], is_new) for row, is_new in rows] == [
        (1, "unneeded", False),
        (2, "applied", True),
    ]
    assert [(row["field"], row["status"]) for row in gone] == [("signed_edtf", "applied")]


def test_an_entry_whose_reason_was_mended_is_no_new_one(published):
    old = in_file(
        setting(WITH_MOBILE, "title", "协议", SIGNED),
        correction(TARGET, "drop", PLANNED),
        correction(WITH_UNICOM, "merge", OTHER, into=WITH_MOBILE, other_evidence=tuple(SIGNED)),
    )
    mended = [replace(one, by="Wu", on=TODAY, reason="As the page has it.") for one in old]
    mended[0] = replace(mended[0], was='"框架协议"')
    rows, gone = foreseen(mended, published(old))
    assert [(row["status"], row["by"], row["reason"], is_new) for row, is_new in rows] == [
        ("applied", "Wu", "As the page has it.", False)
    ] * 3
    assert gone == []


def test_nothing_is_foreseen_of_an_empty_file(plain):
    assert foreseen((), plain) == ([], [])


def entry(draft, **values):
    """The draft as a person fills it in, read."""
    filled = {"by": '"Li"', "reason": '"So it is."'} | values
    lines = [
        next((f"{key} = {value}" for key, value in filled.items() if line.startswith(f"{key} = ")), line)
        for line in draft.splitlines()
    ]
    (read,), faults = read_corrections("\n".join(lines))
    assert faults == ()
    return read


@pytest.mark.parametrize("field", SETTABLE["agreements"])
def test_a_draft_says_what_the_row_says_and_need_not_be_applied(plain, field):
    (row,) = (row for row in ROWS["agreements"] if row["agreement_id"] == WITH_MOBILE)
    draft = drafted(Wanted("agreements", WITH_MOBILE, field=field), plain, TODAY, "Li")
    assert f"on = {TODAY}" in draft.splitlines()
    if row[field] is None:
        ((), faults) = read_corrections(draft.replace('reason = ""', 'reason = "x"'))
        assert {fault.key for fault in faults} <= {"value"}
        return
    ((told, _),), _ = foreseen([entry(draft)], plain)
    assert (told["status"], told["row_id"]) == ("unneeded", WITH_MOBILE)


def test_a_draft_for_a_corrected_row_has_what_it_was_without_the_correction(published):
    corrected = published(
        in_file(
            setting(WITH_MOBILE, "region_code", "420700", SIGNED),
            setting(WITH_MOBILE, "parties", [{"canonical_name": "移动"}], SIGNED),
        )
    )
    places, parties = (
        drafted(Wanted("agreements", WITH_MOBILE, field=field), corrected, TODAY, "Li").splitlines()
        for field in ("region_code", "parties")
    )
    assert [line for line in places if line.startswith(("value", "was"))] == [
        'value = "420700"  # what it should be; blank = true instead where the pages leave it open',
        'was = "421200"',
    ]
    assert 'was = ["市政府", "移动"]' in parties


def test_a_draft_rests_on_words_of_the_first_document_that_support_this_row_alone(plain):
    read = entry(drafted(Wanted("agreements", WITH_MOBILE, field="title"), plain, TODAY, "Li"), value='"协议"')
    assert [(w.doc_id, w.source_uri, w.quote) for w in read.evidence] == [(A.doc_id, A.source_uri, A.text[:6])]
    one = replace(read, row_id="a0000000000000000")
    assert [row["row_id"] for row, _ in foreseen([one], plain)[0]] == [WITH_MOBILE]


def test_of_two_rows_that_share_their_sentence_a_draft_names_the_words_of_one(tmp_path):
    figures = [
        replace(figure, start=0, end=18, evidence=(FieldSpan("value", start, start + 5),))
        for figure, start in zip(SAID[2].metrics, (C.text.find("1200个"), C.text.find("3000个")), strict=True)
    ]
    for name, table in tables_of([C], [replace(SAID[2], metrics=tuple(figures))]).items():
        write_table(table, tmp_path / f"{name}.parquet")
    read = entry(drafted(Wanted("metrics", TARGET, "drop"), tmp_path, TODAY, "Li"))
    assert [each.quote for each in read.evidence] == [C.text[:18], "3000个"]
    (told, _), *_ = foreseen([replace(read, row_id="m0000000000000000")], tmp_path)[0]
    assert (told["status"], told["row_id"]) == ("applied", TARGET)


def test_words_that_stand_several_times_have_their_place(published, tmp_path):
    page = replace(C, text="全市建成基站1200个。全市建成基站1200个。")
    said = [SAID[0], replace(SAID[2], metrics=(replace(SAID[2].metrics[0], start=12, end=23),))]
    for name, table in tables_of([A, page], said).items():
        write_table(table, tmp_path / f"{name}.parquet")
    (read,) = entry(drafted(Wanted("metrics", STOCK, "drop"), tmp_path, TODAY, "Li")).evidence
    assert (read.quote, read.start, read.end) == ("全市建成基站1200个", 12, 23)


def test_drafts_of_the_other_actions_apply(plain):
    wanted = [
        Wanted("metrics", TARGET, "drop"),
        Wanted("agreements", WITH_UNICOM, "merge", into=WITH_MOBILE),
        Wanted("agreements", WITH_MOBILE, "split", apart=B.doc_id),
    ]
    entries = in_file(*(entry(drafted(each, plain, TODAY, "")) for each in wanted))
    assert [row["status"] for row, _ in foreseen(entries, plain)[0]] == ["applied"] * 3
    assert [row["status"] for row in come(entries)] == ["applied"] * 3


def test_a_draft_without_a_field_says_what_can_be_set(plain):
    draft = drafted(Wanted("metrics", STOCK), plain, TODAY, "Li")
    assert all(f"#   {name} = " in draft for name in SETTABLE["metrics"])
    assert "#   value = 1200.0" in draft
    ((), faults) = read_corrections(draft)
    assert {fault.key for fault in faults} == {"field", "reason"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted("agreements", STOCK), f"agreements holds no row {STOCK}"),
        (Wanted("metrics", STOCK, "merge", into="m1"), "metrics holds no row m1"),
        (Wanted("agreements", WITH_MOBILE, "split", apart=C.doc_id), f"its documents are {A.doc_id}, {B.doc_id}"),
        (Wanted("metrics", STOCK, "split", apart=C.doc_id), f"cannot be split by {C.doc_id}"),
    ],
)
def test_what_is_not_there_cannot_be_drafted(plain, wanted, said):
    with pytest.raises(LookupError, match=said):
        drafted(wanted, plain, TODAY, "Li")
