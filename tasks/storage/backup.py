"""A copy of a data folder that cannot be made again: the raw store and the published tables.

The copy is a data folder itself. What is missing in it, the work of the stages, the next run makes anew from the raw
store.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tasks.storage.files import sync
from tasks.storage.place import download, is_remote, kept_here
from tasks.storage.snapshots import Snapshots


class BackupError(OSError):
    """The copy cannot be made; the message says what to do."""


def back_up(data: Path, raw: Path, target: Path) -> list[Path]:
    """Copy what cannot be made again, while runs may go on, and return what was copied.

    The raw store is copied as it stands at one moment; a snapshot never changes.

    Args:
        data: the data folder.
        raw: the raw store in it, or of this machine where the folder is in a store.
        target: the folder of the copy; it must not be there, or be empty.

    Raises:
        BackupError: there is nothing to copy, or something stands at the target.
    """
    snapshots = Snapshots(data)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(f"{target} is there already: give a folder that does not exist yet")
    if not raw.exists() and snapshots.folder() is None:
        raise BackupError(f"{data} holds neither a raw store nor tables: name the data folder with --data")
    unfinished = target.with_name(f".{target.name}.unfinished")
    if unfinished.exists():  # of a copy that was stopped
        shutil.rmtree(unfinished)
    unfinished.mkdir(parents=True)
    copied = []
    if raw.exists():
        within = raw.relative_to(kept_here(data))
        _copy_store(raw, unfinished / within)
        copied.append(target / within)
    published = snapshots.folder()
    if published is not None:
        _copy_snapshot(published, unfinished / "snapshots" / published.name)
        Snapshots(unfinished).point_to(published.name)
        copied.append(target / "tables")
    sync(unfinished)
    unfinished.replace(target)
    return copied


def _copy_snapshot(snapshot: Path, target: Path) -> None:
    if not is_remote(snapshot):
        shutil.copytree(snapshot, target)
        return
    files = list(snapshot.iterdir())
    download(files, [target / file.name for file in files])


def _copy_store(store: Path, target: Path) -> None:
    target.parent.mkdir(parents=True)
    try:
        with closing(sqlite3.connect(store, timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{store} cannot be copied ({error}): restore it from an earlier copy") from error
    sync(target)
