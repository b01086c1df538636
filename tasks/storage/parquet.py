"""Parquet files read from this machine or from a store.

Arrow reads a file of this machine on many threads. A file in a store is one of Python's, and a thread of Arrow that
lets go of it while Python is ending takes the process down ("terminate called without an active exception"): it is read
on the thread that asks for it.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.storage.place import is_remote

#: So many bytes of a file in a store are fetched at a time where it is gone through.
_BLOCK = 4 * 1024 * 1024


@contextmanager
def parquet_file(path: Path) -> Iterator[pq.ParquetFile]:
    """Open a file that is gone through from its beginning; whoever does reads with ``use_threads=False``."""
    if not is_remote(path):
        with pq.ParquetFile(path) as parquet:
            yield parquet
        return
    with path.open("rb", cache_type="readahead", block_size=_BLOCK) as file, _unbuffered(file) as parquet:  # type: ignore[call-overload]
        yield parquet


def _unbuffered(file: Any) -> pq.ParquetFile:
    return pq.ParquetFile(file, pre_buffer=False)  # what is read ahead is read by other threads


def _from_store(path: Any, names: list[str] | None) -> pa.Table:
    """Return the table in a file of a store, of which only the stretches that hold the columns are fetched, at once."""
    from fsspec.parquet import open_parquet_file  # noqa: PLC0415 - most files are on this machine

    with open_parquet_file(path.path, fs=path.fs, columns=names, engine="pyarrow") as file:
        return _unbuffered(file).read(names, use_threads=False)


def read_parquet(path: Path, columns: Sequence[str] | None = None, schema: pa.Schema | None = None) -> pa.Table:
    """Return the table in the file, or only the named columns of it.

    Args:
        path: the file.
        columns: their names; all where it is None.
        schema: the schema of the table, columns that are not read among it; that of the file where it is None.
    """
    names = None if columns is None else list(columns)
    if not is_remote(path):
        return pq.read_table(path, columns=names, schema=schema)
    table = _from_store(path, names)
    return table if schema is None else table.cast(pa.schema([schema.field(name) for name in table.column_names]))


def read_rows(path: Path, column: str, chosen: pc.Expression, columns: Collection[str] | None = None) -> pa.Table:
    """Return the rows that the expression chooses, without reading the others of a file of this machine into memory.

    Args:
        path: the file.
        column: the column that the expression asks for.
        chosen: the expression.
        columns: what is returned of the rows; all where it is None.
    """
    names = None if columns is None else list(columns)
    if not is_remote(path):
        return pq.read_table(path, columns=names, filters=chosen)
    table = _from_store(path, None if names is None else [*names, column]).filter(chosen)
    return table if names is None else table.select(names)


def read_schema(path: Path) -> pa.Schema:
    """Return the columns of the table in the file, with the metadata."""
    with parquet_file(path) as parquet:
        return parquet.schema_arrow
