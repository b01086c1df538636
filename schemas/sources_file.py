"""The file of sources: TOML in, sources and all that is wrong with them out. docs/sources.md explains every key."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any, get_args

from cronsim import CronSim, CronSimError

from schemas.limits import MAX_PAGE_BYTES
from schemas.source import Expectations, Politeness, Source, SourceKind
from schemas.source_checks import check
from schemas.tables import DOCUMENTS
from schemas.toml_keys import Bounds, Fault, Keys

__all__ = ["Fault", "read_sources"]

_KINDS: tuple[str, ...] = get_args(SourceKind)
_DAYS = Bounds(1, 3650)
_SECONDS = Bounds(0, 3600, is_open=True)
_COUNT = Bounds(0, 1_000_000)

#: The keys of ``politeness``, with the bounds of each; what is no whole number in the dataclass may be a fraction here.
_POLITENESS = {
    "requests_per_second": Bounds(0, 100, is_open=True),
    "concurrency": Bounds(1, 32),
    "connect_seconds": _SECONDS,
    "read_seconds": _SECONDS,
    "whole_seconds": _SECONDS,
    "attempts": Bounds(1, 10),
    "longest_wait_seconds": Bounds(0, 3600),
    "max_bytes": Bounds(1, MAX_PAGE_BYTES),
    "max_pages": Bounds(1, 1_000_000),
    "max_minutes": Bounds(0, 7 * 24 * 60, is_open=True),
}


def read_sources(text: str) -> tuple[tuple[Source, ...], tuple[Fault, ...]]:
    """Return the sources that nothing is wrong with, in their order, and everything that is wrong with the others.

    Nothing is raised for what the file says: a source with a fault is left out, the others can be used.

    Args:
        text: what the file holds.

    Example:
        >>> sources, faults = read_sources('''
        ... [[source]]
        ... name = "archive"
        ... kind = "warc"
        ... address = "archives/*.warc.gz"
        ... [[source]]
        ... name = "daily"
        ... kind = "fed"
        ... address = "https://news.example/feed.xml"
        ... ''')
        >>> [source.name for source in sources]
        ['archive']
        >>> print(faults[0])
        daily: kind: 'fed' is no kind of source; did you mean feed?
    """
    try:
        content = tomllib.loads(text.removeprefix("\N{BOM}"))
    except tomllib.TOMLDecodeError as error:
        return (), (Fault("", "", f"is no TOML: {error}", "mend that line"),)
    file = Keys(content, "")
    defaults = file.table("defaults")
    politeness = _politeness(defaults.table("politeness"), Politeness())
    given = Source("defaults", "urls", "", user_agent_contact=defaults.text("contact"), politeness=politeness)
    given = replace(given, schedule=_schedule(defaults), licence=defaults.text("licence"))
    defaults.note_unknown()
    tables = _tables(file)
    file.note_unknown()
    read = [_source(table, place, given) for place, table in enumerate(tables, 1)]
    repeated = _repeated([source for source, _ in read])
    sound = tuple(source for source, faults in read if not faults and source.name not in repeated)
    faults = (*file.faults, *(fault for _, found in read for fault in found), *repeated.values())
    return (sound, faults)


def _tables(file: Keys) -> Sequence[Mapping[str, Any]]:
    """Return the table of each source."""
    advice = "begin each source with a line [[source]]"
    tables = file.tables("source", advice)
    if "source" not in file:
        file.fault("source", "there is none", advice)
    return tables


def _repeated(sources: Sequence[Source]) -> dict[str, Fault]:
    """Return a fault for each name that several sources have."""
    names = Counter(source.name for source in sources if source.name)
    return {
        name: Fault(name, "name", f"{n} sources have this name", "give each a name of its own")
        for name, n in names.items()
        if n > 1
    }


def _source(table: Mapping[str, Any], place: int, given: Source) -> tuple[Source, list[Fault]]:
    name = table.get("name")
    keys = Keys(table, name if isinstance(name, str) and name.strip() else f"source number {place}")
    source = Source(
        name=keys.text("name"),
        kind=_kind(keys),
        address=keys.text("address"),
        publisher=keys.text("publisher"),
        region_code=keys.text("region") or None,
        licence=keys.text("licence", given.licence),
        schedule=_schedule(keys, given.schedule),
        follow=keys.text("follow"),
        selector=keys.text("selector", given.selector),
        next_selector=keys.text("next_selector"),
        max_indexes=keys.whole("max_indexes", given.max_indexes, Bounds(1, 10_000)),
        columns=_mapping(keys.table("columns")),
        user_agent_contact=keys.text("contact", given.user_agent_contact),
        headers=_mapping(keys.table("headers")),
        allow_private=keys.texts("allow_private"),
        politeness=_politeness(keys.table("politeness"), given.politeness),
        expect=_expectations(keys.table("expect")),
    )
    check(source, keys)
    keys.note_unknown()
    return source, keys.faults


def _kind(keys: Keys) -> Any:
    """Return the kind, empty where it cannot be told: the other keys are still read."""
    kind = keys.text("kind")
    if kind in _KINDS:
        return kind
    if kind:
        near = get_close_matches(kind, _KINDS, 1, 0.6)
        advice = f"did you mean {near[0]}?" if near else f"kinds are {', '.join(_KINDS)}"
        keys.fault("kind", f"{kind!r} is no kind of source", advice)
    return ""


def _schedule(keys: Keys, default: str = "") -> str:
    schedule = keys.text("schedule", default)
    problem = _schedule_problem(schedule) if schedule and "schedule" in keys else ""
    if problem:
        keys.fault("schedule", f"{schedule!r} {problem}", 'write five fields of cron, such as "30 6 * * *" for 06:30')
    return schedule


def _schedule_problem(schedule: str) -> str:
    if len(schedule.split()) != 5:
        return "has not five fields"
    try:
        CronSim(schedule, datetime(2024, 1, 1))  # noqa: DTZ001 - any day does
    except CronSimError as error:
        return f"is no cron expression ({error})"
    return ""


def _mapping(keys: Keys) -> dict[str, str]:
    return {name: keys.text(name) for name in keys.names()}


def _politeness(keys: Keys, given: Politeness) -> Politeness:
    values: dict[str, Any] = {}
    for item in fields(Politeness):
        if item.name in _POLITENESS:
            ask = keys.whole if item.type in (int, "int") else keys.number
            values[item.name] = ask(item.name, getattr(given, item.name), _POLITENESS[item.name])
    days = keys.wholes("revisit_days", given.revisit_days, _DAYS)
    if list(days) != sorted(set(days)):
        keys.fault("revisit_days", "the days do not rise", "write each day once, the first one first")
    keys.note_unknown()
    return Politeness(**values, revisit_days=days)


def _expectations(keys: Keys) -> Expectations:
    least, most = _pages(keys)
    filled = keys.table("filled")
    shares = {name: filled.number(name, 0.0, Bounds(0, 1)) for name in filled.names()}
    columns = [column.name for column in DOCUMENTS.columns]
    for name in shares:
        if name not in columns:
            near = get_close_matches(name, columns, 1, 0.6)
            advice = f"did you mean {near[0]}?" if near else f"columns are {', '.join(columns)}"
            filled.fault(name, "the table documents has no such column", advice)
    silent_days = keys.whole("silent_days", None, _DAYS)
    keys.note_unknown()
    return Expectations(least, most, silent_days, shares)


def _pages(keys: Keys) -> tuple[int | None, int | None]:
    """Return the least and the most pages, given as ``pages = [5, 200]`` or one by one."""
    least, most = keys.whole("min_pages", None, _COUNT), keys.whole("max_pages", None, _COUNT)
    both = keys.wholes("pages", (), _COUNT)
    if "pages" in keys and both:
        if len(both) != 2:
            keys.fault("pages", "has not two numbers", "write the least and the most, such as [5, 200]")
            return least, most
        if least is not None or most is not None:
            keys.fault("pages", "says the same as min_pages and max_pages", "write one or the other")
        least, most = both
    if least is not None and most is not None and least > most:
        keys.fault("pages", f"the least ({least}) is above the most ({most})", "write the smaller number first")
    return least, most
