"""Who makes the shards: processes of this machine, or the workers of a Dask cluster."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.workers import OwnWorkers, Runs, Workers

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

#: The variable that names the scheduler of a cluster for runs that are not told of one.
CLUSTER = "QIANYUE_CLUSTER"
#: How long a cluster may take to have a worker, in seconds.
_PATIENCE = 60


class ClusterError(RuntimeError):
    """The cluster cannot be used; the message says why."""


@dataclass(frozen=True)
class Crew:
    """Who does the work of a run.

    Attributes:
        here: the processes of this machine: they ask sources, keep pages and make the tables.
        runner: what is given the tasks that make shards.
        workers: what such a task has its work done by, wherever it is carried out.
        size: how many shards are made at a time.
    """

    here: Workers
    runner: "TaskRunner[Any]"
    workers: Runs
    size: int


def address_of_cluster(named: str | None) -> str | None:
    """Return the address of the scheduler that is named, or that the environment names; None for this machine."""
    return named or os.environ.get(CLUSTER) or None


@contextmanager
def crew(cluster: str | None, here: Workers) -> Iterator[Crew]:
    """Yield who does the work of the flow run that this is called in.

    Args:
        cluster: the address of a Dask scheduler; None where this machine makes the shards too.
        here: the processes of this machine.

    Raises:
        ClusterError: the scheduler cannot be reached, it has no workers, or Dask is not installed.
    """
    if cluster is None:
        from prefect.context import FlowRunContext  # noqa: PLC0415 - the command line asks for the address without it

        context = FlowRunContext.get()
        assert context is not None  # noqa: S101 - there is one in a flow
        yield Crew(here, context.task_runner, here, here.size)
        return
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ClusterError(f"no cluster without Dask ({error}): install qianyue[cluster]") from error
    with DaskTaskRunner(address=cluster, client_kwargs={"timeout": _PATIENCE}) as runner:
        yield Crew(here, runner, OwnWorkers(), _n_threads(runner, cluster))


def _n_threads(runner: Any, cluster: str) -> int:
    try:
        runner.client.wait_for_workers(1, timeout=_PATIENCE)
    except OSError as error:  # of the time that is over too
        raise ClusterError(f"{cluster} has no worker or does not answer: {error}") from error
    return sum(runner.client.nthreads().values())
