"""Whatever the reader of the file accepts gives sound tables, and each entry is accounted for."""

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from schemas.correction import CORRECTIONS, SETTABLE, Correction
from schemas.corrections_file import read_corrections
from schemas.tables import table_named
from tasks.aggregate.shard import MEMORY
from tasks.storage import part_beside, read_table, write_records
from tests.tasks.aggregate import test_corrections
from tests.tasks.aggregate.columnar import aggregated, read_all, tables_of
from tests.tasks.aggregate.test_corrections import TOGETHER, TOGETHER_SAID, apart_from_each

PAGES, SAID = [*test_corrections.PAGES, *TOGETHER], [*test_corrections.SAID, *TOGETHER_SAID]
PLAIN = tables_of(PAGES, SAID)
ROWS = {name: PLAIN[name].to_pylist() for name in ("agreements", "metrics", "evidence", "corrections")}
TEXTS = {page.doc_id: page for page in PAGES}
#: Values of columns that no closed set of words or bounds give.
ODD = {
    "signed_edtf": st.sampled_from(["2021-08-17", "2021-08", "XXXX-08-18", "2021-01/2021-03", "2020"]),
    "region_code": st.sampled_from(["420000", "421202", "110103"]),
    "region_name": st.sampled_from(["全国", "京津冀", "鄂东"]),
    "parties": st.lists(
        st.sampled_from(["市政府", "联通", {"canonical_name": "华为", "role": "vendor"}]), min_size=1, unique_by=str
    ),
}
ODD["as_of_edtf"] = ODD["signed_edtf"]


def values(table, field):
    column = table_named(table).column(field)
    if field in ODD:
        return ODD[field]
    if column.allowed:
        words = st.sampled_from(column.allowed)
        return st.lists(words, max_size=3) if pa.types.is_list(column.type) else words
    if pa.types.is_boolean(column.type):
        return st.booleans()
    if pa.types.is_integer(column.type):
        return st.integers(0, 10**17)
    if pa.types.is_floating(column.type):
        return st.floats(column.minimum, column.maximum) | st.integers(-(10**17), 10**17)
    return st.text(min_size=1)


@st.composite
def quoted(draw, row):
    """Words from which the row was read, whole or in part; seldom of another row."""
    places = [place for place in ROWS["evidence"] if place["row_id"] == row or draw(st.integers(0, 19)) == 0]
    place = draw(st.sampled_from(places))
    start = draw(st.integers(place["start"], place["end"] - 1))
    end = draw(st.integers(start + 1, place["end"]))
    text = TEXTS[place["doc_id"]].text
    words = {"doc_id": place["doc_id"], "quote": text[start:end]}
    return words | draw(st.sampled_from([{}, {"start": start, "end": end}]))


@st.composite
def entries(draw):
    table = draw(st.sampled_from(["agreements", "metrics"]))
    ids = st.sampled_from([row[f"{table.removesuffix('s')}_id"] for row in ROWS[table]])
    row, action = draw(ids), draw(st.sampled_from(["set", "set", "merge", "split", "drop"]))
    entry = {"table": table, "row_id": row, "action": action, "by": "Li", "on": "2024-05-20", "reason": "x"}
    if action == "set":
        entry["field"] = draw(st.sampled_from(SETTABLE[table]))
        is_blank = draw(st.booleans()) and table_named(table).column(entry["field"]).nullable
        entry |= {"blank": True} if is_blank else {"value": draw(values(table, entry["field"]))}
    if action == "merge":
        entry["into"] = draw(ids)
    if action in ("merge", "split"):
        entry["other_evidence"] = [draw(quoted(entry.get("into", row)))]
    return entry | {"evidence": draw(st.lists(quoted(row), min_size=1, max_size=2))}


def split(one):
    """The entry of a file that splits what a correction does."""
    words = [{"doc_id": each.doc_id, "quote": each.quote} for each in (*one.evidence, *one.other_evidence)]
    said = {"table": one.table, "row_id": one.row_id, "action": "split", "by": "Li", "on": "2024-05-20", "reason": "x"}
    return said | {"evidence": words[:1], "other_evidence": words[1:]}


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")


def file(some):
    return "\n".join("[[correction]]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in e.items()) for e in some)


def run(corrections):
    """Return the tables, and what is kept for the next run."""
    with TemporaryDirectory() as folder:
        if corrections:
            write_records(Correction, corrections, part_beside(Path(folder, "made.parquet"), CORRECTIONS))
        _, kept = aggregated(Path(folder), PAGES, SAID)
        return read_all(Path(folder, "tables")), {name: read_table(part_beside(kept, name)) for name in MEMORY}


REMEMBERED = run(())[1]


@settings(max_examples=20)
@example([split(one) for one in apart_from_each(ROWS["agreements"])])
@given(st.lists(entries(), min_size=1, max_size=6))
def test_the_tables_are_sound_and_every_entry_is_accounted_for(some):
    corrections, _ = read_corrections(file(some))
    assume(corrections)
    tables, kept = run(corrections)  # every table is held against its declaration and its references here
    told = tables["corrections"].to_pylist()
    assert len({row["correction_id"] for row in told}) == len(corrections)
    assert {row["position"] for row in told} == {one.position for one in corrections}
    assert all(row["detail"] for row in told if row["status"] != "applied")
    applied = [row for row in told if row["status"] == "applied"]
    for name in ("agreements", "metrics"):
        actions = Counter(row["action"] for row in applied if row["table"] == name)
        assert tables[name].num_rows == len(ROWS[name]) - actions["drop"] - actions["merge"] + actions["split"]
        rows = {row[f"{name.removesuffix('s')}_id"]: row for row in tables[name].to_pylist()}
        assert {key for key, row in rows.items() if row["corrected"]} == {
            key
            for one in applied
            if one["table"] == name and one["action"] != "drop"
            for key in ([one["other_row_id"]] if one["action"] == "merge" else [one["row_id"], one["other_row_id"]])
            if key in rows
        }
        for one in applied:
            if one["table"] == name and one["action"] == "set":
                row, said = rows[one["row_id"]], json.loads(one["new_value"])
                said = [party["canonical_name"] for party in said] if one["field"] == "parties" else said
                assert row[one["field"]] == said
                assert one["field"] in row["corrected"]
    assert all(TEXTS[p["doc_id"]].text[p["start"] : p["end"]] == p["quote"] for p in tables["evidence"].to_pylist())
    assert all(kept[name].equals(table) for name, table in REMEMBERED.items())
