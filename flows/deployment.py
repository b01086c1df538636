"""A deployment of the flow that this process serves: each run in a process of its own, one at a time.

A run does all that there is to do, so one run makes up for all that were missed: those are skipped but for the last.
"""

import os
import signal
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

import anyio
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Cancelled
from prefect.types.entrypoint import EntrypointType

from flows.clock import now
from flows.run import run
from flows.serve import Plan
from flows.starter import STARTER

#: How often this process looks whether all is well, and asks for runs that are due. After three failures in a row the
#: runner gives up; a server of somebody else's may need longer to start anew.
_SECONDS, _POLL, _PATIENT_POLL = 5, 3, 15
_WAITING = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])))


def serve_deployment(plan: Plan, check: Callable[[], None], begun: Callable[[], None], *, is_our_server: bool) -> None:
    """Serve the flow until SIGINT or SIGTERM; a run that is under way then is cancelled.

    Args:
        plan: what is served.
        check: raises where something outside of this process is amiss; asked again and again.
        begun: called when all is under way, so that a signal from then on ends it properly.
        is_our_server: whether the server ends with this process; otherwise the schedule is paused at the end.
    """
    flow: Flow[..., Any] = run
    deployment = flow.to_deployment(
        plan.name,
        schedule=Cron(plan.cron, timezone=plan.timezone),
        paused=False,
        parameters=dict(plan.parameters),
        tags=["qianyue"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    runner = Runner(
        plan.name, query_seconds=_POLL if is_our_server else _PATIENT_POLL, limit=1, pause_on_shutdown=not is_our_server
    )
    served = cast(UUID, runner.add_deployment(cast(RunnerDeployment, deployment)))
    skip_missed(served)
    if plan.at_once:
        _begin(served)
    os.environ[STARTER] = str(os.getpid())
    anyio.run(_until_told, runner, check, begun)


def skip_missed(deployment: UUID) -> int:
    """Skip the runs of a deployment that should have begun by now, but for the last; return how many were skipped."""
    with get_client(sync_client=True) as client:
        mine = DeploymentFilter(id=DeploymentFilterId(any_=[deployment]))
        waiting = client.read_flow_runs(deployment_filter=mine, flow_run_filter=_WAITING)
        due = [(one.expected_start_time, one.id) for one in waiting if one.expected_start_time]
        missed = sorted((at, name) for at, name in due if at <= now())[:-1]
        for _, name in missed:
            state: State[Any] = Cancelled(name="Skipped", message="it was missed; a later run makes up for it")
            client.set_flow_run_state(name, state, force=True)
    return len(missed)


def _begin(deployment: UUID) -> None:
    with get_client(sync_client=True) as client:
        client.create_flow_run_from_deployment(deployment)


async def _until_told(runner: Runner, check: Callable[[], None], begun: Callable[[], None]) -> None:
    """Run the runner until a signal comes or something is amiss, then stop it."""
    async with anyio.create_task_group() as group:
        group.start_soon(runner.start)
        while not runner.started:
            await anyio.sleep(0.05)
        try:
            await _signal(check, begun)
        finally:
            with anyio.CancelScope(shield=True):
                await runner.astop()


async def _signal(check: Callable[[], None], begun: Callable[[], None]) -> None:
    """Wait for a signal to end; raise what the check raises meanwhile."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:  # instead of the runner's own handlers
        begun()
        while True:
            with anyio.move_on_after(_SECONDS):
                async for _ in signals:
                    return
            check()
