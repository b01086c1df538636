"""What happens besides the work when Prefect runs the flow: its name, its end, and what is told to whom."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import Flow
from prefect.blocks.webhook import Webhook
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.logging.loggers import flow_run_logger
from prefect.runtime import flow_run as this_run
from prefect.states import Cancelled, Completed

from flows.artifacts import ProgressArtifacts
from flows.china import CHINA
from flows.progress import watched_by
from flows.starter import stay_with_starter
from tasks.storage.lock import DataFolderBusyError

#: How the end of a run is called that found its sources otherwise than expected.
REMARKS = "CompletedWithRemarks"
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

#: The variable that names the Webhook block that alerts go to, and the name where it is not set.
ALERTS, _ALERTS = "QIANYUE_ALERTS", "qianyue-alerts"


def run_name() -> str:
    """Return the name of this run: when it was to begin, in China's time, and its data folder."""
    begins = this_run.get_scheduled_start_time().astimezone(CHINA)
    return f"{begins:%Y-%m-%d %H:%M} {Path(str(this_run.get_parameters().get('data', 'data'))).name}"


def operated(run: Callable[Parameters, Result]) -> Callable[Parameters, Result | State[Any]]:
    """Let a run of a deployment show how far it is, and say by its end what an operator should look at.

    It ends as skipped where the data folder is taken, and with remarks where sources are otherwise than expected or
    corrections could not be applied. A run that was started by hand is shown and told by who started it.
    """

    @wraps(run)
    def wrapped(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result | State[Any]:
        here = FlowRunContext.get()
        if here is None or here.flow_run is None or here.flow_run.deployment_id is None:
            return run(*arguments, **options)
        try:
            with watched_by(ProgressArtifacts()):
                result = run(*arguments, **options)
        except DataFolderBusyError as error:
            return Cancelled(name="Skipped", message=f"{error}: the next run makes up for this one")
        remarks = getattr(result, "remarks", ())
        return Completed(name=REMARKS, message="; ".join(remarks)) if remarks else result

    return wrapped


async def remark(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run that brought the tables up to date, but not all that was expected of the sources."""
    if state.name == REMARKS:
        await alert(flow, flow_run, state)


def begun(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:  # noqa: ARG001
    """Tie this process to the one that started it, where that wants it so."""
    stay_with_starter(os.environ)


async def alert(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Log how the run of a deployment ended and tell it to the Webhook block for alerts, where there is one.

    Neither the block's address nor its headers are logged: they may hold secrets.
    """
    if flow_run.deployment_id is None:  # who started it is told by the command
        return
    logger = flow_run_logger(flow_run, flow)
    logger.error("%s: %s", state.name, state.message)
    name = os.environ.get(ALERTS, _ALERTS)
    try:
        block: Webhook = await Webhook.aload(name)
    except ValueError:  # there is no such block
        logger.info("no Webhook block %s, so nobody else is told", name)
        return
    try:
        answer = await block.call(message(flow_run, state))
    except Exception as error:  # whatever keeps an alert from being sent must not change how the run ended
        logger.error("the alert was not sent to %s: %s", name, type(error).__name__)
        return
    if answer.is_error:
        logger.error("the alert was not taken by %s: status %d", name, answer.status_code)


def message(run: FlowRun, state: State[Any]) -> dict[str, str]:
    """Return what an alert says; ``text`` is what chat services show."""
    facts = {
        "run": run.name,
        "state": str(state.name),
        "message": str(state.message or ""),
        "data": str(run.parameters.get("data", "data")),
        "id": str(run.id),
    }
    return facts | {"text": f"qianyue: {facts['run']}: {facts['state']}: {facts['message']}"}
