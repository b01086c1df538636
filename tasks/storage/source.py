"""Local files as a source of pages."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class SourceFile(NamedTuple):
    """One file of a source.

    Attributes:
        source_uri: the path below the parent of the given folder, with ``/``; a file given by itself is its name.
        path: where to read it.
    """

    source_uri: str
    path: str


def list_files(source: Path, without: Path | None = None) -> list[SourceFile]:
    """Return the files of a folder and all folders below it, or the one file, sorted by their address.

    Hidden files and folders are left out; links to folders are not followed.

    Args:
        source: a folder or a file.
        without: a folder that is left out wherever it lies, such as the one that the tables go to.

    Raises:
        FileNotFoundError: there is nothing at that path.
    """
    top = Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would rename what the user gave as a link
    if not top.is_dir():
        if not top.exists():
            raise FileNotFoundError(f"no file or folder {source}")
        return [SourceFile(_as_uri(top.name), str(top))]
    left_out = os.path.abspath(without) if without else ""  # noqa: PTH100
    files = _visible(top, left_out)
    return sorted(SourceFile(_as_uri(path.relative_to(top.parent).as_posix()), str(path)) for path in files)


def read_file(path: str, limit: int) -> bytes | None:
    """Return the bytes of a regular file, None where there are more than the limit.

    Raises:
        OSError: it cannot be read, or it is no regular file (a pipe would block for ever).
    """
    if not Path(path).is_file():
        raise OSError("not a regular file, or a link to nothing")
    with open(path, "rb") as file:  # noqa: PTH123 - reads no more than the limit
        content = file.read(limit + 1)
    return None if len(content) > limit else content


def _visible(top: Path, left_out: str) -> Iterator[Path]:
    for folder, below, names in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".") and str(Path(folder, name)) != left_out]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _as_uri(path: str) -> str:
    """Return the path as text that can be written, each byte that is no UTF-8 as an escape."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
