"""The tables of one snapshot, for whoever reads them.

A snapshot never changes. Who opens one and reads all tables from it sees one state of them, whatever is published
meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.storage.current import MANIFEST
from tasks.storage.files import read_json
from tasks.storage.place import failures_named
from tasks.storage.records import read_table, readable
from tasks.storage.snapshots import Snapshots


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
        id: its id, made from what the tables hold.
        folder: where its files are.
    """

    id: str
    folder: Path

    @cached_property
    def rows(self) -> dict[str, int]:
        """How many rows each table has, by its name."""
        files: dict[str, dict[str, Any]] = read_json(self.folder / MANIFEST)["files"]
        return {Path(name).stem: facts["rows"] for name, facts in files.items() if name.endswith(".parquet")}

    def published_at(self) -> datetime:
        """Return when it was written: the time of its manifest, which is written last."""
        return datetime.fromtimestamp((self.folder / MANIFEST).stat().st_mtime, UTC)

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
        with readable(self.file(name)) as file:
            return pq.read_schema(file)

    def read(self, name: str) -> pa.Table:
        """Return a whole table."""
        return read_table(self.file(name))

    def batches(self, name: str, n_rows: int) -> Iterator[pa.RecordBatch]:
        """Yield a table some rows at a time, in its order."""
        with readable(self.file(name)) as file, pq.ParquetFile(file) as parquet:
            yield from parquet.iter_batches(n_rows, use_threads=False)


def open_snapshot(data: Path, name: str | None = None) -> OpenSnapshot:
    """Return the snapshot of that id, the current one where none is named.

    Raises:
        NoTablesError: nothing was published in the data folder.
        UnknownSnapshotError: there is no such snapshot.
        PlaceError: the store cannot be reached.
    """
    kept = kept_snapshots(data)
    if not kept:
        raise NoTablesError(f"no tables in {data}: make them with `qianyue run --data {data}`")
    for snapshot in kept:
        if name in (None, snapshot.id):
            return snapshot
    raise UnknownSnapshotError(f"no snapshot {name!r} in {data}: kept are {', '.join(each.id for each in kept)}")


def kept_snapshots(data: Path) -> list[OpenSnapshot]:
    """Return the snapshots that are kept: the current one, then the others, the latest first."""
    with failures_named(data):
        snapshots = Snapshots(data)
        return [OpenSnapshot(name, data / "snapshots" / name) for name in snapshots.kept()]
