"""A harvest in a process of its own, which can be killed and whose memory can be measured."""

import multiprocessing
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from schemas.source import Politeness, Source, Window
from schemas.visit import Tally, Visit
from tasks.fetch.harvest import harvest
from tasks.storage.raw_store import raw_store

#: Fast enough for tests; what stands here is what the tests expect the server to see.
BRISK = Politeness(
    requests_per_second=200,
    concurrency=4,
    connect_seconds=2,
    read_seconds=1,
    whole_seconds=2,
    attempts=3,
    longest_wait_seconds=5,
    max_bytes=1 << 20,
    max_pages=10_000,
)
_LOOPBACK = tuple(f"127.0.0.{number}" for number in range(1, 9))


def source(name: str, kind: str, address: str, politeness: Politeness = BRISK, **more) -> Source:
    """Return a source on this machine."""
    allowed = {"allow_private": _LOOPBACK, **more}
    return Source(name, kind, address, user_agent_contact="desk@news.example", politeness=politeness, **allowed)


@dataclass(frozen=True)
class Harvest:
    """What a harvest came to.

    Attributes:
        tallies: what it returned.
        peak_bytes: the most memory that its process ever held.
        bytes_before: the memory that its process held before it began.
    """

    tallies: list[Tally]
    peak_bytes: int
    bytes_before: int


class Harvesting:
    """A harvest under way in another process; the block's end ends it."""

    def __init__(
        self,
        sources: Sequence[Source],
        store: Path,
        now: datetime,
        window: Window | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._receiver, sender = spawn.Pipe(duplex=False)
        self.process: BaseProcess = spawn.Process(
            target=_run, args=(sender, list(sources), store, now, window, secrets)
        )

    def __enter__(self) -> "Harvesting":
        self.process.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.process.kill()
        self.process.join()

    def kill(self) -> None:
        """End it as SIGKILL does: nothing is tidied up."""
        self.process.kill()
        self.process.join()

    def result(self, seconds: float = 120) -> Harvest:
        """Return what it came to, once it has; AssertionError where it fails or takes longer."""
        assert self._receiver.poll(seconds), f"the harvest is not done after {seconds} seconds"
        return self._receiver.recv()


def harvested(
    sources: Sequence[Source],
    store: Path,
    now: datetime,
    window: Window | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Harvest:
    """Return what a harvest in another process came to."""
    with Harvesting(sources, store, now, window, secrets) as under_way:
        return under_way.result()


def _run(sender: Connection, sources: list[Source], store: Path, now: datetime, *more: object) -> None:
    before = _memory("VmRSS")
    tallies = harvest(sources, store, now, *more)
    sender.send(Harvest(tallies, _memory("VmHWM"), before))


def _memory(what: str) -> int:
    """Return a figure of this process in bytes; unlike getrusage it knows nothing of the process that began it."""
    found = re.search(rf"^{what}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.M)
    assert found is not None
    return int(found[1]) * 1024


def visits(store: Path, role: str | None = "page") -> list[Visit]:
    """Return the visits that a store holds, of that role."""
    with raw_store(store) as opened:
        return [visit for visit in opened.visits() if role in (None, visit.role)]


def kept(store: Path, *sources: str) -> dict[str, bytes]:
    """Return the latest version of every page that the sources named, under its address."""
    with raw_store(store) as opened:
        pages = opened.pages(sources)
        return {page.source_uri: page.content for page in opened.read(page.page_id for page in pages)}


def last_reasons(store: Path, *sources: str) -> dict[str, str]:
    """Return why the pages that were never had failed, under their addresses."""
    with raw_store(store) as opened:
        return {failed.url: failed.reason for failed in opened.failures(sources)}
