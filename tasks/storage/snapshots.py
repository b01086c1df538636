"""Published tables: whole snapshots, and something that says which of them is the current one.

A snapshot is made under a hidden name, written to the disk with its manifest, and then renamed. In a store it is put
file by file, the manifest last: without it it does not count. Then the link or the pointer is changed, in one step. So
a reader sees the old tables or the new ones, never some of each, whatever stops the writer.

A snapshot's id stands for its files and for the snapshot before it. So tables that come back after others are a
snapshot of their own, which tells how they differ from those others, and the manifests tell in which order all were
published.
"""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tasks.storage.current import MANIFEST, Link, NotALinkError, Pointer
from tasks.storage.files import read_json, sync, write_json
from tasks.storage.place import is_remote, kept_here, upload
from tasks.storage.snapshot import Snapshot

__all__ = ["KEPT", "MANIFEST", "NotALinkError", "Snapshot", "Snapshots"]

#: How many snapshots are kept where nobody says otherwise.
KEPT = 5

#: What writes beside new tables how they differ from the snapshot before, and returns what the manifest tells of it.
Compare = Callable[[Snapshot | None, Path], Mapping[str, Any]]


@dataclass(frozen=True)
class Snapshots:
    """The published tables below a data folder.

    Attributes:
        data: the data folder; ``tables`` in it is the link and ``snapshots`` holds what it can point to.
        kept: how many snapshots are kept, the current one among them.

    Raises:
        ValueError: not even the current one is to be kept.
    """

    data: Path
    kept: int = KEPT

    def __post_init__(self) -> None:
        if self.kept < 1:
            raise ValueError(f"{self.kept} snapshots cannot be kept: keep 1 at least")

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

    def latest(self) -> Snapshot | None:
        """Return the published snapshot, None where nothing was published yet."""
        current = self.current()
        return None if current is None else self._one(current)

    def all(self) -> list[Snapshot]:
        """Return the snapshots that are kept, the one that was published last first.

        One that was made by a run that was stopped before it was published is not among them, nor one that a run
        forgets meanwhile.
        """
        found: list[Snapshot] = []
        one = self.latest()
        while one is not None:
            found.append(one)
            one = None if one.before is None else self._one(one.before)
        if found and not found[-1].knows_before:
            others = filter(None, map(self._one, self._says.earlier()))
            known = {snapshot.name for snapshot in found}
            found += [other for other in others if other.name not in known and not other.knows_before]
        return found

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

    def publish(self, unfinished: Path, facts: Mapping[str, Any], compare: Compare | None = None) -> str:
        """Make the tables in the folder the current snapshot and return its id.

        Tables that are the current ones already are not published anew.

        Args:
            unfinished: the folder that ``begin`` returned, now with one Parquet file a table.
            facts: what the manifest tells besides rows and hashes.
            compare: writes into the folder how the tables differ from those before; called only where they do.
        """
        made, before = _all_described(unfinished), self.latest()
        content = _hashed(made)
        if before is not None and before.content == content:
            _remove(unfinished)
            name = before.name
        else:
            told = compare(before, unfinished) if compare else {}
            files, earlier = _all_described(unfinished, made), before.name if before else None
            name = _hashed(files, earlier)
            manifest = {"snapshot": name, "content": content, "before": earlier, "files": files, **facts, **told}
            self._put(unfinished, name, manifest)
            self.point_to(name)
        self._forget_old()
        return name

    def point_to(self, name: str) -> None:
        """Make the snapshot the current one; KeyError where it does not exist."""
        if not self.holds(name):
            raise KeyError(f"no snapshot {name}")
        if self.current() != name:
            self._says.flip(name)

    def holds(self, name: str) -> bool:
        """Return whether the snapshot is there."""
        return (self._folder / name / MANIFEST).exists()

    @property
    def _folder(self) -> Path:
        return self.data / "snapshots"

    @property
    def _says(self) -> Link | Pointer:
        return Pointer(self.data) if is_remote(self.data) else Link(self.data)

    def _one(self, name: str) -> Snapshot | None:
        """Return the snapshot, None where it is not, or no more, there."""
        folder = self._folder / name
        try:
            return Snapshot(name, folder, read_json(folder / MANIFEST))
        except FileNotFoundError:
            return None

    def _put(self, unfinished: Path, name: str, manifest: Mapping[str, Any]) -> None:
        if self.holds(name):  # a run was stopped before it was published
            _remove(unfinished)
            return
        write_json(manifest, unfinished / MANIFEST)
        self._take_in(unfinished, name)

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
        kept = {snapshot.name for snapshot in self.all()[: self.kept]}
        for snapshot in [path for path in self._folder.glob("[!.]*") if path.name not in kept]:
            if is_remote(snapshot):
                for file in sorted(snapshot.iterdir(), key=_manifest_last, reverse=True):
                    file.unlink()
            else:
                _remove(snapshot.rename(snapshot.with_name(f".old-{snapshot.name}")))


def _manifest_last(file: Path) -> bool:
    return file.name == MANIFEST


def _all_described(folder: Path, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what the manifest tells of each file in the folder; what is known of one is not read off it again."""
    for left in folder.glob(".*"):  # by a worker that died and was followed by another one
        _remove(left)
    files = {path.name: path for path in sorted(folder.iterdir())}
    return {name: (known or {}).get(name) or _described(path) for name, path in files.items()}


def _hashed(files: Mapping[str, Any], before: str | None = None) -> str:
    """Return 16 hex digits that stand for the files' content and for the snapshot before, where there is one."""
    parts = [(name, facts["sha256"]) for name, facts in files.items()]
    return hashlib.sha256(repr((before, parts) if before else parts).encode()).hexdigest()[:16]


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
