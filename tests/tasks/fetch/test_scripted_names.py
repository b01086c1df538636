"""No name leads into a private network, whatever the name service answers, and whenever it answers something else.

Everything listens on this machine: here 127.0.0.1 is taken for an address that anybody may reach, 127.0.0.2 for one
of a private network.
"""

import socket
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from schemas.source import Source
from tasks.fetch.harvest import harvest
from tasks.fetch.web import guard
from tests.site import Site
from tests.site.answers import html, plain, redirect, robots
from tests.site.news import articles
from tests.tasks.fetch.harvesting import BRISK, kept, last_reasons, visits

NOW = datetime(2024, 5, 31, 6, tzinfo=UTC)
PAGE = html(articles(1, NOW.date(), 1)[0].html)
PUBLIC, PRIVATE = "127.0.0.1", "127.0.0.2"
#: What the name service answers each time it is asked; the last for ever.
ANSWERS = {
    "news.example": [[PUBLIC]],
    "inside.example": [[PRIVATE]],
    "both.example": [[PUBLIC, PRIVATE]],
    "mapped.example": [[f"::ffff:{PRIVATE}"]],
    "rebinding.example": [[PUBLIC], [PRIVATE]],
}


class NameService:
    """Answers as told, and counts how often."""

    def __init__(self):
        self.asked = Counter()

    def getaddrinfo(self, host, port, *_, **__):
        if host not in ANSWERS:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = ANSWERS[host][min(self.asked[host], len(ANSWERS[host]) - 1)]
        self.asked[host] += 1
        return [entry(answer, port) for answer in answers]


def entry(address, port):
    if ":" in address:
        return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port)


@pytest.fixture
def names(monkeypatch):
    service = NameService()
    monkeypatch.setattr(socket, "getaddrinfo", service.getaddrinfo)
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == PUBLIC)
    return service


@pytest.fixture
def site():
    with Site({"/page": PAGE, **robots()}, {"/page": PAGE, **robots()}) as opened:
        yield opened


def of_list(site, addresses, **more):
    site.scripts[0] = {**site.scripts[0], "/list.txt": plain("\n".join(addresses))}
    address = f"http://news.example:{site.port}/list.txt"
    return Source("names", "urls", address, user_agent_contact="desk@news.example", politeness=BRISK, **more)


def at(site, name, path="/page"):
    return f"http://{name}:{site.port}{path}"


def test_a_name_of_a_private_address_is_refused_and_nobody_is_asked_there(tmp_path, names, site):
    inside = [at(site, name) for name in ("inside.example", "both.example", "mapped.example")]
    store = tmp_path / "store.sqlite"
    harvest([of_list(site, [*inside, at(site, "news.example")])], store, NOW)
    assert last_reasons(store, "names") == dict.fromkeys(inside, "private_address")
    assert list(kept(store, "names")) == [at(site, "news.example")]
    assert site.connections[1] == 0


def test_a_redirect_to_a_name_of_a_private_address_is_not_followed(tmp_path, names, site):
    site.scripts[0] = {**site.scripts[0], "/away": redirect(at(site, "inside.example"))}
    store = tmp_path / "store.sqlite"
    harvest([of_list(site, [at(site, "news.example", "/away")])], store, NOW)
    assert set(last_reasons(store, "names").values()) == {"private_address"}
    assert kept(store, "names") == {}
    assert site.connections[1] == 0


def test_a_robots_txt_that_leads_to_a_private_address_is_not_followed(tmp_path, names, site):
    site.scripts[0] = {**site.scripts[0], "/robots.txt": redirect(at(site, "inside.example", "/robots.txt"))}
    (tally,) = harvest([of_list(site, [at(site, "news.example")])], tmp_path / "store.sqlite", NOW)
    assert "private_address" in tally.problem
    assert site.connections[1] == 0


def test_a_name_that_leads_elsewhere_the_second_time_leads_nowhere_then(tmp_path, names, site):
    store, page = tmp_path / "store.sqlite", at(site, "rebinding.example")
    pages = [f"{page}?{number}" for number in range(20)]
    for day in range(3):
        harvest([of_list(site, pages)], store, NOW + timedelta(days=day))
    outcomes = Counter(visit.outcome if not visit.reason else visit.reason for visit in visits(store))
    assert names.asked["rebinding.example"] > 1
    assert outcomes == {"fetched": 20, "private_address": 20}
    assert site.connections[1] == 0


def test_a_host_that_the_source_allows_by_name_may_be_private_and_no_other(tmp_path, names, site):
    store, pages = tmp_path / "store.sqlite", [at(site, "inside.example"), at(site, "both.example")]
    harvest([of_list(site, pages, allow_private=("inside.example",))], store, NOW)
    assert list(kept(store, "names")) == pages[:1]
    assert last_reasons(store, "names") == {pages[1]: "private_address"}
    assert site.connections[1] > 0


def test_a_name_that_nobody_knows_is_unreachable(tmp_path, names, site):
    store, page = tmp_path / "store.sqlite", at(site, "nowhere.example")
    harvest([of_list(site, [page])], store, NOW)
    assert last_reasons(store, "names") == {page: "unreachable"}
