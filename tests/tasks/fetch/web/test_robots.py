"""What robots.txt says is done; where it cannot be had a host is left alone; it is kept for a day."""

import asyncio
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.visit import Visit
from tasks.fetch.web.robots import Robots, Rules
from tasks.storage.raw_store import raw_store

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
URL = "https://news.example/5g/1.html"
ROBOTS = "https://news.example/robots.txt"


@pytest.mark.parametrize(
    ("rules", "forbidden"),
    [
        ("", ""),
        ("User-agent: *\nDisallow: /", "abcde"),
        ("User-agent: *\nDisallow:", ""),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "a"),
        ("User-agent: *\nDisallow: /*.html$", "de"),
        ("User-agent: other\nDisallow: /", ""),
        ("User-agent: Qianyue\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "ab"),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "ab"),
        ("User-agent: *\nDisallow: /签约", "e"),
        ("User-agent: *\nDisallow: /%E7%AD%BE%E7%BA%A6", "e"),
        ("<html><body>Disallow: /</body></html>", ""),
        ("User-agent: *\nDisallow: /c?x=", "c"),
    ],
)
def test_what_is_forbidden_is_not_asked_for(rules, forbidden):
    paths = {"a": "/a/1", "b": "/a/b", "c": "/c?x=1", "d": "/d.html", "e": "/%E7%AD%BE%E7%BA%A6.html"}
    found = Rules(rules.encode())
    assert {name for name, path in paths.items() if not found.allow(f"https://news.example{path}")} == set(forbidden)


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("Request-rate: 1/30", 30),
        ("Crawl-delay: 5\nRequest-rate: 2/60", 30),
        ("Crawl-delay: soon", 0),
        ("Crawl-delay: -3", 0),
        ("Crawl-delay: nan", 0),
        ("Crawl-delay: inf", 0),
        ("Disallow: /a", 0),
        ("Request-rate: 0/5", 0),
    ],
)
def test_the_interval_that_a_host_wants_is_read(rules, seconds):
    assert Rules(f"User-agent: *\n{rules}".encode()).interval() == seconds


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00" * 999, b"Disallow" * 60_000, b"User-agent: *\nDisallow: /" + b"*a" * 9999]
)
def test_whatever_stands_there_gives_rules(content):
    Rules(content).allow(URL + "a" * 1500)


class Host:
    """A host that answers as told, and what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    async def ask(self, url, before):
        self.asked.append((url, before and before.last_outcome))
        answer = self.answers.pop(0)
        return replace(answer, url=url)


def fetched(text="User-agent: *\nDisallow: /5g/"):
    return Visit(ROBOTS, AT, "robots", "fetched", 200, content=text.encode())


def failed(status=None, reason="http_error"):
    return Visit(ROBOTS, AT, "robots", "failed", status, reason=reason, detail=f"{status}")


def moved(target):
    return Visit(ROBOTS, AT, "robots", "redirected", 301, target=target)


@contextmanager
def stored():
    with tempfile.TemporaryDirectory() as folder, raw_store(Path(folder) / "store.sqlite") as store:
        yield store


def rules_of(store, host, now=AT, *, may_be_private=False, robots=None):
    robots = robots or Robots(store, now)
    return asyncio.run(robots.rules(URL, "s", may_be_private, host.ask))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 204])
def test_a_host_without_robots_txt_allows_everything_for_a_day(status):
    host = Host(failed(status), fetched())
    with stored() as store:
        assert rules_of(store, host).allow(URL)
        assert rules_of(store, host, AT + timedelta(hours=23)).allow(URL)
        assert len(host.asked) == 1
        assert not rules_of(store, host, AT + timedelta(hours=25)).allow(URL)


UNREACHABLE = [failed(500), failed(503), failed(429), failed(None, "unreachable"), failed(None, "timeout")]
UNREACHABLE += [failed(200, "incomplete"), failed(200, "unreadable"), failed(None, "private_address")]


@pytest.mark.parametrize("failure", UNREACHABLE)
def test_a_host_whose_robots_txt_cannot_be_had_is_left_alone_in_this_run_only(failure):
    host = Host(replace(failure, at=AT + timedelta(seconds=1)), fetched())
    with stored() as store:
        robots = Robots(store, AT)
        for _ in range(2):
            told = rules_of(store, host, robots=robots)
            assert (told.outcome, told.reason, told.status) == ("failed", failure.reason, failure.status)
        assert len(host.asked) == 1
        assert not rules_of(store, host, AT + timedelta(minutes=5)).allow(URL)


@pytest.mark.parametrize("may_be_private", [False, True])
@pytest.mark.parametrize("failure", UNREACHABLE)
def test_what_could_not_be_had_allows_nothing_in_a_run_of_the_same_time(failure, may_be_private):
    host = Host(replace(failure, at=AT + timedelta(seconds=1)), fetched())
    with stored() as store:
        rules_of(store, host)
        assert not rules_of(store, host, may_be_private=may_be_private).allow(URL)
    assert len(host.asked) == 2


def test_what_came_of_asking_for_it_as_a_page_says_nothing_of_the_rules():
    day = timedelta(days=1)
    as_page = Visit(ROBOTS, AT, "page", "failed", 200, reason="unsupported", next_try=AT + 7 * day)
    host = Host(fetched(), fetched())
    with stored() as store:
        store.record(as_page, "s")
        assert not rules_of(store, host).allow(URL)
        store.record(as_page, "s")
        assert not rules_of(store, host, AT + timedelta(hours=1)).allow(URL)
        assert len(host.asked) == 1
        assert not rules_of(store, host, AT + 2 * day).allow(URL)
    assert len(host.asked) == 2


def test_that_a_source_may_not_ask_a_host_is_not_kept_as_an_answer_of_it():
    host = Host(failed(None, "private_address"))
    with stored() as store:
        assert rules_of(store, host).reason == "private_address"
        assert list(store.visits()) == []


def test_robots_txt_is_kept_for_a_day_and_then_asked_for_conditionally():
    host = Host(fetched(), Visit(ROBOTS, AT + timedelta(days=2), "robots", "unchanged", 304))
    with stored() as store:
        for hours in (0, 12, 48, 60):
            assert not rules_of(store, host, AT + timedelta(hours=hours)).allow(URL)
        visits = [(visit.url, visit.role, visit.outcome) for visit in store.visits()]
    assert host.asked == [(ROBOTS, None), (ROBOTS, "fetched")]
    assert visits == [(ROBOTS, "robots", "fetched"), (ROBOTS, "robots", "unchanged")]


def test_redirects_are_followed_and_what_they_lead_to_holds():
    www = "https://www.news.example/robots.txt"
    host = Host(moved(www), fetched())
    with stored() as store:
        assert not rules_of(store, host).allow(URL)
        assert not rules_of(store, host, AT + timedelta(hours=1)).allow(URL)
        (visit,) = store.visits()
    assert [url for url, _ in host.asked] == [ROBOTS, www]
    assert (visit.url, visit.detail) == (ROBOTS, f"stands at {www}")


def test_redirects_without_end_count_as_no_robots_txt():
    host = Host(*[moved(f"https://news.example/{number}") for number in range(9)])
    with stored() as store:
        assert rules_of(store, host).allow(URL)
        (visit,) = store.visits()
    assert len(host.asked) == 6
    assert (visit.outcome, visit.reason, visit.url) == ("failed", "redirects", ROBOTS)


def test_it_is_asked_for_once_however_many_pages_wait_for_it():
    host = Host(fetched())

    async def run(robots):
        return await asyncio.gather(*(robots.rules(URL, "s", False, host.ask) for _ in range(9)))

    with stored() as store:
        assert not any(rules.allow(URL) for rules in asyncio.run(run(Robots(store, AT))))
    assert len(host.asked) == 1


def test_who_may_not_ask_a_private_host_takes_nothing_from_who_may():
    host = Host(failed(None, "private_address"), fetched(""))
    with stored() as store:
        robots = Robots(store, AT)
        assert rules_of(store, host, robots=robots).reason == "private_address"
        assert rules_of(store, host, robots=robots, may_be_private=True).allow(URL)
        assert rules_of(store, host, robots=robots).reason == "private_address"
