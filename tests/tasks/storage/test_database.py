"""A database answers over files, holds no more than it may in memory, and leaves nothing behind."""

import pyarrow as pa
import pytest

from tasks.storage import write_table
from tasks.storage.database import DatabaseFullError, database

ROWS = pa.table({"name": ["b", "a"], "number": pa.array([2**64 - 1, 1], pa.uint64())})


@pytest.fixture
def tables(tmp_path):
    with database(tmp_path / "deep" / "tables") as opened:
        yield opened


def test_files_are_seen_as_one_table(tables, tmp_path):
    for name in ("one", "two"):
        write_table(ROWS, tmp_path / name)
    tables.see("seen", [tmp_path / "one", tmp_path / "two"], ROWS.schema)
    assert tables.rows("select name, count(*) from seen group by name order by name") == [("a", 2), ("b", 2)]


def test_no_files_are_an_empty_table(tables):
    tables.see("seen", [], ROWS.schema)
    assert tables.ask("from seen").schema.equals(ROWS.schema)
    assert tables.rows("from seen") == []


def test_a_table_is_taken_in_and_statements_are_carried_out_in_order(tables):
    tables.keep("kept", ROWS)
    tables.run("create table doubled as select * from kept union all select * from kept", "drop table kept")
    assert tables.rows("select count(*) from doubled") == [(4,)]
    with pytest.raises(Exception, match="kept"):
        tables.rows("from kept")


def test_an_answer_comes_some_rows_at_a_time_while_others_are_asked(tables):
    tables.run("create table numbers as select range as number from range(10000)")
    parts = tables.stream("from numbers order by number", 2048)
    first = next(parts)
    tables.run("create table more as from numbers")
    numbers = first["number"].to_pylist() + [row for part in parts for row in part["number"].to_pylist()]
    assert first.num_rows < 10_000
    assert numbers == list(range(10_000))


def test_an_answer_on_the_disk_is_read_where_it_is_looked_at(tables):
    one = tables.mapped("select range as number from range(5000) order by number")
    other = tables.mapped("select 'a' as name")
    assert one.slice(4321, 1).to_pylist() == [{"number": 4321}]
    assert other.to_pylist() == [{"name": "a"}]


def test_nothing_is_left_whatever_happens(tmp_path):
    def asked():
        with database(tmp_path / "tables") as opened:
            opened.mapped("select 1")
            assert list(tmp_path.iterdir())
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        asked()
    assert list(tmp_path.iterdir()) == []


def test_too_little_memory_is_told_as_such(tmp_path):
    with pytest.raises(DatabaseFullError, match="2 MB of memory are too little"):
        _list_all_of_many(tmp_path / "a", 2)
    assert list(tmp_path.iterdir()) == []


def _list_all_of_many(beside, megabytes):
    with database(beside, megabytes) as small:
        small.run("create table many as select range as number, hash(range)::text as text from range(200000)")
        small.ask("select list(text) from many")
