"""What a run is to read: local files, and the sources that sources.toml declares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from cronsim import CronSim

from flows.china import CHINA
from flows.corrections import load_corrections
from flows.sources import load_sources
from schemas.correction import Correction
from schemas.source import Source, Window
from schemas.toml_keys import Fault
from tasks.storage.place import kept_here
from tasks.storage.raw_store import raw_store

#: After how long a source that had a problem is gone through again, whatever its schedule.
_AGAIN = timedelta(hours=6)

Entry = TypeVar("Entry")


class OrderError(ValueError):
    """What is to be read was declared wrongly; the message says where and what to do."""


def raw_in(data: Path) -> Path:
    """Return the raw store of a data folder, which is on this machine wherever the folder is."""
    return kept_here(data) / "raw" / "store.sqlite"


@dataclass(frozen=True)
class Request:
    """What somebody wants to be read, in the words of the command line and of a deployment.

    Attributes:
        paths: files and folders with pages.
        sources: the file that declares further sources.
        only: the names of the sources to ask, empty for all; what the others brought earlier stays in the tables.
        since: the first day that a backfill fills up.
        until: the last day that a backfill fills up; today where only the first is given.
        due_only: whether to ask only those sources whose schedule has come round; not heeded for a backfill and for
            sources that are named.
        corrections: the file of corrections by people.
    """

    paths: Sequence[Path] = ()
    sources: Path | None = None
    only: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    due_only: bool = False
    corrections: Path | None = None

    def order(self, data: Path, at: datetime) -> "Order":
        """Return what a run in the data folder at that time is to read.

        Raises:
            FileNotFoundError: there is no file that declares sources, or none of corrections.
            OrderError: the sources are declared wrongly, corrections are written wrongly, or nothing answers to the
                request.
        """
        window = window_of(self.since, self.until, at.astimezone(CHINA).date())
        sources = declared(self.sources) if self.sources else ()
        order = order_of(self.paths, sources, self.only, window)
        if self.corrections:
            order = replace(order, corrections=corrections_in(self.corrections))
        if not (self.due_only and order.asked) or self.only or window:  # what is asked for by name or day is meant
            return order
        return replace(order, asked=due(order.asked, raw_in(data), at))


@dataclass(frozen=True)
class Order:
    """What a run is to read.

    Attributes:
        folders: local files and folders, read where they are.
        stored: the sources whose pages are kept in the raw store.
        asked: those of them that this run asks for more.
        window: the days that a backfill fills up, None for a run that brings the news.
        corrections: what people have corrected in the tables.
    """

    folders: tuple[Path, ...]
    stored: tuple[Source, ...] = ()
    asked: tuple[Source, ...] = ()
    window: Window | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def titles(self) -> list[str]:
        """Return what is read, as people name it."""
        return [*(str(folder) for folder in self.folders), *(source.name for source in self.stored)]


def declared(path: Path) -> tuple[Source, ...]:
    """Return the sources that the file declares.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: it cannot be read.
        OrderError: it has faults; the message names all of them.
    """
    return _without_fault(path, load_sources)


def corrections_in(path: Path) -> tuple[Correction, ...]:
    """Return the corrections that the file holds.

    Raises:
        FileNotFoundError: there is no such file.
        OSError: it cannot be read.
        OrderError: it has faults; the message names all of them.
    """
    return _without_fault(path, load_corrections)


def _without_fault(
    path: Path, load: Callable[[Path], tuple[tuple[Entry, ...], tuple[Fault, ...]]]
) -> tuple[Entry, ...]:
    try:
        entries, faults = load(path)
    except UnicodeError as error:
        raise OrderError(str(error)) from error
    if faults:
        raise OrderError("\n".join([f"{path} cannot be used:", *(f"  {fault}" for fault in faults)]))
    return entries


def order_of(paths: Sequence[Path], sources: Sequence[Source], only: Sequence[str], window: Window | None) -> Order:
    """Return what a run is to read.

    Args:
        paths: files and folders named by themselves.
        sources: the declared sources; those of kind folder join the paths.
        only: the names of the sources to ask, empty for all; what the others brought earlier stays in the tables.
        window: the days that a backfill fills up.

    Raises:
        OrderError: there is no source of such a name.
    """
    unknown = sorted(set(only) - {source.name for source in sources})
    if unknown:
        known = ", ".join(source.name for source in sources) or "none"
        raise OrderError(f"no source is called {', '.join(unknown)}: the sources are {known}")
    folders = [Path(source.address) for source in sources if source.kind == "folder"]
    stored = tuple(source for source in sources if source.kind != "folder")
    asked = tuple(source for source in stored if not only or source.name in only)
    return Order((*paths, *folders), stored, asked, window)


def window_of(since: date | None, until: date | None, today: date) -> Window | None:
    """Return the days to fill up, None where neither end is given; a blank end is today.

    Raises:
        OrderError: the range is empty, or has no beginning.
    """
    if since is None and until is None:
        return None
    if since is None:
        raise OrderError("a range of days needs its first day: give --since too")
    last = until or today
    if last < since:
        advice = "exchange the two days" if until else f"today is {today}, give an earlier day"
        raise OrderError(f"the range from {since} until {last} is empty: {advice}")
    return Window(since, last)


def due(sources: Sequence[Source], raw: Path, now: datetime) -> tuple[Source, ...]:
    """Return the sources whose schedule has come round since they were last gone through.

    One that had a problem is gone through again before its time, once and some hours later: a site that is down comes
    back, and a remark that comes every time does not undo the schedule.
    """

    def is_asked(source: Source) -> bool:
        attempts = store.attempts(source.name)
        if not attempts:
            return True
        (last, had_problem), *before = attempts
        is_new_problem = had_problem and not any(had for _, had in before)
        return is_due(source.schedule, last, now) or (is_new_problem and now - last >= _AGAIN)

    with raw_store(raw) as store:
        return tuple(source for source in sources if is_asked(source))


def is_due(schedule: str, last: datetime | None, now: datetime) -> bool:
    """Return whether a schedule has come round between two times.

    Args:
        schedule: a cron expression in China's time, empty for always.
        last: the earlier time, None for never.
        now: the later time.

    Example:
        >>> from datetime import UTC
        >>> six_in_china = datetime(2024, 5, 1, 22, tzinfo=UTC)
        >>> is_due("0 6 * * *", datetime(2024, 5, 1, 0, tzinfo=UTC), six_in_china)
        True
        >>> is_due("0 7 * * *", datetime(2024, 5, 1, 0, tzinfo=UTC), six_in_china)
        False
    """
    if not schedule or last is None:
        return True
    return bool(next(CronSim(schedule, last.astimezone(CHINA))) <= now)
