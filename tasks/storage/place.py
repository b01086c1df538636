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
        path = paths.UPath(address, use_listings_cache=False)  # others write there too
        _ = path.fs
    except (ImportError, ValueError) as error:
        raise PlaceError(f"{address} cannot be opened ({error}): is qianyue installed as qianyue[cluster]?") from error
    return cast(Path, path)


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


def content_of(path: Path) -> bytes:
    """Return what a file holds; of one in a store by one question, lest it is replaced between two."""
    if not is_remote(path):
        return path.read_bytes()
    return cast(bytes, path.fs.cat_file(path.path))  # type: ignore[attr-defined]


def upload(file: Path, target: Path) -> None:
    """Put a file of this machine into a store, whole or not at all."""
    target.fs.put_file(str(file), target.path)  # type: ignore[attr-defined]


def download(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Copy objects of a store to this machine, many at a time."""
    if not sources:
        return
    for folder in {target.parent for target in targets}:
        folder.mkdir(parents=True, exist_ok=True)
    store = sources[0].fs  # type: ignore[attr-defined]
    store.get([source.path for source in sources], [str(target) for target in targets])  # type: ignore[attr-defined]


@contextmanager
def near(*groups: Sequence[Path]) -> Iterator[list[list[Path]]]:
    """Yield the files as ones of this machine: what lies in a store is copied for as long as the block lasts.

    With a shard come the further tables beside it, which are named after it.
    """
    far = sorted({path for paths in groups for path in paths if is_remote(path)}, key=str)
    with TemporaryDirectory(prefix="qianyue-") as folder:
        copies = {path: Path(folder, str(place), path.name) for place, path in enumerate(far)}
        beside = {part: copies[path].with_name(part.name) for path in far for part in _beside(path)}
        download([*copies, *beside], [*copies.values(), *beside.values()])
        yield [[copies.get(path, path) for path in paths] for paths in groups]


def _beside(shard: Path) -> list[Path]:
    return list(shard.parent.glob(f"{shard.stem}.*.parquet"))


@contextmanager
def failures_named(data: Path) -> Iterator[None]:
    """Turn whatever a store raises when it is first asked into one error that names it; each has its own kinds."""
    try:
        yield
    except (PlaceError, RuntimeError):  # what is said already
        raise
    except Exception as error:
        raise PlaceError(f"{data} cannot be reached: {type(error).__name__}: {error}") from error
