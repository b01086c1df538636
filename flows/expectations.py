"""What sources were expected to bring, held against what they brought."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.order import Order, raw_in
from schemas.source import Source
from schemas.visit import Tally
from tasks.storage import read_table
from tasks.storage.raw_store import raw_store
from tasks.storage.snapshots import Snapshots


@dataclass(frozen=True)
class Harvested:
    """What one source brought in one run.

    Attributes:
        tally: what it came to.
        first: when the source was first gone through, None for never before.
        last_news: when it last brought a new page, None for never.
        new: the addresses of its pages that were read for the first time in this run.
    """

    tally: Tally
    first: datetime | None
    last_news: datetime | None
    new: frozenset[str]


def broken_in(order: Order, tallies: Sequence[Tally], new: frozenset[str], data: Path, at: datetime) -> list[str]:
    """Return in words which expectations of the sources that were asked do not hold.

    Args:
        order: what the run read.
        tallies: what the sources came to.
        new: the addresses of the pages that were read for the first time in this run.
        data: the data folder, with the tables of this run.
        at: the time of the run.
    """
    asked = {source.name: source for source in order.asked}
    if not tallies:
        return []
    documents = _documents(data, [asked[tally.source] for tally in tallies])
    with raw_store(raw_in(data)) as store:
        brought = [
            Harvested(
                tally,
                store.first_harvest(tally.source),
                store.last_news(tally.source),
                new.intersection(page.url for page in store.pages([tally.source])) if new else new,
            )
            for tally in tallies
        ]
    is_backfill = order.window is not None
    return [
        sentence
        for one in brought
        for sentence in broken(asked[one.tally.source], one, documents, at, is_backfill=is_backfill)
    ]


def _documents(data: Path, sources: Sequence[Source]) -> dict[str, dict[str, Any]]:
    """Return the published documents by address, with the columns that the sources expect to be filled."""
    columns = filled_columns(sources)
    folder = Snapshots(data).folder()
    if not columns or folder is None:
        return {}
    rows = read_table(folder / "documents.parquet", ["source_uri", *columns]).to_pylist()
    return {row["source_uri"]: row for row in rows}


def broken(
    source: Source, brought: Harvested, documents: Mapping[str, Mapping[str, Any]], at: datetime, *, is_backfill: bool
) -> list[str]:
    """Return in words which expectations of a source do not hold, each with what may be the matter.

    Args:
        source: the source.
        brought: what it brought.
        documents: the published documents by address, with the columns that the source expects to be filled.
        at: the time of the run.
        is_backfill: whether days of long ago were filled up, for which nobody knows how many pages there are.
    """
    said = [*_problems(brought.tally), *_layout(source, brought.new, documents)]
    return said if is_backfill else [*said, *_too_few_or_many(source, brought.tally), *_silence(source, brought, at)]


def filled_columns(sources: Sequence[Source]) -> list[str]:
    """Return the columns of the table documents that any of the sources expects to be filled, sorted."""
    return sorted({column for source in sources for column in source.expect.filled})


def _problems(tally: Tally) -> Iterator[str]:
    if tally.problem:
        yield f"{tally.source}: {tally.problem}"


def _too_few_or_many(source: Source, tally: Tally) -> Iterator[str]:
    n_new = tally.outcomes.get("new", 0)
    least, most = source.expect.min_pages, source.expect.max_pages
    if least is not None and n_new < least:
        yield f"{source.name}: {n_new} new pages, at least {least} were expected"
    if most is not None and n_new > most:
        yield f"{source.name}: {n_new} new pages, at most {most} were expected: its addresses may have changed"


def _silence(source: Source, brought: Harvested, at: datetime) -> Iterator[str]:
    since = brought.last_news or brought.first
    if source.expect.silent_days is None or since is None:
        return
    days = (at - since).days
    if days >= source.expect.silent_days:
        yield f"{source.name}: silent, no new page for {days} days: look whether its address or layout has changed"


def _layout(source: Source, new: Collection[str], documents: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if not new:
        return
    for column, share in sorted(source.expect.filled.items()):
        n_filled = sum(_is_filled(documents.get(address, {}).get(column)) for address in new)
        if n_filled < share * len(new):
            yield (
                f"{source.name}: {column} is filled in {n_filled} of {len(new)} new pages,"
                f" {share:.0%} were expected: its layout may have changed"
            )


def _is_filled(value: Any) -> bool:
    return value not in (None, "", [])
