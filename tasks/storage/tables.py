"""The tables of one snapshot, for whoever reads them.

A snapshot never changes. Who opens one and reads all tables from it sees one state of them, whatever is published
meanwhile.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tasks.storage.parquet import parquet_file, read_schema
from tasks.storage.place import failures_named
from tasks.storage.records import read_table
from tasks.storage.snapshots import Snapshot, Snapshots


class NoTablesError(FileNotFoundError):
    """Nothing was published in the data folder; the message says how to do so."""


class UnknownSnapshotError(LookupError):
    """The snapshot is not, or no more, there; the message names those that are."""


class UnknownTableError(LookupError):
    """The snapshot has no such table; the message names those that it has."""


@dataclass(frozen=True)
class OpenSnapshot:
    """A snapshot whose tables can be read.

    Attributes:
        facts: what its manifest tells.
    """

    facts: Snapshot

    @property
    def id(self) -> str:
        """Its id, made from what the tables hold and from the snapshot before."""
        return self.facts.name

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.facts.folder

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows each table has, by its name."""
        return self.facts.rows

    def file(self, name: str) -> Path:
        """Return where the table is.

        Raises:
            UnknownTableError: there is no such table.
        """
        if name not in self.rows:
            raise UnknownTableError(f"no table {name!r} in snapshot {self.id}: it has {', '.join(sorted(self.rows))}")
        return self.folder / f"{name}.parquet"

    def schema(self, name: str) -> pa.Schema:
        """Return the columns of a table, with the metadata of its file."""
        return read_schema(self.file(name))

    def read(self, name: str) -> pa.Table:
        """Return a whole table."""
        return read_table(self.file(name))

    def batches(self, name: str, n_rows: int) -> Iterator[pa.RecordBatch]:
        """Yield a table some rows at a time, in its order."""
        with parquet_file(self.file(name)) as parquet:
            yield from parquet.iter_batches(n_rows, use_threads=False)


def open_snapshot(data: Path, name: str | None = None) -> OpenSnapshot:
    """Return the snapshot of that id, the current one where none is named.

    Raises:
        NoTablesError: nothing was published in the data folder.
        UnknownSnapshotError: there is no such snapshot.
        PlaceError: the store cannot be reached.
    """
    with failures_named(data):
        latest = Snapshots(data).latest()
    if latest is None:
        raise none_published(data)
    if name in (None, latest.name):
        return OpenSnapshot(latest)
    kept = kept_snapshots(data)
    for snapshot in kept:
        if snapshot.id == name:
            return snapshot
    raise UnknownSnapshotError(f"no snapshot {name} in {data}: kept are {', '.join(each.id for each in kept)}")


def none_published(data: Path) -> NoTablesError:
    """Return the error that says that nothing was published in the data folder."""
    return NoTablesError(f"no tables in {data}: make them with `qianyue run --data {data}`")


def kept_snapshots(data: Path) -> list[OpenSnapshot]:
    """Return the snapshots that are kept: the current one, then the others, the latest first."""
    with failures_named(data):
        return [OpenSnapshot(snapshot) for snapshot in Snapshots(data).all()]
