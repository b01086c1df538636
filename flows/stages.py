"""The stages as the flow sees them: which door, which shards go in, and what a shard is called."""

import platform
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.workers import Runs, WorkerDiedError, Workers
from schemas.records import Rejection
from schemas.vocabulary import Stage as StageName
from tasks.isolation import REJECTED, rejections_beside
from tasks.storage import (
    Work,
    fingerprint,
    join_tables,
    part_beside,
    read_column,
    read_records,
    read_table,
    select_rows,
    write_records,
)
from tasks.storage.code import code_version

FETCH_DOOR = "tasks.fetch.shard:fetch_shard"
AGGREGATE_DOOR = "tasks.aggregate.shard:aggregate_shards"
CHANGES_DOOR = "tasks.changes.shard:write_changes"
#: How many seconds a stage may take to load its code and data, and over each page; a page takes some 50 milliseconds.
_LOADING, _PAGE = 120.0, 5.0


@dataclass(frozen=True)
class Stage:
    """A stage that makes one shard from shards of the stages before it.

    Attributes:
        name: its name and the name of its folder.
        door: the function that does the work, as ``module:name``.
        inputs: the stages whose shards the door takes, in its order; the last one is gone through row by row.
        key: the column of the last input that names a page, by a letter and the digits of its page id.
        parts: the names of the tables that it writes beside its shard.
        is_joined: whether shards put one behind the other are what the stage would make of all their pages.
    """

    name: StageName
    door: str
    inputs: tuple[str, ...]
    key: str
    parts: tuple[str, ...] = (REJECTED,)
    is_joined: bool = True

    @property
    def code(self) -> str:
        """Return the version of the code behind the door."""
        return code_of(self.door)


#: The digest's further tables.
DIGEST_PARTS = (REJECTED, "mentions", "agreements", "metrics", "evidence")

STAGES = (
    Stage("clean", "tasks.clean.shard:clean_shard", ("fetch",), "page_id"),
    Stage("segment", "tasks.segment.shard:segment_shard", ("clean",), "doc_id"),
    Stage("extract", "tasks.extract.shard:extract_shard", ("clean", "segment"), "doc_id"),
    Stage(
        "digest", "tasks.aggregate.digest:digest_shard", ("extract", "clean"), "doc_id", DIGEST_PARTS, is_joined=False
    ),
)

#: What the shards of one group of pages are called, by stage.
Names = Mapping[str, str]


def code_of(door: str) -> str:
    """Return the version of the code behind a door."""
    return code_version(door.partition(":")[0])


def names_of(pages: str) -> dict[str, str]:
    """Return what every stage calls the shard that it makes from the shard of pages of that name."""
    names = {"fetch": pages}
    for stage in STAGES:
        names[stage.name] = _name_of(stage, names)
    return names


def _name_of(stage: Stage, names: Names) -> str:
    return fingerprint(stage.name, stage.code, [names[other] for other in stage.inputs])


class OtherCodeError(RuntimeError):
    """The process that should make a shard has other code than the one that named it."""


def carry_out(stage: Stage, names: Names, work: Work, workers: Runs) -> dict[str, int]:
    """Make the stage's shard, mark it as finished and return its counts.

    A page that takes its process down with it is rejected, and the others go through.

    Raises:
        DoorError: the stage failed for a reason that lies in no single page.
        OtherCodeError: the code, Python or a library of this machine is not that of the machine that named the shard.
    """
    if names[stage.name] != _name_of(stage, names):
        raise OtherCodeError(
            f"{platform.node()} has other code, libraries or another Python than the flow: install the same there"
        )
    inputs = [work.shard(other, names[other]) for other in stage.inputs]
    target = work.shard(stage.name, names[stage.name])
    n_pages = len(read_column(inputs[-1], stage.key))
    try:
        counts = workers.run(stage.door, *inputs, target, seconds=seconds_for(n_pages))
    except WorkerDiedError:
        counts = _without_deadly(stage, inputs, target, work.shard("fetch", names["fetch"]))
    made_from = {other: names[other] for other in stage.inputs}
    work.finish(stage.name, names[stage.name], {"code": stage.code, "made_from": made_from, "counts": counts})
    return dict(counts)


def seconds_for(n_pages: int) -> float:
    """Return how long a stage may take over so many pages: a hundred times as long as it does.

    What takes longer will not end; its pages are parted until the one is found that keeps it.
    """
    return _LOADING + _PAGE * n_pages


def in_living_parts(ids: Sequence[str], dies: Callable[[Sequence[str]], bool]) -> tuple[list[Sequence[str]], list[str]]:
    """Part the ids, by halving, so that each part goes through; return the parts and the ids deadly by themselves.

    Some are deadly only together, so each part that went through stays as it is.

    Example:
        >>> in_living_parts("abcd", lambda ids: "c" in ids)
        (['ab', 'd'], ['c'])
        >>> in_living_parts("abcd", lambda ids: len(ids) > 2)
        (['ab', 'cd'], [])
    """
    if not ids:
        return [], []
    if not dies(ids):
        return [ids], []
    if len(ids) == 1:
        return [], list(ids)
    half = len(ids) // 2
    parts, lost = in_living_parts(ids[:half], dies)
    more_parts, more_lost = in_living_parts(ids[half:], dies)
    return parts + more_parts, lost + more_lost


def _without_deadly(stage: Stage, inputs: Sequence[Path], target: Path, pages: Path) -> dict[str, int]:
    *others, parted = inputs
    part = target.with_name(f".{target.stem}.part.parquet")
    made: dict[str, tuple[Path, dict[str, int]]] = {}
    ids = sorted(read_column(parted, stage.key))
    with Workers(1, attempts=2) as alone:

        def run_on(some: Sequence[str]) -> None:
            piece = target.with_name(f".{target.stem}.{len(made)}.parquet")
            select_rows(parted, stage.key, some, part)
            made[some[0] if some else ""] = (
                piece,
                alone.run(stage.door, *others, part, piece, seconds=seconds_for(len(some))),
            )

        def dies(some: Sequence[str]) -> bool:
            try:
                run_on(some)
            except WorkerDiedError:
                return True
            return False

        _, lost = in_living_parts(ids, dies)
        if not made:
            run_on([])
    part.unlink()
    counts = _joined(stage, [made[name] for name in ids if name in made] or list(made.values()), target)
    _reject(stage, lost, target, pages)
    return {**counts, "rejected": counts.get("rejected", 0) + len(lost)}


def _joined(stage: Stage, pieces: Sequence[tuple[Path, Mapping[str, int]]], target: Path) -> dict[str, int]:
    """Make the pieces one shard, with one file of each part beside it; return the sums of their counts."""
    shards = [shard for shard, _ in pieces]
    parts = {name: [part_beside(shard, name) for shard in shards] for name in stage.parts}
    for name, tables in parts.items():
        join_tables(tables, part_beside(target, name))
    join_tables(shards, target)
    for path in (*shards, *(table for tables in parts.values() for table in tables)):
        path.unlink()
    total: Counter[str] = Counter()
    for _, counts in pieces:
        total.update(counts)
    return dict(total)


def _reject(stage: Stage, lost: Sequence[str], target: Path, pages: Path) -> None:
    """Add the lost pages to the rejections beside the stage's shard."""
    beside = rejections_beside(target)
    source_uri = _source_uris(pages)
    detail = "the process that read it died or did not finish"
    page_ids = ["p" + name[1:] for name in lost]
    new = [Rejection(source_uri[page_id], stage.name, "failed", detail, page_id) for page_id in page_ids]
    write_records(Rejection, read_records(Rejection, beside) + new, beside)


def _source_uris(pages: Path) -> dict[str, Any]:
    table = read_table(pages, ["page_id", "source_uri"])
    return dict(zip(table["page_id"].to_pylist(), table["source_uri"].to_pylist(), strict=True))
