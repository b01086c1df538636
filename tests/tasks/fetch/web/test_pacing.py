"""Requests to a host begin as far apart as the strictest source wants, and no more are under way than it wants."""

import asyncio
from dataclasses import replace
from heapq import heappop, heappush
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.source import Politeness
from tasks.fetch.web.pacing import NotNowError, Pace, Pacing

POLITE = Politeness(requests_per_second=100, concurrency=1)


@given(
    interval=st.floats(0.001, 100),
    concurrency=st.integers(1, 4),
    requests=st.lists(st.tuples(st.floats(0, 50), st.floats(0, 300)), min_size=2, max_size=30),
    quiet_from=st.integers(0, 29),
    quiet_until=st.floats(0, 5000),
)
def test_the_pace_is_held_whenever_requests_come_and_however_long_they_take(
    interval, concurrency, requests, quiet_from, quiet_until
):
    pace, now, begins, ends = Pace().no_faster(interval, concurrency), 0.0, [], []
    for number, (pause, seconds) in enumerate(requests):
        now += pause
        if number >= quiet_from:
            pace = pace.quiet(quiet_until)
        while ends and (ends[0] <= now or pace.next_begin() is None):
            now = max(now, heappop(ends))
            pace = pace.ended()
        now = max(now, pace.next_begin())
        pace = pace.begun(now)
        begins.append(now)
        heappush(ends, now + seconds)
        assert len(ends) <= concurrency
    assert all(later - earlier >= interval * 0.999 for earlier, later in pairwise(begins))
    assert all(begin >= quiet_until for begin in begins[quiet_from:])


@given(st.integers(1, 5), st.integers(0, 5))
def test_a_request_waits_only_for_what_it_must(concurrency, n_under_way):
    pace = Pace().no_faster(2.0, concurrency)
    for second in range(n_under_way):
        pace = pace.begun(10.0 * second)
    earliest = 10.0 * (n_under_way - 1) + 2.0 if n_under_way else float("-inf")
    assert pace.next_begin() == (earliest if n_under_way < concurrency else None)


def test_the_strictest_of_all_holds():
    pace = Pace().no_faster(1.0, 4).no_faster(0.1, 2).no_faster(3.0, 8).no_faster(0.5)
    assert (pace.interval, pace.concurrency) == (3.0, 2)


def test_a_host_is_quiet_until_the_latest_time_that_was_asked_for():
    assert Pace().quiet(20.0).quiet(10.0).next_begin() == 20.0


def begins(pacing, turns, seconds=0.0):
    """Return when each of the turns began and the most that were under way at once."""

    async def take(host, politeness, until, found, under_way):
        async with pacing.turn(host, politeness, until):
            found.append((host, asyncio.get_running_loop().time()))
            under_way.append(under_way[-1] + 1)
            await asyncio.sleep(seconds)
            under_way.append(under_way[-1] - 1)

    async def run():
        found, under_way = [], [0]
        await asyncio.gather(*(take(host, politeness, float("inf"), found, under_way) for host, politeness in turns))
        return found, max(under_way)

    return run()


def test_turns_at_one_host_keep_their_distance_and_hosts_do_not_wait_for_each_other():
    async def run():
        pacing = Pacing(8)
        return await begins(pacing, [(host, POLITE) for host in ("a", "a", "a", "b", "b", "b")], 0.005)

    found, most = asyncio.run(run())
    for host in ("a", "b"):
        times = [at for one, at in found if one == host]
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.01
    assert [host for host, _ in found] != ["a", "a", "a", "b", "b", "b"]
    assert most == 2


def test_as_many_are_under_way_at_a_host_as_the_source_allows():
    async def run(concurrency, at_once=8):
        politeness = Politeness(requests_per_second=10_000, concurrency=concurrency)
        return (await begins(Pacing(at_once), [("a", politeness)] * 6, 0.01))[1]

    assert asyncio.run(run(1)) == 1
    assert asyncio.run(run(3)) == 3
    assert asyncio.run(run(6, at_once=2)) == 2


def test_a_host_slows_down_when_it_asks_for_it():
    async def run():
        pacing = Pacing(8)
        pacing.slow_down("a", 0.05)
        pacing.slow_down("a", 0.001)
        found, _ = await begins(pacing, [("a", POLITE)] * 3)
        return [at for _, at in found]

    times = asyncio.run(run())
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(times))


def refusal(pacing_of, politeness=POLITE, until=float("inf")):
    async def run():
        pacing = Pacing(8)
        pacing_of(pacing)
        async with pacing.turn("a", politeness, asyncio.get_running_loop().time() + until):
            return ""

    try:
        return asyncio.run(run())
    except NotNowError as error:
        return str(error)


def test_a_host_that_asks_to_be_left_alone_for_long_gets_no_turn_and_for_a_moment_is_waited_for():
    patient = replace(POLITE, longest_wait_seconds=1)
    assert "left alone for 60 s" in refusal(lambda pacing: pacing.leave_alone("a", 60), patient)
    assert "left alone for 60 s" in refusal(lambda pacing: pacing.leave_alone("a", 60), patient, until=30)
    assert refusal(lambda pacing: pacing.leave_alone("a", 0.01), patient) == ""
    assert refusal(lambda pacing: pacing.leave_alone("b", 60), patient) == ""


def test_nothing_begins_after_the_time_is_up_or_would():
    assert "time for the source is up" in refusal(lambda _: None, until=0)
    assert "time for the source is up" in refusal(lambda pacing: pacing.leave_alone("a", 1), until=0.5)


def test_a_host_that_nobody_answers_at_is_given_up_but_not_after_an_answer():
    def in_vain(*noted):
        return lambda pacing: [pacing.note("a", is_in_vain) for is_in_vain in noted]

    assert "12 times in a row" in refusal(in_vain(*[True] * 12))
    assert refusal(in_vain(*[True] * 11)) == ""
    assert refusal(in_vain(*[True] * 11, False, *[True] * 11)) == ""


def told(error):
    return str(error) if isinstance(error, NotNowError) else error


def outcome_behind(owner, politeness=POLITE, seconds=0.2, at_once=8):
    """Return what comes of a turn that another one keeps waiting; ``owner`` does so for much longer than a test."""

    async def run():
        pacing, loop = Pacing(at_once), asyncio.get_running_loop()
        first = asyncio.create_task(owner(pacing))
        await asyncio.sleep(0.01)
        try:
            async with asyncio.timeout(20), pacing.turn("a", politeness, loop.time() + seconds):
                return ""
        except (NotNowError, TimeoutError) as error:
            return told(error)
        finally:
            first.cancel()

    return asyncio.run(run())


async def hold(pacing, host="a"):
    async with pacing.turn(host, POLITE, float("inf")):
        await asyncio.sleep(100)


async def wait_out(pacing):
    pacing.leave_alone("a", 90)
    async with pacing.turn("a", replace(POLITE, longest_wait_seconds=100), float("inf")):
        pass


def test_nobody_waits_longer_than_it_may_for_a_request_that_does_not_end():
    assert "time for the source is up" in outcome_behind(hold)


def test_nobody_waits_longer_than_it_may_for_those_who_are_more_patient():
    assert "left alone for 90 s" in outcome_behind(wait_out, replace(POLITE, longest_wait_seconds=1), 300)
    assert "time for the source is up" in outcome_behind(wait_out, replace(POLITE, longest_wait_seconds=100), 60)


def test_nobody_waits_longer_than_it_may_because_too_much_is_under_way_elsewhere():
    assert "time for the source is up" in outcome_behind(lambda pacing: hold(pacing, "b"), at_once=1)


@pytest.mark.parametrize("waits_for", ["a", "b"])
def test_a_host_that_asks_for_it_is_left_alone_by_those_who_wait_already(waits_for):
    async def quiet(pacing):
        async with pacing.turn(waits_for, POLITE, float("inf")):
            await asyncio.sleep(0.05)
            pacing.leave_alone("a", 90)

    assert "left alone for 90 s" in outcome_behind(quiet, replace(POLITE, longest_wait_seconds=1), 300, at_once=1)


def test_who_comes_first_is_first_though_others_give_up():
    async def run():
        pacing, begun, loop = Pacing(8), [], asyncio.get_running_loop()

        async def take(name, until):
            try:
                async with pacing.turn("a", POLITE, until):
                    begun.append(name)
            except NotNowError:
                begun.append(f"not {name}")

        pacing.leave_alone("a", 0.1)
        soon, late = loop.time() + 0.05, float("inf")
        await asyncio.gather(*(take(name, soon if name in "02" else late) for name in "01234"))
        return begun

    assert asyncio.run(asyncio.wait_for(run(), 20)) == ["not 0", "not 2", "1", "3", "4"]


@pytest.mark.parametrize("fails", [False, True])
def test_a_turn_ends_whatever_happens_in_it(fails):
    async def run():
        pacing = Pacing(1)
        for _ in range(3):
            try:
                async with pacing.turn("a", POLITE, float("inf")):
                    if fails:
                        raise KeyError
            except KeyError:
                pass
        return True

    assert asyncio.run(asyncio.wait_for(run(), 10))
