"""A harvest that is killed loses no page that it had, and the next one asks for none of them again."""

import sqlite3
import time
from datetime import UTC, date, datetime, timedelta

from tests.site import Site
from tests.site.answers import robots
from tests.site.front import SITEMAP, site_on
from tests.site.news import Mix, articles
from tests.tasks.fetch.harvesting import BRISK, Harvesting, harvested, kept, source

NOW = datetime(2024, 5, 31, 6, tzinfo=UTC)
N_HOSTS = 2
NAMES = tuple(f"sitemap-{host}" for host in range(N_HOSTS))
#: After how many pages the harvest is killed, and the next one after how many more.
KILLS = (300, 700)


def pages_asked(log):
    return [request for request in log if request.target.startswith("/2024")]


def wait_for(site, n):
    """Wait until so many pages were asked for since the log was emptied."""
    deadline = time.monotonic() + 60
    while len(pages_asked(list(site.log))) < n:
        assert time.monotonic() < deadline, f"only {len(site.log)} requests came"
        time.sleep(0.005)


def test_nothing_is_lost_and_nothing_asked_for_twice(tmp_path):
    store = tmp_path / "store.sqlite"
    paper = [articles(1000, date(2024, 5, 1), 31, seed=host, mix=Mix(edited=0, removed=0)) for host in range(N_HOSTS)]
    with Site(*[{}] * N_HOSTS) as site:
        for host in range(N_HOSTS):
            site.scripts[host] = {**robots(), **site_on(NOW.date(), paper[host], f"http://{site.name(host)}")}
        sources = [source(f"sitemap-{host}", "sitemap", site.url(SITEMAP, host)) for host in range(N_HOSTS)]
        had, in_doubt, asked = {}, set(), []
        for number, n in enumerate(KILLS):
            with Harvesting(sources, store, NOW + timedelta(minutes=number)) as under_way:
                wait_for(site, n)
                under_way.kill()
            log = pages_asked(site.forget())
            check(store)
            assert set(had) <= set(kept(store, *NAMES)), "a page was lost"
            had = kept(store, *NAMES)
            begun = {site.url(request.target, request.host) for request in log}
            in_doubt |= begun - set(had)
            asked += log
            assert len(begun) >= n
        last = harvested(sources, store, NOW + timedelta(minutes=len(KILLS)))
        asked += pages_asked(site.forget())
        everything = {site.url(a.path, host): a.html.encode() for host in range(N_HOSTS) for a in paper[host]}
        addresses = [site.url(request.target, request.host) for request in asked]
    assert kept(store, *NAMES) == everything
    twice = {url for url in addresses if addresses.count(url) > 1}
    assert twice <= in_doubt, "a page was asked for again though it was kept"
    assert len(in_doubt) <= len(KILLS) * N_HOSTS * BRISK.concurrency
    assert [tally.problem for tally in last.tallies] == ["", ""]
    check(store)


def check(store):
    with sqlite3.connect(store) as file:
        assert file.execute("pragma integrity_check").fetchone() == ("ok",)
        halves = "select count(*) from visits where outcome = 'fetched' and digest not in (select digest from contents)"
        assert file.execute(halves).fetchone() == (0,)
