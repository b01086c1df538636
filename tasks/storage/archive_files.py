"""Files with many pages, wherever they lie: a local path, or any address that fsspec opens (``s3://bucket/*.gz``)."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.core import url_to_fs

#: How protocols of fsspec are spoken, by their name.
Options = Mapping[str, Mapping[str, Any]]
NO_OPTIONS: Options = {}
#: What remote places tell of a file that changes when its content does; not all tell everything.
_SIGNS = ("size", "mtime", "ETag", "etag", "LastModified", "last_modified", "md5Hash", "generation", "created")

#: Rows of a Parquet file in memory at a time, and bytes read ahead.
_ROWS = 64
_BYTES_AT_ONCE = 64 * 1024 * 1024
_BUFFER = 1024 * 1024


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
        compression = "infer" if unpack else None
        stream = fsspec.open(file.address, "rb", compression=compression, **_for(file.address, options)).open()
    with stream:
        yield cast(BinaryIO, stream)


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


def parquet_rows(stream: BinaryIO, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, of which only some are in memory at a time; times are to the microsecond.

    Raises:
        NoParquetError: it is none, or damaged from here on.
    """
    with _damage_named():
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
        for batch in file.iter_batches(_rows_at_once(file.metadata), columns=list(columns)):
            yield from _in_microseconds(batch).to_pylist()


def _rows_at_once(facts: Any) -> int:
    """Return how many rows of a Parquet file are read at a time: few where they are large."""
    groups = [facts.row_group(number) for number in range(facts.num_row_groups)]
    largest = max((group.total_byte_size / max(group.num_rows, 1) for group in groups), default=0)
    return int(max(1, min(_ROWS, _BYTES_AT_ONCE // max(largest, 1))))


def _in_microseconds(batch: pa.RecordBatch) -> pa.Table:
    """Return the rows with times that Python can hold."""
    table = pa.Table.from_batches([batch])
    exact = [
        field.with_type(pa.timestamp("us", field.type.tz)) if pa.types.is_timestamp(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(exact), safe=False)


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
