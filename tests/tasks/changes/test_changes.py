"""Two snapshots with a known difference give exactly that table of changes."""

import hashlib
from dataclasses import replace

from schemas.records import FieldSpan
from schemas.tables import CHANGES, table_named
from tasks.changes.shard import write_changes
from tasks.storage import database, read_table, write_table
from tests.tasks.changes.two_snapshots import compared, page, signing, stations, tables_of, told

A, B = page("a"), page("b")
SIGNED = signing("市政府", "移动")
PAID = signing("市政府", "移动", amount_cny=30_000_000)


def only(tables, name):
    """Return the id of the one row of a table."""
    (row,) = tables[name]
    return row[table_named(name).key[0]]


def test_a_page_that_reports_an_old_agreement_with_a_sum():
    rows, (_, new), counts = compared({A: [SIGNED]}, {A: [SIGNED], B: [PAID]})
    why = (None, None, "new_page", B.doc_id)
    one = only(new, "agreements")
    assert told(rows, "agreements") == [
        (one, "changed", "amount_cny", None, "30000000", *why),
        (one, "changed", "n_documents", "1", "2", *why),
    ]
    assert told(rows, "documents") == [(B.doc_id, "added", "row", None, None, *why)]
    assert told(rows, "organizations") == [
        (row["organization_id"], "changed", "n_documents", "1", "2", *why) for row in new["organizations"]
    ]
    sums = ("investment_committed_cny", "investment_committed_total_cny")
    assert told(rows, "regions") == [
        ("420000", "changed", sums[1], None, "30000000", *why),
        *(("421200", "changed", name, None, "30000000", *why) for name in sums),
    ]
    assert len(rows) == 2 + 1 + 2 + 3
    assert counts == {
        "agreements": {"changed": 1},
        "documents": {"added": 1},
        "organizations": {"changed": 2},
        "regions": {"changed": 2},
    }


def test_a_page_that_is_gone_takes_what_it_alone_said():
    rows, (old, _), _ = compared({A: [SIGNED], B: [PAID, stations(1200)]}, {A: [SIGNED]})
    why = (None, None, "gone_page", B.doc_id)
    assert told(rows, "agreements") == [
        (only(old, "agreements"), "changed", "amount_cny", "30000000", None, *why),
        (only(old, "agreements"), "changed", "n_documents", "2", "1", *why),
    ]
    assert told(rows, "metrics") == [(only(old, "metrics"), "removed", "row", None, None, *why)]
    assert told(rows, "documents") == [(B.doc_id, "removed", "row", None, None, *why)]
    assert {row["reason"] for row in rows} == {"gone_page"}
    assert {row["field"] for row in rows if row["row_id"] == "421200"} >= {"base_stations", "n_metrics"}


def test_a_page_that_changed_is_followed_to_its_new_text():
    later = page("b", "后来又改了一句。")
    old, new = {A: [SIGNED], B: [SIGNED, stations(1200)]}, {A: [SIGNED], later: [PAID, stations(1300)]}
    rows, (old, new), _ = compared(old, new)
    why = ("changed_page", later.doc_id)
    assert told(rows, "documents") == sorted(
        [
            (B.doc_id, "merged", "row", None, None, later.doc_id, None, *why),
            (later.doc_id, "added", "row", None, None, None, B.doc_id, *why),
        ]
    )
    assert told(rows, "agreements") == [
        (only(new, "agreements"), "changed", "amount_cny", None, "30000000", None, None, *why)
    ]
    assert told(rows, "metrics") == sorted(
        [
            (only(old, "metrics"), "removed", "row", None, None, None, None, *why),
            (only(new, "metrics"), "added", "row", None, None, None, None, *why),
        ]
    )


#: Two agreements of one name, two weeks apart, and two that differ in a party.
FIRST, LATER = page("a", published="2021-08-01"), page("b", published="2021-08-15")
BETWEEN = page("c", published="2021-08-08")
UNDATED = replace(SIGNED, signed_edtf=None)
NORTH, SOUTH = signing("市政府", "北方公司"), signing("市政府", "南方公司", start=4)


def test_a_page_that_ties_two_agreements_merges_them_and_its_loss_parts_them():
    apart = {FIRST: [UNDATED], LATER: [UNDATED]}
    together = {**apart, BETWEEN: [UNDATED]}
    rows, (old, new), _ = compared(apart, together)
    kept = only(new, "agreements")
    (gone,) = {row["agreement_id"] for row in old["agreements"]} - {kept}
    why = ("new_page", BETWEEN.doc_id)
    assert told(rows, "agreements") == sorted(
        [
            (gone, "merged", "row", None, None, kept, None, *why),
            (kept, "changed", "n_documents", "1", "3", None, None, *why),
        ]
    )
    back, _, _ = compared(together, apart)
    why = ("gone_page", BETWEEN.doc_id)
    assert told(back, "agreements") == sorted(
        [
            (gone, "added", "row", None, None, None, kept, *why),
            (kept, "changed", "n_documents", "3", "1", None, None, *why),
        ]
    )


def test_rows_that_become_one_are_merged_and_those_that_part_come_from_it():
    """Other rules read both parties as one: the row that is gone names the one that has its places."""
    apart = {A: [NORTH], B: [SOUTH]}
    together = {A: [NORTH], B: [replace(SOUTH, parties=NORTH.parties)]}
    rows, (old, new), counts = compared(apart, together, is_other_code=True)
    kept = only(new, "agreements")
    (gone,) = {row["agreement_id"] for row in old["agreements"]} - {kept}
    assert told(rows, "agreements") == sorted(
        [
            (gone, "merged", "row", None, None, kept, None, "new_rules", None),
            (kept, "changed", "n_documents", "1", "2", None, None, "new_rules", None),
        ]
    )
    assert counts["agreements"] == {"changed": 1, "merged": 1}
    back, _, _ = compared(together, apart, is_other_code=True)
    assert told(back, "agreements") == sorted(
        [
            (gone, "added", "row", None, None, None, kept, "new_rules", None),
            (kept, "changed", "n_documents", "2", "1", None, None, "new_rules", None),
        ]
    )


def test_a_row_that_goes_on_under_another_id():
    rows, (old, new), _ = compared({A: [stations(1200)]}, {A: [stations(1300)]}, is_other_code=True)
    before, after = only(old, "metrics"), only(new, "metrics")
    assert told(rows, "metrics") == sorted(
        [
            (before, "merged", "row", None, None, after, None, "new_rules", None),
            (after, "added", "row", None, None, None, before, "new_rules", None),
        ]
    )


def test_a_row_that_shares_some_words_with_another_is_not_merged_into_it():
    """Both figures stood there before; one is no longer taken for one."""
    old, new = {A: [stations(1200), stations(58, start=2)]}, {A: [stations(1200)]}
    rows, (before, after), _ = compared(old, new, is_other_code=True)
    (gone,) = {row["metric_id"] for row in before["metrics"]} - {only(after, "metrics")}
    assert told(rows, "metrics") == [(gone, "removed", "row", None, None, None, None, "new_rules", None)]
    listed = signing("市政府", "移动"), signing("市政府", "联通")
    rows, (before, after), _ = compared({A: listed}, {A: listed[:1]}, is_other_code=True)
    assert [row["change"] for row in rows if row["table"] == "agreements"] == ["removed"]


def test_a_row_that_shares_half_of_its_places_with_a_new_one_is_another_one():
    places = [(FieldSpan("parties", 0, 2), FieldSpan("parties", at, at + 2)) for at in (2, 4)]
    old, new = (
        {A: [replace(signing("市政府", firm), evidence=spans)]}
        for firm, spans in zip(("甲公司", "乙公司"), places, strict=True)
    )
    rows, (before, after), _ = compared(old, new, is_other_code=True)
    assert told(rows, "agreements") == sorted(
        [
            (only(before, "agreements"), "removed", "row", None, None, None, None, "new_rules", None),
            (only(after, "agreements"), "added", "row", None, None, None, None, "new_rules", None),
        ]
    )


def test_pages_that_only_one_of_the_snapshots_holds_say_nothing_of_what_was_taken_over():
    old, new = {A: [stations(1200)], B: [stations(1200)]}, {A: [stations(1300)], BETWEEN: [stations(1300)]}
    rows, (before, after), _ = compared(old, new, is_other_code=True)
    (gone,) = [row for row in rows if row["change"] == "merged"]
    assert (gone["row_id"], gone["merged_into"]) == (only(before, "metrics"), only(after, "metrics"))


def test_the_page_that_states_a_field_is_named_before_others_that_report_the_row():
    assert BETWEEN.doc_id < B.doc_id
    rows, _, _ = compared({A: [SIGNED]}, {A: [SIGNED], B: [PAID], BETWEEN: [SIGNED]})
    found = {row["field"]: row["doc_id"] for row in rows if row["table"] == "agreements"}
    assert found["amount_cny"] == B.doc_id
    assert found["n_documents"] == BETWEEN.doc_id
    rows, _, _ = compared({A: [SIGNED], B: [PAID]}, {A: [SIGNED], BETWEEN: [SIGNED]})
    found = {row["field"]: (row["reason"], row["doc_id"]) for row in rows if row["table"] == "agreements"}
    assert found["amount_cny"] == ("gone_page", B.doc_id)


def test_an_organisation_that_goes_by_another_name_goes_on():
    rows, (old, new), _ = compared(
        {A: [SIGNED]},
        {A: [replace(SIGNED, parties=(SIGNED.parties[0], replace(SIGNED.parties[1], organization_id="o" + "1" * 16)))]},
        is_other_code=True,
    )
    (before,) = {row["organization_id"] for row in old["organizations"]} - {
        row["organization_id"] for row in new["organizations"]
    }
    assert told(rows, "organizations") == sorted(
        [
            (before, "merged", "row", None, None, "o" + "1" * 16, None, "new_rules", None),
            ("o" + "1" * 16, "added", "row", None, None, None, before, "new_rules", None),
        ]
    )


def test_other_rules_are_the_reason_only_where_no_page_is():
    other = replace(SIGNED, kind="framework")
    rows, _, _ = compared({A: [SIGNED]}, {A: [other], B: [other]}, is_other_code=True)
    found = {row["field"]: (row["reason"], row["doc_id"]) for row in rows if row["table"] == "agreements"}
    assert found == {"kind": ("new_page", B.doc_id), "n_documents": ("new_page", B.doc_id)}
    rows, _, _ = compared({A: [SIGNED]}, {A: [other], B: []}, is_other_code=True)
    found = {row["field"]: (row["reason"], row["doc_id"]) for row in rows if row["table"] == "agreements"}
    assert found == {"kind": ("new_rules", None)}


def test_a_correction_comes_before_every_other_reason():
    old, new = {A: [SIGNED]}, {A: [SIGNED], B: [PAID]}
    _, (_, tables), _ = compared(old, new)
    entry = ("c1", only(tables, "agreements"), "a0000000000000000", "applied", "set", "amount_cny", "3")
    other, stale = (*entry[:6], "5"), (*entry[:3], "stale", *entry[4:])
    for corrections in (([], [entry]), ([entry], []), ([entry], [stale]), ([entry], [other])):
        rows, _, _ = compared(old, new, corrections=corrections)
        assert {row["reason"] for row in rows if row["table"] == "agreements"} == {"correction"}
        assert {row["reason"] for row in rows if row["table"] == "documents"} == {"new_page"}
    rows, _, _ = compared(old, {A: [PAID]}, corrections=([], [entry]))
    assert {row["reason"] for row in rows} == {"correction"}, "the sums of the region follow the agreement"


def test_a_correction_that_was_applied_before_or_never_is_no_reason():
    old, new = {A: [SIGNED]}, {A: [SIGNED], B: [PAID]}
    _, (_, tables), _ = compared(old, new)
    entry = ("c1", only(tables, "agreements"), None, "applied", "set", "title", '"协议"')
    stale, in_other_words = (*entry[:3], "stale", *entry[4:]), ("c2", *entry[1:])
    for corrections in (([entry], [entry]), ([], [stale]), ([stale], []), ([entry], [in_other_words])):
        rows, _, _ = compared(old, new, corrections=corrections)
        assert {row["reason"] for row in rows} == {"new_page"}


def test_a_merge_to_which_a_page_adds_was_applied_before():
    old, new = {A: [SIGNED]}, {A: [SIGNED], B: [PAID]}
    _, (_, tables), _ = compared(old, new)
    merged = ("c1", "a0000000000000000", only(tables, "agreements"), "applied", "merge", None)
    rows, _, _ = compared(old, new, corrections=([(*merged, '{"title": null}')], [(*merged, '{"title": "协议"}')]))
    assert {row["reason"] for row in rows} == {"new_page"}


def test_what_corrections_merge_is_named_on_both_sides():
    apart, together = {A: [NORTH], B: [SOUTH]}, {A: [NORTH], B: [replace(SOUTH, parties=NORTH.parties)]}
    _, (old, new), _ = compared(apart, together)
    kept = only(new, "agreements")
    (gone,) = {row["agreement_id"] for row in old["agreements"]} - {kept}
    rows, _, _ = compared(apart, together, corrections=([], [("c1", gone, kept, "applied", "merge", None, "{}")]))
    assert {(row["row_id"], row["change"], row["reason"]) for row in rows if row["table"] == "agreements"} == {
        (gone, "merged", "correction"),
        (kept, "changed", "correction"),
    }


def test_lists_are_json_days_iso_and_texts_told_by_their_hash():
    other = replace(SIGNED, status="planned", topics=("5G",))
    edited = replace(A, text='甲"乙"签约')
    rows, _, _ = compared({A: [replace(SIGNED, topics=("智慧城市", "5G"))]}, {edited: [other]}, is_other_code=True)
    values = {row["field"]: (row["old_value"], row["new_value"]) for row in rows if row["table"] == "agreements"}
    assert values["topics"] == ('["5G","智慧城市"]', '["5G"]')
    assert values["signed_on"] == ("2021-08-18", None)
    values = {row["field"]: (row["old_value"], row["new_value"]) for row in rows if row["table"] == "documents"}
    assert values["n_chars"] == (str(len(A.text)), "6")
    assert values["text"] == tuple(f"{len(t)} characters, sha256 {_sha256(t)[:16]}" for t in (A.text, edited.text))


def _sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_time_of_fetching_is_told_in_utc_whatever_the_clock_of_the_machine(monkeypatch):
    from datetime import UTC, datetime

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    fetched = [replace(A, fetched_at=datetime(2024, 5, day, 6, tzinfo=UTC)) for day in (1, 2)]
    rows, _, _ = compared({fetched[0]: []}, {fetched[1]: []})
    (row,) = [row for row in rows if row["field"] == "fetched_at"]
    assert (row["old_value"], row["new_value"]) == ("2024-05-01T06:00:00.000000Z", "2024-05-02T06:00:00.000000Z")


def test_the_same_tables_and_the_first_ones_have_no_changes(tmp_path):
    rows, _, counts = compared({A: [PAID], B: [stations(3)]}, {A: [PAID], B: [stations(3)]})
    assert (rows, counts) == ([], {})
    file = tmp_path / "changes.parquet"
    assert write_changes([], tables_of(tmp_path, {A: [PAID]}), file) == {}
    table = read_table(file)
    assert table.num_rows == 0
    CHANGES.check(table)


def test_a_page_that_could_not_be_read_before_is_read_by_new_rules(tmp_path):
    old, new = tables_of(tmp_path / "old", {A: [SIGNED]}), tables_of(tmp_path / "new", {A: [SIGNED], B: [PAID]})
    rejected = {"source_uri": B.source_uri, "stage": "clean", "reason": "empty", "detail": "nothing"}
    write_table(table_named("rejected").from_rows([rejected]), tmp_path / "old" / "tables" / "rejected.parquet")
    file = tmp_path / "changes.parquet"
    for is_other_code, reason in ((True, "new_rules"), (False, "new_page")):
        write_changes(old, new, file, is_other_code)
        assert set(read_table(file)["reason"].to_pylist()) == {reason}


def test_a_column_or_a_table_that_was_not_there_before_is_not_compared(tmp_path):
    old, new = tables_of(tmp_path / "old", {A: [SIGNED]}), tables_of(tmp_path / "new", {A: [SIGNED], B: [PAID]})
    path, file = tmp_path / "old" / "tables" / "agreements.parquet", tmp_path / "changes.parquet"
    write_table(read_table(path).drop_columns(["amount_cny"]), path)
    write_changes([path for path in old if path.stem != "rejected"], new, file)
    rows = read_table(file).to_pylist()
    assert [row["field"] for row in rows if row["table"] == "agreements"] == ["n_documents"]


def test_where_memory_is_too_little_it_is_done_with_more(monkeypatch):
    enough = compared({A: [SIGNED]}, {A: [SIGNED], B: [PAID]})
    asked = []
    monkeypatch.setattr(database, "MEGABYTES", (1, 320))
    plain = database.database
    monkeypatch.setattr("tasks.changes.shard.database", lambda *how: asked.append(how[1]) or plain(*how))
    assert compared({A: [SIGNED]}, {A: [SIGNED], B: [PAID]}) == enough
    assert asked == [1, 320]
