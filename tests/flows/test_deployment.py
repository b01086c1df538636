"""Missed runs are made up for by one, dead ones are told by their data folder, and a schedule is checked."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.cli import main
from flows.serve import Plan, PlanError


@pytest.fixture
def deployed(run):
    """Return a client and the id of a deployment that nobody serves."""
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.run import run as flow

    here = {PREFECT_API_URL: os.environ["PREFECT_API_URL"]}  # whatever it was when Prefect was imported
    with temporary_settings(here), get_client(sync_client=True) as client:
        name = client.create_flow_from_name("qianyue")
        yield client, client.create_deployment(flow_id=name, name=f"unserved-{datetime.now(UTC).timestamp()}")
    assert flow.name == "qianyue"


def test_missed_runs_are_skipped_but_for_the_last(deployed):
    from prefect.states import Scheduled

    from flows.deployment import skip_missed

    client, deployment = deployed
    now = datetime.now(UTC)
    hours = (-5, -1, 3, -3)
    runs = {
        hour: client.create_flow_run_from_deployment(
            deployment, state=Scheduled(scheduled_time=now + timedelta(hours=hour))
        ).id
        for hour in hours
    }
    assert skip_missed(deployment) == 2
    states = {hour: client.read_flow_run(run).state for hour, run in runs.items()}
    assert {hour: state.name for hour, state in states.items()} == {
        -5: "Skipped",
        -3: "Skipped",
        -1: "Scheduled",
        3: "Scheduled",
    }
    assert states[-5].is_cancelled()
    assert skip_missed(deployment) == 0


def test_a_run_declares_those_dead_that_have_its_data_folder_however_it_is_written(
    run, deployed, news, tmp_path, monkeypatch
):
    from prefect.states import Running

    client, deployment = deployed
    monkeypatch.chdir(tmp_path)
    folders = {"data": "Crashed", "./data": "Crashed", str(tmp_path / "data"): "Crashed", "other": "Running"}
    runs = {
        data: client.create_flow_run_from_deployment(deployment, state=Running(), parameters={"data": data}).id
        for data in folders
    }
    run([news], Path("data"), 1, 500)
    assert {data: client.read_flow_run(name).state.name for data, name in runs.items()} == folders


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cron", "0 25 * * *"], "names no time"),
        (["--cron", "daily"], "names no time"),
        (["--cron", "0 6 30 2 *"], "names no time"),
        (["--cron", "0 6 * * *", "--timezone", "Mars"], "no time zone 'Mars'"),
        (["--cron", "0 6 * * *", "--timezone", ""], "no time zone ''"),
    ],
)
def test_a_schedule_that_names_no_time_is_wrong_usage(news, tmp_path, capsys, words, said):
    assert main(["serve", str(news), "--data", str(tmp_path / "data"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_serving_nothing_is_wrong_usage(capsys):
    assert main(["serve", "--cron", "0 6 * * *"]) == 2
    assert "nothing to read" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(news, tmp_path, capsys, monkeypatch):
    import socket

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert main(["serve", str(news), "--data", str(tmp_path), "--cron", "0 6 * * *", "--port", str(port)]) == 1
    assert re.search(r"did not start: .*[Aa]ddress already in use", capsys.readouterr().err)


def test_the_console_says_when_the_next_run_begins():
    plan = Plan("daily", "30 6 * * *", "Asia/Shanghai", {"data": "/srv/data"}, at_once=True)
    lines = plan.lines("http://127.0.0.1:4200", datetime(2024, 5, 20, 22, 0, tzinfo=UTC))
    assert "next run    now, then 2024-05-21 06:30" in lines
    with pytest.raises(PlanError):
        Plan("daily", "* *", "Asia/Shanghai", {})
