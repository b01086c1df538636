"""A source that falls silent, brings too much or changes its layout is told of; one that is as expected is not."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.expectations import Harvested, broken
from schemas.source import Expectations, Source
from schemas.visit import Tally

AT = datetime(2024, 5, 20, 22, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCE = Source(
    "daily",
    "feed",
    "https://daily.example/feed.xml",
    expect=Expectations(min_pages=2, max_pages=9, silent_days=3, filled={"title": 0.9, "published_on": 0.5}),
)
FULL = {"title": "签约", "published_on": AT.date()}


def brought(n_new=3, last_news=AT, new=("a", "b"), problem=""):
    tally = Tally("daily", outcomes={"new": n_new}, problem=problem)
    return Harvested(tally, AT - 30 * DAY, last_news, frozenset(new))


def said(one, documents, *, is_backfill=False):
    return broken(SOURCE, one, documents, AT, is_backfill=is_backfill)


def test_what_is_as_expected_is_not_told():
    assert said(brought(), {"a": FULL, "b": FULL}) == []
    assert said(brought(), {"a": FULL, "b": {**FULL, "published_on": None}}) == []


@pytest.mark.parametrize(("n_new", "words"), [(1, "at least 2"), (10, "at most 9")])
def test_too_few_and_too_many_are_told(n_new, words):
    (sentence,) = said(brought(n_new), {"a": FULL, "b": FULL})
    assert sentence.startswith(f"daily: {n_new} new pages, {words} were expected")
    assert said(brought(n_new), {"a": FULL, "b": FULL}, is_backfill=True) == []


def test_silence_is_counted_from_the_last_new_page():
    assert said(brought(last_news=AT - 2 * DAY), {"a": FULL, "b": FULL}) == []
    (sentence,) = said(brought(last_news=AT - 4 * DAY), {"a": FULL, "b": FULL})
    assert "no new page for 4 days" in sentence
    (sentence,) = said(brought(last_news=None), {"a": FULL, "b": FULL})
    assert "no new page for 30 days" in sentence


def test_columns_that_are_no_longer_filled_are_told():
    """A page that did not become a document fills nothing."""
    sentences = said(brought(new=("a", "b", "c", "d")), {"a": FULL, "b": {"title": "", "published_on": None}})
    assert [sentence.partition(",")[0] for sentence in sentences] == [
        "daily: published_on is filled in 1 of 4 new pages",
        "daily: title is filled in 1 of 4 new pages",
    ]


def test_a_problem_is_told_as_it_is():
    assert said(brought(new=(), problem="the selector found no link"), {}) == ["daily: the selector found no link"]


def test_a_source_without_expectations_breaks_none():
    plain = Source("daily", "feed", "https://daily.example/feed.xml")
    assert broken(plain, brought(0, None), {}, AT, is_backfill=False) == []
