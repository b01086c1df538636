"""When a host may be asked next: so often, so many requests at once, and not while it wants to be left alone."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from schemas.source import Politeness

#: After so many requests in a row that came to nothing, over all its pages, a host is given up for the rest of the run.
_MOST_IN_VAIN = 12
_TIME_IS_UP = "the time for the source is up"


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
    """The pace of one host, and who waits for it; who came first is first.

    Attributes:
        pace: how it is asked.
        n_in_vain: how many requests in a row came to nothing.
        waiting: those who wait for their turn.
        changed: set as soon as they should look at the host again.
    """

    def __init__(self) -> None:
        self.pace = Pace()
        self.n_in_vain = 0
        self.waiting: deque[object] = deque()
        self.changed = asyncio.Event()

    def tell(self) -> None:
        """Let all who wait look at the host again."""
        self.changed.set()
        self.changed = asyncio.Event()

    def begins_now(self) -> bool:
        """Return whether the first of those who wait may begin."""
        begin = self.pace.next_begin()
        return begin is not None and begin <= _time() and self.n_in_vain < _MOST_IN_VAIN

    def check(self, longest: float, until: float) -> None:
        """Refuse a turn that will not come; NotNowError says why."""
        begin, now = self.pace.next_begin(), _time()
        if self.n_in_vain >= _MOST_IN_VAIN:
            raise NotNowError(f"the host did not answer, or failed, {self.n_in_vain} times in a row")
        if self.pace.quiet_until - now > longest:
            raise NotNowError(f"the host asks to be left alone for {self.pace.quiet_until - now:.0f} s")
        if now >= until or (begin is not None and begin >= until):
            raise NotNowError(_TIME_IS_UP)


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
        one.tell()

    def note(self, host: str, is_in_vain: bool) -> int:
        """Note whether a request came to nothing for which the host as a whole may stand, and return how many in a row.

        After several of them the host is left alone: what is still to be asked for there stays due for the next run,
        which a site that is down does not hold up.
        """
        one = self._host(host)
        one.n_in_vain = one.n_in_vain + 1 if is_in_vain else 0
        one.tell()
        return one.n_in_vain

    @asynccontextmanager
    async def turn(self, host: str, politeness: Politeness, until: float) -> AsyncIterator[None]:
        """Wait until a request may begin at the host; it is under way for as long as the block lasts.

        Args:
            host: the host, with its port.
            politeness: how the source that asks wants the host to be asked.
            until: the time of the event loop at which nothing new is begun any more.

        Raises:
            NotNowError: its turn does not come before then, or the host asked to be left alone for longer than the
                source waits, whoever waits before it.
        """
        self.keep_to(host, politeness)
        one = self._host(host)
        await self._begin(one, politeness.longest_wait_seconds, until)
        try:
            yield
        finally:
            self._sockets.release()
            one.pace = one.pace.ended()
            one.tell()

    async def _begin(self, host: _Host, longest: float, until: float) -> None:
        me = object()
        host.waiting.append(me)
        try:
            await _wait_for_turn(host, me, longest, until)
            while not await self._has_socket(host, until):
                await _wait_for_turn(host, me, longest, until)
            host.pace = host.pace.begun(_time())
        finally:
            host.waiting.remove(me)
            host.tell()

    async def _has_socket(self, host: _Host, until: float) -> bool:
        """Return whether the request may begin at once; while it waits for others the host may ask to be left alone."""
        try:
            async with asyncio.timeout_at(until):
                await self._sockets.acquire()
        except TimeoutError:
            raise NotNowError(_TIME_IS_UP) from None
        if not host.begins_now():
            self._sockets.release()
            return False
        return True

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())


async def _wait_for_turn(host: _Host, me: object, longest: float, until: float) -> None:
    while True:
        host.check(longest, until)
        is_first = host.waiting[0] is me
        if is_first and host.begins_now():
            return
        begin = host.pace.next_begin() if is_first else None
        await _change(host.changed, until if begin is None else begin)


async def _change(changed: asyncio.Event, until: float) -> None:
    """Wait for the event, and no longer than until then."""
    try:
        async with asyncio.timeout_at(until):
            await changed.wait()
    except TimeoutError:
        pass


def _time() -> float:
    return asyncio.get_running_loop().time()
