"""Two thousand pages of a real server come in exactly once, at the pace that was promised."""

import sqlite3
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


class Month:
    """The site of a month after one harvest."""

    def __init__(self, site, store, papers, tallies, log):
        self.site, self.store, self.papers, self.tallies, self.log = site, store, papers, tallies, log
        self.pages = {site.url(article.path, host): article for host, paper in enumerate(papers) for article in paper}


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    store, paper = tmp_path_factory.mktemp("month") / "store.sqlite", papers()
    with Site(*[{}] * N_HOSTS) as site:
        show(site, DAY, paper)
        first = harvested(list(sources_of(site)), store, NOW)
        yield Month(site, store, paper, first.tallies, site.forget())


def test_every_page_is_in_the_store_once(month):
    assert len(month.pages) == 2000
    assert kept(month.store, *NAMES) == {url: article.html.encode() for url, article in month.pages.items()}
    assert sorted(visit.url for visit in visits(month.store)) == sorted(month.pages)
    assert [tally.problem for tally in month.tallies] == [""] * len(NAMES)
    assert sum(tally.outcomes.get("new", 0) for tally in month.tallies) == 2000
    assert [tally.n_links for tally in month.tallies] == [50, 666, 666, 50, 667, 667, 50, 667, 667]


def test_no_address_was_asked_for_twice(month):
    asked = [(request.host, request.target) for request in month.log]
    assert len(asked) == len(set(asked))
    assert {request.status for request in month.log} == {200}


def test_the_rate_and_the_number_at_once_were_held_at_every_host(month):
    for host in range(N_HOSTS):
        log = [request for request in month.log if request.host == host]
        assert hurry(log, 1 / BRISK.requests_per_second) < TOLERANCE
        assert most_at_once(log) <= BRISK.concurrency


def test_hosts_were_asked_side_by_side(month):
    spans = [[request.at for request in month.log if request.host == host] for host in range(N_HOSTS)]
    assert max(min(span) for span in spans) < min(max(span) for span in spans)


def test_requests_say_who_asks_and_hold_no_cookie(month):
    for request in month.log:
        assert request.headers["user-agent"].startswith("qianyue/")
        assert "desk@news.example" in request.headers["user-agent"]
        assert "cookie" not in request.headers
        assert request.method == "GET"
    assert [
        request.headers["user-agent"] for request in month.log if "qianyue" not in request.headers["user-agent"]
    ] == []


def test_robots_txt_was_asked_for_first_and_once(month):
    for host in range(N_HOSTS):
        targets = [request.target for request in month.log if request.host == host]
        assert targets[0] == "/robots.txt"
        assert targets.count("/robots.txt") == 1


def test_the_next_day_only_what_changed_is_sent_again(month):
    """Of 2,000 pages ten are edited and ten are new; the rest is asked for with the validators of the first day."""
    tomorrow = DAY + timedelta(days=1)
    before = kept(month.store, *NAMES)
    paper = [[*with_edits(paper, tomorrow), *articles(10, tomorrow, 1, seed=5)] for paper in month.papers]
    show(month.site, tomorrow, paper)
    second = harvested(list(sources_of(month.site)), month.store, NOW + timedelta(days=1))
    log = month.site.forget()
    asked = {month.site.url(request.target, request.host): request for request in log}
    pages = {month.site.url(a.path, host): a for host, articles_of in enumerate(paper) for a in articles_of}
    edited = {url for url, article in pages.items() if article.edited_on == tomorrow}
    new = set(pages) - set(before)
    assert (len(edited), len(new)) == (30, 30)
    assert set(before) <= set(asked)
    unconditional = [url for url in before if not is_conditional(asked[url])]
    assert unconditional == []
    assert {url for url in pages if asked[url].status == 200} == edited | new
    assert {url for url in pages if asked[url].status == 304} == set(pages) - edited - new
    assert sum(tally.outcomes.get("changed", 0) for tally in second.tallies) == 30
    assert sum(tally.outcomes.get("unchanged", 0) for tally in second.tallies) == 1970
    assert kept(month.store, *NAMES) == {url: article.html_on(tomorrow).encode() for url, article in pages.items()}
    with sqlite3.connect(month.store) as file:
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)
        versions = "select count(*) from visits where role = 'page' and outcome = 'fetched'"
        assert file.execute(versions).fetchone() == (2060,)


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
