"""Published tables: whole snapshots, and something that says which of them is the current one.

A snapshot is made under a hidden name, written to the disk with its manifest, and then renamed. In a store it is put
file by file, the manifest last: without it it does not count. Then the link or the pointer is changed, in one step. So
a reader sees the old tables or the new ones, never some of each, whatever stops the writer.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tasks.storage.current import MANIFEST, Link, NotALinkError, Pointer
from tasks.storage.files import sync, write_json
from tasks.storage.place import is_remote, kept_here, upload

__all__ = ["MANIFEST", "NotALinkError", "Snapshots"]

_KEPT = 5


@dataclass(frozen=True)
class Snapshots:
    """The published tables below a data folder.

    Attributes:
        data: the data folder; ``tables`` in it is the link and ``snapshots`` holds what it can point to.
    """

    data: Path

    @property
    def tables(self) -> Path:
        """Return what readers open: the link, or in a store the folder of the current snapshot.

        Raises:
            FileNotFoundError: nothing was published yet in the store.
        """
        return self._says.tables

    @property
    def sign(self) -> Path:
        """Return what says which snapshot is the current one: the link, or in a store the object ``tables.json``."""
        return self._says.path

    def current(self) -> str | None:
        """Return the id of the published snapshot, None where nothing was published yet."""
        return self._says.current()

    def folder(self) -> Path | None:
        """Return the folder of the published snapshot, None where nothing was published yet."""
        current = self.current()
        return None if current is None else self._folder / current

    def begin(self) -> Path:
        """Return an empty folder of this machine in which to write the tables of the next snapshot.

        Raises:
            NotALinkError: ``tables`` is a file or folder that this code did not make.
        """
        self._says.check()
        here = kept_here(self.data) / "snapshots"
        for left in here.glob(".*"):
            _remove(left)
        unfinished = here / ".unfinished"
        unfinished.mkdir(parents=True)
        return unfinished

    def publish(self, unfinished: Path, facts: dict[str, Any]) -> str:
        """Make the tables in the folder the current snapshot and return its id.

        The id names the content: tables that were published before are not published anew.

        Args:
            unfinished: the folder that ``begin`` returned, now with one Parquet file a table.
            facts: what the manifest tells besides rows and hashes.
        """
        tables = {path.name: _described(path) for path in sorted(unfinished.iterdir())}
        name = hashlib.sha256(repr([(key, tables[key]["sha256"]) for key in tables]).encode()).hexdigest()[:16]
        if self.holds(name):
            _remove(unfinished)
        else:
            write_json({"snapshot": name, "files": tables, **facts}, unfinished / MANIFEST)
            self._take_in(unfinished, name)
        self.point_to(name)
        self._forget_old()
        return name

    def point_to(self, name: str) -> None:
        """Make the snapshot the current one; KeyError where it does not exist."""
        if not self.holds(name):
            raise KeyError(f"no snapshot {name}")
        if self.current() != name:
            self._says.flip(name)

    def kept(self) -> list[str]:
        """Return the ids of the snapshots that are there: the current one, then the others, the latest first."""
        current = self.current()
        return [] if current is None else [name for name in (current, *self._says.earlier()) if self.holds(name)]

    def holds(self, name: str) -> bool:
        """Return whether the snapshot is there."""
        return (self._folder / name / MANIFEST).exists()

    @property
    def _folder(self) -> Path:
        return self.data / "snapshots"

    @property
    def _says(self) -> Link | Pointer:
        return Pointer(self.data) if is_remote(self.data) else Link(self.data)

    def _take_in(self, unfinished: Path, name: str) -> None:
        """Put the folder among the snapshots, whole or not at all."""
        if is_remote(self.data):
            for file in sorted(unfinished.iterdir(), key=_manifest_last):
                upload(file, self._folder / name / file.name)
            _remove(unfinished)
        else:
            unfinished.rename(self._folder / name)
            sync(self._folder)

    def _forget_old(self) -> None:
        """Remove all but the latest snapshots; a reader that knows where one is has time to finish."""
        kept = {self.current(), *self._says.earlier()[: _KEPT - 1]}
        for snapshot in [path for path in self._folder.glob("[!.]*") if path.name not in kept]:
            if is_remote(snapshot):
                for file in sorted(snapshot.iterdir(), key=_manifest_last, reverse=True):
                    file.unlink()
            else:
                _remove(snapshot.rename(snapshot.with_name(f".old-{snapshot.name}")))


def _manifest_last(file: Path) -> bool:
    return file.name == MANIFEST


def _described(path: Path) -> dict[str, Any]:
    sync(path)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    facts: dict[str, Any] = {
        "sha256": sha256,
        "bytes": path.stat().st_size,
    }
    if path.suffix == ".parquet":
        metadata = pq.read_metadata(path)
        facts["rows"] = metadata.num_rows
        facts["columns"] = {field.name: str(field.type) for field in metadata.schema.to_arrow_schema()}
    return facts


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
