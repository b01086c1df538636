"""When a host may be asked next: so often, so many requests at once, and not while it wants to be left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from schemas.source import Politeness

#: After so many attempts to connect in a row, over all its pages, a host counts as down for the rest of the run.
_MOST_IN_VAIN = 12


class NotNowError(Exception):
    """The host may not be asked before the run has to end, or for longer than a run waits."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How one host is asked. Times are seconds of any clock that only goes forward.

    Attributes:
        interval: how many seconds lie between the beginnings of two requests at least.
        concurrency: how many requests may be under way.
        under_way: how many are.
        last_begin: when the last one began.
        quiet_until: until when the host asked to be left alone.
    """

    interval: float = 0.0
    concurrency: int = 2**31
    under_way: int = 0
    last_begin: float = float("-inf")
    quiet_until: float = float("-inf")

    def next_begin(self) -> float | None:
        """Return the earliest time at which a request may begin, None where one that is under way must end first.

        Example:
            >>> pace = Pace(interval=2.0, concurrency=1).begun(10.0)
            >>> pace.next_begin() is None, pace.ended().next_begin(), pace.ended().quiet(60.0).next_begin()
            (True, 12.0, 60.0)
        """
        if self.under_way >= self.concurrency:
            return None
        return max(self.last_begin + self.interval, self.quiet_until)

    def begun(self, at: float) -> "Pace":
        """Return the pace after a request has begun."""
        return replace(self, under_way=self.under_way + 1, last_begin=at)

    def ended(self) -> "Pace":
        """Return the pace after a request has ended."""
        return replace(self, under_way=self.under_way - 1)

    def quiet(self, until: float) -> "Pace":
        """Return the pace of a host that asked to be left alone until then."""
        return replace(self, quiet_until=max(self.quiet_until, until))

    def no_faster(self, interval: float, concurrency: int | None = None) -> "Pace":
        """Return the pace with at least that interval and at most that many requests under way: the strictest holds."""
        fewer = self.concurrency if concurrency is None else min(self.concurrency, max(concurrency, 1))
        return replace(self, interval=max(self.interval, interval), concurrency=fewer)


class _Host:
    """The pace of one host, and who waits for it; who came first is first."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.n_in_vain = 0
        self.queue = asyncio.Lock()
        self.freed = asyncio.Event()


class Pacing:
    """The hosts that a run asks, over all its sources.

    Args:
        at_once: how many requests may be under way at all hosts together.
    """

    def __init__(self, at_once: int) -> None:
        self._hosts: dict[str, _Host] = {}
        self._sockets = asyncio.Semaphore(at_once)

    def slow_down(self, host: str, interval: float) -> None:
        """Leave at least so many seconds between two requests from now on."""
        one = self._host(host)
        one.pace = one.pace.no_faster(interval)

    def keep_to(self, host: str, politeness: Politeness) -> None:
        """Ask the host no faster from now on, whoever asks."""
        one = self._host(host)
        one.pace = one.pace.no_faster(1 / politeness.requests_per_second, politeness.concurrency)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Begin no request at the host for so many seconds."""
        one = self._host(host)
        one.pace = one.pace.quiet(_time() + seconds)

    def note(self, host: str, is_there: bool) -> None:
        """Note whether a host could be connected to; one that could not be several times in a row is left alone.

        What is still to be asked for there stays due for the next run, which a site that is down does not hold up.
        """
        one = self._host(host)
        one.n_in_vain = 0 if is_there else one.n_in_vain + 1

    @asynccontextmanager
    async def turn(self, host: str, politeness: Politeness, until: float) -> AsyncIterator[None]:
        """Wait until a request may begin at the host; it is under way for as long as the block lasts.

        Args:
            host: the host, with its port.
            politeness: how the source that asks wants the host to be asked.
            until: the time of the event loop at which nothing new is begun any more.

        Raises:
            NotNowError: its turn does not come before then, or the host asked to be left alone for longer than the
                source waits.
        """
        self.keep_to(host, politeness)
        one = self._host(host)
        async with one.queue:
            await _wait_for_turn(one, politeness.longest_wait_seconds, until)
            await self._sockets.acquire()
            one.pace = one.pace.begun(_time())
        try:
            yield
        finally:
            self._sockets.release()
            one.pace = one.pace.ended()
            one.freed.set()

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())


async def _wait_for_turn(host: _Host, longest: float, until: float) -> None:
    while True:
        begin, now = host.pace.next_begin(), _time()
        if now >= until or (begin is not None and begin >= until):
            raise NotNowError("the time for the source is up")
        if host.n_in_vain >= _MOST_IN_VAIN:
            raise NotNowError("nobody can be connected to at the host")
        if host.pace.quiet_until - now > longest:
            raise NotNowError(f"the host asks to be left alone for {host.pace.quiet_until - now:.0f} s")
        if begin is None:
            host.freed.clear()
            await host.freed.wait()
        elif begin > now:
            await asyncio.sleep(begin - now)
        else:
            return


def _time() -> float:
    return asyncio.get_running_loop().time()
