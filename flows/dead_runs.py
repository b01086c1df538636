"""Runs that were killed: Prefect takes them for running until somebody tells it otherwise."""

from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.runtime import flow_run
from prefect.states import Crashed

_RUNNING = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])))


def declare_dead(flow_name: str) -> None:
    """Tell Prefect that other runs of the flow on the data folder of this one have crashed.

    Only for a run that holds the folder's lock: that is how it knows.

    Args:
        flow_name: the name of the flow that this run belongs to.
    """
    mine = flow_run.get_id()
    with get_client(sync_client=True) as client:
        running = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[flow_name])), flow_run_filter=_RUNNING
        )
        data = {str(run.id): _folder(str(run.parameters.get("data", "data"))) for run in running}
        for run in running:
            if str(run.id) != mine and data[str(run.id)] == data.get(str(mine)):
                client.set_flow_run_state(run.id, Crashed(message="its process was killed"), force=True)


def _folder(data: str) -> str:
    """Return the address of a data folder, one of this machine from the root on."""
    return data if "://" in data else str(Path(data).absolute())
