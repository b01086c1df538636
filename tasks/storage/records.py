"""Records and tables as Parquet files."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.codec import arrow_schema, from_arrow, to_arrow
from tasks.storage.files import whole_file
from tasks.storage.parquet import parquet_file, read_parquet, read_rows

Record = TypeVar("Record")

#: How many documents are in memory at a time where they come one after the other; the largest have some megabytes.
_RECORDS = 64


def read_records(record: type[Record], path: Path, without: Collection[str] = ()) -> list[Record]:
    """Return the records of a shard in the order in which they were written.

    Args:
        record: their class.
        path: the shard.
        without: fields that are not read and keep their default: those that cost much and that nobody asks for.
    """
    schema = arrow_schema(record)
    return from_arrow(record, read_parquet(path, [name for name in schema.names if name not in without], schema))


def each_record(record: type[Record], path: Path, without: Collection[str] = ()) -> Iterator[Record]:
    """Yield the records of a shard as ``read_records`` returns them, only some of them in memory at a time."""
    schema = arrow_schema(record)
    columns = [name for name in schema.names if name not in without]
    with parquet_file(path) as parquet:
        for batch in parquet.iter_batches(_RECORDS, columns=columns, use_threads=False):
            yield from from_arrow(record, pa.Table.from_batches([batch]))


def write_each(record: type[Record], records: Iterable[Record], path: Path) -> int:
    """Write the records as one shard as they come, whole or not at all; return how many there were."""
    tables = (to_arrow(record, some) for some in in_parts(records, _RECORDS))
    return write_stream(tables, arrow_schema(record), path, _RECORDS)


def in_parts(records: Iterable[Record], n_records: int) -> Iterator[list[Record]]:
    """Yield the records so many at a time, the last ones as they are."""
    rest = iter(records)
    while some := list(islice(rest, n_records)):
        yield some


def write_records(record: type[Record], records: Iterable[Record], path: Path) -> int:
    """Write the records as one shard, whole or not at all; return how many there were."""
    table = to_arrow(record, records)
    write_table(table, path)
    return int(table.num_rows)


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Return the table in the file, or only the named columns of it."""
    return read_parquet(path, columns)


def read_least(path: Path, column: str, most: float, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows whose number in the column is at most so much."""
    table = read_rows(path, column, pc.field(column) <= most, columns)
    return cast("list[dict[str, Any]]", table.to_pylist())


def read_where(
    path: Path, column: str, values: Collection[str], columns: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Return the rows whose text in the column is one of the values."""
    table = read_rows(path, column, pc.field(column).isin(pa.array(sorted(values), pa.string())), columns)
    return cast("list[dict[str, Any]]", table.to_pylist())


def write_table(table: pa.Table, path: Path, rows_at_a_time: int | None = None) -> None:
    """Write the table as one Parquet file, whole or not at all; equal tables give equal bytes.

    Args:
        table: the table.
        path: where the file will stand.
        rows_at_a_time: how many rows a reader of single rows has to take at least; many where it is None.
    """
    with whole_file(path) as unfinished:
        pq.write_table(table, unfinished, compression="zstd", row_group_size=rows_at_a_time)


def write_stream(tables: Iterable[pa.Table], schema: pa.Schema, path: Path, rows_at_a_time: int) -> int:
    """Write the rows of all tables as one Parquet file and return how many there were.

    The bytes depend on the rows alone, not on how they come; few rows give the bytes that ``write_table`` gives.

    Args:
        tables: the rows, in order, some at a time.
        schema: their schema.
        path: where the file will stand.
        rows_at_a_time: how many rows are encoded together.
    """
    n_rows = 0
    with whole_file(path) as unfinished, pq.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for table in regrouped(tables, rows_at_a_time):
            writer.write_table(table, row_group_size=rows_at_a_time)
            n_rows += table.num_rows
        if not n_rows:
            writer.write_table(pa.Table.from_pylist([], schema))
    return n_rows


def regrouped(tables: Iterable[pa.Table], n_rows: int) -> Iterator[pa.Table]:
    """Yield the rows of the tables so many at a time, the last ones as they are."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        while sum(each.num_rows for each in waiting) >= n_rows:
            whole = pa.concat_tables(waiting)
            yield whole.slice(0, n_rows).combine_chunks()
            waiting = [whole.slice(n_rows)]
    if any(each.num_rows for each in waiting):
        yield pa.concat_tables(waiting).combine_chunks()


def read_merged(paths: Sequence[Path], columns: Sequence[str], key: str, limits: Iterable[str]) -> Iterator[pa.Table]:
    """Yield the rows of all files in the order of the key, up to one limit after the other.

    Of each file as many rows are in memory as are encoded together.

    Args:
        paths: the files; each is in that order already.
        columns: what is read of them, the key among it.
        key: a column of text.
        limits: keys in their order; each part holds the rows up to one of them and behind the one before.
    """
    with ExitStack() as stack:
        runs = [_Run(stack.enter_context(closing(pq.ParquetFile(path))), columns, key) for path in paths]
        for limit in limits:
            taken = [rows for run in runs for rows in run.take(limit)]
            if taken:
                yield pa.concat_tables(taken).sort_by(key)


class _Run:
    """The rows of one file that were not taken yet."""

    def __init__(self, file: pq.ParquetFile, columns: Sequence[str], key: str) -> None:
        self._groups = (file.read_row_group(n, list(columns), use_threads=False) for n in range(file.num_row_groups))
        self._key = key
        self._held: pa.Table | None = None

    def take(self, limit: str) -> Iterator[pa.Table]:
        """Yield the next rows, up to the limit."""
        while True:
            if self._held is None:
                self._held = next(self._groups, None)
            if self._held is None:
                return
            n_rows = bisect_right(self._held[self._key], limit, key=lambda value: value.as_py())
            yield self._held.slice(0, n_rows)
            if n_rows < self._held.num_rows:
                self._held = self._held.slice(n_rows)
                return
            self._held = None


def read_column(path: Path, column: str) -> list[Any]:
    """Return the values of one column; nothing else of the file is read."""
    return list(read_table(path, [column])[column].to_pylist())


def select_rows(path: Path, column: str, values: Collection[str], target: Path) -> None:
    """Write the rows of a shard whose column holds one of the values as a shard of their own, in their order."""
    table = read_table(path)
    chosen = pc.is_in(table[column], value_set=pa.array(sorted(values), pa.string()))
    write_table(table.filter(chosen), target)


def join_tables(paths: Sequence[Path], target: Path) -> None:
    """Write the rows of all files, in that order, as one file."""
    write_table(pa.concat_tables([read_table(path) for path in paths]), target)
