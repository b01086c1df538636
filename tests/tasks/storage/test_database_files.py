"""A library's own errors are told as one, with the file that was to be made."""

import pyarrow as pa
import pytest

from tasks.storage.database_files import DatabaseFileError, duckdb_file, sqlite_file


@pytest.mark.parametrize("make", [sqlite_file, duckdb_file])
def test_what_cannot_be_carried_out_is_told(make, tmp_path):
    with pytest.raises(DatabaseFileError, match=r"a\.db cannot be written: .*nowhere"), make(tmp_path / "a.db") as file:
        file.run("select a from nowhere")


@pytest.mark.parametrize("make", [sqlite_file, duckdb_file])
def test_a_file_that_is_no_database_is_told(make, tmp_path):
    (tmp_path / "a.db").write_bytes(b"something else entirely" * 1000)
    with pytest.raises(DatabaseFileError, match=r"a\.db cannot be written"), make(tmp_path / "a.db") as file:
        file.run("create table t (a integer)")


@pytest.mark.parametrize("make", [sqlite_file, duckdb_file])
def test_a_question_can_be_answered_only_of_what_is_there(make, tmp_path):
    with make(tmp_path / "a.db") as file:
        file.run("create table t (a integer)")
        assert file.can_answer("select a from t")
        assert not file.can_answer("select b from t")
        assert not file.can_answer("select a from u")


def test_rows_that_come_later_than_those_that_refer_to_them_are_taken_in_any_batch(tmp_path):
    rows = [{"a": 3, "b": 2, "c": 2}, {"a": 2, "b": 1, "c": None}, {"a": 1, "b": None, "c": 0}, {"a": 0}]
    schema = pa.schema([("a", pa.int64()), ("b", pa.int64()), ("c", pa.int64())])
    with duckdb_file(tmp_path / "a.db") as file:
        file.run("create table t (a bigint primary key, b bigint references t (a), c bigint references t (a))")
        batches = pa.Table.from_pylist(rows, schema).to_batches(max_chunksize=1)
        file.insert_by_rank("t", pa.RecordBatchReader.from_batches(schema, batches), "a", ["b", "c"])
        assert file.can_answer("select * from t")
        assert not file.can_answer("select * from staged")
