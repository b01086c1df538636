"""What is sent: who asks, what for, whether it has changed; and what of it is kept."""

from datetime import UTC, datetime

import pytest

from schemas.source import Politeness, Source
from schemas.visit import Standing
from tasks.fetch.web.request import MissingSecretError, Request, conditions, secret_headers, user_agent

AT = datetime(2024, 5, 1, 6, 0, 0, 250_000, tzinfo=UTC)
URL = "https://news.example/1.html"
FETCHED = (("If-Modified-Since", "Wed, 01 May 2024 06:00:00 GMT"),)


def held(**known):
    return Standing(URL, AT, "fetched", last_fetched=AT, **known)


@pytest.mark.parametrize(
    ("before", "sent"),
    [
        (None, ()),
        (Standing(URL, AT, "failed"), ()),
        (held(), FETCHED),
        (held(etag='W/"1"'), (("If-None-Match", 'W/"1"'),)),
        (held(last_modified="yesterday"), (("If-Modified-Since", "yesterday"),)),
        (held(etag='"1"', last_modified="then"), (("If-None-Match", '"1"'), ("If-Modified-Since", "then"))),
        (held(etag='"签"', last_modified="then"), (("If-Modified-Since", "then"),)),
        (held(etag='"1\r\nX-Own: 1"'), FETCHED),
        (held(etag=""), FETCHED),
    ],
)
def test_a_page_that_is_held_is_asked_for_only_if_it_has_changed(before, sent):
    assert conditions(before) == sent
    assert Request(URL, "page", before, "qianyue", Politeness()).is_conditional == bool(sent)


@pytest.mark.parametrize(
    ("dated", "sent"),
    [
        ("Wed, 01 May 2024 05:59:58 GMT", "Wed, 01 May 2024 05:59:58 GMT"),
        ("Wed, 01 May 2024 07:00:00 GMT", "Wed, 01 May 2024 06:00:00 GMT"),
        ("soon", "Wed, 01 May 2024 06:00:00 GMT"),
        (None, "Wed, 01 May 2024 06:00:00 GMT"),
    ],
)
def test_a_page_without_validators_is_asked_for_by_the_earlier_of_two_times(dated, sent):
    assert conditions(held(), dated) == (("If-Modified-Since", sent),)
    assert conditions(held(last_modified="then"), dated) == (("If-Modified-Since", "then"),)
    request = Request(URL, "page", held(), "qianyue", Politeness(), dated=dated)
    assert ("If-Modified-Since", sent) in request.headers()


def test_the_headers_say_who_asks_and_what_for():
    agent = user_agent("mailto:ops@news.example")
    headers = dict(Request(URL, "page", None, agent, Politeness()).headers())
    assert agent.startswith("qianyue/")
    assert agent.endswith(" (+mailto:ops@news.example)")
    assert headers["User-Agent"] == agent
    assert headers["Accept"].startswith("text/html")
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert "rss" in dict(Request(URL, "index", None, agent, Politeness()).headers())["Accept"]


def test_a_contact_cannot_break_the_headers():
    assert user_agent("运维\r\nX-Own: 1").isascii()
    assert "\n" not in user_agent("a\nb")
    assert user_agent(" ").endswith(user_agent("x").partition(" ")[0])


def test_secrets_are_sent_and_neither_kept_nor_shown():
    request = Request(URL, "page", held(), "qianyue", Politeness(), secrets={"Authorization": "Bearer geheim"})
    assert ("Authorization", "Bearer geheim") in request.headers()
    assert ("Authorization", "***") in request.shown_headers()
    assert "geheim" not in f"{request!r}{request.shown_headers()}"


def test_a_source_may_replace_a_header_of_ours():
    request = Request(URL, "page", None, "qianyue", Politeness(), secrets={"accept": "text/plain"})
    assert [value for name, value in request.headers() if name.lower() == "accept"] == ["text/plain"]


def source(**headers):
    return Source("own", "feed", URL, headers=headers)


def test_secrets_come_by_the_names_that_the_source_gives():
    given = {"env:OWN_COOKIE": "a=1", "block:own-key": "2", "env:OTHER": "x"}
    headers = source(Cookie="env:OWN_COOKIE", Key="block:own-key")
    assert secret_headers(headers, given) == {"Cookie": "a=1", "Key": "2"}


@pytest.mark.parametrize(
    ("written", "given", "problem"),
    [
        ("env:OWN", {}, "needs env:OWN: set it in the environment"),
        ("env:OWN", {"env:OWN": ""}, "needs env:OWN"),
        ("block:own", {"env:own": "geheim"}, "needs block:own: set it in the Prefect server"),
        ("geheim", {"geheim": "geheim"}, "must be written as env:NAME or block:NAME"),
        ("env:OWN", {"env:OWN": "geheim\r\nX-Own: 1"}, "characters that no header may hold"),
        ("env:OWN", {"env:OWN": "geheim签"}, "characters that no header may hold"),
    ],
)
def test_a_secret_that_is_missing_or_cannot_be_sent_is_told_without_it(written, given, problem):
    with pytest.raises(MissingSecretError, match=problem) as told:
        secret_headers(source(Authorization=written), given)
    assert "geheim" not in str(told.value)
