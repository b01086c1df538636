"""Files with many pages, wherever they lie: a local path, or any address that fsspec opens (``s3://bucket/*.gz``)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import glob
from io import BufferedReader
from itertools import repeat
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import fsspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from fsspec.core import url_to_fs
from fsspec.utils import infer_compression

from tasks.storage.xz import XzReader

#: How protocols of fsspec are spoken, by their name.
Options = Mapping[str, Mapping[str, Any]]
NO_OPTIONS: Options = {}
#: What remote places tell of a file that changes when its content does; not all tell everything.
_SIGNS = ("size", "mtime", "ETag", "etag", "LastModified", "last_modified", "md5Hash", "generation", "created")

#: Rows of a Parquet file in memory at a time: so many, and of so many bytes as far as its metadata tell.
_ROWS = 64
_ROW_BYTES = 64 * 1024 * 1024
#: Bytes read ahead.
_BUFFER = 1024 * 1024
#: Encodings that write a value, or the beginning of one, once for many rows.
_SHARING = ("PLAIN_DICTIONARY", "RLE_DICTIONARY", "DELTA_BYTE_ARRAY")


class ArchiveError(OSError):
    """An archive cannot be found or opened; the message says where and why."""


class ArchiveFile(NamedTuple):
    """One file with pages.

    Attributes:
        address: where it is, as ``opened`` takes it.
        name: the last part of the address.
        n_bytes: its size, None where the place does not tell.
        form: what changes when its content does: its size and time, or what the place has instead.
    """

    address: str
    name: str
    n_bytes: int | None
    form: str


def find_archives(address: str, options: Options = NO_OPTIONS) -> list[ArchiveFile]:
    """Return the files at the address, which may hold ``*``, ``?`` and ``[]``, sorted by address.

    Args:
        address: a local path, or an address that fsspec opens.
        options: for each protocol of fsspec how it is spoken.

    Raises:
        ArchiveError: there is none, or the place cannot be asked.
    """
    with _failures_named(address):
        files = _remote(address, options) if "://" in address else _local(address)
    if not files:
        raise ArchiveError(f"no file {address}: give a file, or a pattern of files such as folder/*.gz")
    return sorted(files)


@contextmanager
def opened(file: ArchiveFile, options: Options = NO_OPTIONS, *, unpack: bool = False) -> Iterator[BinaryIO]:
    """Open the file for reading, one piece after the other.

    Args:
        file: one of those that were found.
        options: as for ``find_archives``.
        unpack: whether a file named as packed (.gz, .bz2, .xz) is read unpacked.

    Raises:
        ArchiveError: it cannot be opened.
    """
    with _failures_named(file.address):
        packing = infer_compression(file.name) if unpack else None
        is_xz = packing in ("xz", "lzma")
        known = None if is_xz else packing
        stream = fsspec.open(file.address, "rb", compression=known, **_for(file.address, options)).open()
    with stream:
        yield cast(BinaryIO, BufferedReader(XzReader(stream)) if is_xz else stream)


@contextmanager
def _failures_named(address: str) -> Iterator[None]:
    """Turn whatever a file system raises into one error that names the address; each has its own kinds of errors."""
    try:
        yield
    except FileNotFoundError as error:
        because = f" ({error.__cause__})" if error.__cause__ else ""  # what a place answers, where it is asked
        raise ArchiveError(f"no file {address}{because}") from error
    except ImportError as error:
        raise ArchiveError(f"{address} cannot be opened: {error}") from error
    except OSError as error:
        raise ArchiveError(f"{address} cannot be opened: {error.strerror or error}") from error
    except Exception as error:
        raise ArchiveError(f"{address} cannot be opened: {type(error).__name__}: {error}") from error


def _local(address: str) -> list[ArchiveFile]:
    paths = [address] if Path(address).exists() else glob(address, recursive=True)  # noqa: PTH207 - absolute too
    return [_local_file(Path(path)) for path in paths if Path(path).is_file()]


def _local_file(path: Path) -> ArchiveFile:
    found = path.stat()
    return ArchiveFile(str(path), path.name, found.st_size, f"size={found.st_size} mtime={found.st_mtime_ns}")


def _for(address: str, options: Options) -> Options:
    """Return the options of the protocols that the address names; fsspec does not understand those of others."""
    return {protocol: given for protocol, given in options.items() if f"{protocol}://" in address}


def _remote(address: str, options: Options) -> list[ArchiveFile]:
    place, path = url_to_fs(address, **_for(address, options))
    infos = place.glob(path, detail=True).values() if any(mark in path for mark in "*?[") else [place.info(path)]
    return [_remote_file(place, info) for info in infos if info["type"] == "file"]


def _remote_file(place: Any, info: Mapping[str, Any]) -> ArchiveFile:
    path = str(info["name"])
    form = " ".join(f"{sign}={info[sign]}" for sign in _SIGNS if info.get(sign) is not None)
    return ArchiveFile(str(place.unstrip_protocol(path)), path.rpartition("/")[2], info.get("size"), form)


class NoParquetError(ValueError):
    """A file is no Parquet file, or a damaged one; the message says why."""


def parquet_columns(stream: BinaryIO) -> list[str]:
    """Return the names of the columns of a Parquet file.

    Raises:
        NoParquetError: it is none.
    """
    with _damage_named():
        return list(pq.read_schema(stream).names)


class Oversized(NamedTuple):
    """Stands for a value that was not taken out of its file because it is larger than the limit.

    Attributes:
        n_bytes: how large it is.
    """

    n_bytes: int


def parquet_rows(stream: BinaryIO, columns: Sequence[str], limit: int) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, of which only some are in memory at a time; times are to the microsecond.

    A text that is no UTF-8 comes with its bytes marked, as ``surrogateescape`` marks them.

    Args:
        stream: the file.
        columns: the columns that are wanted.
        limit: how many bytes a value may have; for a larger one there is an ``Oversized``.

    Raises:
        NoParquetError: it is none, or damaged from here on, or a column holds lists or the like.
    """
    with _damage_named():
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
        _check_types(file.schema_arrow, columns)
        for group in range(file.num_row_groups):
            n_rows = _rows_at_a_time(file.metadata.row_group(group), columns)
            for batch in file.iter_batches(n_rows, [group], columns=list(columns), use_threads=False):
                yield from _rows(_in_microseconds(batch), limit)


def _check_types(schema: pa.Schema, columns: Sequence[str]) -> None:
    for name in columns:
        kind = schema.field(name).type
        if pa.types.is_nested(kind):
            raise NoParquetError(f"has {str(kind)[:80]} in the column {name}: only texts, bytes and times are read")


def _rows_at_a_time(group: pq.RowGroupMetaData, columns: Sequence[str]) -> int:
    """Return how many rows may be in memory at a time, one at least.

    Where an encoding shares values between rows, each of them may be as large as all of the column.
    """
    if not group.num_rows:
        return _ROWS
    chunks = [group.column(n) for n in range(group.num_columns)]
    n_bytes: int = sum(
        chunk.total_uncompressed_size // (1 if any(name in _SHARING for name in chunk.encodings) else group.num_rows)
        for chunk in chunks
        if chunk.path_in_schema in columns
    )
    return max(1, min(_ROWS, _ROW_BYTES // max(1, n_bytes)))


def _rows(table: pa.Table, limit: int) -> Iterator[dict[str, Any]]:
    values = [_values(column, limit) for chunked in table.columns for column in [chunked.combine_chunks()]]
    for row in zip(*values, strict=True):
        yield dict(zip(table.column_names, row, strict=True))


def _values(column: pa.Array, limit: int) -> Iterator[Any]:
    """Yield the values; how long one is, is looked at before it is taken out."""
    for value, n_bytes in zip(column, _lengths(column), strict=True):
        yield Oversized(n_bytes) if n_bytes is not None and n_bytes > limit else _as_python(value)


def _lengths(column: pa.Array) -> Iterable[int | None]:
    if pa.types.is_dictionary(column.type):
        known = list(_lengths(column.dictionary))
        return [None if place is None else known[place] for place in column.indices.to_pylist()]
    if pa.types.is_string_view(column.type) or pa.types.is_binary_view(column.type):
        column = column.cast(pa.large_binary())
    kinds = (pa.types.is_string, pa.types.is_binary, pa.types.is_large_string, pa.types.is_large_binary)
    if any(is_kind(column.type) for is_kind in (*kinds, pa.types.is_fixed_size_binary)):
        return cast("list[int | None]", pc.binary_length(column).to_pylist())
    return repeat(None, len(column))


def _as_python(value: pa.Scalar) -> Any:
    try:
        return value.as_py()
    except UnicodeDecodeError:
        return value.cast(pa.large_binary()).as_py().decode("utf-8", "surrogateescape")


def _in_microseconds(batch: pa.RecordBatch) -> pa.Table:
    """Return the rows with times that Python can hold."""
    table = pa.Table.from_batches([batch])
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            exact = field.with_type(pa.timestamp("us", field.type.tz))
            table = table.set_column(place, exact, table.column(place).cast(exact.type, safe=False))
    return table


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except pa.ArrowException as error:
        raise NoParquetError(f"is no sound Parquet file ({str(error).splitlines()[0]})") from error
    except OSError as error:  # what Arrow raises of damaged pages has no number of the system
        if error.errno is not None:
            raise
        raise NoParquetError(f"is damaged ({error})") from error
