"""Workers do the work elsewhere, say what went wrong, and are replaced when they die."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.stages import deadly
from flows.workers import DoorError, Workers


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


@given(st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_halving_finds_exactly_the_deadly_ones(n, bad):
    ids = [str(number) for number in range(n)]
    expected = [name for name in ids if int(name) in bad]
    assert deadly(ids, lambda some: any(int(name) in bad for name in some)) == expected
