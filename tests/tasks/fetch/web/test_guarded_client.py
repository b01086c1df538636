"""Archives on the web are asked for as guardedly as pages are."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiohttp import ClientTimeout

from schemas.source import Politeness, Source
from tasks.fetch.archives import take
from tasks.fetch.web.guarded_client import guarded_client
from tasks.fetch.web.request import user_agent
from tasks.storage.raw_store import raw_store
from tests.site import Answer, Site
from tests.tasks.fetch.archived import answer, news, packed, record

AT = datetime(2024, 5, 1, tzinfo=UTC)
ARCHIVE = packed(record("response", "https://a.example/", answer(news(1))))


def taken(tmp_path, address, *allowed, **more):
    with raw_store(tmp_path / "raw.sqlite") as store:
        tally = take(Source("web", "warc", address, allow_private=allowed, **more), store, AT)
        return tally, [page.url for page in store.pages(["web"])]


def test_an_archive_on_an_allowed_host_is_taken(tmp_path):
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1")
    assert tally.problem == ""
    assert pages == ["https://a.example/"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_archive_on_a_private_host_is_not_asked_for(tmp_path, host):
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz").replace("127.0.0.1", host))
        assert site.log == []
    assert "private" in tally.problem
    assert pages == []


@pytest.mark.parametrize("host", ["127.0.0.2", "0x7f.2", "localhost"])
def test_nor_is_one_that_an_allowed_host_redirects_to(tmp_path, host):
    with Site({}, {"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        target = site.url("/pages.warc.gz", 1).replace("127.0.0.2", host)
        site.scripts[0] = {"/pages.warc.gz": Answer(302, headers=(("Location", target),))}
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1")
        assert site.requests(host=1) == []
    assert tally.problem
    assert pages == []


@pytest.mark.parametrize("contact", ["desk@news.example", ""])
def test_each_request_says_who_asks(tmp_path, contact):
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1", user_agent_contact=contact)
        agents = {request.headers["user-agent"] for request in site.log}
    assert agents == {user_agent(contact)}


def test_an_archive_may_take_longer_than_a_page(tmp_path):
    polite = Politeness(whole_seconds=0.1)
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE, pace=(len(ARCHIVE) // 3, 0.1), chunked=True)}) as site:
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1", politeness=polite)
    assert (tally.problem, pages) == ("", ["https://a.example/"])


def test_one_that_falls_silent_is_given_up(tmp_path):
    polite = Politeness(read_seconds=0.1)
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE, delay=0.6)}) as site:
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1", politeness=polite)
    assert "pages.warc.gz" in tally.problem
    assert pages == []


def test_a_session_has_the_deadlines_of_its_source():
    async def deadlines():
        async with await guarded_client((), "qianyue", 3.0, 7.0)() as session:
            return session.timeout

    assert asyncio.run(deadlines()) == ClientTimeout(total=None, connect=3.0, sock_read=7.0)
