"""Secrets come from where they are kept; one that is missing is left out."""

from flows.secrets import secrets_of
from schemas.source import Source


def test_a_secret_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("DAILY_TOKEN", "let me in")
    monkeypatch.delenv("OTHER_TOKEN", raising=False)
    headers = {"Authorization": "env:DAILY_TOKEN", "X-Key": "env:OTHER_TOKEN"}
    source = Source("daily", "feed", "https://daily.example/feed.xml", headers=headers)
    assert secrets_of([source, source]) == {"env:DAILY_TOKEN": "let me in"}
    assert secrets_of([Source("plain", "feed", "https://daily.example/")]) == {}


def test_a_secret_is_read_from_a_block_of_the_server(run):
    from prefect.blocks.system import Secret

    Secret(value="open sesame").save("daily-token")
    headers = {"Authorization": "block:daily-token", "X-Key": "block:no-such-block"}
    source = Source("daily", "feed", "https://daily.example/feed.xml", headers=headers)
    assert secrets_of([source]) == {"block:daily-token": "open sesame"}


def test_without_a_server_there_are_no_blocks_and_none_is_started(monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    source = Source("daily", "feed", "https://daily.example/feed.xml", headers={"X-Key": "block:daily-token"})
    assert secrets_of([source]) == {}
