"""Records and tables as Parquet files."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.codec import arrow_schema, from_arrow, to_arrow
from tasks.storage.files import whole_file
from tasks.storage.place import is_remote

Record = TypeVar("Record")


def read_records(record: type[Record], path: Path, without: Collection[str] = ()) -> list[Record]:
    """Return the records of a shard in the order in which they were written.

    Args:
        record: their class.
        path: the shard.
        without: fields that are not read and keep their default: those that cost much and that nobody asks for.
    """
    schema = arrow_schema(record)
    columns = [name for name in schema.names if name not in without]
    with _readable(path) as file:
        return from_arrow(record, pq.read_table(file, schema=schema, columns=columns))


def write_records(record: type[Record], records: Iterable[Record], path: Path) -> int:
    """Write the records as one shard, whole or not at all; return how many there were."""
    table = to_arrow(record, records)
    write_table(table, path)
    return int(table.num_rows)


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Return the table in the file, or only the named columns of it."""
    with _readable(path) as file:
        return pq.read_table(file, columns=columns)


def read_least(path: Path, column: str, most: float, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows whose number in the column is at most so much, without reading the others into memory."""
    with _readable(path) as file:
        table = pq.read_table(file, columns=list(columns), filters=pc.field(column) <= most)
    return cast("list[dict[str, Any]]", table.to_pylist())


@contextmanager
def _readable(path: Path) -> Iterator[Any]:
    """Yield what Arrow reads a file from; of one in a store it asks for the stretches that it needs, and no more."""
    if not is_remote(path):
        yield path
        return
    with path.open("rb", cache_type="none") as file:  # type: ignore[call-overload]
        yield file


def write_table(table: pa.Table, path: Path) -> None:
    """Write the table as one Parquet file, whole or not at all; equal tables give equal bytes."""
    with whole_file(path) as unfinished:
        pq.write_table(table, unfinished, compression="zstd")


def read_column(path: Path, column: str) -> list[str]:
    """Return the values of one column of text."""
    return list(read_table(path, [column])[column].to_pylist())


def select_rows(path: Path, column: str, values: Collection[str], target: Path) -> None:
    """Write the rows of a shard whose column holds one of the values as a shard of their own, in their order."""
    table = read_table(path)
    chosen = pc.is_in(table[column], value_set=pa.array(sorted(values), pa.string()))
    write_table(table.filter(chosen), target)


def join_tables(paths: Sequence[Path], target: Path) -> None:
    """Write the rows of all files, in that order, as one file."""
    write_table(pa.concat_tables([read_table(path) for path in paths]), target)
