"""Files as a source of pages, on this machine or in a store."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tasks.storage.place import is_remote, place

#: What a run makes in its data folder.
_MADE = ("snapshots", "work", "raw", "prefect", "tables")


class DataFolderError(ValueError):
    """A source is a data folder or stands in what a run made there."""


class SourceFile(NamedTuple):
    """One file of a source, or a folder of it that cannot be looked into.

    Attributes:
        source_uri: the path below the parent of the given folder, with ``/``; a file given by itself is its name.
        path: where to read it.
        problem: why there is nothing to read, empty for a file.
    """

    source_uri: str
    path: str
    problem: str = ""


def list_files(source: Path, without: Path | None = None) -> list[SourceFile]:
    """Return the files of a folder and all folders below it, or the one file, sorted by their address.

    Hidden files and folders and the data folders of runs are left out; links to folders are not followed.

    Args:
        source: a folder or a file.
        without: a folder that is left out wherever it lies, such as the one that the tables go to.

    Raises:
        FileNotFoundError: there is nothing at that path.
        DataFolderError: the source is the folder to leave out, or the data folder of another run.
    """
    if is_remote(source):
        return _in_store(source, without)
    top = Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would rename what the user gave as a link
    left_out = os.path.realpath(without) if without and not is_remote(without) else ""
    if not top.is_dir():
        if not top.exists():
            raise FileNotFoundError(f"no file or folder {source}")
        return [SourceFile(_as_uri(top.name), str(top))]
    _check_is_no_data(source, left_out)
    above = len(os.path.join(top.parent, ""))  # noqa: PTH118 - many files, and no Path of them
    return sorted(SourceFile(_as_uri(path[above:]), path, problem) for path, problem in _visible(str(top), left_out))


def each_once(files: Iterable[SourceFile]) -> list[SourceFile]:
    """Return each file once, however many of the sources hold it, by its longest address; sorted by address."""
    by_place: dict[str, SourceFile] = {}
    for file in sorted(files, key=lambda file: (-file.source_uri.count("/"), file)):
        by_place.setdefault(_real(file.path), file)
    return sorted(by_place.values())


class Stamp(NamedTuple):
    """What the file system says of a file; as long as it says the same, the file holds the same bytes.

    Attributes:
        size: how many bytes.
        modified: when its bytes were written, in nanoseconds; a copying program may have set it.
        changed: when anything of it was last changed, in nanoseconds; no program sets that.
        inode: its number.
    """

    size: int
    modified: int
    changed: int
    inode: int


def stamp(path: str) -> Stamp | None:
    """Return the stamp of a regular file, None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - many files, and no Path of them
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def time_of_files(folder: Path) -> int:
    """Return the time by the clock of the folder's file system, in nanoseconds: that of a file made there just now."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f".now.{os.getpid()}"
    made.write_bytes(b"")
    try:
        return made.stat().st_ctime_ns
    finally:
        made.unlink()


def read_file(path: str, limit: int) -> bytes | None:
    """Return the bytes of a regular file, None where there are more than the limit.

    Raises:
        OSError: it cannot be read, or it is no regular file (a pipe would block for ever).
    """
    if "://" in path:
        return _read_from_store(path, limit)
    if not os.path.isfile(path):  # noqa: PTH113 - many files, and no Path of them
        raise OSError("not a regular file, or a link to nothing")
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - reads no more than the limit
        n_bytes = os.fstat(file.fileno()).st_size
        content = file.read(min(limit, n_bytes) + 1)  # a whole file at once, without room for the largest
        while len(content) <= limit and (more := file.read(limit + 1 - len(content))):
            content += more
    return None if len(content) > limit else content


def _read_from_store(path: str, limit: int) -> bytes | None:
    found = place(path)
    if not found.is_file():
        raise OSError("not a regular file, or nothing there")
    with found.open("rb") as file:
        content = file.read(limit + 1)
    return None if len(content) > limit else content


def _in_store(source: Path, without: Path | None) -> list[SourceFile]:
    """Return what ``list_files`` does for a folder or an object of a store."""
    top = source.path  # type: ignore[attr-defined]
    above = f"{top.rpartition('/')[0]}/"
    found = [path for path in source.fs.find(top) if not path.endswith("/")]  # type: ignore[attr-defined]
    if not found:
        raise FileNotFoundError(f"no file or folder {source}")
    if any(path.startswith((f"{top}/{name}/", f"{top}/{name}.json")) for path in found for name in _MADE):
        raise DataFolderError(f"{source} is a data folder, in which a run keeps its work and tables")
    left_out = f"{without}/" if without and is_remote(without) else None
    files = [
        SourceFile(path.removeprefix(above), str(source.fs.unstrip_protocol(path)))  # type: ignore[attr-defined]
        for path in found
        if "/." not in path.removeprefix(top)
    ]
    return sorted(file for file in files if left_out is None or not file.path.startswith(left_out))


def _check_is_no_data(source: Path, left_out: str) -> None:
    real = Path(os.path.realpath(source))
    made = [Path(left_out, name) for name in _MADE] if left_out else []
    holds_data = (real / ".lock").is_file() and any((real / name).is_dir() for name in ("snapshots", "work"))
    if str(real) == left_out or holds_data or any(real.is_relative_to(folder) for folder in made):
        raise DataFolderError(f"{source} is a data folder, in which a run keeps its work and tables")


def _visible(top: str, left_out: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each file, and of each folder that cannot be read with the reason."""
    closed: list[OSError] = []
    for folder, below, names in os.walk(top, onerror=closed.append):
        if _is_data(below, names):
            below.clear()
            continue
        below[:] = [name for name in below if not name.startswith(".")]
        below[:] = [name for name in below if os.path.realpath(os.path.join(folder, name)) != left_out]  # noqa: PTH118
        yield from ((os.path.join(folder, name), "") for name in names if not name.startswith("."))  # noqa: PTH118
    yield from ((str(error.filename), f"the folder cannot be read: {error.strerror}") for error in closed)


def _is_data(below: Collection[str], names: Collection[str]) -> bool:
    return ".lock" in names and ("snapshots" in below or "work" in below)


def _real(path: str) -> str:
    """Return where the file really is; a link that leads nowhere is where it stands itself."""
    if os.path.islink(path) and os.path.exists(path):  # noqa: PTH114, PTH110 - many files, and no Path of them
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    real = _real_folder(folder)
    return path if real == folder else os.path.join(real, name)  # noqa: PTH118


@lru_cache(maxsize=1)
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _as_uri(path: str) -> str:
    """Return the path as text that can be written, each byte that is no UTF-8 as an escape."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
