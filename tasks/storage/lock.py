"""One run at a time on a data folder, whatever started it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DataFolderBusyError(RuntimeError):
    """Another run holds the data folder."""


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the data folder for one run; the operating system lets go of it however the process ends.

    Raises:
        DataFolderBusyError: another process holds it; the message says which.
        OSError: the folder cannot be made or written to.
    """
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
            raise DataFolderBusyError(f"another run (process {holder}) is working in {data}") from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)
