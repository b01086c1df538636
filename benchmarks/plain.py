"""The stages called plainly: what a run does, without a flow around it.

usage: python -m benchmarks.plain FOLDER DATA WORKERS [warm]

Prints as JSON how long each stage took, one after the other, and all together. The workers start cold: what they load
counts with the stages that want it. With ``warm`` they read three pages before, and ``loading`` is what that took.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from flows.making import keep_pages, make_tables
from flows.order import Order
from flows.plan import groups_of, kept_pages, look, work_in
from flows.stages import STAGES, carry_out
from flows.workers import Workers
from tasks.fetch.plan import in_shards

_THREADS = 8


def run_plainly(folder: Path, data: Path, workers: int) -> Mapping[str, float]:
    """Bring the tables in the data folder up to date with the pages in the folder; return the seconds of each stage."""
    with Workers(workers) as pool:
        return _seconds_of_stages([folder], data, pool)


def run_warm(folder: Path, data: Path, workers: int) -> Mapping[str, float]:
    """Do the same with workers that have loaded what they need; ``loading`` is how long a run on three pages took."""
    with Workers(workers) as pool:
        few = _seconds_of_stages(sorted(folder.rglob("*.*"))[:3], data / "few", pool)
        return {"loading": few["all"], **_seconds_of_stages([folder], data, pool)}


def _seconds_of_stages(pages: Sequence[Path], data: Path, pool: Workers) -> dict[str, float]:
    seconds: dict[str, float] = {}
    work, order = work_in(data), Order(tuple(pages))
    with ThreadPoolExecutor(_THREADS) as threads:

        def timed(stage: str, calls: Iterable[Callable[[], Any]]) -> None:
            begun = time.perf_counter()
            for done in [threads.submit(call) for call in calls]:
                done.result()
            seconds[stage] = time.perf_counter() - begun

        begun = time.perf_counter()
        seen = look(order, data, kept_pages(work))
        seconds["survey"] = time.perf_counter() - begun
        shards = in_shards(seen.new, pool.size)
        timed("fetch", [partial(keep_pages, some, data, pool) for some in shards])
        groups = groups_of(seen, kept_pages(work))
        for stage in STAGES:
            missing = [group for group in groups if work.facts(stage.name, group.names[stage.name]) is None]
            timed(stage.name, [partial(carry_out, stage, group.names, work, pool) for group in missing])
        timed("aggregate", [partial(make_tables, groups, seen, data, pool)])
        seconds["all"] = time.perf_counter() - begun
    return seconds


if __name__ == "__main__":
    _, pages_in, data_in, n_workers, *how = sys.argv
    run = run_warm if how == ["warm"] else run_plainly
    print(json.dumps(run(Path(pages_in), Path(data_in), int(n_workers))))
