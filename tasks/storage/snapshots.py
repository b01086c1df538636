"""Published tables: whole snapshots, and one link that says which of them is the current one.

A snapshot is made under a hidden name, written to the disk with its manifest, and then renamed; the link is flipped
by a rename too. A reader therefore sees the old tables or the new ones, never some of each, whatever stops the writer.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tasks.storage.files import sync, write_json

MANIFEST = "manifest.json"
_KEPT = 5


class NotALinkError(OSError):
    """Something that is not the link to a snapshot stands where the link should be."""


@dataclass(frozen=True)
class Snapshots:
    """The published tables below a data folder.

    Attributes:
        data: the data folder; ``tables`` in it is the link and ``snapshots`` holds what it can point to.
    """

    data: Path

    @property
    def link(self) -> Path:
        """Return the link that readers open."""
        return self.data / "tables"

    def current(self) -> str | None:
        """Return the id of the published snapshot, None where nothing was published yet."""
        return self.link.readlink().name if self.link.is_symlink() and self.link.exists() else None

    def folder(self) -> Path | None:
        """Return the folder of the published snapshot, None where nothing was published yet."""
        current = self.current()
        return None if current is None else self._folder / current

    def begin(self) -> Path:
        """Return an empty folder in which to write the tables of the next snapshot.

        Raises:
            NotALinkError: ``tables`` is a file or folder that this code did not make.
        """
        if self.link.exists() and not self.link.is_symlink():
            raise NotALinkError(f"{self.link} is not a link to a snapshot: move it away and run again")
        for left in self._folder.glob(".*"):
            _remove(left)
        unfinished = self._folder / ".unfinished"
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
        snapshot = self._folder / name
        if snapshot.exists():
            _remove(unfinished)
        else:
            write_json({"snapshot": name, "files": tables, **facts}, unfinished / MANIFEST)
            unfinished.rename(snapshot)
            sync(self._folder)
        self.point_to(name)
        self._forget_old()
        return name

    def point_to(self, name: str) -> None:
        """Flip the link to the snapshot; KeyError where it does not exist."""
        if not (self._folder / name / MANIFEST).exists():
            raise KeyError(f"no snapshot {name}")
        if self.current() == name:
            return
        flipped = self.data / ".tables"
        flipped.unlink(missing_ok=True)
        flipped.symlink_to(Path("snapshots") / name)
        flipped.replace(self.link)
        sync(self.data)

    def holds(self, name: str) -> bool:
        """Return whether the snapshot is there."""
        return (self._folder / name / MANIFEST).exists()

    @property
    def _folder(self) -> Path:
        return self.data / "snapshots"

    def _forget_old(self) -> None:
        """Remove all but the latest snapshots; a reader that resolved the link has time to finish."""
        made = [path for path in self._folder.glob("[!.]*") if path.name != self.current()]
        made.sort(key=lambda path: (path / MANIFEST).stat().st_mtime_ns, reverse=True)
        for snapshot in made[_KEPT - 1 :]:
            _remove(snapshot.rename(snapshot.with_name(f".old-{snapshot.name}")))


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
