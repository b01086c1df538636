"""Archives: files with many pages, brought into the raw store once."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from schemas.source import Source
from schemas.visit import Link, Tally, Visit
from tasks.fetch.entries.csv import csv_entries
from tasks.fetch.entries.entry import BrokenArchiveError, Entry, refused
from tasks.fetch.entries.jsonl import jsonl_entries
from tasks.fetch.entries.parquet import parquet_entries
from tasks.fetch.entries.visits import visit_of
from tasks.fetch.entries.warc import warc_entries
from tasks.fetch.entries.wet import wet_entries
from tasks.fetch.web.guarded_client import guarded_client
from tasks.fetch.web.request import user_agent
from tasks.storage import fingerprint
from tasks.storage.archive_files import ArchiveError, ArchiveFile, find_archives, opened
from tasks.storage.raw_store import RawStore, raw_store

#: How many entries are one transaction: many enough to be fast, few enough to show progress.
_BATCH = 100
#: How many entries are looked at to see whether a source is declared as it is.
_TRIED = 20
#: How far a time may lie ahead: a zone that was left out, a clock that goes wrong.
_SLACK = timedelta(days=1)
#: Kinds whose reader unpacks by itself, member by member.
_UNPACKS_ITSELF = ("warc", "wet", "parquet")


def take_all(sources: Sequence[Source], raw: Path, at: datetime) -> list[Tally]:
    """Take the archives of each source into the raw store; one that fails keeps nobody from the others.

    Args:
        sources: sources of archive kinds.
        raw: the file of the raw store.
        at: the time of the run.
    """
    with raw_store(raw) as store:
        return [_noted(source, store, at) for source in sources]


def _noted(source: Source, store: RawStore, at: datetime) -> Tally:
    try:
        tally = take(source, store, at)
    except MemoryError:
        raise
    except Exception as error:  # a defect in reading one archive is told, and the others are read
        tally = Tally(source.name, problem=f"{type(error).__name__}: {error}")
    store.note_harvest(source.name, at, tally.outcomes.get("new", 0), tally.problem)
    return tally


def take(source: Source, store: RawStore, at: datetime) -> Tally:
    """Bring the pages of the source's archives into the raw store, and what cannot be taken with its reason.

    An archive that was taken to its end and has not changed since is not read again. One that was left half-way is
    gone through again and brings nothing twice.

    Args:
        source: one of an archive kind.
        store: the raw store.
        at: the time of the run, which stands for that of fetching where an archive does not say.

    Returns:
        What came of it; ``problem`` says which archives could not be read to their end.
    """
    taking = _Taking(source, store, at)
    before = store.n_links(source.name)
    try:
        for file in archives_of(source):
            taking.take_file(file)
    except ArchiveError as error:
        taking.problems.append(str(error))
    return Tally(
        source.name,
        n_links=taking.n_links,
        n_new_links=store.n_links(source.name) - before,
        outcomes=dict(taking.outcomes),
        reasons=dict(taking.reasons),
        problem="; ".join(taking.problems),
    )


def archives_of(source: Source) -> list[ArchiveFile]:
    """Return the files of an archive source; no host in a private range is asked that the source does not allow.

    Raises:
        ArchiveError: there is none, or the place cannot be asked.
    """
    return find_archives(source.address, _options(source))


def _options(source: Source) -> dict[str, dict[str, Any]]:
    polite, agent = source.politeness, user_agent(source.user_agent_contact)
    client = guarded_client(source.allow_private, agent, polite.connect_seconds, polite.read_seconds)
    spoken = {"get_client": client}
    return {"http": spoken, "https": spoken}


class _Taking:
    """What came of the archives of one source so far."""

    def __init__(self, source: Source, store: RawStore, at: datetime) -> None:
        self._source = source
        self._store = store
        self._at = at
        self.n_links = 0
        self.outcomes: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.problems: list[str] = []
        self._places: set[str] = set()

    def take_file(self, file: ArchiveFile) -> None:
        """Take what the file holds, unless that was done."""
        form = f"{file.form} {_form(self._source)}"
        if self._store.is_taken(self._source.name, file.address, form):
            return
        n_problems = len(self.problems)
        try:
            with opened(file, _options(self._source), unpack=self._source.kind not in _UNPACKS_ITSELF) as stream:
                self._record_all(self._entries(file, stream), file.name)
        except ArchiveError as error:
            self.problems.append(str(error))
        if len(self.problems) == n_problems:
            self._store.forget(self._source.name, f"{self._source.name}/{file.name}#", self._places)
            self._store.note_taken(self._source.name, file.address, form, self._at)

    def _entries(self, file: ArchiveFile, stream: BinaryIO) -> Iterator[Entry]:
        """Yield the entries; where the archive breaks, that is the last one, and where its place fails, a problem."""
        try:
            yield from _reader(self._source)(stream)
        except BrokenArchiveError as error:
            yield refused("", "unreadable", f"{file.name} {error}")
        except OSError as error:
            self.problems.append(f"{file.address} cannot be read on: {error}")

    def _record_all(self, entries: Iterator[Entry], archive: str) -> None:
        while (entry := next(entries, None)) is not None:
            with self._store.batch():
                for each in chain([entry], islice(entries, _BATCH - 1)):
                    visit = visit_of(each, self._source, archive, self._at)
                    if visit is not None:
                        self._record(visit)

    def _record(self, visit: Visit) -> None:
        if visit.at > self._at + _SLACK:  # nothing was fetched after now: a clock was wrong
            visit = replace(visit, at=self._at, is_dated=False)
        if visit.outcome == "failed":
            self._places.add(visit.url)
        standing = self._store.standing(visit.url)
        is_kept = standing is not None and standing.last_fetched is not None
        if visit.outcome == "unchanged" and not is_kept:
            return  # the archive has not what it says is unchanged
        self.n_links += 1
        self._store.name(self._source.name, [Link(visit.url)], self._at)
        is_held = self._store.holds(visit, at_any_time=visit.at == self._at)  # which is that of no entry
        is_new = not is_held and self._store.record(visit, self._source.name, is_live=False)
        self.outcomes[_told(visit, is_new, is_kept)] += 1
        if visit.reason is not None:
            self.reasons[visit.reason] += 1


def try_out(source: Source, file: ArchiveFile) -> str:
    """Return what is wrong with the first entries of an archive, empty where a page is among them.

    Raises:
        OSError: it cannot be opened or read.
    """
    problems: list[str] = []
    try:
        with opened(file, _options(source), unpack=source.kind not in _UNPACKS_ITSELF) as stream:
            for entry in islice(_reader(source)(stream), _TRIED):
                if entry.reason is None:
                    return ""
                problems.append(f"{entry.place}: {entry.detail}")
    except BrokenArchiveError as error:
        problems.append(str(error))
    return problems[0] if problems else "holds no page"


def _told(visit: Visit, is_new: bool, is_kept: bool) -> str:
    if visit.outcome == "failed":
        return "failed"
    return ("changed" if is_kept else "new") if is_new else "unchanged"


def _form(source: Source) -> str:
    """Return what changes when the source reads an archive otherwise."""
    return fingerprint(source.kind, dict(source.columns), source.follow, source.politeness.max_bytes)


def _reader(source: Source) -> Callable[[BinaryIO], Iterator[Entry]]:
    limit = source.politeness.max_bytes
    tables = {"jsonl": jsonl_entries, "csv": csv_entries, "parquet": parquet_entries}
    if source.kind in tables:
        return partial(tables[source.kind], columns=source.columns, limit=limit)
    return partial({"warc": warc_entries, "wet": wet_entries}[source.kind], limit=limit)
