"""Whatever two snapshots hold: the rows of the old one, changed as the table says, are the rows of the new one."""

import hashlib
import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.tables import COMPARED
from tests.tasks.changes.two_snapshots import compared, page, signing, stations

PAGES = [page(name, published=f"2021-08-{day}") for name, day in zip("abcd", ("01", "08", "15", "19"), strict=True)]
SAID = [
    (),
    (signing("市政府", "移动"),),
    (replace(signing("市政府", "移动"), signed_edtf=None),),
    (signing("市政府", "移动", amount_cny=30_000_000), stations(1200)),
    (signing("市政府", "联通", "北方公司"), stations(1200), stations(1300, start=2)),
    (replace(signing("市政府", "北方公司"), region_code="420000", topics=("5G",)), stations(58, operator="中国移动")),
]
#: What each of the pages says, where it is there.
TIMES = st.dictionaries(st.integers(0, 3), st.integers(0, len(SAID) - 1), max_size=4)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(TIMES, TIMES, st.booleans())
def test_the_changes_lead_from_the_old_rows_to_the_new_ones(before, after, is_other_code):
    rows, (old, new), counts = compared(_said(before), _said(after), is_other_code)
    documents = {row["doc_id"] for tables in (old, new) for row in tables["documents"]}
    assert {row["doc_id"] for row in rows} <= {*documents, None}
    for table in COMPARED:
        found = [row for row in rows if row["table"] == table.name]
        was, now = ({row[table.key[0]]: _as_text(table, row) for row in tables[table.name]} for tables in (old, new))
        of = {change: [row for row in found if row["change"] == change] for change in counts.get(table.name, {})}
        assert {change: len({row["row_id"] for row in some}) for change, some in of.items()} == counts.get(
            table.name, {}
        )
        for row in (*of.get("removed", ()), *of.get("merged", ())):
            del was[row["row_id"]]
        for row in of.get("changed", ()):
            assert was[row["row_id"]][row["field"]] == row["old_value"] != row["new_value"]
            was[row["row_id"]][row["field"]] = row["new_value"]
        for row in of.get("added", ()):
            was[row["row_id"]] = now[row["row_id"]]
        assert was == now
        assert all((row["change"] == "merged") == (row["merged_into"] is not None) for row in found)
        assert {row["merged_into"] for row in found} <= {*now, None}
        assert {row["came_from"] for row in found} <= {*(row[table.key[0]] for row in old[table.name]), None}


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_where_only_pages_came_and_went_they_are_the_reason(before, after):
    """Every page says the same at both times."""
    rows, _, _ = compared(_said({at: at + 1 for at in before}), _said({at: at + 1 for at in after}))
    allowed = {*(("new_page",) if after - before else ()), *(("gone_page",) if before - after else ())}
    assert {row["reason"] for row in rows} <= allowed
    assert bool(rows) == (before != after)


def _said(time):
    return {PAGES[at]: SAID[what] for at, what in time.items()}


def _as_text(table, row):
    return {column.name: _value(table.name, column.name, row[column.name]) for column in table.columns}


def _value(table, column, value):
    if value is None:
        return None
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bool):
        return str(value).lower()
    if (table, column) == ("documents", "text"):
        return f"{len(value)} characters, sha256 {hashlib.sha256(value.encode()).hexdigest()[:16]}"
    return str(value)
