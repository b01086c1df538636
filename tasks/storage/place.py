"""Places for data: folders of this machine, and stores that fsspec opens (``s3://bucket/prefix``).

A place in a store answers to the verbs of ``pathlib.Path``. What it has not is links, locks and names that are changed
in one step; what it has is that an object is written whole or not at all.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast


class PlaceError(OSError):
    """A store cannot be reached; the message says which and why."""


def place(address: str | Path) -> Path:
    """Return the path that an address names, be it in a store or on this machine.

    Raises:
        PlaceError: it names a store of a kind for which nothing is installed.
    """
    if not isinstance(address, str) or "://" not in address:
        return Path(address) if isinstance(address, str) else address
    try:
        paths = import_module("upath")  # an extra; and what opens a store has no part in what is made
        return cast(Path, paths.UPath(address, use_listings_cache=False))  # others write there too
    except (ImportError, ValueError) as error:
        raise PlaceError(f"{address} cannot be opened ({error}): is qianyue installed as qianyue[cluster]?") from error


def is_remote(path: Path) -> bool:
    """Return whether the path is one in a store."""
    return not isinstance(path, Path)


def kept_here(data: Path) -> Path:
    """Return the folder of this machine for what belongs to a data folder but cannot be in a store.

    That is the data folder itself where it is one of this machine, else one below ``XDG_STATE_HOME`` that is named
    after the address.

    Example:
        >>> kept_here(Path("data"))
        PosixPath('data')
    """
    if not is_remote(data):
        return data
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", str(data)).strip("-")[:80]
    return Path(state, "qianyue", f"{readable}-{hashlib.sha256(str(data).encode()).hexdigest()[:8]}")


def upload(file: Path, target: Path) -> None:
    """Put a file of this machine into a store, whole or not at all."""
    target.fs.put_file(str(file), target.path)  # type: ignore[attr-defined]


def download(source: Path, target: Path) -> None:
    """Copy an object of a store to this machine."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.fs.get_file(source.path, str(target))  # type: ignore[attr-defined]


@contextmanager
def near(*groups: Sequence[Path]) -> Iterator[list[list[Path]]]:
    """Yield the files as ones of this machine: what lies in a store is copied for as long as the block lasts."""
    with TemporaryDirectory(prefix="qianyue-") as folder:
        yield [
            [_near(path, Path(folder, str(group), str(place))) for place, path in enumerate(paths)]
            for group, paths in enumerate(groups)
        ]


def _near(path: Path, copy: Path) -> Path:
    if not is_remote(path):
        return path
    download(path, copy / path.name)
    return copy / path.name


@contextmanager
def failures_named(data: Path) -> Iterator[None]:
    """Turn whatever a store raises when it is first asked into one error that names it; each has its own kinds."""
    try:
        yield
    except (PlaceError, RuntimeError):  # what is said already
        raise
    except Exception as error:
        raise PlaceError(f"{data} cannot be reached: {type(error).__name__}: {error}") from error
