"""Sources on the web are gone through politely: each page that can be had is kept once, each failure has its reason."""

import pickle
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

import pytest

from flows.workers import Workers
from schemas.source import Politeness, Source, Window
from schemas.visit import Link
from tasks.fetch.harvest import harvest, probe
from tasks.fetch.web import index_walk, page_walk
from tasks.fetch.web.http_date import http_date
from tasks.storage.raw_store import RawStore, raw_store
from tests.site import Answer, Site, faults
from tests.site.answers import HTML, busy, chain, first, html, in_turn, plain, redirect, robots, validated, xml
from tests.site.pace import hurry

NOW = datetime(2024, 5, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUICK = Politeness(requests_per_second=1000, concurrency=2, connect_seconds=2, read_seconds=2, whole_seconds=5)


def page(text):
    return validated(html(f"<html><body><p>{text}签署5G战略合作协议。</p></body></html>"))


def listing(*paths, more=""):
    return validated(html("".join(f'<a href="{path}">新闻</a>' for path in paths) + more))


def site_of(*paths, index="/", **answers):
    """Return a script with those pages and an index that names them."""
    return {index: listing(*paths), **{path: page(path) for path in paths}, **answers}


def source_of(site, kind="listing", path="/", name="news", host=0, **keys):
    keys.setdefault("politeness", QUICK)
    return Source(
        name, kind, site.url(path, host), user_agent_contact="a@b.example", allow_private=("127.0.0.1",), **keys
    )


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store.sqlite"


def outcomes(tally):
    return {**tally.outcomes}


def kept(store, *names):
    """Return the paths of the pages that are kept."""
    with raw_store(store) as opened:
        return [page.url.partition("/")[2].partition("/")[2] for page in opened.pages(names or ["news"])]


def paths_of(store):
    return sorted("/" + url.partition("/")[2] for url in kept(store))


def visits(store, role="page"):
    with raw_store(store) as opened:
        return [visit for visit in opened.visits() if visit.role == role]


def ways(store):
    """Return how the last visit of each page ended, by its path."""
    return {visit.url[visit.url.index("/", 8) :]: visit.reason or visit.outcome for visit in visits(store)}


def asked(site):
    """Return the pages and indexes that were asked for since the last look, in order."""
    return [request.target for request in site.forget() if request.target != "/robots.txt"]


def test_the_pages_that_an_index_names_are_kept_with_where_they_came_from(store):
    with Site(site_of("/1.html", "/2.html")) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        assert [request.target for request in site.log] == ["/robots.txt", "/", "/1.html", "/2.html"]
        assert site.log[0].headers["user-agent"].endswith("(+a@b.example)")
    assert paths_of(store) == ["/1.html", "/2.html"]
    assert (tally.n_links, tally.n_new_links, tally.n_pending, tally.problem) == (2, 2, 0, "")
    assert (outcomes(tally), dict(tally.reasons)) == ({"new": 2}, {})
    assert [host for host, seconds in tally.slow_hosts if seconds > 0] == [site.name()]
    assert all(NOW <= visit.at < NOW + timedelta(minutes=1) for visit in visits(store))
    with raw_store(store) as opened:
        assert opened.last_harvest("news") == opened.last_news("news")


def test_a_second_run_asks_only_whether_anything_has_changed(store):
    with Site({**site_of("/1.html", "/2.html", "/3.html"), "/3.html": html("without validators")}) as site:
        harvest([source_of(site)], store, NOW)
        site.forget()
        (tally,) = harvest([source_of(site)], store, NOW + DAY)
        conditional = [{"if-none-match", "if-modified-since"} & set(request.headers) for request in site.log]
        assert len(site.log) == 4
        assert [request.status for request in site.log if request.target != "/robots.txt"] == [304, 304, 304, 200]
        assert all(conditional)
    assert outcomes(tally) == {"unchanged": 3}
    assert [visit.outcome for visit in visits(store)] == ["fetched"] * 3 + ["unchanged"] * 3


def test_pages_are_visited_again_after_a_day_and_after_a_week_and_then_no_more(store):
    with Site(site_of("/1.html")) as site:
        days = [
            day for day in range(12) if harvest([source_of(site)], store, NOW + day * DAY) and "/1.html" in asked(site)
        ]
    assert days == [0, 1, 7]


def test_a_page_that_has_changed_is_a_new_version(store):
    with Site({**site_of("/1.html"), "/1.html": in_turn(html("first"), html("second"))}) as site:
        harvest([source_of(site)], store, NOW)
        (tally,) = harvest([source_of(site)], store, NOW + DAY)
    assert outcomes(tally) == {"changed": 1}
    assert [visit.content for visit in visits(store)] == [b"first", b"second"]


def test_only_what_is_new_is_asked_for_on_the_next_day(store):
    with Site(site_of("/1.html")) as site:
        source = source_of(site, politeness=replace(QUICK, revisit_days=()))
        harvest([source], store, NOW)
        site.scripts[0] = site_of("/2.html", "/1.html")
        site.forget()
        (tally,) = harvest([source], store, NOW + DAY)
        assert asked(site) == ["/", "/2.html"]
    assert (tally.n_links, tally.n_new_links, outcomes(tally)) == (2, 1, {"new": 1})


def test_each_failure_is_remembered_with_its_reason_and_its_next_try(store):
    faulty = {
        "/404": Answer(404),
        "/500": Answer(500),
        "/cut": faults.cut_off(b"x" * 999, 10),
        "/bomb": faults.bomb(1 << 26),
        "/pdf": faults.typed(b"%PDF", "application/pdf"),
        "/loop": redirect("/loop"),
        "/private": redirect("http://127.0.0.2:9/"),
        "/forbidden": html("no"),
    }
    good = {"/good": html("yes"), "/late": first(2, busy(None, 503), html("at last"))}
    script = {"/": listing(*faulty, *good), **faulty, **good, **robots("Disallow: /forbidden")}
    with Site(script) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        assert [len(site.requests(path)) for path in ("/404", "/500", "/cut", "/late", "/forbidden")] == [1, 3, 3, 3, 0]
    assert paths_of(store) == ["/good", "/late"]
    assert outcomes(tally) == {"new": 2, "failed": 8, "redirected": 1}
    expected = {"http_error": 2, "incomplete": 1, "too_large": 1, "unsupported": 1, "redirects": 1, "robots": 1}
    assert dict(tally.reasons) == {**expected, "private_address": 1}
    assert all(visit.next_try > NOW + DAY / 2 for visit in visits(store) if visit.outcome == "failed")
    with raw_store(store) as opened:
        reasons = {failure.url[failure.url.index("/", 8) :]: failure.reason for failure in opened.failures(["news"])}
    assert reasons["/loop"] == "redirects"
    assert reasons["/"] == "private_address"


def test_a_redirect_names_a_page_that_is_asked_for_once_whoever_leads_to_it(store):
    moved = {"/a": redirect("/page"), "/b": redirect("/page", 302), "/c": redirect("/page#top", 308)}
    script = {"/": listing("/a", "/b", "/c"), "/page": page("x"), **moved}
    with Site(script) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        assert sorted(asked(site)) == ["/", "/a", "/b", "/c", "/page"]
        assert outcomes(tally) == {"redirected": 3, "new": 1}
        assert paths_of(store) == ["/page"]
        harvest([source_of(site)], store, NOW + DAY)
        assert sorted(asked(site)) == ["/", "/b", "/page"], "what moved for good is not asked for again"


def test_a_page_that_is_held_is_not_asked_for_because_something_leads_to_it(store):
    with Site({**site_of("/page"), "/b": redirect("/page")}) as site:
        harvest([source_of(site)], store, NOW)
        site.scripts[0] = {**site.scripts[0], "/": listing("/b", "/page")}
        site.forget()
        harvest([source_of(site)], store, NOW + timedelta(hours=1))
        assert asked(site) == ["/", "/b"]


def test_what_a_redirect_leads_to_is_asked_for_next(store):
    script = {**site_of("/a", "/b", "/c"), "/a": redirect("/page"), "/page": page("x")}
    with Site(script) as site:
        harvest([source_of(site, politeness=replace(QUICK, concurrency=1))], store, NOW)
        assert asked(site) == ["/", "/a", "/page", "/b", "/c"]


def test_redirects_are_followed_as_far_as_is_sensible(store):
    near, far = chain("/near", 10, page("near")), chain("/far", 11, page("far"))
    with Site({"/": listing("/near", "/far"), **near, **far}) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
    assert paths_of(store) == ["/near-10"]
    assert dict(tally.reasons) == {"redirects": 1}
    assert ways(store)["/far-10"] == "redirects"


@pytest.mark.parametrize("named", [["/a"], ["/a", "/b", "/c"], ["/c", "/a"]])
def test_a_circle_of_redirects_is_found_from_wherever_it_is_entered(store, named):
    script = {"/": listing(*named), "/a": redirect("/b"), "/b": redirect("/c", 302), "/c": redirect("/a")}
    with Site(script) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        assert sorted(asked(site)) == ["/", "/a", "/b", "/c"]
    assert (outcomes(tally), dict(tally.reasons)) == ({"redirected": 2, "failed": 1}, {"redirects": 1})


def test_a_redirect_leads_to_another_host_whose_rules_and_pace_hold_too(store):
    with Site(site_of("/a", "/b"), {"/x": page("x"), "/y": page("y"), **robots("Disallow: /y")}) as site:
        site.scripts[0] = {
            "/": listing("/a", "/b"),
            "/a": redirect(site.url("/x", 1)),
            "/b": redirect(site.url("/y", 1)),
        }
        source = replace(source_of(site), allow_private=("127.0.0.1", "127.0.0.2"))
        (tally,) = harvest([source], store, NOW)
        assert [request.target for request in site.log if request.host == 1] == ["/robots.txt", "/x"]
    assert outcomes(tally) == {"redirected": 2, "new": 1, "failed": 1}


def test_a_redirect_into_a_private_range_makes_no_connection(store):
    with Site(site_of("/a"), {"/secret": html("geheim")}) as site:
        site.scripts[0] = {"/": listing("/a"), "/a": redirect(site.url("/secret", 1))}
        (tally,) = harvest([source_of(site)], store, NOW)
        assert site.requests(host=1) == []
    assert dict(tally.reasons) == {"private_address": 1}


def test_a_source_that_may_not_go_to_a_private_host_asks_it_nothing(store):
    with Site(site_of("/1.html")) as site:
        (tally,) = harvest([replace(source_of(site), allow_private=())], store, NOW)
        assert site.n_connections == 0
    assert "private_address" in tally.problem
    assert "allow_private" in tally.problem


def test_the_pace_of_the_strictest_source_is_held_at_a_host_over_all_that_is_asked_there(store):
    script = {**site_of(*[f"/{number}" for number in range(8)]), "/feed": feed_of("/8", "/9", "/7")}
    script |= {"/8": page("8"), "/9": page("9")}
    with Site(script) as site:
        slow = source_of(site, politeness=replace(QUICK, requests_per_second=10, concurrency=1))
        fast = source_of(
            site, "feed", "/feed", "wire", politeness=replace(QUICK, requests_per_second=10, concurrency=4)
        )
        harvest([slow, fast], store, NOW)
        log = sorted(site.log, key=lambda request: request.at)
    assert len(log) == 13
    assert min(later.at - earlier.at for earlier, later in pairwise(log)) >= 0.1 - 0.06
    assert log[-1].at - log[0].at >= 12 * 0.1 - 0.06
    assert all(earlier.ended <= later.at for earlier, later in pairwise(log))


def test_hosts_are_asked_side_by_side(store):
    late = {f"/{number}": replace(html("x"), delay=0.1) for number in range(3)}
    with Site(*[{"/": listing(*late), **late}] * 4) as site:
        sources = [
            replace(source_of(site, name=f"s{host}", host=host), allow_private=(site.address(host),))
            for host in range(4)
        ]
        harvest(sources, store, NOW)
        assert len(site.requests("/2")) == 4
        begins = [site.requests("/0", host)[0].at for host in range(4)]
        ends = [site.requests("/0", host)[0].ended for host in range(4)]
    assert max(begins) < min(ends)


def test_a_host_may_ask_for_longer_pauses(store):
    with Site({**site_of("/1", "/2"), **robots("Crawl-delay: 0.1")}) as site:
        harvest([source_of(site)], store, NOW)
        times = [request.at for request in site.log]
    assert len(times) == 4
    assert all(later - earlier >= 0.09 for earlier, later in pairwise(times))


def test_a_host_that_asks_to_wait_is_left_alone_as_a_whole(store):
    script = {**site_of("/1", "/2", "/3"), "/1": first(1, busy("1"), html("one"))}
    with Site(script) as site:
        (tally,) = harvest([source_of(site, politeness=replace(QUICK, concurrency=1))], store, NOW)
        refused, *others = [request for request in site.log if request.target in ("/1", "/2", "/3")]
    assert outcomes(tally) == {"new": 3}
    assert all(request.at - refused.ended >= 0.9 for request in others)


def test_a_host_that_asks_to_wait_for_long_is_asked_again_in_a_later_run(store):
    script = {**site_of("/1", "/2", "/3"), "/1": first(1, busy("3600", 503), html("one"))}
    with Site(script) as site:
        source = source_of(site, politeness=replace(QUICK, concurrency=1))
        (tally,) = harvest([source], store, NOW)
        assert asked(site) == ["/", "/1"]
        assert (outcomes(tally), tally.n_pending) == ({"failed": 1}, 2)
        assert abs(visits(store)[0].next_try - NOW - timedelta(hours=1)) < timedelta(minutes=1)
        (tally,) = harvest([source], store, NOW + timedelta(hours=2))
        assert asked(site) == ["/", "/2", "/3", "/1"]
    assert (outcomes(tally), tally.n_pending) == ({"new": 3}, 0)


@pytest.mark.parametrize("status", [404, 403])
def test_a_host_without_rules_lets_everything_be_asked_for(store, status):
    with Site({**site_of("/1"), "/robots.txt": Answer(status)}) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        harvest([source_of(site)], store, NOW + timedelta(hours=1))
        assert len(site.requests("/robots.txt")) == 1
    assert outcomes(tally) == {"new": 1}


def test_a_host_whose_rules_cannot_be_had_is_left_alone_and_its_pages_fail_for_that_reason(store):
    with Site(site_of("/1", "/2"), site_of("/3")) as site:
        site.scripts[0] = {**site_of("/1", "/2"), "/": listing(site.url("/3", 1), "/1")}
        site.scripts[1] = {**site_of("/3"), "/robots.txt": Answer(500)}
        source = replace(source_of(site, follow="/[13]$"), allow_private=("127.0.0.1", "127.0.0.2"))
        (tally,) = harvest([source], store, NOW)
        assert {request.target for request in site.log if request.host == 1} == {"/robots.txt"}
    assert outcomes(tally) == {"new": 1, "failed": 1}
    (failure,) = [visit for visit in visits(store) if visit.outcome == "failed"]
    assert (failure.reason, failure.status) == ("http_error", None)
    assert failure.detail.startswith("robots.txt: 500")
    assert failure.next_try is not None


def test_an_index_that_robots_may_not_read_is_a_problem_of_the_source(store):
    with Site({**site_of("/1"), **robots("Disallow: /")}) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        assert asked(site) == []
    assert "robots.txt does not allow it" in tally.problem


def test_secrets_are_sent_to_the_source_alone_and_never_kept(store):
    with Site(site_of("/a", "/b"), {"/x": page("x")}) as site:
        site.scripts[0] = {**site_of("/a"), "/": listing("/a", "/b"), "/b": redirect(site.url("/x", 1))}
        source = source_of(site, headers={"Authorization": "env:TOKEN"})
        source = replace(source, allow_private=("127.0.0.1", "127.0.0.2"))
        (tally,) = harvest([source], store, NOW, None, {"env:TOKEN": "geheim"})
        shown = {(request.host, request.target): request.headers.get("authorization") for request in site.log}
    assert (tally.problem, outcomes(tally)) == ("", {"new": 2, "redirected": 1})
    assert {target for target, value in shown.items() if value} == {(0, "/"), (0, "/a"), (0, "/b")}
    assert ("Authorization", "***") in visits(store)[0].request_headers
    assert b"geheim" not in b"".join(file.read_bytes() for file in store.parent.iterdir())


def test_a_secret_that_is_missing_is_a_problem_of_its_source_alone(store):
    with Site(site_of("/1")) as site:
        bad = source_of(site, name="bad", headers={"Cookie": "env:COOKIE"})
        wrong, right = harvest([bad, source_of(site)], store, NOW)
    assert "COOKIE" in wrong.problem
    assert (right.problem, outcomes(right)) == ("", {"new": 1})


def test_a_fault_of_ours_at_one_source_does_not_stop_the_others(store, monkeypatch):
    read_index = index_walk.read_index

    def faulty(source, *rest):
        if source.name == "bad":
            raise ZeroDivisionError("planted")
        return read_index(source, *rest)

    monkeypatch.setattr(index_walk, "read_index", faulty)
    with Site(site_of("/1")) as site:
        wrong, right = harvest([source_of(site, name="bad"), source_of(site)], store, NOW)
    assert (wrong.source, wrong.problem) == ("bad", "ZeroDivisionError: planted")
    assert (right.problem, outcomes(right)) == ("", {"new": 1})
    with raw_store(store) as opened:
        assert opened.last_harvest("bad") is None


def test_one_source_goes_on_while_the_index_of_another_is_read(store, monkeypatch):
    read_index, other_is_read, waited = index_walk.read_index, threading.Event(), []

    def slow(source, *rest):
        if source.name == "large":
            waited.append(other_is_read.wait(10))
        else:
            other_is_read.set()
        return read_index(source, *rest)

    monkeypatch.setattr(index_walk, "read_index", slow)
    with Site(site_of("/1"), {}) as site:
        site.scripts[1] = {**site_of("/2"), "/": replace(html("<a href=/2>"), delay=0.2)}
        other = replace(source_of(site, host=1), allow_private=("127.0.0.2",))
        harvest([source_of(site, name="large"), other], store, NOW)
    assert waited == [True]


def test_a_fault_while_pages_are_asked_for_is_told_with_what_was_done(store, monkeypatch):
    monkeypatch.setattr(page_walk, "_outcome", lambda *_: 1 / 0)
    with Site(site_of("/1", "/2")) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
    assert "ZeroDivisionError" in tally.problem
    assert tally.n_links == 2


def test_an_address_that_two_sources_name_is_asked_for_once(store):
    with Site({**site_of("/1", "/2"), "/feed": feed_of("/2", "/3"), "/3": page("3")}) as site:
        harvest([source_of(site), source_of(site, "feed", "/feed", "wire")], store, NOW)
        assert sorted(asked(site)) == ["/", "/1", "/2", "/3", "/feed"]
    assert len(kept(store, "news")) == len(kept(store, "wire")) == 2
    assert len(kept(store, "news", "wire")) == 3


def test_an_index_is_never_asked_for_as_a_page(store):
    script = {**site_of("/1"), "/": listing("/1", "/feed", "/robots.txt"), "/feed": feed_of("/"), **robots()}
    with Site(script) as site:
        harvest([source_of(site), source_of(site, "feed", "/feed", "wire")], store, NOW)
        assert len(site.requests("/robots.txt")) == 1
        assert sorted(asked(site)) == ["/", "/1", "/feed"]
    assert paths_of(store) == ["/1"]


def test_a_robots_txt_is_no_page(store):
    with Site({}, {"/1": page(1), **robots()}) as site:
        site.scripts[0] = {"/list.txt": plain(f"{site.url('/1', 1)}\n{site.url('/robots.txt', 1)}")}
        source = replace(source_of(site, "urls", "/list.txt"), allow_private=("127.0.0.1", "127.0.0.2"))
        harvest([source], store, NOW)
        assert [request.target for request in site.log if request.host == 1] == ["/robots.txt", "/1"]
    assert paths_of(store) == ["/1"]


def with_rules(site, *paths):
    """Return two hosts: the first leads into the second one's rules, which forbid all but its pages."""
    return [
        {"/list.txt": plain("/go\n"), "/go": redirect(site.url("/robots.txt", 1), 302)},
        {"/list.txt": plain("\n".join(paths)), **{path: page(path) for path in paths}, **robots("Disallow: /secret")},
    ]


def test_a_redirect_to_rules_of_a_host_is_a_failure_and_the_rules_stay_what_they_are(store):
    with Site({}, {}) as site:
        site.scripts[:] = with_rules(site, "/1", "/secret")
        both = ("127.0.0.1", "127.0.0.2")
        evil = replace(source_of(site, "urls", "/list.txt", "evil"), allow_private=both)
        good = replace(source_of(site, "urls", "/list.txt", "good", host=1), allow_private=both)
        for day in range(4):
            (wrong, _) = harvest([evil, good], store, NOW + day * DAY)
            if day == 0:
                assert (outcomes(wrong), dict(wrong.reasons)) == ({"failed": 1}, {"redirects": 1})
        assert site.requests("/secret", 1) == []
        (failed,) = [visit for visit in visits(store) if visit.reason == "redirects"]
        assert failed.detail == f"leads to {site.url('/robots.txt', 1)}, which is no page"
        assert failed.target is None
        assert failed.next_try > NOW + 6 * DAY
    assert not any(visit.url.endswith("robots.txt") for visit in visits(store))


@pytest.mark.parametrize("kind", ["moved", "named", "own"])
def test_rules_of_a_host_are_no_index(store, kind):
    with Site({}, {}) as site:
        site.scripts[1] = robots("Disallow: /secret")
        rules = site.url("/robots.txt", 1)
        script = {"moved": redirect(rules), "named": sitemaps(rules), "own": xml("")}
        site.scripts[0] = {"/sitemap.xml": script[kind]}
        source = replace(source_of(site, "sitemap", "/sitemap.xml"), allow_private=("127.0.0.1", "127.0.0.2"))
        (tally,) = harvest([replace(source, address=rules) if kind == "own" else source], store, NOW)
    assert f"{rules}" in tally.problem
    assert "no index" in tally.problem
    assert not any(visit.url == rules for visit in visits(store, "index"))


def test_a_redirect_to_an_index_of_the_run_is_a_failure(store):
    with Site({**site_of("/1", "/2"), "/1": redirect("/"), "/2": redirect("/feed"), "/feed": feed_of("/3")}) as site:
        sources = [source_of(site), source_of(site, "feed", "/feed", "wire", politeness=replace(QUICK, max_pages=0))]
        (tally, _) = harvest(sources, store, NOW)
        assert sorted(asked(site)) == ["/", "/1", "/2", "/feed"]
    assert (outcomes(tally), dict(tally.reasons)) == ({"failed": 2}, {"redirects": 2})
    assert kept(store, "news", "wire") == []


def test_a_redirect_to_what_the_source_does_not_follow_is_a_failure(store):
    script = {
        **site_of("/n/1", "/n/2", "/n/3"),
        "/n/1": redirect("/front"),
        "/n/2": redirect("/n/4"),
        "/front": page("front"),
        "/n/4": page("x"),
    }
    with Site(script) as site:
        (tally,) = harvest([source_of(site, follow="/n/")], store, NOW)
        assert site.requests("/front") == []
        (failed,) = [visit for visit in visits(store) if visit.outcome == "failed"]
        assert failed.detail == f"leads to {site.url('/front')}, which the source does not follow"
    assert (outcomes(tally), dict(tally.reasons)) == ({"failed": 1, "redirected": 1, "new": 2}, {"redirects": 1})
    assert paths_of(store) == ["/n/3", "/n/4"]


def test_an_index_that_comes_late_is_not_asked_for_as_a_page_before(store):
    first_day, second_day = replace(html("<a href=/1>"), delay=0.2), html("<a href=/1>")
    script = {**site_of("/1"), "/": listing("/1", "/d/02"), "/d/01": first_day, "/d/02": second_day}
    with Site(script) as site:
        with raw_store(store) as opened:
            opened.note_harvest("paper", NOW, 0, "the site was down")
        by_day = source_of(site, path="/d/{date:%d}", name="paper")
        (_, tally) = harvest([source_of(site), by_day], store, datetime(2024, 5, 2, 1, tzinfo=UTC))
        assert sorted(asked(site)) == ["/", "/1", "/d/01", "/d/02"], "each day since the first run, which failed"
    assert tally.problem == ""
    assert not any("/d/" in visit.url for visit in visits(store))


def feed_of(*paths, days=()):
    dates = [f"<pubDate>{day} 08:00:00</pubDate>" for day in days] or [""] * len(paths)
    items = "".join(f"<item><link>{path}</link>{day}</item>" for path, day in zip(paths, dates, strict=True))
    return xml(f'<rss version="2.0"><channel>{items}</channel></rss>')


def pages_of_listing(n_pages, per_page, newest):
    """Return a listing of several pages, the newest page of news first."""
    numbers = list(range(newest, 0, -1))
    script = {f"/{number}.html": page(number) for number in numbers}
    for at in range(n_pages):
        names = [f"/{number}.html" for number in numbers[at * per_page : (at + 1) * per_page]]
        more = f'<a class="next" href="/list?p={at + 2}">下一页</a>' if at + 1 < n_pages else ""
        script[f"/list?p={at + 1}"] = listing(*names, more=more)
    return script


def paged(site, **keys):
    return source_of(site, path="/list?p=1", next_selector="a.next", **keys)


def test_a_listing_is_followed_to_its_end_at_first_and_then_to_what_is_known(store):
    with Site(pages_of_listing(5, 3, 15)) as site:
        quiet = replace(QUICK, revisit_days=())
        (tally,) = harvest([paged(site, politeness=quiet)], store, NOW)
        assert (tally.n_links, outcomes(tally)) == (15, {"new": 15})
        site.scripts[0] = pages_of_listing(6, 3, 18)
        site.forget()
        harvest([paged(site, politeness=quiet)], store, NOW + DAY)
        assert asked(site) == ["/list?p=1", "/list?p=2", "/18.html", "/17.html", "/16.html"]
        site.scripts[0] = pages_of_listing(6, 3, 18)
        harvest([paged(site, politeness=quiet)], store, NOW + 2 * DAY)
        assert asked(site) == ["/list?p=1"]


def test_after_a_run_that_failed_a_listing_is_followed_beyond_what_it_found(store):
    with Site(pages_of_listing(3, 2, 6)) as site:
        whole = site.scripts[0]
        site.scripts[0] = {**whole, "/list?p=2": Answer(404)}
        (tally,) = harvest([paged(site)], store, NOW)
        assert "/list?p=2: http_error: 404 Not Found" in tally.problem
        site.scripts[0] = whole
        (tally,) = harvest([paged(site)], store, NOW + timedelta(hours=1))
    assert (tally.problem, outcomes(tally)) == ("", {"new": 4})


def test_a_listing_without_end_ends(store):
    endless = {
        "/list?p=1": listing("/1.html", more='<a class="next" href="/list?p=1&amp;x">…</a>'),
        "/list?p=1&x": listing("/1.html", more='<a class="next" href="/list?p=1">…</a>'),
        "/1.html": page(1),
    }
    with Site(endless, pages_of_listing(9, 1, 9)) as site:
        harvest([paged(site)], store, NOW)
        assert sorted(asked(site)) == ["/1.html", "/list?p=1", "/list?p=1&x"]
        long = replace(paged(site, name="long", max_indexes=4), address=site.url("/list?p=1", 1))
        (tally,) = harvest([replace(long, allow_private=("127.0.0.2",))], store, NOW)
    assert (tally.n_links, tally.problem) == (4, "")


@pytest.mark.parametrize("by_number", [False, True])
def test_where_a_listing_has_more_news_than_a_run_goes_through_it_is_told_and_the_next_runs_take_the_rest(
    store, by_number
):
    quiet = replace(QUICK, revisit_days=())
    with Site(pages_of_listing(6, 5, 30)) as site:
        source = paged(site, max_indexes=2, politeness=quiet)
        if by_number:
            source = replace(source, address=site.url("/list?p={page}"), next_selector="", selector="a:not(.next)")
        (tally,) = harvest([source], store, NOW)
        assert (outcomes(tally), tally.problem) == ({"new": 10}, ""), "the first run goes as far back as it may"
        site.scripts[0] = pages_of_listing(12, 5, 60)
        tallies = []
        for day in range(1, 6):
            site.forget()
            tallies += harvest([source], store, NOW + day * DAY)
        assert asked(site) == ["/list?p=1"]
    assert [outcomes(tally) for tally in tallies] == [{"new": 10}, {"new": 10}, {"new": 10}, {}, {}]
    told = [
        f"max_indexes (2) leaves out {site.url(f'/list?p={page}')} and what follows: raise it" for page in (3, 5, 7)
    ]
    assert [tally.problem for tally in tallies] == [*told, "", ""]


def test_a_run_goes_through_five_times_as_many_known_pages_of_a_listing_and_no_more(store):
    quiet = replace(QUICK, revisit_days=())
    with Site(pages_of_listing(1, 2, 2)) as site:
        source = paged(site, max_indexes=1, politeness=quiet)
        harvest([source], store, NOW)
        site.scripts[0] = pages_of_listing(10, 2, 20)
        tallies = [harvest([source], store, NOW + day * DAY)[0] for day in range(1, 7)]
        site.forget()
        tallies += harvest([source], store, NOW + 8 * DAY)
        assert asked(site) == [f"/list?p={page}" for page in (1, 2, 3, 4, 5)]
    assert [outcomes(tally) for tally in tallies] == [{"new": 2}] * 5 + [{}] * 2
    assert "max_indexes (1) leaves out" in tallies[-1].problem


def sitemap(*entries):
    return xml(f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in entries)}</urlset>")


def sitemaps(*children):
    return xml(f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in children)}</sitemapindex>")


def test_all_files_of_a_sitemap_are_read_over_several_runs_where_one_may_not_read_them_all(store):
    with Site({}) as site:
        children = [f"/s{number}.xml" for number in range(4)]
        site.scripts[0] = {
            "/sitemap.xml": sitemaps(*map(site.url, children)),
            **{child: sitemap(site.url(f"{child}/page")) for child in children},
            **{f"{child}/page": page(child) for child in children},
        }
        source = source_of(site, "sitemap", "/sitemap.xml", max_indexes=3)
        (tally,) = harvest([source], store, NOW)
        assert "max_indexes (3)" in tally.problem
        assert (tally.n_links, outcomes(tally)) == (2, {"new": 2})
        (tally,) = harvest([source], store, NOW + timedelta(hours=1))
        assert outcomes(tally) == {"new": 2}
        (tally,) = harvest([replace(source, max_indexes=9)], store, NOW + timedelta(hours=2))
    assert (tally.n_links, tally.problem) == (4, "")


def test_an_index_that_is_unchanged_is_read_from_what_is_kept(store):
    with Site({}) as site:
        site.scripts[0] = {
            "/sitemap.xml": validated(sitemaps(site.url("/s.xml"))),
            "/s.xml": in_turn(sitemap(site.url("/1")), sitemap(site.url("/1"), site.url("/2"))),
            "/1": page(1),
            "/2": page(2),
        }
        source = source_of(site, "sitemap", "/sitemap.xml")
        harvest([source], store, NOW)
        (tally,) = harvest([source], store, NOW + timedelta(hours=1))
    assert (tally.n_links, tally.n_new_links, outcomes(tally)) == (2, 1, {"new": 1})
    assert [visit.outcome for visit in visits(store, "index")] == ["fetched", "fetched", "unchanged", "fetched"]


def test_an_index_that_has_moved_is_read_where_it_is(store):
    with Site({**site_of("/new/1.html", index="/new/"), "/": redirect("/new/")}) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
    assert (outcomes(tally), tally.problem) == ({"new": 1}, "")
    assert [visit.outcome for visit in visits(store, "index")] == ["redirected", "fetched"]


def test_a_listing_by_number_that_has_moved_is_followed(store):
    pages = {f"/new/{number}": listing(f"/{number}.html") for number in (1, 2)} | {"/new/3": html("<p>nothing")}
    moved = {f"/old/{number}": redirect(f"/new/{number}") for number in (1, 2, 3)}
    with Site({**pages, **moved, "/1.html": page(1), "/2.html": page(2)}) as site:
        (tally,) = harvest([source_of(site, path="/old/{page}")], store, NOW)
    assert outcomes(tally) == {"new": 2}


@pytest.mark.parametrize("beyond", [Answer(404), html("<p>nothing"), listing("/1.html"), redirect("/list/1")])
def test_a_listing_by_number_ends_where_there_is_no_more_and_is_complete(store, beyond):
    pages = {f"/list/{number}": listing(f"/{number}.html") for number in (1, 2)}
    with Site({**pages, "/list/3": beyond, "/1.html": page(1), "/2.html": page(2)}) as site:
        source = source_of(site, path="/list/{page}", follow=r"html$")
        (tally,) = harvest([source], store, NOW)
        assert (outcomes(tally), tally.problem) == ({"new": 2}, "")
        site.forget()
        harvest([source], store, NOW + timedelta(hours=1))
        assert asked(site) == ["/list/1"]


def test_a_listing_by_number_whose_first_page_is_not_there_is_a_problem(store):
    with Site({}) as site:
        (tally,) = harvest([source_of(site, path="/list/{page}")], store, NOW)
    assert "404" in tally.problem


def test_an_index_that_moves_in_a_circle_is_a_problem(store):
    with Site({"/": redirect("/a"), "/a": redirect("/")}) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
        assert asked(site) == ["/", "/a"]
    assert "circle" in tally.problem


def test_an_index_that_cannot_be_had_or_read_is_told_and_known_pages_are_asked_for_all_the_same(store):
    with Site(site_of("/1.html")) as site:
        harvest([source_of(site)], store, NOW)
        site.scripts[0] = {**site.scripts[0], "/": Answer(503)}
        (tally,) = harvest([source_of(site)], store, NOW + DAY)
        assert "503 Service Unavailable, at the last of 3 attempts" in tally.problem
        assert outcomes(tally) == {"unchanged": 1}
        site.scripts[0] = {**site.scripts[0], "/": html("<p>nothing here any more")}
        (tally,) = harvest([source_of(site)], store, NOW + 2 * DAY)
    assert "the layout may have changed" in tally.problem


def test_a_window_brings_the_days_that_are_wanted_and_what_is_not_dated(store):
    days = ["2024-03-31", "2024-04-01", "2024-04-30", "2024-05-01"]
    paths = [f"/{number}" for number in range(6)]
    with Site({**site_of(*paths), "/feed": feed_of("/0", "/1", "/2", "/3", days=days)}) as site:
        source = source_of(site, "feed", "/feed", politeness=replace(QUICK, concurrency=1))
        with raw_store(store) as opened:
            opened.note_harvest("news", NOW - DAY, 0, "")
            opened.name("news", [Link(site.url("/4"), date(2024, 6, 1)), Link(site.url("/5"))], NOW)
        april = Window(date(2024, 4, 1), date(2024, 4, 30))
        (tally,) = harvest([source], store, NOW, april)
        assert asked(site) == ["/feed", "/1", "/2", "/5"]
        assert (outcomes(tally), tally.n_pending) == ({"new": 3}, 0)
        with raw_store(store) as opened:
            assert opened.last_harvest("news") == NOW - DAY, "what is old is no news"
        (tally,) = harvest([source], store, NOW)
        assert asked(site) == ["/feed", "/0", "/3", "/4"]


def test_a_window_goes_on_in_a_listing_where_a_daily_run_stops(store):
    with Site(pages_of_listing(3, 2, 6)) as site:
        harvest([paged(site)], store, NOW)
        site.forget()
        harvest([paged(site)], store, NOW + timedelta(hours=1), Window(date(2024, 1, 1), date(2024, 4, 30)))
        assert asked(site) == ["/list?p=1", "/list?p=2", "/list?p=3"]


def test_a_listing_by_day_is_asked_for_each_day_since_the_last_run(store):
    days = {f"/2024-0{month}/{day:02}": listing(f"/{month}-{day}") for month, day in [(4, 29), (4, 30), (5, 1), (5, 2)]}
    with Site({**days, **{f"/{month}-{day}": page(day) for month, day in [(4, 29), (4, 30), (5, 1), (5, 2)]}}) as site:
        source = source_of(site, path="/{date:%Y-%m/%d}", politeness=replace(QUICK, revisit_days=()))
        with raw_store(store) as opened:
            opened.note_harvest("news", NOW - 2 * DAY, 0, "")
        evening_in_china = datetime(2024, 5, 1, 17, tzinfo=UTC)
        (tally,) = harvest([source], store, evening_in_china)
        assert [path for path in asked(site) if path in days] == list(days)
    assert (tally.n_links, tally.problem, outcomes(tally)) == (4, "", {"new": 4})


def issues(*days):
    """Return a newspaper with issues on those days of May."""
    script = {f"/2024-05/{day:02}": listing(f"/{day}.html") for day in days}
    return script | {f"/{day}.html": page(day) for day in days}


def test_an_issue_that_is_not_out_yet_is_no_problem_and_taken_on_the_next_day(store):
    quiet = replace(QUICK, revisit_days=())
    tallies, n_asked = [], []
    with Site({}) as site:
        source = source_of(site, path="/2024-05/{date:%d}", politeness=quiet)
        for day in range(1, 11):
            site.scripts[0] = issues(*[number for number in range(1, day) if number != 5])  # no issue on Sundays
            site.forget()
            tallies += harvest([source], store, datetime(2024, 5, day, 1, tzinfo=UTC))
            n_asked.append(len([path for path in asked(site) if not path.endswith("html")]))
    assert [tally.problem for tally in tallies] == [""] * 10
    assert [outcomes(tally) for tally in tallies] == [{"new": 1} if day not in (0, 5) else {} for day in range(10)]
    assert n_asked == [1] + [2] * 9


def test_days_without_an_issue_do_not_keep_a_run_from_its_end_but_other_faults_do(store):
    with Site({**issues(17, 20), "/2024-05/19": Answer(500)}) as site:
        source = source_of(site, path="/2024-05/{date:%d}", politeness=replace(QUICK, attempts=1))
        with raw_store(store) as opened:
            opened.note_harvest("news", datetime(2024, 5, 8, 1, tzinfo=UTC), 0, "")
        (tally,) = harvest([source], store, datetime(2024, 5, 20, 1, tzinfo=UTC))
        assert tally.problem == f"{site.url('/2024-05/19')}: http_error: 500 Internal Server Error"
        site.scripts[0] = issues(17, 20)
        (tally,) = harvest([source], store, datetime(2024, 5, 20, 2, tzinfo=UTC))
        assert tally.problem == ""
        site.forget()
        harvest([source], store, datetime(2024, 5, 21, 1, tzinfo=UTC))
        assert [path for path in asked(site) if not path.endswith("html")] == ["/2024-05/20", "/2024-05/21"]


def test_a_backfill_counts_the_days_without_an_issue(store):
    with Site(issues(6, 8)) as site:
        source = source_of(site, path="/2024-05/{date:%d}")
        (tally,) = harvest(
            [source], store, datetime(2024, 5, 16, 1, tzinfo=UTC), Window(date(2024, 5, 5), date(2024, 5, 16))
        )
    assert outcomes(tally) == {"new": 2}
    assert tally.problem == f"3 of 12 days have no listing (404 or 410), such as {site.url('/2024-05/05')}"


def test_a_trial_tells_that_the_listing_of_the_day_is_not_there():
    with Site({}) as site:
        assert "404" in probe(source_of(site, path="/2024-05/{date:%d}"), NOW).problem


def test_a_day_of_more_pages_than_a_run_goes_through_is_told_and_the_next_run_takes_the_rest(store):
    with Site(pages_of_listing(3, 1, 3)) as site:
        source = source_of(site, path="/list?p={page}&d={date:%d}", max_indexes=2, follow="html")
        site.scripts[0] |= {f"/list?p={page}&d=01": listing(f"/{page}.html") for page in (1, 2, 3)}
        (tally,) = harvest([source], store, NOW)
        assert tally.problem.startswith(f"max_indexes (2) leaves out {site.url('/list?p=3&d=01')}")
        (tally,) = harvest([source], store, NOW + timedelta(hours=1))
    assert (outcomes(tally), tally.problem) == ({"new": 1}, "")


def test_a_list_of_addresses_may_lie_on_this_machine_or_on_the_web(store, tmp_path):
    with Site({"/1": page(1), "/2": page(2), "/list.txt": plain("/1\n/2\n")}) as site:
        own = tmp_path / "list.txt"
        own.write_text(f"# 手工\n{site.url('/1')}\nno address\n")
        local = replace(source_of(site, "urls", name="own"), address=str(own), headers={"Cookie": "env:COOKIE"})
        (tally,) = harvest([local], store, NOW, None, {"env:COOKIE": "a=1"})
        assert site.requests("/1")[0].headers["cookie"] == "a=1"
        assert (tally.n_links, outcomes(tally)) == (1, {"new": 1})
        assert "line 3" in tally.problem
        (tally,) = harvest([source_of(site, "urls", "/list.txt", "web")], store, NOW)
        assert (tally.n_links, tally.n_new_links, outcomes(tally), tally.problem) == (2, 2, {"new": 1}, "")
        (tally,) = harvest([replace(local, address=str(tmp_path / "nothing.txt"), headers={})], store, NOW)
    assert "nothing.txt" in tally.problem


def test_what_is_more_than_a_run_asks_for_is_left_to_the_next(store):
    with Site(site_of(*[f"/{number}" for number in range(5)])) as site:
        source = source_of(site, politeness=replace(QUICK, max_pages=2))
        tallies = [harvest([source], store, NOW + timedelta(hours=hour))[0] for hour in range(3)]
    assert [tally.n_pending for tally in tallies] == [3, 1, 0]
    assert [outcomes(tally) for tally in tallies] == [{"new": 2}, {"new": 2}, {"new": 1}]


def test_nothing_is_begun_when_the_time_is_up(store):
    late = {f"/{number}": replace(html("x"), delay=0.2) for number in range(9)}
    with Site({"/": listing(*late), **late}) as site:
        source = source_of(site, politeness=replace(QUICK, concurrency=1, max_minutes=0.5 / 60))
        (tally,) = harvest([source], store, NOW)
        n_asked = len(asked(site)) - 1
        assert 1 <= n_asked <= 4
        assert (outcomes(tally), tally.n_pending, tally.problem) == ({"new": n_asked}, 9 - n_asked, "")
        (tally,) = harvest([source_of(site, politeness=replace(QUICK, max_minutes=0))], store, NOW)
    assert "time for the source is up" in tally.problem


def test_a_run_does_not_wait_for_what_would_come_after_its_time(store):
    with Site({**site_of("/1"), "/1": busy("50")}) as site:
        (tally,) = harvest([source_of(site, politeness=replace(QUICK, max_minutes=0.1))], store, NOW)
    assert outcomes(tally) == {"failed": 1}
    assert tally.seconds < 5


def test_an_index_and_what_it_names_are_kept_at_once(store, monkeypatch):
    monkeypatch.delattr(RawStore, "name")
    with Site(site_of("/1")) as site:
        (tally,) = harvest([source_of(site)], store, NOW)
    assert (tally.problem, tally.n_new_links) == ("", 1)


def test_a_site_that_is_down_does_not_hold_up_the_run_and_its_pages_stay_due(store):
    paths = [f"/{number}" for number in range(9)]
    with Site({}) as site:
        with Site({path: page(path) for path in paths}) as other:
            site.scripts[0] = {"/list.txt": plain("\n".join(map(other.url, paths)))}
            (tally,) = harvest([source_of(site, "urls", "/list.txt")], store, NOW)
        assert outcomes(tally) == {"new": 9}
        (tally,) = harvest([source_of(site, "urls", "/list.txt")], store, NOW + timedelta(hours=22))
    assert dict(tally.reasons) == {"unreachable": tally.outcomes["failed"]}
    assert 4 <= tally.outcomes["failed"] <= 5, "three attempts each, twelve in all, two of them side by side"
    assert tally.n_pending == 9 - tally.outcomes["failed"]


def test_a_trial_asks_for_the_first_index_alone_and_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Site({**pages_of_listing(3, 2, 6), "/wrong": html("<p>nothing")}) as site:
        tally = probe(paged(site), NOW)
        assert [request.target for request in site.log] == ["/robots.txt", "/list?p=1"]
        assert (tally.n_links, tally.problem) == (2, "")
        assert "the layout may have changed" in probe(source_of(site, path="/wrong"), NOW).problem
        assert "COOKIE" in probe(paged(site, headers={"Cookie": "env:COOKIE"}), NOW).problem
    assert "unreachable" in probe(paged(site), NOW).problem
    assert list(tmp_path.iterdir()) == []


def test_a_trial_of_a_sitemap_goes_on_until_a_file_names_a_page():
    with Site({}) as site:
        site.scripts[0] = {
            "/s.xml": sitemaps(site.url("/1.xml"), site.url("/2.xml")),
            "/1.xml": sitemap(site.url("/a")),
        }
        tally = probe(source_of(site, "sitemap", "/s.xml"), NOW)
        assert asked(site) == ["/s.xml", "/1.xml"]
    assert (tally.n_links, tally.problem) == (1, "")


def test_sources_that_are_not_on_the_web_are_passed_over(store):
    assert harvest([Source("old", "warc", "old.warc.gz")], store, NOW) == []


@contextmanager
def worker():
    with Workers(1) as workers:
        yield workers


def test_it_runs_in_a_worker_and_what_passes_can_be_sent_there(store):
    with Site(site_of("/1.html")) as site, worker() as workers:
        arguments = ([source_of(site)], store, NOW, None, {"env:TOKEN": "x"})
        pickle.dumps(arguments)
        (tally,) = workers.run("tasks.fetch.harvest:harvest", *arguments)
    assert outcomes(tally) == {"new": 1}


def test_the_most_careful_source_of_a_host_is_heeded_from_the_first_request(store):
    """Its own first request comes later: it has to wait for its turn."""
    careful = replace(QUICK, requests_per_second=10)
    with Site(site_of("/1", "/2", "/3") | {"/other": listing("/4")}) as site:
        sources = [source_of(site, name="hasty"), source_of(site, path="/other", name="careful", politeness=careful)]
        harvest(sources, store, NOW)
        assert len(site.log) == 7
        assert hurry(site.log, 0.1) < 0.05


def test_a_charset_that_only_a_header_told_is_still_known_when_nothing_has_changed(store):
    """The answer that nothing has changed does not repeat it, and these bytes could be GB18030 too."""
    body = '<a href="/簽約合作">5G</a>'.encode("big5")
    listed = validated(Answer(body=body, headers=(("Content-Type", "text/html; charset=big5"),)))
    with Site({"/": listed}) as site:
        first_time = harvest([source_of(site)], store, NOW)[0]
        second_time = harvest([source_of(site)], store, NOW + DAY)[0]
        assert site.requests("/")[-1].status == 304
    assert first_time.n_links == second_time.n_links == 1
    with raw_store(store) as opened:
        assert opened.n_links("news") == 1


def test_what_robots_txt_forbids_is_not_asked_for_because_another_source_may_not_ask_the_host(store):
    with Site({**robots("Disallow: /p"), "/q.html": html("q"), "/p.html": html("p")}) as site:
        site.scripts[0]["/list.txt"] = plain(f"{site.url('/p.html')}\n{site.url('/q.html')}")
        may = source_of(site, "urls", "/list.txt")
        _, tally = harvest([replace(may, name="other", allow_private=()), may], store, NOW)
        assert [request.target for request in site.log] == ["/robots.txt", "/list.txt", "/q.html"]
    assert dict(tally.reasons) == {"robots": 1}


def overloaded(n_pages, answer):
    """Return a script with pages that a host answers so, all of them."""
    paths = [f"/{number}" for number in range(n_pages)]
    return {"/": listing(*paths), **dict.fromkeys(paths, answer)}


@pytest.mark.parametrize("status", [429, 503, 500])
def test_a_host_that_fails_all_the_time_is_given_up_for_the_run_and_its_pages_stay_due(store, status):
    with Site(overloaded(30, Answer(status))) as site:
        (tally,) = harvest([source_of(site, politeness=replace(QUICK, concurrency=1))], store, NOW)
        assert len(asked(site)) == 1 + 12
    assert (outcomes(tally), tally.n_pending) == ({"failed": 4}, 26)


def test_a_host_that_is_overloaded_without_saying_for_how_long_is_asked_less_and_less_often(store):
    slow = replace(QUICK, requests_per_second=100, concurrency=3, attempts=1, longest_wait_seconds=0.3)
    with Site(overloaded(8, Answer(429))) as site:
        harvest([source_of(site, politeness=slow)], store, NOW)
        first, *_, last_but_one, last = [request.at for request in site.requests() if request.target[1:].isdigit()]
    assert last - last_but_one > 0.2
    assert last - first > 0.5


def test_failures_between_pages_that_are_had_do_not_give_a_host_up(store):
    script = {path: Answer(500) if number % 4 else page(path) for number, path in enumerate(map(str, range(40)))}
    script = {f"/{path}": said for path, said in script.items()}
    with Site({"/": listing(*script), **script}) as site:
        calm = replace(QUICK, concurrency=1, attempts=1)
        (tally,) = harvest([source_of(site, politeness=calm)], store, NOW)
    assert (outcomes(tally), tally.n_pending) == ({"new": 10, "failed": 30}, 0)


@pytest.mark.parametrize("where", ["/1", "/robots.txt"])
def test_a_host_that_asks_to_wait_for_long_is_left_alone_by_the_runs_that_follow_too(store, where):
    script = {**site_of("/1", "/2"), where: first(1, busy("7200", 503), html("one") if where == "/1" else plain(""))}
    with Site(script, site_of("/1")) as site:
        calm = replace(QUICK, concurrency=1)
        sources = [source_of(site, politeness=calm), source_of(site, name="other", host=1)]
        sources[1] = replace(sources[1], allow_private=("127.0.0.2",))
        harvest(sources, store, NOW)
        site.forget()
        busy_one, other = harvest(sources, store, NOW + timedelta(hours=1))
        assert [(request.host, request.target) for request in site.forget()] == [(1, "/")]
        assert "left alone for 3" in busy_one.problem
        assert other.problem == ""
        tally, _ = harvest(sources, store, NOW + timedelta(hours=3))
    assert (tally.problem, outcomes(tally)) == ("", {"new": 2})


@pytest.mark.parametrize("answer", [busy(None), Answer(500), busy("0")])
def test_a_host_that_failed_without_asking_to_be_left_alone_is_asked_in_the_next_run(store, answer):
    with Site({**site_of("/1", "/2"), "/1": answer}) as site:
        source = source_of(site, politeness=replace(QUICK, concurrency=1))
        harvest([source], store, NOW)
        site.forget()
        (tally,) = harvest([source], store, NOW + timedelta(minutes=5))
        assert "/" in asked(site)
    assert tally.problem == ""


def test_a_page_that_changed_after_what_was_sent_had_been_read_is_had_the_next_day(store):
    """The page says in no way when it changed; the server goes by when its file did."""

    def reply(request):
        since = request.headers.get("if-modified-since")
        if since is None:
            return Answer(body=b"<p>old</p>", headers=(HTML, ("Date", http_date(NOW - HOUR))))
        return Answer(304) if parsedate_to_datetime(since) >= changed else html("<p>new</p>")

    changed = NOW - HOUR / 2
    with Site({"/": listing("/1"), "/1": reply}) as site:
        harvest([source_of(site)], store, NOW)
        (tally,) = harvest([source_of(site)], store, NOW + DAY)
    assert outcomes(tally) == {"changed": 1}


def test_secrets_of_a_list_on_this_machine_are_sent_to_nobody_where_it_names_several_hosts(store, tmp_path):
    with Site({"/1": page(1)}, {"/2": page(2)}) as site:
        own = tmp_path / "list.txt"
        own.write_text(f"{site.url('/1')}\n{site.url('/2', 1)}\n")
        local = replace(source_of(site, "urls"), address=str(own), allow_private=("127.0.0.1", "127.0.0.2"))
        (tally,) = harvest([replace(local, headers={"Cookie": "env:KEY"})], store, NOW, None, {"env:KEY": "a=1"})
        assert not any("cookie" in request.headers for request in site.log)
        assert outcomes(tally) == {"new": 2}
        assert "headers need one host" in tally.problem
        (tally,) = harvest([local], store, NOW + DAY)
    assert tally.problem == ""


@pytest.mark.parametrize("together", [False, True])
def test_a_page_that_one_source_may_not_ask_for_is_asked_for_by_one_that_may(store, together, tmp_path):
    with Site({"/1": page(1), "/2": page(2)}) as site:
        (own := tmp_path / "list.txt").write_text(f"{site.url('/1')}\n{site.url('/2')}\n")
        may = replace(source_of(site, "urls"), address=str(own))
        may_not = replace(may, name="other", allow_private=())
        for sources, at in [([may_not, may], NOW)] if together else [([may_not], NOW), ([may], NOW + HOUR)]:
            tallies = harvest(sources, store, at)
        if together:  # one may have found the other at it, and leaves it to the next run
            tallies = harvest([may], store, NOW + HOUR)
        assert sorted(asked(site)) == ["/1", "/2"]
        harvest([may_not, may], store, NOW + 2 * HOUR)
        assert asked(site) == []
    assert tallies[-1].n_pending == 0
    assert paths_of(store) == ["/1", "/2"]


def test_what_a_source_no_longer_follows_is_not_asked_for(store):
    with Site(site_of("/5g/1", "/sport/1")) as site:
        once = replace(QUICK, max_pages=1)
        harvest([source_of(site, politeness=once)], store, NOW)
        narrowed = source_of(site, follow="/5g/")
        harvest([narrowed], store, NOW + DAY)
        assert [request.target for request in site.log if request.target == "/sport/1"] == []
