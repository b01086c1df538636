"""What is tried again at once, what later, and what never."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.source import Politeness
from schemas.visit import Standing, Visit
from tasks.fetch.web.retry import is_worth_another_attempt, next_try, requested_delay, wait_before

AT = datetime(2024, 5, 1, 6, 10, tzinfo=UTC)
URL = "https://news.example/1.html"
POLITE = Politeness(requests_per_second=0.5, attempts=3, longest_wait_seconds=120)
REVISIT = (1, 7)
FETCHED = Visit(URL, AT, "page", "fetched", 200, content=b"one")
DAY = timedelta(days=1)


def failed(reason="http_error", status=None, *headers, at=AT):
    return Visit(URL, at, "page", "failed", status, (), headers, reason=reason)


def asked_before(n_failures=0, **more):
    return Standing(URL, AT - DAY, "failed", n_failures=n_failures, **more)


PASSING = [failed("http_error", status) for status in (408, 425, 429, 500, 502, 503, 504)]
PASSING += [failed(reason) for reason in ("unreachable", "timeout")] + [failed("incomplete", 200)]
LASTING = [failed("http_error", status) for status in (400, 401, 403, 404, 410, 451, 204, 304)]
LASTING += [failed(reason, 200) for reason in ("unsupported", "too_large")] + [failed("redirects", 302)]
LATER = [failed("http_error", status) for status in (501, 505, 520)] + [failed("unreadable"), failed("failed")]
RULED_OUT = [failed("robots"), failed("private_address")]


def name_of(visit):
    return f"{visit.reason} {visit.status}"


@pytest.mark.parametrize("visit", PASSING, ids=name_of)
def test_what_may_pass_in_a_moment_is_tried_again_as_often_as_the_source_says(visit):
    waits = [wait_before(attempt, visit, POLITE) for attempt in (1, 2, 3)]
    assert 2 <= waits[0] <= 4 <= waits[1] <= 8
    assert waits[2] is None


@pytest.mark.parametrize("visit", [*LASTING, *LATER, *RULED_OUT, FETCHED], ids=name_of)
def test_what_will_not_pass_in_a_moment_is_not_tried_again_at_once(visit):
    assert not is_worth_another_attempt(visit)
    assert wait_before(1, visit, POLITE) is None


@given(
    st.floats(0.01, 1000), st.integers(1, 60), st.text("abc/", min_size=1), st.floats(0, 1000), st.sampled_from(PASSING)
)
def test_the_wait_grows_is_the_same_each_time_and_never_longer_than_a_run_waits(rate, attempt, path, longest, visit):
    politeness = Politeness(requests_per_second=rate, attempts=1000, longest_wait_seconds=longest)
    visit = replace(visit, url=f"https://news.example/{path}")
    wait = wait_before(attempt, visit, politeness)
    assert wait == wait_before(attempt, visit, politeness)
    assert 0 <= wait <= longest
    assert wait <= wait_before(attempt + 1, visit, politeness)
    if 2**attempt / rate <= longest:
        assert 2**attempt / rate / 2 <= wait <= 2**attempt / rate


def test_addresses_that_failed_together_do_not_come_back_together():
    visits = [replace(PASSING[0], url=f"https://news.example/{number}") for number in range(20)]
    assert len({wait_before(1, visit, POLITE) for visit in visits}) == 20


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ((("Retry-After", "30"),), 30),
        ((("retry-after", " 0 "),), 0),
        ((("Retry-After", "Wed, 01 May 2024 06:11:30 GMT"),), 90),
        ((("Retry-After", "Wed, 01 May 2024 09:00:30 GMT"), ("Date", "Wed, 01 May 2024 09:00:00 GMT")), 30),
        ((("Retry-After", "Wed, 01 May 2024 05:00:00 GMT"),), 0),
        ((("Retry-After", "Wed, 01 May 2024 06:11:30 GMT"), ("Date", "today")), 90),
        ((("Retry-After", "9" * 40),), 31 * 86400),
        ((("Retry-After", "Fri, 01 May 2099 06:11:30 GMT"),), 31 * 86400),
        ((("Retry-After", "soon"),), None),
        ((("Retry-After", "-5"),), None),
        ((("Retry-After", "٣"),), None),
        ((("Retry-After", ""),), None),
        ((), None),
    ],
)
def test_what_the_server_asks_for_is_read(headers, seconds):
    assert requested_delay(failed("http_error", 503, *headers)) == seconds
    assert requested_delay(replace(FETCHED, response_headers=headers)) is None


def test_the_server_is_waited_for_and_not_longer_than_a_run_waits():
    assert wait_before(1, failed("http_error", 429, ("Retry-After", "120")), POLITE) == 120
    assert wait_before(1, failed("http_error", 429, ("Retry-After", "121")), POLITE) is None
    assert wait_before(1, failed("http_error", 404, ("Retry-After", "1")), POLITE) is None


def days_until_given_up(visit, before=None):
    """Return after how many days each the address is tried again, as long as it fails."""
    days, n_failures = [], 0
    while len(days) < 20:
        then = next_try(visit, asked_before(n_failures) if n_failures else before, REVISIT)
        if then is None:
            return days
        days.append(round((then - visit.at) / DAY))
        n_failures += 1
    return [*days, "…"]


@pytest.mark.parametrize("visit", [*PASSING, *LATER], ids=name_of)
def test_what_may_pass_is_tried_less_and_less_often_and_then_no_more(visit):
    assert days_until_given_up(visit) == [1, 2, 4, 8, 16]


@pytest.mark.parametrize("visit", LASTING, ids=name_of)
def test_what_is_not_there_is_tried_twice_more(visit):
    assert days_until_given_up(visit) == [7, 7]


@pytest.mark.parametrize("visit", RULED_OUT, ids=name_of)
def test_what_a_rule_forbids_is_looked_at_every_week(visit):
    assert days_until_given_up(visit) == [7] * 20 + ["…"]


@pytest.mark.parametrize("n_failures", [0, 3, 9])
def test_what_the_server_puts_off_is_tried_then_however_often_it_was(n_failures):
    visit = failed("http_error", 503, ("Retry-After", "7200"))
    assert next_try(visit, asked_before(n_failures), REVISIT) == AT + timedelta(hours=2)
    assert next_try(replace(visit, status=404), asked_before(9), REVISIT) is None


def daily_runs(outcome_of):
    """Return the days on which a page is asked for by runs at six o'clock that come to it ten minutes later."""
    standing, asked, then = None, [], None
    for day in range(40):
        run = datetime(2024, 5, 1, 6, tzinfo=UTC) + day * DAY
        if standing is None or (then is not None and then <= run):
            visit = outcome_of(run + timedelta(minutes=10 if day == 0 else 9))
            then = next_try(visit, standing, REVISIT)
            asked.append(day)
            first = (standing and standing.first_fetched) or (visit.at if visit.outcome == "fetched" else None)
            n_failures = (standing.n_failures if standing else 0) + 1 if visit.outcome == "failed" else 0
            standing = Standing(URL, visit.at, visit.outcome, first_fetched=first, n_failures=n_failures)
    return asked


def test_a_daily_run_meets_every_day_on_which_something_is_due():
    assert daily_runs(lambda at: replace(FETCHED, at=at)) == [0, 1, 7]
    assert daily_runs(lambda at: failed("timeout", at=at)) == [0, 1, 3, 7, 15, 31]
    assert daily_runs(lambda at: failed("http_error", 404, at=at)) == [0, 7, 14]
    assert daily_runs(lambda at: Visit(URL, at, "page", "redirected", 301, target="x")) == [0]
    assert daily_runs(lambda at: Visit(URL, at, "page", "redirected", 302, target="x")) == [0, 1, 8]


def test_a_page_that_changes_is_asked_for_as_often_as_one_that_does_not():
    first = AT - timedelta(days=6)
    before = Standing(URL, first, "fetched", first_fetched=first, last_fetched=first)
    assert next_try(FETCHED, before, (7, 1)) == first + timedelta(days=7, hours=-4)
    assert next_try(replace(FETCHED, outcome="unchanged", content=None), before, (1,)) is None
    assert next_try(FETCHED, None, ()) is None


@given(st.sampled_from([*PASSING, *LASTING, *LATER, *RULED_OUT, FETCHED]), st.integers(0, 9))
def test_no_address_is_due_again_in_the_run_that_asked_for_it(visit, n_failures):
    then = next_try(visit, asked_before(n_failures), REVISIT)
    assert then is None or then > visit.at + timedelta(hours=12)
