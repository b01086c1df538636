"""Workers do the work elsewhere, say what went wrong, and are replaced when they die."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.stages import in_living_parts
from flows.workers import DoorError, WorkerDiedError, Workers, WorkerStuckError


def test_the_work_is_done_in_another_process():
    with Workers(1) as workers:
        value, process = workers.run("tests.flows.doors:echo", "签约")
    assert value == "签约"
    assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_an_error_is_told_with_its_place_whatever_its_class():
    with Workers(1) as workers, pytest.raises(DoorError, match=r"LocalError: so (.*doors\.py:\d+)"):
        workers.run("tests.flows.doors:raising", "so")


def ended(process):
    """Return whether the process is gone within a few seconds."""
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_what_does_not_finish_in_time_is_ended_and_the_next_call_goes_through(tmp_path):
    with Workers(1) as workers:
        workers.run("tests.flows.doors:echo", "loaded")
        with pytest.raises(WorkerStuckError, match=r"doors:stuck had not finished after 1 seconds"):
            workers.run("tests.flows.doors:stuck", str(tmp_path / "process"), seconds=1)
        assert ended(int((tmp_path / "process").read_text()))
        assert workers.run("tests.flows.doors:echo", "next", seconds=60)[0] == "next"


def test_time_counts_from_when_a_call_begins_and_a_neighbour_that_is_stuck_costs_no_attempt(tmp_path):
    """One process is stuck three times, which is more often than the other call may die; the third call waits long."""
    begun, go_on = tmp_path / "begun", tmp_path / "go on"
    with Workers(2, attempts=1) as workers, ThreadPoolExecutor(3) as threads:
        workers.run("tests.flows.doors:echo", "loaded")
        slow = threads.submit(workers.run, "tests.flows.doors:slow", str(begun), str(go_on))
        for _ in range(3):
            with pytest.raises(WorkerStuckError):
                workers.run("tests.flows.doors:stuck", str(tmp_path / "process"), seconds=1)
        blocking = threads.submit(workers.run, "tests.flows.doors:slow", str(begun), str(go_on))
        waiting = threads.submit(workers.run, "tests.flows.doors:echo", "waited", seconds=30)
        go_on.touch()
        assert waiting.result()[0] == "waited"
        assert slow.result()
        assert blocking.result()
    assert len(begun.read_text().splitlines()) >= 2


def test_nothing_begins_when_the_workers_are_over():
    with Workers(1) as workers:
        pass
    with pytest.raises(WorkerDiedError, match="stopped before"):
        workers.run("tests.flows.doors:echo", "late")


@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(1, 40))
def test_halving_loses_exactly_what_is_deadly_by_itself(n, bad, too_many):
    def dies(some):
        return len(some) > too_many or any(int(name) in bad for name in some)

    ids = [str(number) for number in range(n)]
    parts, lost = in_living_parts(ids, dies)
    assert lost == [name for name in ids if int(name) in bad]
    assert [name for part in parts for name in part] == [name for name in ids if int(name) not in bad]
    assert not any(dies(part) for part in parts)


def test_workers_that_rested_work_on_in_new_processes():
    with Workers(1) as workers:
        _, before = workers.run("tests.flows.doors:echo", "a")
        workers.rest()
        assert ended(before)
        assert workers.run("tests.flows.doors:echo", "b") == (
            "b",
            after := workers.run("tests.flows.doors:echo", "c")[1],
        )
        assert after != before
    Workers(1).rest()


def test_memory_of_a_shard_is_the_systems_own_to_take_back():
    with Workers(1) as workers:
        assert workers.run("tests.flows.doors:pool_of_arrow") == "system"


def test_a_worker_goes_without_a_word(capfd):
    with Workers(1) as workers:
        workers.run("tests.flows.doors:a_database")
    assert capfd.readouterr() == ("", "")
