"""Two thousand pages of a real server come in exactly once, at the pace that was promised."""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.site import Site
from tests.site.answers import robots
from tests.site.front import FEED, LISTING, SITEMAP, site_on
from tests.site.news import Mix, articles
from tests.site.pace import hurry, most_at_once
from tests.tasks.fetch.harvesting import BRISK, harvested, kept, source, visits

NOW = datetime(2024, 5, 31, 6, tzinfo=UTC)
DAY = date(2024, 5, 31)
N_HOSTS = 3
NAMES = tuple(f"{kind}-{host}" for host in range(N_HOSTS) for kind in ("feed", "sitemap", "listing"))
#: Seconds that a request may come too early: client and server share two processors with other work.
TOLERANCE = 0.15


def papers():
    """Return one paper a host: 2,000 articles in all, none of them edited before the last day of May."""
    mix = Mix(edited=0, removed=0)
    return [articles(n, date(2024, 5, 1), 31, seed=n, mix=mix) for n in (666, 667, 667)]


def sources_of(site):
    for host in range(N_HOSTS):
        yield source(f"feed-{host}", "feed", site.url(FEED, host))
        yield source(f"sitemap-{host}", "sitemap", site.url(SITEMAP, host), max_indexes=50)
        listing = {"selector": "ul.news a", "next_selector": "a.next", "max_indexes": 50}
        yield source(f"listing-{host}", "listing", site.url(LISTING, host), **listing)


def show(site, day, of):
    """Let the site stand as on that day."""
    for host in range(N_HOSTS):
        site.scripts[host] = {**robots("Disallow: /admin/"), **site_on(day, of[host], f"http://{site.name(host)}")}


@dataclass(frozen=True)
class Run:
    """What one harvest came to.

    Attributes:
        tallies: what it returned.
        log: what the site was asked.
        pages: the articles that stood on the site, under their addresses.
        kept: the latest versions that the store held afterwards.
        visited: the addresses of all pages' visits until then.
    """

    tallies: list
    log: list
    pages: dict
    kept: dict
    visited: list

    @property
    def asked(self):
        """The last request for each page that the store held or the site had."""
        return {f"http://{request.headers['host']}{request.target}": request for request in self.log}


class Paper:
    """A site of which a store is kept."""

    def __init__(self, site, store):
        self.site, self.store, self.papers = site, store, papers()

    def harvest(self, at):
        """Let the site stand as on that day, harvest it and return what it came to."""
        show(self.site, at.date(), self.papers)
        tallies = harvested(list(sources_of(self.site)), self.store, at).tallies
        pages = {self.site.url(a.path, host): a for host, paper in enumerate(self.papers) for a in paper}
        visited = [visit.url for visit in visits(self.store)]
        return Run(tallies, self.site.forget(), pages, kept(self.store, *NAMES), visited)


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    with Site(*[{}] * N_HOSTS) as site:
        yield Paper(site, tmp_path_factory.mktemp("paper") / "store.sqlite")


@pytest.fixture(scope="module")
def first(paper):
    """The harvest of a site of 2,000 pages."""
    return paper.harvest(NOW)


@pytest.fixture(scope="module")
def next_day(paper, first):
    """The harvest of the next day, on which at each host ten pages were edited and ten are new."""
    tomorrow = DAY + timedelta(days=1)
    paper.papers = [[*with_edits(one, tomorrow), *articles(10, tomorrow, 1, seed=5)] for one in paper.papers]
    return paper.harvest(NOW + timedelta(days=1))


@pytest.fixture(scope="module")
def an_hour_later(paper, next_day):
    """Another harvest on the same day."""
    return paper.harvest(NOW + timedelta(days=1, hours=1))


def test_every_page_is_in_the_store_once(first):
    assert len(first.pages) == 2000
    assert first.kept == {url: article.html.encode() for url, article in first.pages.items()}
    assert sorted(first.visited) == sorted(first.pages)
    assert [tally.problem for tally in first.tallies] == [""] * len(NAMES)
    assert sum(tally.outcomes.get("new", 0) for tally in first.tallies) == 2000
    assert [tally.n_links for tally in first.tallies] == [50, 666, 666, 50, 667, 667, 50, 667, 667]


def test_no_address_was_asked_for_twice(first):
    asked = [(request.host, request.target) for request in first.log]
    assert len(asked) == len(set(asked))
    assert {request.status for request in first.log} == {200}


def test_the_rate_and_the_number_at_once_were_held_at_every_host(first):
    for host in range(N_HOSTS):
        log = [request for request in first.log if request.host == host]
        assert hurry(log, 1 / BRISK.requests_per_second) < TOLERANCE
        assert most_at_once(log) <= BRISK.concurrency


def test_hosts_were_asked_side_by_side(first):
    spans = [[request.at for request in first.log if request.host == host] for host in range(N_HOSTS)]
    assert max(min(span) for span in spans) < min(max(span) for span in spans)


def test_requests_say_who_asks_and_hold_no_cookie(first):
    for request in first.log:
        assert request.headers["user-agent"].startswith("qianyue/")
        assert "desk@news.example" in request.headers["user-agent"]
        assert "cookie" not in request.headers
        assert request.method == "GET"
    assert [
        request.headers["user-agent"] for request in first.log if "qianyue" not in request.headers["user-agent"]
    ] == []


def test_robots_txt_was_asked_for_first_and_once(first):
    for host in range(N_HOSTS):
        targets = [request.target for request in first.log if request.host == host]
        assert targets[0] == "/robots.txt"
        assert targets.count("/robots.txt") == 1


def test_the_next_day_only_what_changed_is_sent_again(first, next_day):
    """The rest is asked for with the validators of the first day."""
    tomorrow = DAY + timedelta(days=1)
    edited = {url for url, article in next_day.pages.items() if article.edited_on == tomorrow}
    new = set(next_day.pages) - set(first.kept)
    assert (len(edited), len(new)) == (30, 30)
    assert set(next_day.pages) <= set(next_day.asked)
    assert [url for url in first.kept if not is_conditional(next_day.asked[url])] == []
    statuses = {url: next_day.asked[url].status for url in next_day.pages}
    assert {url for url, status in statuses.items() if status == 200} == edited | new
    assert {url for url, status in statuses.items() if status == 304} == set(next_day.pages) - edited - new


def test_the_next_day_what_changed_is_another_version_and_nothing_else(paper, next_day):
    tomorrow = DAY + timedelta(days=1)
    outcomes = sum((Counter(tally.outcomes) for tally in next_day.tallies), Counter())
    assert outcomes == {"new": 30, "changed": 30, "unchanged": 1970}
    assert next_day.kept == {url: article.html_on(tomorrow).encode() for url, article in next_day.pages.items()}
    assert Counter(Counter(next_day.visited).values()) == {1: 30, 2: 2000}
    with sqlite3.connect(paper.store) as file:
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)
        versions = "select count(*) from visits where role = 'page' and outcome = 'fetched'"
        assert file.execute(versions).fetchone() == (2060,)


def test_an_hour_later_only_the_indexes_are_asked_and_none_is_sent_again(an_hour_later):
    assert [request.target for request in an_hour_later.log if request.target.startswith("/20")] == []
    assert {request.status for request in an_hour_later.log if request.target != "/robots.txt"} == {304}
    assert [dict(tally.outcomes) for tally in an_hour_later.tallies] == [{}] * len(NAMES)
    assert [tally.n_new_links for tally in an_hour_later.tallies] == [0] * len(NAMES)
    assert [tally.problem for tally in an_hour_later.tallies] == [""] * len(NAMES)


def with_edits(paper, day):
    """Return the paper with ten articles that become another version on that day."""
    step = len(paper) // 10
    edited = {article.path for article in paper[::step][:10]}
    for article in paper:
        if article.path in edited:
            other = article.html.replace("</article>", "<p>更正：本文有一处误写。</p></article>")
            yield type(article)(article.path, article.day, article.html, article.title, article.subject, day, other)
        else:
            yield article


def is_conditional(request):
    return "if-none-match" in request.headers or "if-modified-since" in request.headers
