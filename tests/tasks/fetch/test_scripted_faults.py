"""Every way in which a page cannot be had has its reason, and none of them costs another page."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import pytest

from tests.site import Answer, Site, faults
from tests.site.answers import HTML, busy, chain, first, html, in_turn, plain, redirect, robots, zipped
from tests.site.news import articles
from tests.site.pace import hurry, most_at_once
from tests.tasks.fetch.harvesting import BRISK, harvested, kept, last_reasons, source, visits

NOW = datetime(2024, 5, 31, 6, tzinfo=UTC)
ARTICLE = articles(1, NOW.date(), 1)[0].html
BODY = ARTICLE.encode()
PAGE = html(ARTICLE)
BOMB_BYTES = 1 << 30
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(100)


def dated(seconds):
    """Return a page that is busy until a moment after the harvest began, by the clock of the server."""
    later = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    return Answer(503, b"busy", (HTML, ("Date", format_datetime(NOW, usegmt=True)), ("Retry-After", later)))


#: What can be had, some of it not at once; and the address under which it is kept, where that is another one.
HAD = {
    "/plain": PAGE,
    "/zipped": zipped(PAGE),
    "/chunked": Answer(body=BODY, headers=(HTML,), chunked=True, pace=(500, 0)),
    "/until-the-end": Answer(raw=b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + BODY),
    "/slow-but-steady": Answer(body=BODY, headers=(HTML,), pace=(len(BODY) // 4, 0.2)),
    "/500-once": first(1, Answer(500), PAGE),
    "/502-twice": first(2, Answer(502), PAGE),
    "/cut-once": in_turn(faults.cut_off(BODY, 100), PAGE),
    "/silent-once": in_turn(faults.silence(), PAGE),
    "/429-a-second": first(1, busy("1"), PAGE),
    "/503-a-date": first(1, dated(2), PAGE),
    "/429-without-saying": first(1, busy(None), PAGE),
    "/429-nonsense": first(1, busy("soon"), PAGE),
    "/no-type": Answer(body=BODY),
    "/xhtml": faults.typed(BODY, "application/xhtml+xml"),
    "/text": faults.typed("今天签约。".encode(), "text/plain; charset=utf-8"),
    "/cookie": html(ARTICLE, ("Set-Cookie", "id=1; Path=/")),
    "/相对/签约.html": PAGE,
}
#: Pages behind redirects: what is asked for, and where the page is.
BEHIND = {
    "/chain": "/chain-3",
    "/relative": "/plain-2",
    "/other-status": "/plain-3",
    "/written-in-utf-8": "/%E9%82%A3%E8%BE%B9.html",
    "/written-in-gbk": "/%C7%C5.html",
}
#: What cannot be had, why, and how often it is asked for in one run.
FAILED = {
    "/404": (Answer(404, b"no"), "http_error", 1),
    "/410": (Answer(410, b"no"), "http_error", 1),
    "/403": (Answer(403, b"no"), "http_error", 1),
    "/500": (Answer(500, b"no"), "http_error", BRISK.attempts),
    "/204": (Answer(204), "http_error", 1),
    "/empty": (html(""), "empty", 1),
    "/cut": (faults.cut_off(BODY, 100), "incomplete", BRISK.attempts),
    "/cut-chunked": (faults.cut_off(BODY, 100, chunked=True), "incomplete", BRISK.attempts),
    "/reset": (faults.cut_off(BODY, 100, reset=True), "incomplete", BRISK.attempts),
    "/too-long": (faults.too_long(BODY), "incomplete", BRISK.attempts),
    "/broken-chunks": (faults.broken_chunks(BODY), "incomplete", BRISK.attempts),
    "/broken-chunks-bit-by-bit": (faults.broken_chunks(BODY, (300, 0.01)), "incomplete", BRISK.attempts),
    "/torn-gzip": (faults.torn_gzip(BODY), "incomplete", BRISK.attempts),
    "/silence": (faults.silence(), "incomplete", BRISK.attempts),
    "/no-gzip": (faults.no_gzip(BODY), "unreadable", None),
    "/unknown-coding": (faults.unknown_coding(BODY), "unsupported", None),
    "/two-lengths": (faults.two_lengths(BODY), "unreadable", 1),
    "/babble": (faults.babble(), "unreadable", 1),
    "/huge-headers": (faults.huge_headers(BODY), "unreadable", 1),
    "/many-headers": (faults.many_headers(BODY), "unreadable", 1),
    "/late": (faults.late(BODY, 5), "timeout", BRISK.attempts),
    "/stalls": (faults.slow(BODY, 200, 5), "timeout", BRISK.attempts),
    "/drips": (faults.slow(BODY, 20, 0.3), "timeout", BRISK.attempts),
    "/bomb": (faults.bomb(BOMB_BYTES), "too_large", 1),
    "/deflated-bomb": (faults.bomb(BOMB_BYTES, "deflate"), "too_large", 1),
    "/members": (faults.many_members(64), "too_large", 1),
    "/wide": (html("长" * (BRISK.max_bytes // 3 + 1)), "too_large", 1),
    "/wide-chunked": (
        Answer(body=b"x" * (BRISK.max_bytes + 1), headers=(HTML,), chunked=True, pace=(1 << 16, 0)),
        "too_large",
        1,
    ),
    "/promised": (Answer(body=BODY, headers=(HTML, ("Content-Length", str(10**12))), cut=len(BODY)), "too_large", 1),
    "/pdf": (faults.typed(b"%PDF-1.7\n" + zlib.compress(BODY), "application/pdf"), "unsupported", 1),
    "/png": (faults.typed(PNG, "image/png"), "unsupported", 1),
    "/secret/page": (PAGE, "robots", 0),
    "/circle-1": (redirect("/circle-2"), "redirects", None),
    "/itself": (redirect("/itself"), "redirects", None),
    "/too-far": (redirect("/too-far?1"), "redirects", None),
    "/nowhere": (Answer(302, b"", (HTML,)), "redirects", 1),
    "/to-a-file": (redirect("file:///etc/hostname"), "redirects", 1),
    "/to-a-script": (redirect("javascript:alert(1)"), "redirects", 1),
}
PRIVATE = {
    "/to-10": "http://10.0.0.1/",
    "/to-172": "http://172.16.3.4/x",
    "/to-192": "http://192.168.1.1/",
    "/to-link-local": "http://169.254.169.254/latest/meta-data/",
    "/to-carrier": "http://100.64.0.1/",
    "/to-zero": "http://0.0.0.0:PORT/",
    "/to-loopback": "http://127.0.0.2:PORT/",
    "/to-ipv6": "http://[::1]/",
    "/to-mapped": "http://[::ffff:127.0.0.2]:PORT/",
    "/to-mapped-10": "http://[::ffff:10.0.0.1]/",
    "/to-unique-local": "http://[fd00::1]/",
    "/to-translated": "http://[64:ff9b::7f00:1]/",
    "/to-localhost": "http://localhost:PORT/",
    "/to-multicast": "http://224.0.0.1/",
}

UNREACHABLE = ("http://127.0.0.1:9/", "http://nowhere.invalid/")


def far(request):
    """Lead on for ever."""
    return redirect(f"/too-far?{int(request.target.partition('?')[2] or 0) + 1}")


def script():
    behind = {
        **chain("/chain", 3, PAGE),
        "/relative": redirect("plain-2"),
        "/plain-2": PAGE,
        "/other-status": redirect("/plain-3", 308),
        "/plain-3": PAGE,
        "/written-in-utf-8": redirect("/那边.html"),
        "/%E9%82%A3%E8%BE%B9.html": PAGE,
        "/written-in-gbk": Answer(raw=b"HTTP/1.1 302 Found\r\nLocation: /\xc7\xc5.html\r\nContent-Length: 0\r\n\r\n"),
        "/%C7%C5.html": PAGE,
        "/circle-2": redirect("/circle-1"),
        "/%E7%9B%B8%E5%AF%B9/%E7%AD%BE%E7%BA%A6.html": PAGE,
    }
    failing = {path: said for path, (said, _, _) in FAILED.items()}
    return {**robots("Disallow: /secret/"), **HAD, **failing, **behind, "/too-far": far}


def private_targets(site):
    """Return where each of the addresses leads; those on this machine to where somebody listens."""
    return {path: target.replace("PORT", str(site.port)) for path, target in PRIVATE.items()}


class Faults:
    """A harvest of all of these."""

    def __init__(self, site, store, result):
        self.site, self.store, self.result = site, store, result
        self.kept = kept(store, "faults")
        self.reasons = last_reasons(store, "faults")

    def n_asked(self, path):
        return len([request for request in self.site.log if request.target == path])

    def reason(self, path):
        """Return why the page at the path was not had: where it redirects, why the page there was not."""
        url, seen = self.site.url(path), set()
        moves = {visit.url: visit.target for visit in visits(self.store) if visit.outcome == "redirected"}
        while url in moves and url not in seen:
            seen.add(url)
            url = moves[url]
        return self.reasons.get(url)


@pytest.fixture(scope="module")
def harvest_of_faults(tmp_path_factory):
    store = tmp_path_factory.mktemp("faults") / "store.sqlite"
    with Site(script(), {}) as site:
        private = {path: redirect(target) for path, target in private_targets(site).items()}
        paths = [*private, *FAILED, *HAD, *BEHIND]
        addresses = [*(site.url(path) for path in paths), *UNREACHABLE, site.url("/").replace("http:", "https:")]
        site.scripts[0] = {**site.scripts[0], **private, "/list.txt": plain("\n".join(addresses))}
        source_of_faults = source("faults", "urls", site.url("/list.txt"), allow_private=("127.0.0.1",))
        yield Faults(site, store, harvested([source_of_faults], store, NOW))


def test_all_that_can_be_had_is_kept(harvest_of_faults):
    site = harvest_of_faults.site
    paths = {quote(path) for path in HAD} | set(BEHIND.values())
    assert {url.removeprefix(site.url("")) for url in harvest_of_faults.kept} == paths
    assert {harvest_of_faults.kept[site.url(path)] for path in paths - {"/text"}} == {BODY}


@pytest.mark.parametrize("path", FAILED)
def test_what_cannot_be_had_has_its_reason(harvest_of_faults, path):
    _, reason, times = FAILED[path]
    assert harvest_of_faults.reason(path) == reason
    assert times in (None, harvest_of_faults.n_asked(path))


@pytest.mark.parametrize("path", PRIVATE)
def test_no_redirect_leads_into_a_private_range(harvest_of_faults, path):
    assert harvest_of_faults.reason(path) == "private_address"
    assert harvest_of_faults.n_asked(path) == 1


def test_no_connection_was_made_to_a_host_that_is_not_allowed(harvest_of_faults):
    assert harvest_of_faults.site.connections[1] == 0


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_host_that_is_not_there_is_unreachable(harvest_of_faults, url):
    assert harvest_of_faults.reasons[url] == "unreachable"


def test_every_address_was_had_or_has_a_reason_and_none_disappears(harvest_of_faults):
    store = harvest_of_faults.store
    asked = {visit.url for visit in visits(store)}
    moved = {visit.url for visit in visits(store) if visit.outcome == "redirected"}
    assert asked == set(harvest_of_faults.kept) | set(harvest_of_faults.reasons) | moved
    assert all(visit.detail for visit in visits(store) if visit.outcome == "failed")


def test_retry_after_is_obeyed(harvest_of_faults):
    for path, seconds in (("/429-a-second", 1.0), ("/503-a-date", 1.5)):
        refused, again = harvest_of_faults.site.requests(path)
        assert again.at - refused.ended > seconds - 0.1


def test_the_pace_was_held_whatever_happened(harvest_of_faults):
    log = harvest_of_faults.site.log
    assert hurry(log, 1 / BRISK.requests_per_second) < 0.15
    assert most_at_once(log) <= BRISK.concurrency


def test_no_cookie_came_back(harvest_of_faults):
    assert all("cookie" not in request.headers for request in harvest_of_faults.site.log)


def test_a_bomb_takes_little_memory(harvest_of_faults):
    result = harvest_of_faults.result
    assert result.peak_bytes - result.bytes_before < BOMB_BYTES / 8
