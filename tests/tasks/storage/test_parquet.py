"""A file is read alike wherever it stands, and one in a store by no thread but the reader's."""

import threading

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tasks.storage import write_table
from tasks.storage.parquet import parquet_file, read_parquet, read_rows, read_schema
from tasks.storage.place import place

TABLE = pa.table({"name": [f"n{n}" for n in range(5000)], "number": list(range(5000)), "text": ["签约" * 50] * 5000})


@pytest.fixture(params=["a disk", "a store"])
def path(request, tmp_path, store):
    place_of = {"a disk": tmp_path, "a store": place(f"{store}/data")}[request.param]
    write_table(TABLE, place_of / "table.parquet", 500)
    return place_of / "table.parquet"


@pytest.fixture
def readers(path, monkeypatch):
    """Return the threads that read from the file, where it is one of Python's."""
    asked, opened = set(), type(path).open

    def noted(self, *arguments, **options):
        file = opened(self, *arguments, **options)
        read = file.read

        def reading(*how):
            asked.add(threading.current_thread())
            return read(*how)

        file.read = reading
        return file

    if "://" in str(path):
        monkeypatch.setattr(type(path), "open", noted)
    return asked


def test_a_table_is_read_whole_or_some_columns_of_it(path, readers):
    assert read_parquet(path).equals(TABLE)
    assert read_parquet(path, ["text", "name"]).equals(TABLE.select(["text", "name"]))
    assert read_schema(path).equals(TABLE.schema)
    assert readers <= {threading.current_thread()}


def test_it_has_the_schema_that_is_named(path):
    schema = pa.schema([("name", pa.large_string()), ("number", pa.int32()), ("text", pa.string())])
    assert read_parquet(path, ["name", "number"], schema).schema == pa.schema([schema.field(0), schema.field(1)])


@pytest.mark.parametrize("columns", [None, ["name"], ["number", "name"]])
def test_rows_are_chosen_by_a_column_that_need_not_be_returned(path, readers, columns):
    found = read_rows(path, "number", pc.field("number") >= 4998, columns)
    assert found.equals(TABLE.select(columns or TABLE.column_names).slice(4998))
    assert readers <= {threading.current_thread()}


def test_rows_come_some_at_a_time(path, readers):
    with parquet_file(path) as parquet:
        assert pa.Table.from_batches(parquet.iter_batches(700, use_threads=False)).equals(TABLE)
    assert readers <= {threading.current_thread()}
