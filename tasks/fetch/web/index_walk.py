"""Going through the indexes of a source: what they name is recorded with them."""

import asyncio
from collections import deque
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from schemas.source import Source
from schemas.visit import Visit
from tasks.fetch.indexes import IndexReading, read_index, starts
from tasks.fetch.indexes.moments import CHINA
from tasks.fetch.indexes.template import has_days, next_page
from tasks.fetch.web.asker import Asker
from tasks.fetch.web.pacing import NotNowError
from tasks.fetch.web.redirects import is_robots_txt, leading_to_an_index
from tasks.fetch.web.request import origin
from tasks.fetch.web.run import Run
from tasks.storage.source import read_file

#: What a server says of a page of a listing after the last one, and of a day without an issue.
_NOT_THERE = (404, 410)
#: The issue of today may be still to come, and some days of a week have none.
_DAYS_TO_COME = 7
#: How many times as many pages of a listing as it may ask for a run goes through where most of them are known.
_TIMES_KNOWN = 5
#: Of a list of addresses on this machine; more is no list that somebody wrote.
_LONGEST_LIST = 64 * 1024 * 1024


@dataclass(slots=True)
class IndexWalk:
    """The way through the indexes of one source.

    Attributes:
        asker: the source.
        is_trial: whether to stop at the first index that names a page.
        named: the pages that they name.
        n_new: how many of them the source had not named before.
        problems: what went wrong on the way.
        missing: the days' listings that are not there.
    """

    asker: Asker
    is_trial: bool = False
    named: set[str] = field(default_factory=set)
    n_new: int = 0
    problems: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    async def go(self) -> None:
        """Ask for the indexes that the source begins with, and for those that these name, as many as it allows."""
        source = self.asker.source
        if is_local_list(source):
            await self._take_local_list()
            return
        begin = first_indexes(source, self.asker.run)
        self.asker.shown_to = frozenset(origin(url) for url in begin)
        if not begin:
            self.problems.append(f"{source.address} is no address of the web, or the days that are wanted are to come")
        seen = set(begin)
        for url in begin:
            await self._follow(url, seen)
            if self.is_trial:
                return
        self._count_missing(len(begin))

    async def _follow(self, url: str, seen: set[str]) -> None:
        """Go on from an index to those that it names, each once, as many as the source allows.

        Where an earlier run may not have come to its end, pages of a listing that name nothing new do not count: they
        only lead to those that it did not reach.
        """
        queue, most = deque([url]), max(self.asker.source.max_indexes, 1)
        is_going_on = self._goes_on()
        n_asked = n_counted = 0
        while queue and n_counted < most and n_asked < most * _TIMES_KNOWN:
            n_before = self.n_new
            further = [one for one in await self._read(queue.popleft(), n_asked > 0) if one not in seen]
            n_asked += 1
            n_counted += not is_going_on or self.n_new > n_before
            queue.extend(further)
            seen.update(further)
            if self.is_trial and self.named:
                return
        if queue and self._loses_what_is_left():
            self.problems.append(f"max_indexes ({most}) leaves out {queue[0]} and what follows: raise it")

    def _goes_on(self) -> bool:
        """Return whether an earlier run may have left out pages of the listing that this one has to reach."""
        run, source = self.asker.run, self.asker.source
        has_begun = run.window is None and has_days(source.address) and run.store.first_harvest(source.name) is not None
        return has_begun or self._last_to_its_end() is not None

    def _loses_what_is_left(self) -> bool:
        """Return whether an index that was not asked for may name what is wanted, and a later run stops before it.

        The first run of a listing may end anywhere: how far back it goes is for ``max_indexes`` to say.
        """
        source = self.asker.source
        is_whole = source.kind == "sitemap" or self.asker.run.window is not None or has_days(source.address)
        return is_whole or self._last_to_its_end() is not None

    def _count_missing(self, n_days: int) -> None:
        """Tell of a backfill how many days have no listing, but for the last days, whose may be to come."""
        recent = self._recent_days()
        missing = [url for url in self.missing if url not in recent]
        if missing and self.asker.run.window is not None:
            self.problems.append(f"{len(missing)} of {n_days} days have no listing (404 or 410), such as {missing[0]}")

    def _recent_days(self) -> tuple[str, ...]:
        today = self.asker.run.now.astimezone(CHINA).date()
        return starts(self.asker.source, today, today - timedelta(days=_DAYS_TO_COME - 1), None)

    async def _read(self, url: str, is_further: bool) -> Sequence[str]:
        """Ask for one index, record it with its links, and return the indexes to go on with."""
        is_guess = is_further and _counts_pages(self.asker.source)
        if is_robots_txt(url):
            self.problems.append(f"{url} is no index")
            return ()
        try:
            visit = await self._visit(url)
        except NotNowError as reason:
            self.problems.append(f"{url} was not asked for: {reason}")
            return ()
        store, source = self.asker.run.store, self.asker.source
        answer = _answer(visit) or store.content(visit.url)
        if visit.outcome == "failed" or answer is None:
            store.record(visit, source.name)
            is_day = not is_further and has_days(source.address) and not self.is_trial
            if visit.status in _NOT_THERE and is_day:
                self.missing.append(url)
            elif not (visit.status in _NOT_THERE and is_guess):
                self.problems.append(f"{url}: {visit.reason}: {visit.detail}")
            return ()
        reading = await self._reading(visit.url, *answer)
        if reading.problem and not (is_guess and not reading.links):
            self.problems.append(f"{visit.url}: {reading.problem}")
        is_at_end = is_guess and self._repeats(reading)
        self._record(visit, reading)
        if is_at_end or self._is_known(reading):
            return ()
        return self._in_order(reading.further or self._next_of_moved(url, visit.url, reading))

    async def _visit(self, url: str) -> Visit:
        """Return the visit of the address where the redirects of an index end; those on the way are recorded."""
        run, way = self.asker.run, list[str]()
        while True:
            run.indexes.add(url)
            visit = leading_to_an_index(await self.asker.visit(url, "index", run.store.standing(url), way))
            if visit.outcome != "redirected" or visit.target is None:
                return visit
            run.store.record(visit, self.asker.source.name)
            way.append(url)
            url = visit.target

    def _record(self, visit: Visit, reading: IndexReading) -> None:
        store, source = self.asker.run.store, self.asker.source
        before = store.n_links(source.name)
        store.record(visit, source.name, reading.links)
        self.n_new += store.n_links(source.name) - before
        self.named.update(link.url for link in reading.links)

    def _repeats(self, reading: IndexReading) -> bool:
        """Return whether a page of a listing repeats others: sites answer so to numbers beyond their last page."""
        return bool(reading.links) and all(link.url in self.named for link in reading.links)

    def _is_known(self, reading: IndexReading) -> bool:
        """Return whether a page of a listing names nothing that is new since the last run: older ones do not either."""
        run, source, last = self.asker.run, self.asker.source, self._last_to_its_end()
        if last is None:
            return False
        return run.store.n_named_since(source.name, (link.url for link in reading.links), last) == 0

    def _last_to_its_end(self) -> datetime | None:
        """Return when a listing was last gone through to what was known, None where that does not end the way."""
        run, source = self.asker.run, self.asker.source
        if source.kind != "listing" or run.window is not None:
            return None
        return run.store.last_harvest(source.name)

    def _next_of_moved(self, asked: str, found: str, reading: IndexReading) -> Sequence[str]:
        """Return the next page of a listing by number that was found elsewhere: its address counts on all the same."""
        if asked == found or not _counts_pages(self.asker.source) or not reading.links:
            return ()
        page = next_page(self.asker.source.address, asked)
        return () if page is None else (page,)

    def _in_order(self, further: Sequence[str]) -> Sequence[str]:
        """Return the indexes with those that were never asked for first, then those longest ago.

        So a sitemap of more files than one run asks for is gone through over several runs.
        """
        return sorted(further, key=self._last_asked)

    def _last_asked(self, url: str) -> str:
        standing = self.asker.run.store.standing(url)
        return standing.last_visit.isoformat() if standing else ""

    async def _reading(self, url: str, content: bytes, content_type: str | None) -> IndexReading:
        """Return what an index names; others go on meanwhile: reading a large one takes seconds."""
        return await asyncio.to_thread(read_index, self.asker.source, url, content, content_type, self.asker.run.window)

    async def _take_local_list(self) -> None:
        run, source = self.asker.run, self.asker.source
        try:
            content = read_file(str(Path(source.address)), _LONGEST_LIST)
        except OSError as error:
            self.problems.append(f"{source.address}: {error.strerror or error}")
            return
        if content is None:
            self.problems.append(f"{source.address} is larger than {_LONGEST_LIST // 1024 // 1024} MB")
            return
        reading = await self._reading("", content, "text/plain")
        before = run.store.n_links(source.name)
        run.store.name(source.name, reading.links, run.at())
        self.n_new = run.store.n_links(source.name) - before
        self.named.update(link.url for link in reading.links)
        self._show_to({origin(link.url) for link in reading.links})
        self.problems.extend([f"{source.address}: {reading.problem}"] if reading.problem else [])

    def _show_to(self, origins: Set[str]) -> None:
        """Let the host that a list names see the secrets; which of several they are meant for nobody says."""
        self.asker.shown_to = frozenset(origins if len(origins) == 1 else ())
        if self.asker.secrets and len(origins) > 1:
            self.problems.append(f"headers need one host, and the list names {len(origins)}: split it; none were sent")


def _counts_pages(source: Source) -> bool:
    """Return whether nobody says that a listing has another page: after the last one comes one that is not there."""
    return source.kind == "listing" and not source.next_selector


def first_indexes(source: Source, run: Run) -> tuple[str, ...]:
    """Return the indexes that a source begins with in the run, none where they are on this machine."""
    if is_local_list(source):
        return ()
    last = run.store.last_harvest(source.name) or run.store.first_harvest(source.name)
    last_day = last.astimezone(CHINA).date() if last else None
    return starts(source, run.now.astimezone(CHINA).date(), last_day, run.window)


def is_local_list(source: Source) -> bool:
    """Return whether the source is a list of addresses on this machine.

    Example:
        >>> is_local_list(Source("own", "urls", "lists/5g.txt")), is_local_list(Source("wire", "feed", "https://a.example/"))
        (True, False)
    """
    return source.kind == "urls" and "://" not in source.address


def _answer(visit: Visit) -> tuple[bytes, str | None] | None:
    """Return the bytes and the content type that a visit brought, None where it brought none."""
    return None if visit.content is None else (visit.content, visit.header("Content-Type"))
