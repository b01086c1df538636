"""What the sources of one run share: the store, the clock, the hosts' paces, and what was asked for."""

import asyncio
from datetime import datetime, timedelta

from schemas.source import Window
from tasks.fetch.address import host_of
from tasks.fetch.web.pacing import Pacing
from tasks.fetch.web.retry import BUSY, requested_delay
from tasks.fetch.web.robots import Robots
from tasks.storage.raw_store import RawStore

#: How many requests may be under way at all hosts together: each of them holds a page in memory.
_AT_ONCE = 64


class Run:
    """One run over all sources.

    Args:
        store: where everything is kept.
        now: the time at which the run began.
        window: the days that are to be filled up, None for what is new.

    Attributes:
        pacing: when which host may be asked.
        robots: what the hosts let robots do.
        asked: the pages that were asked for, or are being asked for.
        indexes: the indexes that were.
    """

    def __init__(self, store: RawStore, now: datetime, window: Window | None = None) -> None:
        self.store = store
        self.now = now
        self.window = window
        self.pacing = Pacing(_AT_ONCE)
        self.robots = Robots(store, now)
        self.asked: set[str] = set()
        self.indexes: set[str] = set()
        self._began = asyncio.get_running_loop().time()
        self._leave_alone()

    def at(self) -> datetime:
        """Return the time: that of the run's beginning, and what has passed since."""
        return self.now + timedelta(seconds=asyncio.get_running_loop().time() - self._began)

    def _leave_alone(self) -> None:
        """Leave those hosts alone that asked an earlier run for it and whose time has not come."""
        for visit in self.store.put_off(self.now):
            delay = requested_delay(visit) if visit.status in BUSY else None
            if delay is not None:
                self.pacing.leave_alone(host_of(visit.url), (visit.at - self.now).total_seconds() + delay)
