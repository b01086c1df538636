"""Going through the pages of a source that are due, host by host, each page once in a run."""

import asyncio
import re
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from schemas.visit import Link, Standing, Visit
from tasks.fetch.address import host_of
from tasks.fetch.web.asker import Asker
from tasks.fetch.web.guard import is_allowed
from tasks.fetch.web.pacing import NotNowError
from tasks.fetch.web.redirects import is_robots_txt, leading_to_a_page
from tasks.fetch.web.retry import next_try


@dataclass(frozen=True, slots=True)
class _Due:
    """A page to be asked for.

    Attributes:
        link: the page.
        way: the addresses that were redirected to it, the first one first.
    """

    link: Link
    way: tuple[str, ...] = ()


@dataclass(slots=True)
class PageWalk:
    """The way through the pages of one source.

    Attributes:
        asker: the source.
        outcomes: how many visits of pages ended how.
        reasons: how many of them failed for what reason.
    """

    asker: Asker
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    _n_begun: int = 0
    _queues: dict[str, deque[_Due]] = field(default_factory=lambda: defaultdict(deque))
    _workers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def go(self) -> None:
        """Ask for the pages that are due, as many as the source allows, and for those that they lead to."""
        for link in self.due():
            self._queues[host_of(link.url)].append(_Due(link))
        for host in list(self._queues):
            self._put_to_work(host)
        try:
            while self._tasks:
                done, _ = await asyncio.wait(set(self._tasks), return_when=asyncio.FIRST_COMPLETED)
                self._tasks -= done  # those that a redirect has put to work meanwhile stay
                for task in done:
                    task.result()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def due(self) -> list[Link]:
        """Return the pages that are to be asked for and were not in this run, without what is known to be no page."""
        run, source = self.asker.run, self.asker.source
        links = dict.fromkeys((*(link for link, _ in run.store.due(source.name, run.now)), *self._refused_to_others()))
        wanted = [link for link in links if run.window is None or run.window.holds(link.dated)]
        return [link for link in wanted if link.url not in run.asked and not self._is_no_page(link.url)]

    def _is_no_page(self, url: str) -> bool:
        follow = self.asker.source.follow  # it may have changed since the address was named
        return url in self.asker.run.indexes or is_robots_txt(url) or re.search(follow, url) is None

    def _refused_to_others(self) -> list[Link]:
        """Return the pages of private hosts that the source may ask and another one, which may not, did not ask."""
        run, source = self.asker.run, self.asker.source
        refused = run.store.failed_for(source.name, "private_address")
        return [link for link in refused if is_allowed(urlsplit(link.url).hostname or "", source.allow_private)]

    def _put_to_work(self, host: str) -> None:
        """Set as many to work on the host's queue as requests may be under way there."""
        n_wanted = min(self.asker.source.politeness.concurrency, len(self._queues[host]))
        for _ in range(n_wanted - self._workers[host]):
            self._workers[host] += 1
            self._tasks.add(asyncio.create_task(self._work(host)))

    async def _work(self, host: str) -> None:
        queue = self._queues[host]
        try:
            while queue:
                await self._ask(queue.popleft())
        finally:
            self._workers[host] -= 1

    async def _ask(self, due: _Due) -> None:
        run, url = self.asker.run, due.link.url
        if url in run.asked or self._is_no_page(url) or self._n_begun >= self.asker.source.politeness.max_pages:
            return
        run.asked.add(url)
        self._n_begun += 1
        before = run.store.standing(url)
        try:
            visit = await self.asker.visit(url, "page", before, due.way)
        except NotNowError:  # it stays due
            run.asked.discard(url)
            self._n_begun -= 1
            return
        if visit.reason == "private_address":  # another source may be allowed to ask for it
            run.asked.discard(url)
        self._record(self._leading_to_a_page(visit, before), before, due)

    def _leading_to_a_page(self, visit: Visit, before: Standing | None) -> Visit:
        source = self.asker.source
        led = leading_to_a_page(visit, source.follow, self.asker.run.indexes)
        return visit if led is visit else replace(led, next_try=next_try(led, before, source.politeness.revisit_days))

    def _record(self, visit: Visit, before: Standing | None, due: _Due) -> None:
        """Keep the visit, count it, and queue the page that it leads to."""
        links = [replace(due.link, url=visit.target, changed_at=None)] if visit.target else []
        is_new = self.asker.run.store.record(visit, self.asker.source.name, links)
        self.outcomes[_outcome(visit, before, is_new)] += 1
        if visit.reason:
            self.reasons[visit.reason] += 1
        for link in links:
            if not self._is_held(link.url):
                host = host_of(link.url)
                self._queues[host].appendleft(_Due(link, (*due.way, visit.url)))
                self._put_to_work(host)

    def _is_held(self, url: str) -> bool:
        """Return whether an address was asked for before and is not due."""
        run = self.asker.run
        standing = run.store.standing(url)
        return standing is not None and (standing.next_try is None or standing.next_try > run.now)


def _outcome(visit: Visit, before: Standing | None, is_new: bool) -> str:
    if visit.outcome in ("redirected", "failed"):
        return visit.outcome
    if not is_new:
        return "unchanged"
    return "changed" if before and before.first_fetched else "new"


def slowest_first(seconds: Mapping[str, Sequence[float]]) -> tuple[tuple[str, float], ...]:
    """Return the mean of each host's seconds, the longest first.

    Example:
        >>> slowest_first({"a.example": [1.0], "b.example": [2.0, 4.0]})
        (('b.example', 3.0), ('a.example', 1.0))
    """
    means = {host: sum(times) / len(times) for host, times in seconds.items() if times}
    return tuple(sorted(means.items(), key=lambda pair: (-pair[1], pair[0])))
