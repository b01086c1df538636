"""A copy of a data folder that cannot be made again: the raw store and the published tables.

The copy is a data folder itself. What is missing in it, the work of the stages, the next run makes anew from the raw
store.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tasks.storage.files import sync
from tasks.storage.snapshots import Snapshots


class BackupError(OSError):
    """The copy cannot be made; the message says what to do."""


def back_up(data: Path, raw: Path, target: Path) -> list[Path]:
    """Copy what cannot be made again, while runs may go on, and return what was copied.

    The raw store is copied as it stands at one moment; a snapshot never changes.

    Args:
        data: the data folder.
        raw: the raw store in it.
        target: the folder of the copy; it must not be there, or be empty.

    Raises:
        BackupError: there is nothing to copy, or something stands at the target.
    """
    snapshots = Snapshots(data)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(f"{target} is there already: give a folder that does not exist yet")
    if not raw.exists() and snapshots.folder() is None:
        raise BackupError(f"{data} holds neither a raw store nor tables: name the data folder with --data")
    target.mkdir(parents=True, exist_ok=True)
    copied = []
    if raw.exists():
        copied.append(_copy_store(raw, target / raw.relative_to(data)))
    published = snapshots.folder()
    if published is not None:
        shutil.copytree(published, target / "snapshots" / published.name)
        Snapshots(target).point_to(published.name)
        copied.append(target / "tables")
    sync(target)
    return copied


def _copy_store(store: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True)
    with closing(sqlite3.connect(store, timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    sync(target)
    return target
