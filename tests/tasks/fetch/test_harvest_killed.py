"""A harvest that is killed loses no page that it had, and the next one does not ask for these again."""

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.source import Politeness, Source
from tasks.fetch.harvest import harvest
from tasks.storage.raw_store import raw_store
from tests.site import Answer, Site
from tests.site.answers import html, redirect

NOW = datetime(2024, 5, 1, 6, tzinfo=UTC)
N_PAGES = 120
CODE = """
import pickle, sys
from tasks.fetch.harvest import harvest
harvest(*pickle.loads(bytes.fromhex(sys.argv[1])))
"""


def script():
    paths = [f"/{number}" for number in range(N_PAGES)]
    pages = {path: html(f"<p>第{path}页</p>") for path in paths}
    moved = {f"/moved{path}": redirect(path) for path in paths[:10]}
    links = "".join(f'<a href="{path}">新闻</a>' for path in [*moved, *paths[5:]])
    return {"/": html(links), "/robots.txt": Answer(404), **pages, **moved}


def killed_after(n_requests, site, source, store):
    """Run a harvest in a process of its own and kill it when so many requests more have come."""
    import pickle

    goal = len(site.log) + n_requests
    arguments = pickle.dumps(([source], store, NOW)).hex()
    process = subprocess.Popen([sys.executable, "-c", CODE, arguments], cwd=Path(__file__).parents[3])
    while len(site.log) < goal and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL, "it must not have come to its end"


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_killed_harvest_loses_nothing_and_fetches_nothing_twice(tmp_path, at_once):
    store = tmp_path / "store.sqlite"
    with Site(script()) as site:
        politeness = Politeness(requests_per_second=400, concurrency=at_once)
        source = Source(
            "news", "listing", site.url("/"), allow_private=("127.0.0.1",), politeness=politeness, follow=r"/\d+$"
        )
        had: set[str] = set()
        for n_requests in (1, 2, 20, 47):
            n_before = len(site.log)
            killed_after(n_requests, site, source, store)
            assert had.isdisjoint(site.url(request.target) for request in site.log[n_before:])
            with raw_store(store) as opened:
                had = {visit.url for visit in opened.visits() if visit.role == "page"}
        n_before = len(site.log)
        (tally,) = harvest([source], store, NOW + timedelta(minutes=5))
        asked = Counter(site.url(request.target) for request in site.log)
    with raw_store(store) as opened:
        visits = [visit for visit in opened.visits() if visit.role == "page"]
        pages = opened.pages(["news"])
    assert (tally.problem, tally.n_pending, len(pages)) == ("", 0, N_PAGES)
    assert len({visit.url for visit in visits}) == len(visits) == N_PAGES + 10
    again = {url: n for url, n in asked.items() if n > 1 and url not in (site.url("/"), site.url("/robots.txt"))}
    assert sum(again.values()) - len(again) <= 4 * at_once, "only what was under way when it was killed"
    assert had.isdisjoint(site.url(request.target) for request in site.log[n_before:])
    assert len(had) > 40
