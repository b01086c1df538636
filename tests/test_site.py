"""The scripted site answers as told, so that a test of a fault meets that fault."""

import gzip
import http.client
import socket
import time

import pytest

from tests.site import Answer, Site
from tests.site.answers import busy, chain, first, html, in_turn, redirect, robots, together, validated, zipped
from tests.site.faults import bomb, broken_chunks, cut_off, packed_zeros, silence, too_long

PAGE = "<html>签约</html>".encode()


def get(site, path="/", host=0, timeout=5, **headers):
    connection = http.client.HTTPConnection(site.name(host), timeout=timeout)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        said = connection.getresponse()
        return said.status, said.headers, said.read()
    finally:
        connection.close()


def test_hosts_answer_by_their_own_scripts_and_the_log_says_what_was_asked():
    with Site({"/a": html("甲"), "/a?b=1": html("乙")}, {"/a": html("丙")}) as site:
        said = [get(site, "/a"), get(site, "/a?b=1"), get(site, "/a?b=2"), get(site, "/a", 1, own="x")]
        assert get(site, "/b")[0] == 404
    assert [body.decode() for _, _, body in said] == ["甲", "乙", "甲", "丙"]
    assert [(request.host, request.target, request.status) for request in site.log] == [
        (0, "/a", 200),
        (0, "/a?b=1", 200),
        (0, "/a?b=2", 200),
        (1, "/a", 200),
        (0, "/b", 404),
    ]
    assert site.log[3].headers["own"] == "x"
    assert all(request.is_whole and request.ended >= request.at for request in site.log)
    assert len(site.requests("/a", host=0)) == 3


def test_a_connection_carries_many_requests():
    with Site({"/": Answer(body=PAGE), "/chunked": Answer(body=PAGE, chunked=True, pace=(5, 0))}) as site:
        connection = http.client.HTTPConnection(site.name())
        for path in ("/", "/chunked", "/"):
            connection.request("GET", path)
            assert connection.getresponse().read() == PAGE
        connection.close()
    assert {request.connection for request in site.log} == {1}
    assert site.connections == [1]


def test_a_page_with_validators_is_not_sent_twice():
    then = "Wed, 01 May 2024 00:00:00 GMT"
    with Site({"/tag": validated(html("甲")), "/date": validated(html("甲"), then, etag=False)}) as site:
        tag = get(site, "/tag")[1]["ETag"]
        said = [get(site, "/tag", if_none_match=tag), get(site, "/date", if_modified_since=then)]
        assert get(site, "/tag", if_none_match='"other"')[0] == 200
    assert [(status, body) for status, _, body in said] == [(304, b""), (304, b"")]


def test_scripts_follow_each_other():
    script = {
        "/later": first(2, busy("1"), html("done")),
        "/turn": in_turn(html("one"), html("two")),
        **chain("/far", 3, html("there")),
        **robots("Disallow: /secret"),
        "/zipped": zipped(html("page")),
        "/away": redirect("/turn"),
    }
    with Site(together({"/own": html("own")}, script)) as site:
        busily = [get(site, "/later") for _ in range(2)]
        bodies = [get(site, path)[2].decode() for path in ("/later", "/turn", "/turn", "/turn", "/far-3", "/own")]
        hops = [get(site, path)[1]["Location"] for path in ("/far", "/far-1", "/far-2", "/away")]
        assert gzip.decompress(get(site, "/zipped")[2]) == b"page"
        assert b"Disallow: /secret" in get(site, "/robots.txt")[2]
    assert [(status, headers["Retry-After"]) for status, headers, _ in busily] == [(429, "1")] * 2
    assert bodies == ["done", "one", "two", "two", "there", "own"]
    assert hops == ["/far-1", "/far-2", "/far-3", "/turn"]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (cut_off(PAGE, 5), http.client.IncompleteRead),
        (cut_off(PAGE, 5, chunked=True), http.client.IncompleteRead),
        (cut_off(PAGE, 5, reset=True), (http.client.IncompleteRead, ConnectionResetError)),
        (too_long(PAGE), http.client.IncompleteRead),
        (broken_chunks(PAGE), http.client.IncompleteRead),
        (silence(), http.client.RemoteDisconnected),
    ],
)
def test_a_fault_is_met(said, error):
    with Site({"/": said}) as site, pytest.raises(error):
        get(site)


def test_slow_is_slow_and_the_end_of_the_block_does_not_wait_for_it():
    with Site({"/": Answer(body=PAGE, pace=(1, 30)), "/late": Answer(delay=30)}) as site:
        began = time.monotonic()
        for path in ("/", "/late"):
            with pytest.raises(TimeoutError):
                get(site, path, timeout=0.1)
        while any(request.ended is None for request in site.log):
            assert time.monotonic() - began < 10, "the site does not notice that nobody listens any more"
            time.sleep(0.01)
    assert time.monotonic() - began < 10
    assert [request.is_whole for request in site.log] == [False, False]


def test_a_bomb_is_small():
    said = bomb()
    assert len(said.body) < 2 << 20
    assert int.from_bytes(said.body[-4:], "little") == 1 << 30
    assert len(packed_zeros(8, "deflate")) < 16 << 10


def test_a_script_that_fails_fails_the_test():
    with pytest.raises(ZeroDivisionError), Site({"/": lambda _: 1 // 0}) as site:
        assert get(site)[0] == 500


def test_after_the_block_nobody_listens():
    with Site({}) as site:
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((site.address(), site.port), timeout=1)
