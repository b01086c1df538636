"""One run at a time in a store, which has no locks: a lease that runs out unless it is renewed.

Leases are numbered objects, each made only where there is none of its number, and the highest number counts. Whoever
finds that one run out makes the next; of two that do so at once, the store lets one. Old ones are removed only by who
holds a later one, and who made one looks whether it is still the highest: a number that came free deceives nobody.
"""

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tasks.storage.files import read_json, write_json
from tasks.storage.place import failures_named

Clock = Callable[[], datetime]
#: How long a lease counts that nobody renews, and how often it is renewed.
LENGTH, RENEWAL = timedelta(seconds=120), timedelta(seconds=30)


class DataFolderBusyError(RuntimeError):
    """Another run holds the data folder; the message says which."""


@contextmanager
def leased(data: Path, now: Clock) -> Iterator[None]:
    """Hold the lease of a data folder in a store for as long as the block lasts.

    Args:
        data: the data folder.
        now: the clock; those of different machines may differ by less than a lease is long.

    Raises:
        DataFolderBusyError: another run holds it.
        PlaceError: the store cannot be reached.
    """
    owner = f"process {os.getpid()} of {os.uname().nodename}, since {now().isoformat()}"
    with failures_named(data):
        mine = _taken(data, owner, now())
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(mine, owner, now, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        with suppress(Exception):  # it runs out by itself
            _note(mine, owner, now())


def _taken(data: Path, owner: str, at: datetime) -> Path:
    """Return the lease that was made for the owner."""
    folder = data / "leases"
    last = _last(folder)
    if last is not None and (holder := _holder(last, at)):
        raise DataFolderBusyError(f"another run ({holder}) is working in {data}")
    mine = folder / f"{1 + (0 if last is None else int(last.stem)):08}.json"
    content = _content(owner, at + LENGTH)
    with suppress(FileExistsError):  # somebody was faster
        mine.fs.pipe_file(mine.path, json.dumps(content).encode(), mode="create")  # type: ignore[attr-defined]
    last = _last(folder)
    if last is None or read_json(last) != content:
        raise DataFolderBusyError(f"another run was faster to begin in {data}")
    for old in _all(folder)[:-1]:
        old.unlink(missing_ok=True)
    return mine


def _holder(lease: Path, at: datetime) -> str:
    """Return whom the lease says to be at work, empty where it has run out."""
    try:
        content = read_json(lease)
    except FileNotFoundError:  # removed meanwhile by who has a later one
        return "which began just now"
    is_over = datetime.fromisoformat(content["expires"]) <= at
    return "" if is_over else f"{content['owner']}, and not over before {content['expires']}"


def _renew(lease: Path, owner: str, now: Clock, done: threading.Event) -> None:
    while not done.wait(RENEWAL.total_seconds()):
        with suppress(Exception):  # a store that does not answer once may do so the next time
            _note(lease, owner, now() + LENGTH)


def _note(lease: Path, owner: str, expires: datetime) -> None:
    write_json(_content(owner, expires), lease)


def _content(owner: str, expires: datetime) -> dict[str, Any]:
    return {"owner": owner, "expires": expires.isoformat()}


def _all(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=lambda path: path.name)


def _last(folder: Path) -> Path | None:
    found = _all(folder)
    return found[-1] if found else None
