"""DuckDB and SQLite files read back by their libraries: values, keys, references, views."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.column import Column, Table
from schemas.tables import TABLES
from tasks.export.contents import Contents
from tasks.export.databases import write_duckdb, write_sqlite
from tasks.export.views import VIEWS
from tasks.storage.database_files import BrokenReferenceError
from tests.published import earlier_tables, sample_tables
from tests.tasks.export.nasty import KINDS, TEXTS, contents, row_values, rows_of, texts_as_rows

WRITERS = {"duckdb": write_duckdb, "sqlite": write_sqlite}
PERSON = Table(
    "person",
    "One row is a person.",
    (Column("id", pa.string(), "Who.", nullable=False), Column("boss", pa.string(), "Whose word counts.")),
    ("id",),
    {"boss": ("person", "id")},
)


def published(tables):
    from tasks.export.contents import described

    return [Contents(described(name, held.schema), held.num_rows, held.to_batches) for name, held in tables.items()]


def open_in(kind, path):
    return closing(duckdb.connect(str(path), read_only=True) if kind == "duckdb" else sqlite3.connect(path))


def asked(kind, path, query):
    with open_in(kind, path) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Return the file of each kind with the tables of the sample pages."""
    folder = tmp_path_factory.mktemp("databases")
    for kind, write in WRITERS.items():
        write(published(sample_tables()), {"snapshot": "s"}, folder / kind)
    return {kind: folder / kind for kind in WRITERS}


@settings(max_examples=25)
@given(st.lists(row_values, max_size=5))
def test_duckdb_gives_every_value_back(values):
    rows = rows_of(values)
    with TemporaryDirectory() as folder:
        write_duckdb([contents(rows)], {}, Path(folder, "a"))
        with open_in("duckdb", Path(folder, "a")) as connection:
            read = connection.sql("select * from kinds order by id").to_arrow_table().to_pylist()
    for row in read:
        row["instant"] = row["instant"] and row["instant"].astimezone(UTC)
    assert read == rows


@settings(max_examples=50)
@given(st.lists(row_values, max_size=5))
def test_sqlite_gives_every_value_back(values):
    rows = rows_of(values)
    with TemporaryDirectory() as folder:
        write_sqlite([contents(rows)], {}, Path(folder, "a"))
        read = asked("sqlite", Path(folder, "a"), "select * from kinds order by id")
    names = [column.name for column in KINDS.columns]
    assert [dict(zip(names, row, strict=True)) for row in read] == [
        {
            **row,
            "texts": row["texts"] and json.dumps(row["texts"], ensure_ascii=False) if row["texts"] != [] else "[]",
            "day": row["day"] and row["day"].isoformat(),
            "instant": row["instant"] and row["instant"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for row in rows
    ]


@pytest.mark.parametrize("kind", WRITERS)
def test_every_text_is_text(kind, tmp_path):
    WRITERS[kind]([contents(texts_as_rows(TEXTS))], {}, tmp_path / "a")
    assert asked(kind, tmp_path / "a", "select text from kinds order by id") == [(text,) for text in TEXTS]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_published_tables_are_there_whole(samples, table):
    held = sample_tables()[table.name]
    key = ", ".join(f'"{name}"' for name in table.key)
    rows = held.to_pylist()
    with open_in("duckdb", samples["duckdb"]) as connection:
        assert connection.sql(f"from {table.name} order by {key}").to_arrow_table().to_pylist() == rows
    told = {
        pa.list_: lambda value: json.dumps(value, ensure_ascii=False),
        pa.date32: lambda value: value.isoformat(),
    }
    for row in rows:
        for column in table.columns:
            if row[column.name] is not None and pa.types.is_list(column.type):
                row[column.name] = told[pa.list_](row[column.name])
            elif row[column.name] is not None and pa.types.is_date(column.type):
                row[column.name] = told[pa.date32](row[column.name])
    read = asked("sqlite", samples["sqlite"], f"select * from {table.name} order by {key}")  # noqa: S608
    assert read == [tuple(row.values()) for row in rows]


def test_keys_and_references_are_the_declared_ones(samples):
    declared = {
        table.name: (list(table.key), {(column, *owner) for column, owner in (table.references or {}).items()})
        for table in TABLES
    }
    found = {}
    with open_in("sqlite", samples["sqlite"]) as connection:
        for table in TABLES:
            columns = connection.execute(f"pragma table_info({table.name})").fetchall()
            key = [name for _, name, *_, place in sorted(columns, key=lambda row: row[-1]) if place]
            owners = connection.execute(f"pragma foreign_key_list({table.name})").fetchall()
            found[table.name] = (key, {(column, owner, other) for _, _, owner, column, other, *_ in owners})
            assert {name: not_null for _, name, _, not_null, *_ in columns} == {
                column.name: int(not column.nullable) for column in table.columns
            }
    assert found == declared
    found = {table.name: ([], set()) for table in TABLES}
    query = """
        select table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
        from duckdb_constraints() where constraint_type in ('PRIMARY KEY', 'FOREIGN KEY') and table_name <> 'about'
    """
    for name, kind, columns, owner, others in asked("duckdb", samples["duckdb"], query):
        if kind == "PRIMARY KEY":
            found[name][0].extend(columns)
        else:
            found[name][1].add((columns[0], owner, others[0]))
    assert found == declared


def test_types_are_those_of_the_table(samples):
    held = dict(asked("duckdb", samples["duckdb"], "select column_name, column_type from (describe documents)"))
    assert {held[name] for name in ("doc_id", "text")} == {"VARCHAR"}
    assert (held["n_chars"], held["quality"], held["is_relevant"]) == ("BIGINT", "DOUBLE", "BOOLEAN")
    assert (held["published_on"], held["fetched_at"]) == ("DATE", "TIMESTAMP WITH TIME ZONE")
    assert ("parties", "VARCHAR[]") in asked(
        "duckdb", samples["duckdb"], "select column_name, column_type from (describe agreements)"
    )
    typed = asked("sqlite", samples["sqlite"], "select typeof(amount_cny), typeof(confidence) from agreements")
    assert {kind for row in typed for kind in row} == {"integer", "null", "real"}


def test_what_tables_and_columns_mean_is_told(samples):
    comments = dict(asked("duckdb", samples["duckdb"], "select table_name, comment from duckdb_tables()"))
    assert all(comments[table.name] == table.description for table in TABLES)
    query = "select comment from duckdb_columns() where table_name = 'agreements' and column_name = 'amount_cny'"
    assert asked("duckdb", samples["duckdb"], query) == [("The sum of this agreement alone. Unit: CNY.",)]
    made = dict(asked("sqlite", samples["sqlite"], "select name, sql from sqlite_master where type = 'table'"))
    for table in TABLES:
        assert all(column.description in made[table.name] for column in table.columns)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_views_answer_what_the_tables_hold(kind, samples):
    tables = sample_tables()
    agreements = {row["agreement_id"]: row for row in tables["agreements"].to_pylist()}
    parties = asked(
        kind, samples[kind], "select agreement_id, canonical_name from agreements_with_parties order by 1, position"
    )
    listed = {}
    for agreement, name in parties:
        listed.setdefault(agreement, []).append(name)
    assert listed == {name: row["parties"] for name, row in agreements.items()}

    texts = {row["doc_id"]: row["text"] for row in tables["documents"].to_pylist()}
    for view, n_rows in (
        ("metrics_with_evidence", sum(row["field"] == "row" and row["table"] == "metrics" for row in evidence())),
        ("agreements_with_evidence", sum(row["table"] == "agreements" for row in evidence())),
    ):
        found = asked(kind, samples[kind], f'select doc_id, start, "end", quote from {view}')  # noqa: S608
        assert len(found) == n_rows > 0
        assert all(texts[doc][start:end] == quote for doc, start, end, quote in found)

    query = "select region_code, n_agreements, n_signed, signed_amount_cny from agreements_by_region"
    expected = {}
    for row in agreements.values():
        if row["region_code"]:
            is_signed = row["status"] == "signed"
            count, signed, amount = expected.get(row["region_code"], (0, 0, None))
            if is_signed and row["amount_cny"] is not None:
                amount = (amount or 0) + row["amount_cny"]
            expected[row["region_code"]] = (count + 1, signed + is_signed, amount)
    assert asked(kind, samples[kind], query) == [(code, *expected[code]) for code in sorted(expected)]


def evidence():
    return sample_tables()["evidence"].to_pylist()


@pytest.mark.parametrize("kind", WRITERS)
def test_tables_of_an_earlier_version_are_written_with_what_they_have(kind, tmp_path):
    WRITERS[kind](published(earlier_tables()), {"snapshot": "e"}, tmp_path / "a")
    assert asked(kind, tmp_path / "a", "select count(*) from evidence") == [(100,)]
    assert asked(kind, tmp_path / "a", "select * from about") == [("snapshot", "e")]
    with pytest.raises((duckdb.CatalogException, sqlite3.OperationalError)):
        asked(kind, tmp_path / "a", "select * from rejected")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_view_whose_tables_are_missing_is_left_out(kind, tmp_path):
    tables = {name: held for name, held in sample_tables().items() if name != "evidence"}
    WRITERS[kind](published(tables), {}, tmp_path / "a")
    catalog = {
        "duckdb": "select view_name from duckdb_views() where not internal",
        "sqlite": "select name from sqlite_master where type = 'view'",
    }
    left = {name for (name,) in asked(kind, tmp_path / "a", catalog[kind])}
    assert left == {view.name for view in VIEWS if not view.name.endswith("_with_evidence")}


@pytest.mark.parametrize("kind", WRITERS)
def test_rows_that_refer_to_later_ones_are_taken(kind, tmp_path):
    rows = [{"id": "a", "boss": "b"}, {"id": "b", "boss": "d"}, {"id": "c", "boss": "b"}, {"id": "d", "boss": None}]
    WRITERS[kind]([contents(rows, PERSON)], {}, tmp_path / "a")
    assert asked(kind, tmp_path / "a", "select * from person order by id") == [tuple(row.values()) for row in rows]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_reference_to_nothing_is_told(kind, tmp_path):
    with pytest.raises(BrokenReferenceError, match="person"):
        WRITERS[kind]([contents([{"id": "a", "boss": "z"}], PERSON)], {}, tmp_path / "a")
    tables = {name: held.slice(1) if name == "organizations" else held for name, held in sample_tables().items()}
    with pytest.raises(BrokenReferenceError, match="agreement_parties"):
        WRITERS[kind](published(tables), {}, tmp_path / "b")


def test_joins_over_references_have_an_index(samples):
    plan = asked("sqlite", samples["sqlite"], "explain query plan select * from agreements where region_code = '1'")
    assert "agreements_region_code" in plan[0][-1]


def test_the_same_tables_give_the_same_bytes_of_sqlite(samples, tmp_path):
    write_sqlite(published(sample_tables()), {"snapshot": "s"}, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == samples["sqlite"].read_bytes()
