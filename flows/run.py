"""The flow: from sources to published tables, doing only what was not done before."""

import os
from collections.abc import Sequence
from contextlib import ExitStack, chdir
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import UnfinishedRun
from prefect.futures import PrefectFuture, as_completed
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, PREFECT_HOME, temporary_settings
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows import clock
from flows.artifacts import publish_report
from flows.changes import changes
from flows.cluster import Crew, address_of_cluster, crew
from flows.dead_runs import declare_dead
from flows.expectations import broken_in
from flows.harvest import ask
from flows.hooks import alert, begun, operated, remark, run_name
from flows.joining import join_small, remove_joined
from flows.making import keep_pages, make_tables
from flows.order import Order, Request, raw_in
from flows.plan import (
    Group,
    KeptPages,
    groups_of,
    kept_pages,
    key_of,
    look,
    shard_of,
    summarize,
    work_in,
)
from flows.progress import watcher
from flows.run_report import RunReport
from flows.stages import AGGREGATE_DOOR, STAGES, Names, Stage, carry_out, code_of
from flows.summary import Summary
from flows.workers import Runs, Workers
from schemas.correction import Correction
from schemas.visit import Tally
from tasks.fetch.plan import in_shards
from tasks.fetch.survey import NewPage, Survey
from tasks.storage import Work
from tasks.storage.lock import alone_in
from tasks.storage.place import place
from tasks.storage.snapshots import KEPT, Snapshots

Given = TypeVar("Given")

_NAME = "qianyue"
#: Threads only wait for the worker processes: there may be more of them than of those, and must not be fewer.
_THREADS = 32


class NothingToReadError(ValueError):
    """The sources hold no page."""


class RunFailedError(RuntimeError):
    """Some shards failed, so nothing was published; what was finished is kept."""


def _as_it_is(value: Given) -> Given:
    """Keep Prefect from searching a parameter for the results of other tasks: in ten thousand pages takes a second."""
    return cast(Given, quote(value))  # the task gets the value


def _runner(size: int) -> Any:
    return ThreadPoolTaskRunner(max_workers=max(_THREADS, size))


@task(name="harvest", task_run_name="harvest", cache_policy=NO_CACHE)
def ask_sources(order: Order, data: Path, at: datetime, workers: Workers) -> tuple[Tally, ...]:
    """Bring what the sources have into the raw store."""
    return ask(order, raw_in(data), at, workers)


@task(name="survey", task_run_name="survey", cache_policy=NO_CACHE)
def look_at_sources(order: Order, data: Path, kept: KeptPages) -> Survey:
    """Return what the sources hold and what of it is new."""
    return look(order, data, kept)


@task(name="fetch", task_run_name="fetch {name}", cache_policy=NO_CACHE)
def fetch(name: str, pages: Sequence[NewPage], data: Path, workers: Workers) -> set[str]:  # noqa: ARG001 - shown
    """Keep new pages as a shard of that name; return the ids of those that have just been changed."""
    return keep_pages(pages, data, workers)


@task(task_run_name="{stage.name} {names[fetch]}", cache_policy=NO_CACHE)
def make_shard(stage: Stage, names: Names, work: Work, workers: Runs) -> dict[str, int]:
    """Make one stage's shard."""
    return carry_out(stage, names, work, workers)


@task(name="aggregate", task_run_name="aggregate", cache_policy=NO_CACHE)
def aggregate(
    groups: Sequence[Group],
    seen: Survey,
    snapshots: Snapshots,
    workers: Workers,
    at: datetime,
    corrections: Sequence[Correction],
) -> dict[str, Any]:
    """Make all tables and publish them."""
    return make_tables(groups, seen, snapshots, workers, at, corrections)


@flow(
    name=_NAME,
    flow_run_name=run_name,
    task_runner=_runner(os.cpu_count() or 1),
    validate_parameters=False,
    persist_result=False,
    on_running=[begun],
    on_failure=[alert],
    on_crashed=[alert],
    on_completion=[remark],
)
@operated
def run(  # noqa: PLR0913, PLR0917 - one by one they are the form in which a deployment asks for them
    paths: Sequence[str | Path] = (),
    sources: str | Path | None = None,
    data: str | Path = "data",
    only: Sequence[str] = (),
    since: str | date | None = None,
    until: str | date | None = None,
    due_only: bool = False,
    workers: int | None = None,
    shard_size: int | None = None,
    at: str | datetime | None = None,
    cluster: str | None = None,
    keep_snapshots: int = KEPT,
    corrections: str | Path | None = None,
) -> RunReport:
    """Bring the tables in the data folder up to date with the sources.

    Args:
        paths: files and folders with pages.
        sources: the file that declares further sources.
        data: the data folder; made where it is missing. It may be in a store: ``s3://bucket/prefix``.
        only: the names of the sources to ask; all where it is empty.
        since: the first day that a backfill fills up.
        until: the last day that a backfill fills up; today where only the first is given.
        due_only: whether to ask only those sources whose schedule has come round.
        workers: how many processes of this machine share the work; as many as there are processors where it is None.
        shard_size: how many new pages go into one shard at most; as many as its weight allows where it is None.
        at: the time of the run; now where it is None.
        cluster: the address of a Dask scheduler whose workers make the shards; where it is None and the environment
            names none either, this machine makes them.
        keep_snapshots: how many snapshots are kept, the new one among them.
        corrections: the file of corrections by people that the tables are to hold; none where it is None.

    Raises:
        ClusterError: the cluster cannot be used.
        DataFolderBusyError: another run is working in the data folder.
        OrderError: the sources are declared wrongly, or the corrections are written wrongly.
        NothingToReadError: the sources hold no page.
        RunFailedError: a shard failed; the tables stay as they were.
    """
    home, time = place(data), _time(at)
    named = [place(path) for path in paths]
    corrected = Path(corrections) if corrections else None
    request = Request(named, Path(sources) if sources else None, only, _day(since), _day(until), due_only, corrected)
    order = request.order(home, time)
    size = workers or os.cpu_count() or 1
    with alone_in(home, clock.now), Workers(size) as pool, crew(address_of_cluster(cluster), pool) as all_workers:
        declare_dead(_NAME)
        report = _bring_up_to_date(order, Snapshots(home, keep_snapshots), time, all_workers, shard_size)
    publish_report(report)
    return report


def _time(at: str | datetime | None) -> datetime:
    return clock.now() if at is None else at if isinstance(at, datetime) else datetime.fromisoformat(at)


def _day(day: str | date | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _bring_up_to_date(
    order: Order, snapshots: Snapshots, at: datetime, crew: Crew, shard_size: int | None
) -> RunReport:
    data = snapshots.data
    work = work_in(data.absolute())
    work.tidy()
    remove_joined(work)
    tallies = ask_sources(order, data, at, crew.here) if order.asked else ()
    kept = kept_pages(work)
    seen = look_at_sources(order, data, _as_it_is(kept))
    if not seen.n_pages:
        problems = [f"\n  {tally.source}: {tally.problem}" for tally in tallies if tally.problem]
        raise NothingToReadError("".join([f"no page in {', '.join(order.titles)}", *problems]))
    new = frozenset(page.source_uri for page in seen.new if tallies)
    seen = seen.when_kept(_fetch_new(seen, data, crew, shard_size))
    kept = kept_pages(work, kept)
    if n_joined := join_small(kept, work):
        get_run_logger().info("%d small shards joined", n_joined)
        kept = kept_pages(work, kept)
    groups = groups_of(seen, kept)
    _make_missing(groups, work, crew)
    before = snapshots.latest()
    summary = _publish(groups, seen, snapshots, crew.here, at, order.corrections)
    after = snapshots.latest()
    return RunReport(
        at=at,
        summary=summary,
        tallies=tallies,
        broken=broken_in(order, tallies, new, data, at),
        changes=changes(before, after) if summary.is_new and after is not None else (),
    )


def _fetch_new(seen: Survey, data: Path, crew: Crew, shard_size: int | None) -> set[str]:
    """Keep the new pages; return the ids of those that were changed meanwhile."""
    shards = in_shards(seen.new, crew.size, shard_size)
    watcher().begin("fetch", len(seen.new))
    futures = {
        fetch.submit(shard_of(page.page_id for page in pages), _as_it_is(pages), data, crew.here): len(pages)
        for pages in shards
    }
    _wait("fetch", {future: ("fetch", n_pages) for future, n_pages in futures.items()})
    return {name for future in futures for name in future.result()}


def _make_missing(groups: Sequence[Group], work: Work, crew: Crew) -> None:
    """Make every shard that is not there yet, stage by stage, so that no thread waits for work that is not begun."""
    futures: dict[PrefectFuture[Any], tuple[str, int]] = {}
    before: dict[str, PrefectFuture[Any]] = {}
    for stage in STAGES:
        missing = [group for group in groups if work.facts(stage.name, group.names[stage.name]) is None]
        get_run_logger().info("%s: %d of %d shards to make", stage.name, len(missing), len(groups))
        watcher().begin(stage.name, sum(group.n_pages for group in missing))
        named = make_shard.with_options(name=stage.name)
        for group in missing:
            pages = group.names["fetch"]
            earlier = [before[pages]] if pages in before else []
            what = {"stage": stage, "names": group.names, "work": work, "workers": crew.workers}
            future = crew.runner.submit(named, what, wait_for=earlier)
            before[pages] = future
            futures[future] = (stage.name, group.n_pages)
    _wait("shards", futures)


def _publish(
    groups: Sequence[Group],
    seen: Survey,
    snapshots: Snapshots,
    pool: Workers,
    at: datetime,
    corrections: Sequence[Correction],
) -> Summary:
    """Publish the tables, unless they are the current ones: those that were so earlier tell of other changes now."""
    data = snapshots.data
    work, before = work_in(data), snapshots.current()
    facts = work.facts("aggregate", key_of(seen, corrections))
    if facts is None or facts["snapshot"] != before:
        watcher().begin("aggregate", seen.n_pages)
        facts = aggregate(groups, _as_it_is(seen), snapshots, pool, at, corrections)
        watcher().advance("aggregate", seen.n_pages)
    for stage in STAGES:
        work.keep_only(stage.name, stage.code)
    work.keep_only("aggregate", code_of(AGGREGATE_DOOR))
    return summarize(seen, facts, data, is_new=facts["snapshot"] != before)


def _wait(what: str, futures: dict[PrefectFuture[Any], tuple[str, int]]) -> None:
    """Wait for all; raise RunFailedError with the first reasons where any of them failed."""
    reasons: set[str] = set()
    n_failed = 0
    for future in as_completed(list(futures)):
        stage, n_pages = futures[future]
        failure = _failure_of(future)
        if failure is None:
            watcher().advance(stage, n_pages)
            continue
        n_failed += 1
        if not isinstance(failure, UnfinishedRun):  # what waited for a failed one never began
            reasons.add(f"{stage}: {failure}")
    if n_failed:
        raise RunFailedError(f"{n_failed} of {len(futures)} {what} failed; " + "; ".join(sorted(reasons)[:3]))


def _failure_of(future: PrefectFuture[Any]) -> BaseException | None:
    """Return why the task failed, None where it did not; a cluster may have lost it with the process that had it."""
    try:
        outcome = future.result(raise_on_failure=False)
    except Exception as error:
        return error
    return outcome if isinstance(outcome, BaseException) else None


def run_embedded(
    paths: Sequence[Path], data: Path, workers: int | None, shard_size: int | None, **options: Any
) -> RunReport:
    """Run the flow as the command line does: nobody watches for heartbeats, and their thread would take a second.

    Args:
        paths: files and folders with pages.
        data: the data folder.
        workers: how many processes share the work.
        shard_size: how many new pages go into one shard at most; as many as its weight allows where it is None.
        options: the other parameters of the flow.
    """
    with ExitStack() as stack:
        with chdir(PREFECT_HOME.value()):  # all settings are read anew, from the files of the folder too
            stack.enter_context(temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))
        named = [str(path) for path in paths]
        report: RunReport = flow_for(workers)(named, data=str(data), workers=workers, shard_size=shard_size, **options)
        return report


def flow_for(workers: int | None) -> Any:
    """Return the flow with a thread at least for each of so many workers."""
    return run if workers is None else run.with_options(task_runner=_runner(workers))
