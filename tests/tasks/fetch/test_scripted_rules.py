"""What a site asks of robots is done, and what leads nowhere ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from schemas.source import Window
from tasks.fetch.harvest import harvest
from tests.site import Answer, Site, faults
from tests.site.answers import HTML, busy, html, plain, redirect, robots, xml
from tests.site.front import feed, listing, sitemap, sitemap_index
from tests.site.news import articles
from tests.site.pace import hurry, most_at_once
from tests.tasks.fetch.harvesting import BRISK, harvested, kept, last_reasons, source

NOW = datetime(2024, 5, 31, 6, tzinfo=UTC)
PAPER = articles(12, date(2024, 5, 20), 12)
PAGES = {article.path: html(article.html) for article in PAPER}
PATHS = tuple(PAGES)
FORBIDDEN = "User-agent: *\nDisallow: /\n"


def of_list(site, host, paths, **more):
    """Return a source of a list of addresses at a host, and let the host serve it."""
    addresses = plain("\n".join(site.url(path, host) for path in paths))
    site.scripts[host] = {**site.scripts[host], "/list.txt": addresses}
    return source(f"host-{host}", "urls", site.url("/list.txt", host), **more)


def targets(site, host=0):
    return [request.target for request in site.log if request.host == host and request.target != "/robots.txt"]


#: What robots.txt is, and why the pages of its host fail, None where they do not.
ROBOTS = {
    "forbidden to all": (robots("Disallow: /"), "robots"),
    "forbidden to us": (
        {"/robots.txt": plain("User-agent: *\nAllow: /\n\n" + FORBIDDEN.replace("*", "qianyue"))},
        "robots",
    ),
    "allowed to us": ({"/robots.txt": plain(FORBIDDEN + "\nUser-agent: qianyue\nAllow: /\n")}, None),
    "a wildcard": (robots("Disallow: /*.html$"), "robots"),
    "behind a redirect": ({"/robots.txt": redirect("/rules.txt"), "/rules.txt": plain(FORBIDDEN)}, "robots"),
    "behind a byte order mark": ({"/robots.txt": plain("\ufeff" + FORBIDDEN)}, "robots"),
    "in an unknown case": ({"/robots.txt": plain("USER-AGENT: *\nDISALLOW: /\n")}, "robots"),
    "the server fails": ({"/robots.txt": Answer(500)}, "http_error"),
    "no answer": ({"/robots.txt": faults.silence()}, "incomplete"),
    "too slow": ({"/robots.txt": faults.late(b"", 9)}, "timeout"),
    "missing": ({}, None),
    "not to be seen": ({"/robots.txt": Answer(403)}, None),
    "a page": ({"/robots.txt": html("<html><body>Disallow: /</body></html>")}, None),
    "a bomb": ({"/robots.txt": faults.bomb(1 << 30)}, None),
    "too long": ({"/robots.txt": plain(FORBIDDEN + "# more\n" * (1 << 18))}, "robots"),
}


def test_robots_txt_is_obeyed_whatever_it_is(tmp_path):
    store, last = tmp_path / "store.sqlite", len(ROBOTS)
    with Site(*[{**PAGES, **rules} for rules, _ in ROBOTS.values()], {}) as site:
        lists = {f"/{host}.txt": plain("\n".join(site.url(path, host) for path in PATHS[:2])) for host in range(last)}
        site.scripts[last] = lists
        allowed = tuple(site.address(host) for host in range(last + 1))
        sources = [
            source(f"host-{host}", "urls", site.url(f"/{host}.txt", last), allow_private=allowed)
            for host in range(last)
        ]
        result = harvested(sources, store, NOW)
        asked = {name for host, name in enumerate(ROBOTS) if set(targets(site, host)) & set(PATHS)}
    had = {name for host, name in enumerate(ROBOTS) if len(kept(store, f"host-{host}")) == 2}
    reasons = {name: set(last_reasons(store, f"host-{host}").values()) for host, name in enumerate(ROBOTS)}
    assert asked == had == {name for name, (_, reason) in ROBOTS.items() if reason is None}
    assert reasons == {name: {reason} - {None} for name, (_, reason) in ROBOTS.items()}
    assert result.peak_bytes - result.bytes_before < 1 << 27


def test_a_longer_crawl_delay_is_kept(tmp_path):
    with Site({**PAGES, **robots("Crawl-delay: 0.4")}) as site:
        harvest([of_list(site, 0, PATHS[:5])], tmp_path / "store.sqlite", NOW)
        log = site.log
    assert len(log) == 7
    assert hurry(log[1:], 0.4) < 0.15


def test_the_number_at_once_is_reached_and_not_passed_by_two_sources_together(tmp_path):
    slow = {path: Answer(body=said.body, headers=said.headers, delay=0.3) for path, said in PAGES.items()}
    with Site({**slow, **robots()}) as site:
        feeds = {f"/{n}.xml": xml(feed(PAPER[n * 6 : n * 6 + 6], site.url(""))) for n in range(2)}
        site.scripts[0] = {**site.scripts[0], **feeds}
        harvest([source(f"feed-{n}", "feed", site.url(f"/{n}.xml")) for n in range(2)], tmp_path / "s.sqlite", NOW)
        assert len(targets(site)) == 14
        assert most_at_once(site.log) == BRISK.concurrency


def test_the_least_rate_that_any_source_gives_holds_for_its_host(tmp_path):
    with Site({**PAGES, **robots()}) as site:
        quick = of_list(site, 0, PATHS[:4])
        slow = source("feed", "feed", site.url("/feed.xml"), politeness=replace(BRISK, requests_per_second=5))
        site.scripts[0] = {**site.scripts[0], "/feed.xml": xml(feed(PAPER[4:8], site.url("")))}
        harvest([quick, slow], tmp_path / "store.sqlite", NOW)
        log = [request for request in site.log if request.target != "/robots.txt"]
    assert len(log) == 10
    assert hurry(log, 0.2) < 0.15


def test_a_host_that_wants_to_be_left_alone_for_a_day_is(tmp_path):
    store, gently = tmp_path / "store.sqlite", replace(BRISK, concurrency=1)
    with Site({**PAGES, **robots()}) as site:
        of = [of_list(site, 0, PATHS, politeness=gently)]
        good = site.scripts[0]
        site.scripts[0] = {**good, **dict.fromkeys(PATHS, busy("86400"))}
        harvest(of, store, NOW)
        refused = [path for path in targets(site) if path in PATHS]
        site.scripts[0] = good
        site.forget()
        harvest(of, store, NOW + timedelta(hours=20))
        early = [path for path in targets(site) if path in refused]
        harvest(of, store, NOW + timedelta(hours=25))
        assert len(kept(store, "host-0")) == len(PATHS)
    assert (len(refused), early) == (1, [])


def test_listings_that_lead_in_a_circle_are_read_once(tmp_path):
    store, paths = tmp_path / "store.sqlite", [f"/list/{number}" for number in range(3)]
    lists = {
        path: html(listing(PAPER[number * 4 : number * 4 + 4], paths[(number + 1) % 3]))
        for number, path in enumerate(paths)
    }
    with Site({**PAGES, **lists, **robots()}) as site:
        circle = source("circle", "listing", site.url(paths[0]), selector="ul.news a", next_selector="a.next")
        (tally,) = harvest([circle], store, NOW)
        asked = targets(site)
    assert sorted(asked) == sorted([*paths, *PATHS])
    assert (tally.n_links, tally.problem) == (12, "")


def test_a_calendar_without_end_is_left_after_as_many_pages_as_the_source_allows(tmp_path):
    def month(request):
        if not request.target.startswith("/calendar/"):
            return Answer(404)
        number = int(request.target.rpartition("/")[2])
        return html(listing(PAPER[:3], f"/calendar/{number + 1}"))

    with Site(
        lambda request: month(request) if "/calendar/" in request.target else PAGES.get(request.target, Answer(404))
    ) as site:
        calendar = {"selector": "ul.news a", "next_selector": "a.next", "max_indexes": 7}
        harvest([source("calendar", "listing", site.url("/calendar/1"), **calendar)], tmp_path / "store.sqlite", NOW)
        asked = targets(site)
    assert [path for path in asked if "calendar" in path] == [f"/calendar/{number}" for number in range(1, 8)]
    assert sorted(path for path in asked if "calendar" not in path) == sorted(PATHS[:3])


def test_sitemaps_that_name_each_other_are_read_once(tmp_path):
    with Site({}) as site:
        base, days = site.url(""), [(article.path, article.day) for article in PAPER]
        site.scripts[0] = {
            **PAGES,
            "/sitemap.xml": xml(sitemap_index([("/sitemap.xml", NOW.date()), ("/child.xml", NOW.date())], base)),
            "/child.xml": xml(sitemap(days, base)),
        }
        store = tmp_path / "store.sqlite"
        harvest([source("maps", "sitemap", site.url("/sitemap.xml"))], store, NOW)
        assert sorted(targets(site)) == sorted(["/sitemap.xml", "/child.xml", *PATHS])


def test_one_page_under_several_addresses_is_asked_for_once(tmp_path):
    path = PATHS[0]
    written = [path, f"{path}#top", f"{path}?utm_source=wire", f"/x/..{path}", f"{path}?spm=1.2.3"]
    with Site({**PAGES, **robots()}) as site:
        store = tmp_path / "store.sqlite"
        harvest([of_list(site, 0, written)], store, NOW)
        assert targets(site) == ["/list.txt", path]
        assert list(kept(store, "host-0")) == [site.url(path)]


def test_pages_that_several_sources_name_are_asked_for_once(tmp_path):
    with Site({**PAGES, **robots()}) as site:
        base = site.url("")
        site.scripts[0] = {**site.scripts[0], "/feed.xml": xml(feed(PAPER, base)), "/other.xml": xml(feed(PAPER, base))}
        store = tmp_path / "store.sqlite"
        sources = [source(name, "feed", site.url(f"/{name}.xml")) for name in ("feed", "other")]
        harvest(sources, store, NOW)
        assert sorted(targets(site)) == sorted(["/feed.xml", "/other.xml", *PATHS])
        assert len(kept(store, "feed")) == len(kept(store, "other")) == 12


def test_a_source_without_an_index_is_told_and_the_others_go_on(tmp_path):
    with Site({**PAGES, **robots(), "/list/": html("<html><body><p>改版了</p></body></html>")}) as site:
        bad = {
            "gone": ("feed", "/feed.xml"),
            "changed": ("listing", "/list/"),
            "moved": ("sitemap", PATHS[5]),
        }
        sources = [source(name, kind, site.url(path)) for name, (kind, path) in bad.items()]
        tallies = harvest([*sources, of_list(site, 0, PATHS[:2])], tmp_path / "store.sqlite", NOW)
    assert [bool(tally.problem) for tally in tallies] == [True, True, True, False]
    assert "404" in tallies[0].problem
    assert dict(tallies[3].outcomes) == {"new": 2}


def test_a_secret_header_goes_to_its_own_host_only_and_is_not_kept(tmp_path):
    store = tmp_path / "store.sqlite"
    with Site({**PAGES, **robots()}, {"/elsewhere.html": PAGES[PATHS[0]], **robots()}) as site:
        site.scripts[0] = {**site.scripts[0], "/away": redirect(site.url("/elsewhere.html", 1))}
        desk = of_list(site, 0, [PATHS[0], "/away"], headers={"X-Token": "env:DESK_TOKEN"})
        harvest([desk], store, NOW, secrets={"env:DESK_TOKEN": "open-sesame"})
        told = [
            (request.host, request.headers.get("x-token")) for request in site.log if request.target[1:7] != "robots"
        ]
    assert (0, "open-sesame") in told
    assert {token for host, token in told if host == 1} == {None}
    assert b"open-sesame" not in store.read_bytes()


def test_a_site_without_validators_brings_no_second_version(tmp_path):
    store = tmp_path / "store.sqlite"
    with Site({**PAGES, **robots()}) as site:
        of = [of_list(site, 0, PATHS)]
        harvest(of, store, NOW)
        (tally,) = harvest(of, store, NOW + timedelta(days=1))
    assert dict(tally.outcomes) == {"unchanged": 12}
    assert HTML in PAGES[PATHS[0]].headers


def test_an_index_that_is_a_bomb_brings_nothing_and_takes_little_memory(tmp_path):
    packed = Answer(body=faults.packed_zeros(1024), headers=(("Content-Type", "application/gzip"),))
    with Site({**robots(), "/sitemap.xml.gz": packed, "/sitemap.xml": faults.bomb(1 << 30)}) as site:
        sources = [source(f"bomb-{n}", "sitemap", site.url(path)) for n, path in enumerate(sorted(site.scripts[0])[1:])]
        result = harvested(sources, tmp_path / "store.sqlite", NOW)
    assert [bool(tally.problem) for tally in result.tallies] == [True, True]
    assert result.peak_bytes - result.bytes_before < 1 << 27


def test_what_a_run_may_not_ask_for_any_more_is_left_for_the_next(tmp_path):
    store, few = tmp_path / "store.sqlite", replace(BRISK, max_pages=5)
    with Site({**PAGES, **robots()}) as site:
        of, counts = [of_list(site, 0, PATHS, politeness=few)], []
        for hour in range(4):
            (tally,) = harvest(of, store, NOW + timedelta(hours=hour))
            counts.append((tally.outcomes.get("new", 0), tally.n_pending))
        asked = [path for path in targets(site) if path in PATHS]
    assert counts == [(5, 7), (5, 2), (2, 0), (0, 0)]
    assert sorted(asked) == sorted(PATHS)


def test_a_window_brings_the_pages_of_its_days(tmp_path):
    first, last = PAPER[3].day, PAPER[6].day
    with Site({**PAGES, **robots()}) as site:
        days = [(article.path, article.day) for article in PAPER]
        site.scripts[0] = {**site.scripts[0], "/sitemap.xml": xml(sitemap(days, site.url("")))}
        store, maps = tmp_path / "store.sqlite", source("maps", "sitemap", site.url("/sitemap.xml"))
        harvest([maps], store, NOW, Window(first, last))
        within = sorted(kept(store, "maps"))
        harvest([maps], store, NOW + timedelta(hours=1))
        assert sorted(kept(store, "maps")) == sorted(site.url(path) for path in PATHS)
    assert within == sorted(site.url(article.path) for article in PAPER if first <= article.day <= last)


def test_a_page_that_now_leads_to_its_listing_is_no_page(tmp_path):
    """What sites do with pages that they have removed: the listing must not be taken for news."""
    store, gone = tmp_path / "store.sqlite", PATHS[1]
    with Site({**PAGES, **robots(), "/list/": html(listing(PAPER[:3], None)), gone: redirect("/list/", 302)}) as site:
        lists = source("list", "listing", site.url("/list/"), selector="ul.news a")
        for day in range(2):
            site.forget()
            harvest([lists], store, NOW + timedelta(days=day))
            assert targets(site).count("/list/") == 1
            assert sorted(kept(store, "list")) == sorted(site.url(path) for path in (PATHS[0], PATHS[2]))
