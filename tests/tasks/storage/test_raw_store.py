"""The raw store keeps every version once, forgets nothing, and knows what is due."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.visit import Link, Visit
from tasks.identity import page_id
from tasks.storage.raw_store import RawStoreError, raw_store

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
URL = "https://news.example/1.html"


def fetched(content=b"one", at=AT, url=URL, **more):
    return Visit(url, at, "page", "fetched", 200, content=content, **more)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "raw" / "store.sqlite"


def test_a_page_is_kept_once_however_often_it_comes(path):
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        assert store.record(fetched(), "s")
        assert not store.record(fetched(at=AT + timedelta(days=1)), "s")
        outcomes = [visit.outcome for visit in store.visits()]
        (page,) = store.pages(["s"])
    assert outcomes == ["fetched", "unchanged"]
    assert page.page_id == page_id(URL, b"one")
    with sqlite3.connect(path) as file:
        assert file.execute("select count(*) from contents").fetchone() == (1,)


def test_a_page_that_changed_is_a_new_version_and_the_old_one_stays(path):
    headers = (("Content-Type", "text/html; charset=gbk"), ("ETag", '"b"'))
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        store.record(fetched(response_headers=(("ETag", '"a"'), ("Last-Modified", "then"))), "s")
        assert store.record(fetched(b"two", AT + timedelta(days=1), response_headers=headers), "s")
        (stored,) = store.pages(["s"])
        (page,) = store.read([stored.page_id, page_id(URL, b"one"), "p0"])
        versions = [visit.content for visit in store.visits()]
        standing = store.standing(URL)
    assert (page.content, page.url, page.content_type) == (b"two", URL, "text/html; charset=gbk")
    assert page.fetched_at == AT + timedelta(days=1)
    assert versions == [b"one", b"two"]
    assert (standing.etag, standing.last_modified) == ('"b"', None)
    assert (standing.first_fetched, standing.last_fetched) == (AT, AT + timedelta(days=1))


def test_a_version_that_comes_back_is_the_latest_again(path):
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        for day, content in enumerate((b"one", b"two", b"one")):
            assert store.record(fetched(content, AT + timedelta(days=day)), "s")
        (page,) = store.pages(["s"])
    assert page.page_id == page_id(URL, b"one")


def test_an_older_capture_that_comes_late_is_kept_but_not_the_latest(path):
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        store.record(fetched(b"new", AT), "s")
        store.record(fetched(b"old", AT - timedelta(days=9)), "s")
        (page,) = store.pages(["s"])
        assert [visit.content for visit in store.visits()] == [b"new", b"old"]
    assert page.page_id == page_id(URL, b"new")


def test_what_an_archive_holds_does_not_decide_when_the_live_page_is_asked(path):
    other, lost = "https://news.example/2.html", "s/archive#1"
    with raw_store(path) as store:
        store.name("s", [Link(URL), Link(other), Link(lost)], AT)
        later = AT + timedelta(days=1)
        store.record(fetched(b"live", response_headers=(("ETag", '"live"'),), next_try=later), "s")
        store.record(fetched(b"old", AT - timedelta(days=9), response_headers=(("ETag", '"old"'),)), "s", is_live=False)
        assert (store.standing(URL).next_try, store.standing(URL).etag) == (later, '"live"')
        store.record(Visit(URL, AT, "page", "failed", reason="empty"), "s", is_live=False)
        assert store.standing(URL).last_outcome == "fetched"
        store.record(fetched(b"other", url=other), "s", is_live=False)
        store.record(Visit(lost, AT, "page", "failed", reason="empty", detail="line 1"), "s", is_live=False)
        assert [link.url for link, _ in store.due("s", AT)] == [other]
        assert {page.content for page in store.read(p.page_id for p in store.pages(["s"]))} == {b"live", b"other"}
        assert [item.detail for item in store.failures(["s"])] == ["line 1; not to be tried again"]
        store.record(
            fetched(b"newer", AT + timedelta(hours=1), response_headers=(("ETag", '"new"'),)), "s", is_live=False
        )
        assert (store.standing(URL).next_try, store.standing(URL).etag) == (later, '"new"')


def test_a_page_stays_a_page_though_it_is_asked_as_an_index_too(path):
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        store.record(fetched(), "s")
        store.record(Visit(URL, AT + timedelta(days=1), "index", "fetched", 200, content=b"list"), "t")
        assert [page.n_bytes for page in store.pages(["s"])] == [4]


def test_what_is_due_comes_in_the_order_new_failed_old(path):
    day = timedelta(days=1)
    urls = [f"https://news.example/{name}" for name in ("seen", "failed", "later", "never", "new", "changed")]
    seen, failed, later, never, _, changed = urls
    with raw_store(path) as store:
        store.name("s", [Link(url) for url in urls], AT)
        store.record(fetched(url=seen, next_try=AT + day), "s")
        store.record(fetched(url=changed), "s")
        store.record(Visit(failed, AT, "page", "failed", 500, reason="http_error", next_try=AT + day), "s")
        store.record(Visit(later, AT, "page", "failed", 500, reason="http_error", next_try=AT + 3 * day), "s")
        store.record(Visit(never, AT, "page", "failed", 404, reason="http_error"), "s")
        store.name("s", [Link(changed, changed_at=AT + day)], AT + day)
        store.name("s", [Link("https://news.example/newest", dated=date(2024, 5, 2))], AT + day)
        due = [(link.url.rpartition("/")[2], standing is None) for link, standing in store.due("s", AT + day)]
        assert store.due("other", AT + day) == []
    assert due == [("newest", True), ("new", True), ("failed", False), ("seen", False), ("changed", False)]


def test_a_change_that_is_yet_to_come_makes_nothing_due(path):
    hour = timedelta(hours=1)
    with raw_store(path) as store:
        store.name("s", [Link(URL, changed_at=AT + 3 * hour)], AT)
        store.record(fetched(), "s")
        assert store.due("s", AT + 2 * hour) == []
        assert [link.url for link, _ in store.due("s", AT + 3 * hour)] == [URL]


def test_a_source_that_calls_everything_changed_is_not_believed_for_ever(path):
    day, asked = timedelta(days=1), []
    with raw_store(path) as store:
        for number in range(70):
            now = AT + number * day
            store.name("s", [Link(URL, changed_at=now)], now)
            if store.due("s", now):
                asked.append(number)
                store.record(fetched(at=now), "s")
        assert asked == [0, 1, 2, 3, 4, 35, 66]
        store.record(fetched(b"other", AT + 70 * day), "s")
        store.name("s", [Link(URL, changed_at=AT + 71 * day)], AT + 71 * day)
        assert store.due("s", AT + 71 * day), "what has changed is believed again"


def test_what_failed_is_remembered_until_it_is_had(path):
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        failure = Visit(URL, AT, "page", "failed", 503, reason="http_error", detail="503", next_try=AT)
        store.record(failure, "s")
        store.record(failure, "s")
        assert store.standing(URL).n_failures == 2
        assert [tuple(item) for item in store.failures(["s"])] == [
            (URL, "http_error", "503; next try 2024-05-01 06:00 UTC")
        ]
        store.record(fetched(), "s")
        assert store.failures(["s"]) == []
        store.record(failure, "s")
        assert store.failures(["s"]) == []
        assert len(store.pages(["s"])) == 1


def test_a_redirect_names_where_it_leads(path):
    target = "https://news.example/2.html"
    with raw_store(path) as store:
        store.name("s", [Link(URL)], AT)
        store.record(Visit(URL, AT, "page", "redirected", 301, target=target), "s", [Link(target)])
        assert [link.url for link, _ in store.due("s", AT)] == [target]
        assert store.standing(URL).target == target
        assert store.pages(["s"]) == []


def test_the_content_of_an_index_and_what_it_named_lately_can_be_asked(path):
    index, later = "https://news.example/", AT + timedelta(hours=1)
    with raw_store(path) as store:
        assert store.content(index) is None
        headers = (("content-type", "text/xml; charset=gbk"),)
        store.record(
            Visit(index, AT, "index", "fetched", 200, response_headers=headers, content=b"list"), "s", [Link(URL)]
        )
        store.record(Visit(index, later, "index", "unchanged", 304), "s", [Link(URL), Link("https://a.example/")])
        assert store.content(index) == (b"list", "text/xml; charset=gbk")
        assert store.n_named_since("s", [URL, "https://a.example/", "https://b.example/"], AT) == 1
        assert store.pages(["s"]) == []
        assert (store.n_visits(), store.n_links("s")) == (2, 2)


def test_an_undated_capture_has_no_time_and_a_file_no_address(path):
    with raw_store(path) as store:
        store.name("s", [Link("news/1.html")], AT)
        store.record(fetched(url="news/1.html", is_dated=False), "s")
        (page,) = store.read(page.page_id for page in store.pages(["s"]))
    assert (page.url, page.fetched_at) == (None, None)


def test_a_visit_comes_out_as_it_went_in(path):
    visit = fetched(
        response_headers=(("Server", "服务器"), ("Server", "2")),
        request_headers=(("Accept", "*/*"),),
        detail="签约",
        next_try=AT,
    )
    failure = Visit(URL, AT, "index", "failed", None, reason="timeout", detail="30 s", target=None)
    with raw_store(path) as store:
        store.record(visit, "s")
        store.record(failure, "s")
    with raw_store(path) as store:
        assert list(store.visits()) == [visit, failure]


def test_the_headers_of_the_latest_version_can_be_asked(path):
    then = AT + timedelta(days=1)
    with raw_store(path) as store:
        assert store.answer(URL) == ()
        store.record(fetched(response_headers=(("Date", "first"),)), "news")
        store.record(replace(fetched(at=then), response_headers=(("Date", "the same"),)), "news")
        store.record(Visit(URL, then, "page", "unchanged", 304, response_headers=(("Date", "unchanged"),)), "news")
        assert store.answer(URL) == (("Date", "first"),)
        store.record(fetched(b"two", then, response_headers=(("Date", "second"),)), "news")
        assert store.answer(URL) == (("Date", "second"),)


def test_those_that_answered_with_an_error_and_are_put_off_can_be_asked(path):
    def failed(url, status=503, reason="http_error", hours=2):
        then = AT + timedelta(hours=hours)
        return Visit(url, AT, "page", "failed", status, reason=reason, detail="x", next_try=then)

    others = [failed("b", hours=1), failed("c", None), failed("d", 200, "too_large"), failed("e", hours=3)]
    with raw_store(path) as store:
        for visit in (failed("a", 500), failed("a"), *others, fetched(url="e", next_try=AT + timedelta(days=1))):
            store.record(visit, "news")
        assert store.put_off(AT + timedelta(hours=1)) == [failed("a")]


def test_what_failed_for_a_reason_can_be_asked_by_who_named_it(path):
    with raw_store(path) as store:
        store.name("news", [Link("a", date(2024, 5, 1)), Link("b"), Link("c"), Link("d")], AT)
        store.name("other", [Link("e")], AT)
        for url, reason in (("a", "robots"), ("b", "timeout"), ("c", "robots"), ("e", "robots")):
            store.record(Visit(url, AT, "page", "failed", reason=reason, detail="x"), "other")
        store.record(fetched(url="c"), "other")
        assert store.failed_for("news", "robots") == [Link("a", date(2024, 5, 1))]


def test_what_an_address_was_last_asked_for_can_be_asked_by_what_it_was_asked_as(path):
    seen = [replace(fetched(b"rules"), role="robots"), replace(fetched(), at=AT + timedelta(days=1))]
    with raw_store(path) as store:
        for visit in seen:
            store.record(visit, "news")
        assert [store.last_visit(URL, role) for role in ("robots", "page", "index")] == [
            *(replace(visit, content=None) for visit in seen),
            None,
        ]


@pytest.mark.parametrize("statement", ["update visits set url = 'x'", "delete from contents", "delete from harvests"])
def test_nothing_is_changed_afterwards(path, statement):
    with raw_store(path) as store:
        store.record(fetched(), "s")
        store.note_harvest("s", AT, 1, "")
    with sqlite3.connect(path) as file, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        file.execute(statement)


def test_harvests_and_archives_are_remembered(path):
    with raw_store(path) as store:
        assert store.last_harvest("s") is store.last_news("s") is store.first_harvest("s") is None
        store.note_harvest("s", AT, 3, "")
        store.note_harvest("s", AT + timedelta(days=1), 0, "")
        store.note_harvest("s", AT + timedelta(days=2), 0, "no such host")
        assert store.first_harvest("s") == store.last_news("s") == AT
        assert store.last_harvest("s") == AT + timedelta(days=1)
        store.note_taken("s", "a.warc.gz", "12", AT)
        assert store.is_taken("s", "a.warc.gz", "12")
        assert not store.is_taken("s", "a.warc.gz", "13")


def test_many_may_open_a_store_that_is_not_there_yet(path):
    together = threading.Barrier(8)

    def open_it(_):
        together.wait(10)
        with raw_store(path) as store:
            return store.n_visits()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(open_it, range(8))) == [0] * 8


def test_something_else_is_no_raw_store(path):
    path.parent.mkdir()
    path.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(RawStoreError, match="is no raw store"), raw_store(path):
        pass


def test_a_store_of_another_version_is_refused(path):
    with raw_store(path):
        pass
    with sqlite3.connect(path) as file:
        file.execute("pragma user_version = 99")
    with pytest.raises(RawStoreError, match="form 99"), raw_store(path):
        pass


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=40)), max_size=20))
def test_whatever_comes_in_the_latest_is_what_came_last(visits):
    with raw_store_in_memory() as store:
        store.name("s", [Link(f"https://{host}.example/") for host in "abc"], AT)
        for minute, (host, content) in enumerate(visits):
            store.record(fetched(content, AT + timedelta(minutes=minute), f"https://{host}.example/"), "s")
        latest = {f"https://{host}.example/": content for host, content in visits}
        assert {page.source_uri: page.content for page in store.read(p.page_id for p in store.pages(["s"]))} == latest


def raw_store_in_memory():
    import tempfile
    from contextlib import contextmanager
    from pathlib import Path

    @contextmanager
    def opened():
        with tempfile.TemporaryDirectory() as folder, raw_store(Path(folder) / "store.sqlite") as store:
            yield store

    return opened()
