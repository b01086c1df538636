"""How far a run is, told to whoever watches it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Watcher(Protocol):
    """Someone who wants to know how far a run is."""

    def begin(self, stage: str, total: int) -> None:
        """Hear that a stage begins, with so many pages before it."""

    def advance(self, stage: str, pages: int) -> None:
        """Hear that a stage has done so many pages more."""


class Nobody:
    """A watcher that does not look."""

    def begin(self, stage: str, total: int) -> None:
        """Ignore it."""

    def advance(self, stage: str, pages: int) -> None:
        """Ignore it."""


_watcher: ContextVar[Watcher] = ContextVar("watcher", default=Nobody())  # noqa: B039 - Nobody has no state


def watcher() -> Watcher:
    """Return who watches the run of this thread."""
    return _watcher.get()


@contextmanager
def watched_by(new: Watcher) -> Iterator[None]:
    """Let the watcher hear of the runs inside the block."""
    token = _watcher.set(new)
    try:
        yield
    finally:
        _watcher.reset(token)
