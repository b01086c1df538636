"""What the raw store holds: pages, new or kept, and addresses whose page could not be had - all of it counted."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.records import Page
from schemas.visit import Link, Visit
from tasks.fetch.shard import fetch_shard
from tasks.fetch.survey import survey, survey_stored, together
from tasks.identity import page_id
from tasks.storage import read_records
from tasks.storage.raw_store import raw_store

AT = datetime(2024, 5, 1, tzinfo=UTC)
HOST = "https://news.example"


def fetched(path, content, at=AT):
    headers = (("content-type", "text/html; charset=gbk"),)
    return Visit(f"{HOST}/{path}", at, "page", "fetched", 200, response_headers=headers, content=content)


@pytest.fixture
def raw(tmp_path):
    path = tmp_path / "raw.sqlite"
    with raw_store(path) as store:
        store.name("s", [Link(f"{HOST}/{name}") for name in ("b", "a", "lost")], AT)
        store.record(fetched("b", b"two"), "s")
        store.record(fetched("a", b"one"), "s")
        store.record(Visit(f"{HOST}/lost", AT, "page", "failed", 404, reason="http_error", detail="404"), "s")
    return path


def seen_in(raw, kept=()):
    with raw_store(raw) as store:
        return survey_stored(store.pages(["s"]), store.failures(["s"]), kept)


def test_pages_are_new_until_they_are_kept_and_failures_are_rejected(raw):
    seen = seen_in(raw)
    assert [page.source_uri for page in seen.new] == [f"{HOST}/a", f"{HOST}/b"]
    assert seen.n_pages == 3
    (rejection,) = seen.rejected
    assert (rejection.stage, rejection.reason, rejection.source_uri) == ("fetch", "http_error", f"{HOST}/lost")
    kept = seen_in(raw, {page_id(f"{HOST}/a", b"one")})
    assert kept.active == seen.active
    assert [page.source_uri for page in kept.new] == [f"{HOST}/b"]


def test_files_and_stored_pages_are_one_survey_in_the_order_of_addresses(raw, tmp_path):
    (tmp_path / "http.txt").write_text("一页")
    (tmp_path / "zoo.txt").write_text("另一页")
    files = survey([tmp_path / "zoo.txt", tmp_path / "http.txt"], ())
    both = together(files, seen_in(raw))
    assert [page.source_uri for page in both.new] == ["http.txt", f"{HOST}/a", f"{HOST}/b", "zoo.txt"]
    assert both.n_pages == 5


def test_a_file_that_an_archive_holds_too_is_one_page(raw, tmp_path):
    page = tmp_path / "page.txt"
    page.write_bytes(b"one page")
    with raw_store(raw) as store:
        store.name("s", [Link("page.txt")], AT)
        store.record(Visit("page.txt", AT, "page", "fetched", content=b"one page", is_dated=False), "s")
    both = together(survey([page], ()), seen_in(raw))
    assert len(both.new) == len(both.active) == 3


def test_a_file_that_has_changed_since_it_was_archived_counts_as_it_is_now(raw, tmp_path):
    page = tmp_path / "page.txt"
    page.write_bytes(b"as it is now")
    with raw_store(raw) as store:
        store.name("s", [Link("page.txt")], AT)
        store.record(Visit("page.txt", AT, "page", "fetched", content=b"as it was", is_dated=False), "s")
    both = together(survey([page], ()), seen_in(raw))
    assert page_id("page.txt", b"as it is now") in both.active
    assert page_id("page.txt", b"as it was") not in both.active
    assert len(both.new) == 3


def test_a_shard_holds_pages_of_files_and_of_the_store(raw, tmp_path):
    file = tmp_path / "news.txt"
    file.write_text("签约")
    new = together(survey([file], ()), seen_in(raw)).new
    assert fetch_shard(new, raw, tmp_path / "shard.parquet").counts == {"pages": 3, "bytes": 12}
    pages = read_records(Page, tmp_path / "shard.parquet")
    assert [page.source_uri for page in pages] == [f"{HOST}/a", f"{HOST}/b", "news.txt"]
    assert pages[0] == Page(
        page_id(f"{HOST}/a", b"one"), f"{HOST}/a", b"one", f"{HOST}/a", "text/html; charset=gbk", AT
    )


def test_a_page_that_has_a_newer_version_meanwhile_is_named_as_changed(raw, tmp_path):
    seen = seen_in(raw)
    with raw_store(raw) as store:
        store.record(fetched("a", b"newer", AT + timedelta(hours=1)), "s")
    _, changed = fetch_shard(seen.new, raw, tmp_path / "shard.parquet")
    assert changed == {page_id(f"{HOST}/a", b"one")}
    assert not (tmp_path / "shard.parquet").exists()
