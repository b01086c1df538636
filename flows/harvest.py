"""Asking the sources for more, in a worker, while somebody watches how many answers came."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flows.order import Order
from flows.progress import watcher
from flows.secrets import secrets_of
from flows.workers import DoorError, WorkerDiedError, Workers
from schemas.source import Source
from schemas.visit import Tally
from tasks.storage.raw_store import raw_store

WEB_DOOR = "tasks.fetch.harvest:harvest"
ARCHIVE_DOOR = "tasks.fetch.archives:take_all"
#: How often the watcher hears of what was kept meanwhile.
_SECONDS = 1.0


def ask(order: Order, raw: Path, at: datetime, workers: Workers) -> tuple[Tally, ...]:
    """Bring what the asked sources have into the raw store and return what each of them came to.

    A source that fails, and a process that dies, keep nobody from the rest: what was kept stays kept.

    Args:
        order: what the run is to read.
        raw: the raw store.
        at: the time of the run.
        workers: the processes that do the work.
    """
    web = [source for source in order.asked if source.is_web]
    archives = [] if order.window else [source for source in order.asked if not source.is_web]  # they have no days
    with _watched(raw):
        secrets = secrets_of(web)
        tallies = _tallies(workers, WEB_DOOR, web, (raw, at, order.window, secrets), _seconds_for(web))
        for source in archives:  # one by one: a process that dies of one costs no other
            tallies += _tallies(workers, ARCHIVE_DOOR, [source], (raw, at), _seconds_for([source]))
    return tuple(tallies)


def _seconds_for(sources: Sequence[Source]) -> float:
    """Return how long asking the sources may take.

    That is as long as the most patient of them, one answer that was begun at its end, and ten minutes to end.
    """
    asked = [source.politeness for source in sources]
    last = max((politeness.whole_seconds for politeness in asked), default=0)
    return 60 * (max((politeness.max_minutes for politeness in asked), default=0) + 10) + last


def _tallies(
    workers: Workers, door: str, sources: Sequence[Source], arguments: tuple[object, ...], seconds: float | None = None
) -> list[Tally]:
    if not sources:
        return []
    try:
        return list(workers.run(door, sources, *arguments, seconds=seconds))
    except (DoorError, WorkerDiedError) as error:
        return [Tally(source.name, problem=str(error)) for source in sources]


@contextmanager
def _watched(raw: Path) -> Iterator[None]:
    """Tell the watcher of every visit that is kept inside the block."""
    here, done = watcher(), threading.Event()
    here.begin("harvest", 0)

    def follow() -> None:
        with raw_store(raw) as store:
            before = store.n_visits()
            while not done.wait(_SECONDS):
                now = store.n_visits()
                here.advance("harvest", now - before)
                before = now

    with raw_store(raw):
        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
