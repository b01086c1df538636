"""What a run makes beside the shards of the stages: shards of pages, and the published tables.

Nothing here imports Prefect: it is what the tasks of the flow do, and can be called without one.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.order import raw_in
from flows.plan import Group, form_of_pages, key_of, shard_of, work_in
from flows.stages import AGGREGATE_DOOR, CHANGES_DOOR, FETCH_DOOR, STAGES, code_of
from flows.summary import check_accounts
from flows.workers import Workers
from schemas.correction import CORRECTIONS, Correction
from schemas.records import Rejection
from schemas.tables import CHANGES
from tasks.fetch.survey import NewPage, Survey
from tasks.isolation import rejections_beside
from tasks.storage import Work, part_beside, read_column, write_records
from tasks.storage.place import near
from tasks.storage.snapshots import Snapshot, Snapshots

#: To make the tables of so many pages takes as much memory as a worker has taken for words and names of places.
_MANY = 5000


def keep_pages(pages: Sequence[NewPage], data: Path, workers: Workers) -> set[str]:
    """Keep the new pages as a shard, but for those that have just been changed; return the ids of these."""
    work, name = work_in(data), shard_of(page.page_id for page in pages)
    counts, changed = workers.run(FETCH_DOOR, pages, raw_in(data), work.shard("fetch", name))
    if not changed:
        work.finish("fetch", name, {"code": code_of(FETCH_DOOR), "form": form_of_pages(), "counts": counts})
        return set()
    rest = [page for page in pages if page.page_id not in changed]
    return {*changed, *(keep_pages(rest, data, workers) if rest else ())}


def make_tables(
    groups: Sequence[Group],
    seen: Survey,
    snapshots: Snapshots,
    workers: Workers,
    at: datetime,
    corrections: Sequence[Correction] = (),
) -> dict[str, Any]:
    """Make all tables from the groups, publish them, and return the facts that the next run wants to know."""
    work, key = work_in(snapshots.data), key_of(seen, corrections)
    refused = work.shard("aggregate", key)
    write_records(Rejection, seen.rejected, refused)
    if corrections:
        write_records(Correction, corrections, part_beside(refused, CORRECTIONS))
    unfinished = snapshots.begin()
    digests = [work.shard("digest", group.names["digest"]) for group in groups]
    rejections = [rejections_beside(work.shard(s.name, group.names[s.name])) for group in groups for s in STAGES]
    before = _made_before(work, snapshots.current())
    if seen.n_pages > _MANY:
        workers.rest()
    with near(digests, [refused, *rejections], before) as copies:
        counts = workers.run(AGGREGATE_DOOR, *copies[:2], sorted(_all_ids(seen)), unfinished, refused, copies[2])
    check_accounts(seen.n_pages, counts, read_column(unfinished / "rejected.parquet", "reason"))
    snapshot = _publish(snapshots, unfinished, workers, at)
    facts = {"code": code_of(AGGREGATE_DOOR), "counts": counts, "snapshot": snapshot}
    work.finish("aggregate", key, facts)
    work.keep_parts_of("aggregate", key)
    return facts


def _publish(snapshots: Snapshots, unfinished: Path, workers: Workers, at: datetime) -> str:
    code = {stage.name: stage.code for stage in STAGES} | {"aggregate": code_of(AGGREGATE_DOOR)}

    def compare(before: Snapshot | None, folder: Path) -> Mapping[str, Any]:
        tables = _tables_in(before.folder) if before else []
        is_other_code = before is not None and before.code != code
        with near(tables) as (copies,):
            target = folder / f"{CHANGES.name}.parquet"
            return {"changes": workers.run(CHANGES_DOOR, copies, _tables_in(folder), target, is_other_code)}

    return snapshots.publish(unfinished, {"code": code, "published_at": at.isoformat()}, compare)


def _tables_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"), key=str)


def _made_before(work: Work, snapshot: str | None) -> list[Path]:
    """Return the shard of the run that published the snapshot, none where other code did."""
    made = {"snapshot": snapshot, "code": code_of(AGGREGATE_DOOR)}
    known = work.all_facts("aggregate")
    return [work.shard("aggregate", name) for name, facts in sorted(known.items()) if made.items() <= facts.items()][:1]


def _all_ids(seen: Survey) -> set[str]:
    return {*seen.active, *(item.page_id for item in seen.rejected)}
