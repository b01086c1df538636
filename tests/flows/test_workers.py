"""Workers do the work elsewhere, say what went wrong, and are replaced when they die."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.stages import in_living_parts
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


@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(1, 40))
def test_halving_loses_exactly_what_is_deadly_by_itself(n, bad, too_many):
    def dies(some):
        return len(some) > too_many or any(int(name) in bad for name in some)

    ids = [str(number) for number in range(n)]
    parts, lost = in_living_parts(ids, dies)
    assert lost == [name for name in ids if int(name) in bad]
    assert [name for part in parts for name in part] == [name for name in ids if int(name) not in bad]
    assert not any(dies(part) for part in parts)
