"""One run at a time on a data folder, whatever started it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


class DataFolderBusyError(RuntimeError):
    """Another run holds the data folder."""


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the data folder for one run; the operating system lets go of it however the process ends.

    Who holds it may enter again; another thread may not.

    Raises:
        DataFolderBusyError: another process holds it; the message says which.
        OSError: the folder cannot be made or written to.
    """
    here = data.absolute()
    if here in _held.get():
        yield
        return
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor, data)
        token = _held.set(_held.get() | {here})
        try:
            yield
        finally:
            _held.reset(token)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, data: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
        raise DataFolderBusyError(f"another run (process {holder}) is working in {data}") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
