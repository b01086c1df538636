"""Folders of many files that are made whole or not at all, and only where nothing of anybody else's stands."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tasks.storage.files import read_json, sync, write_json


class ForeignFolderError(OSError):
    """Something that this code did not make stands where the folder should be; it is left as it is."""


@contextmanager
def whole_folder(path: Path, mark: str, facts: dict[str, Any]) -> Iterator[Path]:
    """Yield an empty folder to write to; it takes the path's place when the block ends without an error.

    Whatever stops the writer, the folder from before stays, or comes back when the folder is made the next time.

    Args:
        path: where the folder will stand. What was made with the same mark is replaced, an empty folder too.
        mark: the name of the file by which the folder is known again.
        facts: what that file holds.

    Raises:
        ForeignFolderError: something else stands there.
    """
    target = path.absolute()
    if target.name in {"", ".."}:
        raise ForeignFolderError(f"{path} is not the name of a folder that may be made")
    unfinished, replaced = (target.with_name(f".{target.name}.{state}") for state in ("unfinished", "replaced"))
    _bring_back(replaced, target)
    _refuse_what_is_foreign(target, mark)
    _remove(unfinished)
    _remove(replaced)
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        write_json(facts, unfinished / mark)
        if target.exists():
            target.rename(replaced)
        unfinished.rename(target)
        sync(target.parent)
    finally:
        _bring_back(replaced, target)
        _remove(unfinished)
    _remove(replaced)


def facts_of(path: Path, mark: str) -> dict[str, Any] | None:
    """Return what the folder's mark holds, None where it was not made so."""
    try:
        found = read_json(path / mark)
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_plain(content: str, path: Path) -> None:
    """Write the text as UTF-8 to a folder that does not count before it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode())


def _bring_back(replaced: Path, target: Path) -> None:
    if replaced.exists() and not target.exists():
        replaced.rename(target)


def _refuse_what_is_foreign(target: Path, mark: str) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ForeignFolderError(f"{target} is no folder: give the name of a folder that may be made")
    if target.exists() and any(target.iterdir()) and facts_of(target, mark) is None:
        raise ForeignFolderError(f"{target} holds other files: give a new folder, or one that this command has made")


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)
