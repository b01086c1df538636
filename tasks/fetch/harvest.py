"""The door of fetching from the web: all sources at once, each visit kept as soon as it has ended."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from schemas.source import Source, Window
from schemas.visit import Tally
from tasks.fetch.address import host_of, normal
from tasks.fetch.web.asker import Asker
from tasks.fetch.web.client import session
from tasks.fetch.web.index_walk import IndexWalk, first_indexes
from tasks.fetch.web.page_walk import PageWalk, slowest_first
from tasks.fetch.web.request import MissingSecretError, secret_headers
from tasks.fetch.web.run import Run
from tasks.storage.raw_store import raw_store

_IN_MEMORY = Path(":memory:")
#: How many names are looked up at once: the system's way to do so blocks a thread each.
_NAME_LOOKUPS = 32
#: How many sitemaps a trial goes through until one names a page.
_TRIED_INDEXES = 3


def harvest(
    sources: Sequence[Source],
    store: Path,
    now: datetime,
    window: Window | None = None,
    secrets: Mapping[str, str] | None = None,
) -> list[Tally]:
    """Go through the sources on the web: ask for their indexes, then for their pages that are due.

    A run that is stopped, however roughly, loses no page that it has fetched, and the next one does not ask for these
    again. What goes wrong at one source does not touch the others.

    A run with a window brings what is old: it does not count as the source's last harvest, from which the next goes on.

    Args:
        sources: any sources; those that are not on the web are passed over.
        store: the file of the raw store.
        now: the time of the run.
        window: the days that are to be filled up, None for what is new.
        secrets: for each ``env:NAME`` or ``block:NAME`` in the headers of the sources the value that it stands for.

    Returns:
        What came of each source on the web, in their order.
    """
    return asyncio.run(_harvest([source for source in sources if source.is_web], store, now, window, secrets or {}))


def probe(source: Source, now: datetime, secrets: Mapping[str, str] | None = None) -> Tally:
    """Try a source on the web without keeping anything: ask for robots.txt and for its first index.

    Returns:
        How many pages the index names, and what is wrong with it.
    """
    return asyncio.run(_probe(source, now, secrets or {}))


async def _harvest(
    sources: Sequence[Source], path: Path, now: datetime, window: Window | None, secrets: Mapping[str, str]
) -> list[Tally]:
    with raw_store(path) as store:
        run = Run(store, now, window)
        for source in sources:  # what the most careful of them wants holds from the first request
            if address := normal(source.address):
                run.pacing.keep_to(host_of(address), source.politeness)
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_NAME_LOOKUPS))
        return list(await asyncio.gather(*(_Harvest(run, source).go(secrets) for source in sources)))


async def _probe(source: Source, now: datetime, secrets: Mapping[str, str]) -> Tally:
    with raw_store(_IN_MEMORY) as store:
        tried = replace(source, max_indexes=_TRIED_INDEXES)
        return await _Harvest(Run(store, now), tried, is_trial=True).go(secrets)


class _Harvest:
    """One source, as far as a run has come with it."""

    def __init__(self, run: Run, source: Source, is_trial: bool = False) -> None:
        self.run = run
        self.source = source
        self.is_trial = is_trial
        self.began = _time()
        self.indexes: IndexWalk | None = None
        self.pages: PageWalk | None = None
        self.n_pending = 0

    async def go(self, secrets: Mapping[str, str]) -> Tally:
        """Go through the source and return what came of it, whatever happens."""
        try:
            self.run.indexes.update(first_indexes(self.source, self.run))
            await self._go(secret_headers(self.source, secrets))
            problem = "; ".join(self.indexes.problems if self.indexes else ())
        except MissingSecretError as error:
            problem = str(error)
        except Exception as error:  # a fault of one source, or of this code on its account, must not stop the others
            problem = f"{type(error).__name__}: {error}"
        tally = self._tally(problem)
        if self.run.window is None:
            self.run.store.note_harvest(self.source.name, self.run.at(), tally.outcomes.get("new", 0), problem)
        return tally

    async def _go(self, secrets: Mapping[str, str]) -> None:
        until = self.began + self.source.politeness.max_minutes * 60
        async with session(self.source.allow_private) as opened:
            asker = Asker(self.run, self.source, opened, until, secrets)
            self.indexes = IndexWalk(asker, is_trial=self.is_trial)
            await self.indexes.go()
            if not self.is_trial:
                self.pages = PageWalk(asker)
                await self.pages.go()
                self.n_pending = len(self.pages.due())

    def _tally(self, problem: str) -> Tally:
        indexes, pages = self.indexes, self.pages
        return Tally(
            self.source.name,
            n_links=len(indexes.named) if indexes else 0,
            n_new_links=indexes.n_new if indexes else 0,
            n_pending=self.n_pending,
            outcomes=dict(pages.outcomes) if pages else {},
            reasons=dict(pages.reasons) if pages else {},
            problem=problem,
            seconds=_time() - self.began,
            slow_hosts=slowest_first(indexes.asker.seconds) if indexes else (),
        )


def _time() -> float:
    return asyncio.get_running_loop().time()
