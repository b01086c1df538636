"""Whatever a server does, one request becomes one visit with the page or the reason why there is none."""

import asyncio
import gzip
import socket
import threading
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.abc import AbstractResolver

from schemas.source import Politeness
from schemas.visit import Standing
from tasks.fetch.web import guard
from tasks.fetch.web.client import ask, session
from tasks.fetch.web.request import Request
from tests.site import Answer, Site, faults
from tests.site.answers import html, redirect, validated, zipped

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
PAGE = "<html><body><p>贵阳市与中国移动签署5G战略合作协议。</p></body></html>".encode() * 40
QUICK = Politeness(connect_seconds=1, read_seconds=0.3, whole_seconds=0.8, max_bytes=100_000)
HTML = ("Content-Type", "text/html; charset=utf-8")


def visits_of(
    site, *urls, role="page", before=None, allowed=("127.0.0.1",), politeness=QUICK, secrets=(), at=lambda: AT
):
    async def run():
        async with session(allowed) as opened:
            requests = [Request(url, role, before, "qianyue/test", politeness, allowed, dict(secrets)) for url in urls]
            return [await ask(opened, request, at) for request in requests]

    return asyncio.run(run())


def visit_of(answer, role="page", path="/a", **how):
    with Site({path: answer}) as site:
        (visit,) = visits_of(site, site.url(path), role=role, **how)
        assert len(site.log) == 1, "aiohttp must not ask again by itself"
    return visit


def test_a_page_comes_with_its_headers_and_the_time():
    visit = visit_of(Answer(body=PAGE, headers=(HTML, ("X-Own", "1"), ("X-Own", "签"))))
    assert (visit.outcome, visit.status, visit.content, visit.reason, visit.at) == ("fetched", 200, PAGE, None, AT)
    assert [pair for pair in visit.response_headers if pair[0] == "X-Own"] == [("X-Own", "1"), ("X-Own", "签")]
    assert ("User-Agent", "qianyue/test") in visit.request_headers


@pytest.mark.parametrize(
    "answer",
    [
        zipped(Answer(body=PAGE, headers=(HTML,))),
        Answer(body=zlib.compress(PAGE), headers=(HTML, ("Content-Encoding", "deflate"))),
        Answer(body=PAGE, headers=(HTML,), chunked=True, pace=(300, 0.001)),
        Answer(body=gzip.compress(PAGE), headers=(HTML, ("Content-Encoding", "gzip")), chunked=True),
        Answer(body=PAGE),
        Answer(body=PAGE, headers=(("Content-Type", "Text/Plain"),)),
        Answer(body=PAGE, headers=(("Content-Type", "text/html,text/html; charset=x"),)),
        Answer(203, body=PAGE),
        Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE),
        Answer(raw=b"HTTP/1.0 200 OK\r\n\r\n" + PAGE),
        Answer(raw=b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + PAGE),
        Answer(raw=b"HTTP/1.1 200 OK\nContent-Type: text/html\nX: \xff\xfe\n\n" + PAGE),
        Answer(body=PAGE, headers=(("Set-Cookie", "a=1"), ("Expires", "0"))),
        faults.slow(PAGE, len(PAGE) // 3, 0.1),
    ],
)
def test_a_page_is_had_in_whatever_way_it_is_sent(answer):
    visit = visit_of(answer)
    assert (visit.outcome, visit.content, visit.detail) == ("fetched", PAGE, "")


TINY = replace(QUICK, max_bytes=1000)
FAILURES = {
    "not there": (Answer(404, b"no"), "http_error", "404 Not Found"),
    "failed": (Answer(500, b"no"), "http_error", "500 Internal Server Error"),
    "unknown status": (Answer(599, b"no"), "http_error", "599"),
    "nothing": (Answer(204), "http_error", "204 No Content"),
    "an empty page": (Answer(headers=(HTML,)), "empty", "no body"),
    "a part": (Answer(206, PAGE), "http_error", "206 Partial Content"),
    "unchanged though nothing is held": (Answer(304), "http_error", "304 Not Modified"),
    "many": (Answer(300, b"", (("Location", "/b"),)), "http_error", "300 Multiple Choices"),
    "a PDF": (faults.typed(PAGE, "application/pdf"), "unsupported", "application/pdf"),
    "an image": (faults.typed(PAGE, "image/png"), "unsupported", "image/png"),
    "unknown coding": (faults.unknown_coding(PAGE), "unsupported", "x-own"),
    "packed twice": (faults.twice_zipped(1), "unsupported", "gzip, gzip"),
    "too large": (Answer(body=bytes(100_001)), "too_large", "100000"),
    "too large in chunks": (Answer(body=bytes(100_001), chunked=True, pace=(20_000, 0)), "too_large", "100000"),
    "too large behind its end": (
        Answer(body=gzip.compress(PAGE) + bytes(100_001), headers=(HTML, faults.GZIP), chunked=True),
        "too_large",
        "100000",
    ),
    "a bomb": (faults.bomb(1 << 26), "too_large", "max_bytes"),
    "a bomb in deflate": (faults.bomb(1 << 26, "deflate"), "too_large", "max_bytes"),
    "a bomb of many members": (faults.many_members(20), "too_large", "max_bytes"),
    "cut off": (faults.cut_off(PAGE, 1000), "incomplete", "broke off within the body"),
    "reset": (faults.cut_off(PAGE, 1000, reset=True), "incomplete", "broke off"),
    "cut off in chunks": (faults.cut_off(PAGE, 1000, chunked=True), "incomplete", "broke off within the body"),
    "length too long": (faults.too_long(PAGE), "incomplete", "broke off within the body"),
    "broken chunks": (faults.broken_chunks(PAGE), "incomplete", "chunk"),
    "torn gzip": (faults.torn_gzip(PAGE), "incomplete", "too early"),
    "no gzip": (faults.no_gzip(PAGE), "unreadable", "does not unpack"),
    "two lengths": (faults.two_lengths(PAGE), "unreadable", "Content-Length"),
    "silence": (faults.silence(), "incomplete", "before an answer came"),
    "babble": (faults.babble(), "unreadable", "not as HTTP wants it"),
    "huge header": (faults.huge_headers(PAGE), "unreadable", "not as HTTP wants it"),
    "many headers": (faults.many_headers(PAGE, 20_000), "unreadable", "headers"),
    "late": (faults.late(PAGE, 5), "timeout", "nothing came for 0.3 s"),
    "slow": (faults.slow(PAGE, 10, 0.1), "timeout", "not complete within 0.8 s"),
    "stalled": (faults.slow(PAGE, 1000, 5), "timeout", "nothing came for 0.3 s"),
    "a script": (redirect("javascript:void(0)"), "redirects", "javascript"),
    "another protocol": (redirect("ftp://news.example/a"), "redirects", "ftp:"),
    "a password": (redirect("http://a:b@news.example/"), "redirects", "no address of the web"),
    "nowhere": (Answer(302), "redirects", "without saying where to"),
    "empty": (redirect(""), "redirects", "without saying where to"),
}


@pytest.mark.parametrize("fault", FAILURES)
def test_each_failure_has_its_reason(fault):
    answer, reason, detail = FAILURES[fault]
    visit = visit_of(answer)
    assert (visit.outcome, visit.reason, visit.content, visit.target) == ("failed", reason, None, None)
    assert detail in visit.detail
    assert len(visit.detail) <= 300
    assert "\n" not in visit.detail


def test_a_page_of_just_the_greatest_size_is_taken_packed_or_not():
    exact = replace(QUICK, max_bytes=len(PAGE))
    assert visit_of(Answer(body=PAGE), politeness=exact).content == PAGE
    assert visit_of(zipped(Answer(body=PAGE)), politeness=exact).content == PAGE
    less = replace(exact, max_bytes=len(PAGE) - 1)
    assert visit_of(Answer(body=PAGE), politeness=less).reason == "too_large"
    assert visit_of(zipped(Answer(body=PAGE)), politeness=less).reason == "too_large"


def test_what_is_too_large_is_not_read_to_its_end():
    with Site({"/a": Answer(body=bytes(50_000_000), chunked=True, pace=(100_000, 0))}) as site:
        (visit,) = visits_of(site, site.url("/a"))
        site_log = site.log
    assert visit.reason == "too_large"
    assert not site_log[0].is_whole


def test_indexes_may_be_of_any_type_and_robots_txt_is_cut_at_its_limit():
    feed = Answer(body=PAGE, headers=(("Content-Type", "application/octet-stream"),))
    assert visit_of(feed, role="index").content == PAGE
    large = b"x" * (512 * 1024 + 1)
    assert len(visit_of(Answer(body=large), role="robots").content) == 512 * 1024
    assert len(visit_of(zipped(Answer(body=large)), role="robots").content) == 512 * 1024


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b?x=1#top", "{}/b?x=1"),
        ("b", "{}/dir/b"),
        ("../c", "{}/c"),
        ("//other.example/d", "http://other.example/d"),
        ("HTTPS://Other.example/e", "https://other.example/e"),
        ("/签约", "{}/%E7%AD%BE%E7%BA%A6"),
    ],
)
def test_a_redirect_says_where_it_leads_and_is_not_followed(status, location, target):
    with Site({"/dir/a": redirect(location, status)}) as site:
        (visit,) = visits_of(site, site.url("/dir/a"))
        assert len(site.log) == 1
    assert (visit.outcome, visit.status, visit.reason, visit.content) == ("redirected", status, None, None)
    assert visit.target == target.format(site.url(""))


def test_a_location_in_an_old_encoding_is_kept_byte_by_byte():
    location = "/签".encode("gbk")
    visit = visit_of(Answer(raw=b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n"))
    assert visit.target.endswith("/%C7%A9")


def test_an_unchanged_page_is_told_to_be_so():
    answer = validated(html("签约"), "Wed, 01 May 2024 05:00:00 GMT")
    with Site({"/a": answer}) as site:
        (first,) = visits_of(site, site.url("/a"))
        before = Standing(site.url("/a"), AT, "fetched", last_fetched=AT, etag=first.header("ETag"))
        (second,) = visits_of(site, site.url("/a"), before=before)
    assert (first.outcome, second.outcome, second.status, second.content) == ("fetched", "unchanged", 304, None)
    assert second.reason is None


def test_no_cookie_and_no_connection_is_kept_from_one_request_to_the_next(monkeypatch):
    monkeypatch.setattr(guard, "ThreadedResolver", lambda: Names(*["127.0.0.1"] * 3))
    with Site({"/a": Answer(body=PAGE, headers=(("Set-Cookie", "a=1; Path=/"),))}) as site:
        visits_of(site, *[f"http://news.example:{site.ports[0]}/a"] * 3, allowed=("news.example",))
        assert site.n_connections == 3
        assert not any("cookie" in request.headers for request in site.log)


def test_a_session_that_a_server_begins_is_not_kept():
    answer = Answer(body=PAGE, headers=(("SET-Cookie", "sid=geheim"), ("Set-Cookie2", "geheim"), ("ETag", "x")))
    visit = visit_of(answer)
    assert visit.response_headers[:3] == (("SET-Cookie", "***"), ("Set-Cookie2", "***"), ("ETag", "x"))
    assert "geheim" not in repr(visit)


@pytest.mark.parametrize(("status", "seconds"), [(200, 0), (301, 0), (304, 0), (404, 1)])
def test_an_answer_is_of_the_time_at_which_it_was_asked_for_and_a_failure_of_its_end(status, seconds):
    answer = Answer(status, PAGE if status == 200 else b"", (("Location", "/b"),))
    with Site({"/a": answer}) as site:
        before = Standing(site.url("/a"), AT, "fetched", last_fetched=AT)
        (visit,) = visits_of(site, site.url("/a"), before=before, at=lambda: AT + timedelta(seconds=len(site.log)))
    assert visit.at == AT + timedelta(seconds=seconds)


def test_what_follows_one_answer_is_not_taken_for_the_next():
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"
    first = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nright" + smuggled
    with Site({"/a": Answer(raw=first), "/b": Answer(body=b"other")}) as site:
        _, second = visits_of(site, site.url("/a"), site.url("/b"))
    assert second.content == b"other"


def test_passwords_and_proxies_of_the_environment_are_not_used(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with Site({"/a": Answer(body=PAGE)}) as site:
        (visit,) = visits_of(site, site.url("/a"))
        assert "authorization" not in site.log[0].headers
    assert visit.content == PAGE


def test_secrets_are_sent_and_not_told():
    with Site({"/a": Answer(body=PAGE)}) as site:
        (visit,) = visits_of(site, site.url("/a"), secrets={"Authorization": "geheim"})
        assert site.log[0].headers["authorization"] == "geheim"
    assert "geheim" not in repr(visit)


def test_nobody_at_the_address_is_unreachable():
    with Site({}) as site:
        closed = site.url("/a")
    (visit,) = visits_of(None, closed)
    assert (visit.reason, visit.status) == ("unreachable", None)


def refuse_in_plain_words(server):
    connection, _ = server.accept()
    with connection:
        connection.recv(1 << 16)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_no_secure_connection_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=refuse_in_plain_words, args=(server,))
        answering.start()
        (visit,) = visits_of(None, f"https://127.0.0.1:{server.getsockname()[1]}/a")
        answering.join()
    assert (visit.reason, visit.status) == ("unreachable", None)
    assert "ssl" in visit.detail.lower()


class Names(AbstractResolver):
    """A name service in which every name leads to the next of these addresses."""

    def __init__(self, *addresses, seconds=0.0):
        self.addresses = list(addresses)
        self.seconds = seconds

    async def resolve(self, host, port=0, family=0):  # noqa: ARG002
        await asyncio.sleep(self.seconds)
        address = self.addresses.pop(0)
        if address is None:
            raise socket.gaierror(-2, "Name or service not known")
        return [{"hostname": host, "host": address, "port": port, "family": 2, "proto": 0, "flags": 4}]

    async def close(self):
        pass


def test_a_name_that_nobody_knows_is_unreachable(monkeypatch):
    monkeypatch.setattr(guard, "ThreadedResolver", lambda: Names(None))
    (visit,) = visits_of(None, "http://news.example/a")
    assert visit.reason == "unreachable"
    assert "not known" in visit.detail


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "127.1", "[::ffff:7f00:1]"]
)
def test_a_private_address_is_never_connected_to(host):
    with Site({"/a": Answer(body=PAGE)}) as site:
        (visit,) = visits_of(site, f"http://{host}:{site.ports[0]}/a", allowed=())
        assert site.n_connections == 0
    assert (visit.reason, visit.status, visit.content) == ("private_address", None, None)


def test_a_name_that_is_not_found_in_time_is_no_connection(monkeypatch):
    monkeypatch.setattr(guard, "ThreadedResolver", lambda: Names("127.0.0.1", seconds=5))
    quick = replace(QUICK, connect_seconds=0.1, whole_seconds=3)
    (visit,) = visits_of(None, "http://news.example/a", politeness=quick)
    assert (visit.reason, visit.detail) == ("timeout", "no connection within 0.1 s")


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(monkeypatch):
    """A name service that says something else when it is asked again is not asked again."""
    monkeypatch.setattr(guard, "ThreadedResolver", lambda: Names("127.0.0.9", "127.0.0.1"))
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.9")
    with Site({"/a": Answer(body=PAGE)}) as site:
        url = f"http://news.example:{site.ports[0]}/a"
        (visit,) = visits_of(site, url, allowed=(), politeness=replace(QUICK, connect_seconds=0.2))
        assert site.n_connections == 0
        assert visit.reason in ("timeout", "unreachable")
        monkeypatch.setattr(guard, "ThreadedResolver", lambda: Names("127.0.0.1"))
        (visit,) = visits_of(site, url, allowed=())
        assert site.n_connections == 0
        assert visit.reason == "private_address"
        monkeypatch.setattr(guard, "ThreadedResolver", lambda: Names("127.0.0.1"))
        (visit,) = visits_of(site, url, allowed=("news.example",))
    assert visit.content == PAGE
