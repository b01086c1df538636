"""Alerts go to a block that may be missing or broken, and a run by hand is told to nobody else."""

import asyncio
import logging
from types import SimpleNamespace
from uuid import uuid4

import pytest


def told(state, deployment=True):
    """Return the state and a run of it, as Prefect gives them to a hook."""
    run = SimpleNamespace(
        id=uuid4(), flow_id=uuid4(), name="2024-05-20 06:00 data", deployment_id=uuid4() if deployment else None
    )
    run.parameters = {"data": "/srv/data"}
    return run, state


class Block:
    def __init__(self, answer):
        self.answer, self.said = answer, []

    async def call(self, payload):
        self.said.append(payload)
        if isinstance(self.answer, Exception):
            raise self.answer
        return SimpleNamespace(is_error=self.answer >= 400, status_code=self.answer)


@pytest.fixture
def alerted(run, monkeypatch, caplog):
    """Return a function that has an alert sent to a block, and gives what was sent and what was logged."""
    from prefect.states import Failed

    from flows import hooks

    def send(answer, deployment=True):
        block, asked = Block(answer), []

        async def load(name):
            asked.append(name)
            if answer is None:
                raise ValueError("no such block")
            return block

        monkeypatch.setattr(hooks.Webhook, "aload", load)
        logger = logging.getLogger("alerts")
        monkeypatch.setattr(hooks, "flow_run_logger", lambda *_: logger)
        caplog.clear()
        with caplog.at_level(logging.INFO, "alerts"):
            flow_run, state = told(Failed(message="no space left"), deployment)
            asyncio.run(hooks.alert(SimpleNamespace(name="qianyue"), flow_run, state))
        return SimpleNamespace(said=block.said, asked=asked, log=caplog.text)

    return send


def test_an_alert_says_which_run_ended_how_and_why(alerted):
    (said,) = alerted(204).said
    assert said["run"] == "2024-05-20 06:00 data"
    assert said["data"] == "/srv/data"
    assert said["text"] == "qianyue: 2024-05-20 06:00 data: Failed: no space left"


def test_without_a_block_it_is_logged_only(alerted):
    sent = alerted(None)
    assert sent.asked == ["qianyue-alerts"]
    assert "Failed: no space left" in sent.log


def test_the_block_may_have_another_name(alerted, monkeypatch):
    monkeypatch.setenv("QIANYUE_ALERTS", "night-watch")
    assert alerted(204).asked == ["night-watch"]


def test_an_alert_that_does_not_get_through_is_logged_without_the_secret(alerted):
    assert "not taken by qianyue-alerts: status 500" in alerted(500).log
    broken = alerted(OSError("cannot reach https://hooks.example/SECRET"))
    assert "not sent to qianyue-alerts: OSError" in broken.log
    assert "SECRET" not in broken.log


def test_a_run_by_hand_is_told_by_who_started_it(alerted):
    sent = alerted(204, deployment=False)
    assert not sent.said
    assert not sent.log


@pytest.mark.parametrize(("broken", "name"), [((), None), (("daily: silent", "weekly: 404"), "CompletedWithRemarks")])
def test_a_run_that_finds_sources_otherwise_than_expected_says_so_by_its_end(run, monkeypatch, broken, name):
    from flows import hooks

    here = SimpleNamespace(flow_run=SimpleNamespace(deployment_id=uuid4()))
    monkeypatch.setattr(hooks.FlowRunContext, "get", lambda: here)
    ended = hooks.operated(lambda: SimpleNamespace(remarks=broken))()
    assert getattr(ended, "name", None) == name
    if name:
        assert ended.is_completed()
        assert ended.message == "daily: silent; weekly: 404"


def test_remarks_are_told_and_an_end_without_them_is_not(run, monkeypatch):
    from prefect.states import Completed

    from flows import hooks

    said = []

    async def alert(flow, flow_run, state):
        said.append(state.name)

    monkeypatch.setattr(hooks, "alert", alert)
    for state in (Completed(), Completed(name=hooks.REMARKS, message="daily: silent")):
        asyncio.run(hooks.remark(None, None, state))
    assert said == [hooks.REMARKS]
