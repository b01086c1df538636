"""Shards give back the records that were put in, and a writer that stops leaves no half file."""

from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import MetricFinding, Page, Rejection
from tasks.storage import read_merged, read_records, read_table, write_records, write_stream, write_table

PAGE = Page("p0", "seiten/一.txt", b"\x00\xff", fetched_at=datetime(2024, 1, 2, tzinfo=UTC))
METRIC = MetricFinding(0, 4, "base_stations", Decimal("1200"), "count", "total", "over", "actual", "1200个")


@pytest.mark.parametrize(("record", "rows"), [(Page, [PAGE]), (MetricFinding, [METRIC, METRIC]), (Rejection, [])])
def test_what_is_written_is_read_again(tmp_path, record, rows):
    path = tmp_path / "deep" / "shard.parquet"
    assert write_records(record, rows, path) == len(rows)
    assert read_records(record, path) == rows


def test_equal_records_give_equal_bytes(tmp_path):
    write_records(Page, [PAGE], tmp_path / "one")
    write_records(Page, [PAGE], tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_writer_that_stops_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "shard.parquet"
    write_records(Page, [PAGE], path)
    before = path.read_bytes()

    def broken():
        yield PAGE
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_records(Page, broken(), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["shard.parquet"]


NUMBERS = pa.table({"name": [f"n{at:03}" for at in range(100)], "number": list(range(100))})


def parts_of(table, sizes):
    start = 0
    for size in sizes:
        yield table.slice(start, size)
        start += size
    yield table.slice(start)


@given(sizes=st.lists(st.integers(0, 40), max_size=6))
def test_the_bytes_of_a_stream_do_not_depend_on_how_it_comes(tmp_path_factory, sizes):
    folder = tmp_path_factory.mktemp("streams")
    assert write_stream([NUMBERS], NUMBERS.schema, folder / "one", 30) == 100
    write_stream(parts_of(NUMBERS, sizes), NUMBERS.schema, folder / "two", 30)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    assert read_table(folder / "two").equals(NUMBERS)


@pytest.mark.parametrize("n_rows", [0, 7])
def test_a_short_stream_gives_the_bytes_of_a_table(tmp_path, n_rows):
    table = pa.Table.from_pylist(NUMBERS.slice(0, n_rows).to_pylist(), NUMBERS.schema)
    write_table(table, tmp_path / "one")
    write_stream(parts_of(table, [3]), table.schema, tmp_path / "two", 30)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_stream_that_stops_leaves_nothing(tmp_path):
    def broken():
        yield NUMBERS
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_stream(broken(), NUMBERS.schema, tmp_path / "shard.parquet", 30)
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.sets(st.integers(0, 99)), max_size=4), st.sets(st.integers(0, 99)), st.integers(1, 9))
def test_files_in_order_are_read_as_one_in_order(tmp_path_factory, files, cuts, n_rows):
    folder = tmp_path_factory.mktemp("merged")
    paths = [folder / str(at) for at in range(len(files))]
    for path, places in zip(paths, files, strict=True):
        write_table(NUMBERS.take(pa.array(sorted(places), pa.int64())), path, n_rows)
    limits = [f"n{at:03}" for at in sorted(cuts)]
    parts = [part["name"].to_pylist() for part in read_merged(paths, ["name"], "name", limits)]
    names = sorted(f"n{at:03}" for places in files for at in places)
    for part, before, limit in zip(parts, ["", *limits], limits, strict=False):
        assert part == [name for name in names if before < name <= limit]
    assert [name for part in parts for name in part] == [name for name in names if limits and name <= limits[-1]]
