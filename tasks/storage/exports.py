"""What is handed to somebody else: a file or a folder anywhere on this machine, whole or not at all.

It is made in a hidden folder beside its place and put there in the end. Nothing is replaced that nobody said may be.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.storage.files import sync


class TargetTakenError(OSError):
    """Something stands where the export should be; the message says what to do."""


@contextmanager
def whole_export(target: Path) -> Iterator[Path]:
    """Yield a path of the target's name to write to; what is there when the block ends takes the target's place.

    Whatever else is left in its folder is removed. A file is replaced in one step. A folder is put aside first: whoever
    is stopped between the two steps finds neither there, and exports again.

    Args:
        target: where the file or folder will stand.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f".{target.name}.unfinished")
    if folder.exists():  # of an export that was stopped
        shutil.rmtree(folder)
    folder.mkdir()
    try:
        unfinished = folder / target.name
        yield unfinished
        for path in [*unfinished.rglob("*"), unfinished]:
            sync(path)
        if target.is_dir():
            target.rename(folder / "replaced")
        unfinished.replace(target)
        sync(target.parent)
    finally:
        shutil.rmtree(folder)


def check_target(target: Path, files: Collection[str], *, may_replace: bool) -> None:
    """Raise TargetTakenError where an export may not stand.

    Args:
        target: where it should stand.
        files: the names of the files that an export makes, where it makes a folder; none where it makes a file.
        may_replace: whether one that stands there already may be replaced. A folder that holds anything else than such
            files is never replaced.
    """
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir() and files:
        raise TargetTakenError(f"{target} is a file: give the folder to write")
    if target.is_dir() and not files:
        raise TargetTakenError(f"{target} is a folder: give the file to write")
    held = sorted(path.name for path in target.iterdir()) if target.is_dir() else [target.name]
    others = [name for name in held if files and name not in files]
    if others:
        raise TargetTakenError(f"{target} holds {others[0]!r}, which no export made: give another folder")
    if held and not may_replace:
        raise TargetTakenError(f"{target} is there already: add --overwrite, or give another name")


def write_lines(lines: Iterable[str], path: Path, encoding: str) -> None:
    """Write lines, with their ends as they are, in an encoding of Python's; the folder is made where it is missing."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as stream:
        stream.writelines(lines)
