"""One run at a time on a data folder, whatever started it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from tasks.storage.lease import Clock, DataFolderBusyError, leased
from tasks.storage.place import is_remote, kept_here

__all__ = ["DataFolderBusyError", "alone_in"]

_held: ContextVar[frozenset[str]] = ContextVar("held", default=frozenset())


@contextmanager
def alone_in(data: Path, now: Clock | None = None) -> Iterator[None]:
    """Hold the data folder for one run; the operating system lets go of it however the process ends.

    One in a store is held by a lease too, which runs out some time after its process was killed.

    Who holds it may enter again; another thread may not.

    Args:
        data: the data folder.
        now: the clock, without which nothing in a store can be held.

    Raises:
        DataFolderBusyError: another process holds it; the message says which.
        OSError: the folder cannot be made or written to, or the store cannot be reached.
    """
    here = str(data.absolute())
    if here in _held.get():
        yield
        return
    with ExitStack() as held:
        held.enter_context(_locked(kept_here(data), data))
        if is_remote(data):
            held.enter_context(leased(data, _given(now)))
        token = _held.set(_held.get() | {here})
        try:
            yield
        finally:
            _held.reset(token)


@contextmanager
def _locked(folder: Path, data: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor, data)
        yield
    finally:
        os.close(descriptor)


def _given(now: Clock | None) -> Clock:
    if now is None:
        raise TypeError("a data folder in a store is not held without a clock")
    return now


def _lock(descriptor: int, data: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
        raise DataFolderBusyError(f"another run (process {holder}) is working in {data}") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
