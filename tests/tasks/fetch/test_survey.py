"""What a folder holds: pages, new or kept, and what is no page - all of it counted."""

import os
from dataclasses import replace

import pytest

from schemas.records import Page
from tasks.clean import decode
from tasks.fetch import survey as survey_module
from tasks.fetch.known_files import known_by_path
from tasks.fetch.page import page_of
from tasks.fetch.shard import fetch_shard
from tasks.fetch.survey import AmbiguousSourceError, survey
from tasks.identity import page_id
from tasks.storage import read_records
from tasks.storage.source import DataFolderError


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("b.txt", "a.HTML", "c.md"):
        (folder / name).write_text(f"签约 {name}")
    return folder


def test_every_file_is_a_page_or_rejected(news):
    (news / "photo.jpg").write_bytes(b"\xff\xd8")
    (news / "lost.txt").symlink_to(news / "nothing.txt")
    (news / ".hidden.txt").write_text("x")
    seen = survey([news], ())
    assert [page.source_uri for page in seen.new] == ["news/a.HTML", "news/b.txt", "news/c.md"]
    assert {(item.source_uri, item.reason) for item in seen.rejected} == {
        ("news/photo.jpg", "unsupported"),
        ("news/lost.txt", "unreadable"),
    }
    assert seen.n_pages == 5


def test_a_file_beyond_the_limit_is_rejected(news, monkeypatch):
    monkeypatch.setattr(survey_module, "MAX_PAGE_BYTES", 10)
    (news / "b.txt").write_bytes(b"x" * 10)
    seen = survey([news], ())
    assert {(item.source_uri, item.reason) for item in seen.rejected} == {
        ("news/a.HTML", "too_large"),
        ("news/c.md", "too_large"),
    }


def test_what_is_kept_is_not_too_large_to_be_cleaned(news):
    (news / "b.txt").write_bytes(b"x" * decode.MAX_PAGE_BYTES)
    (news / "c.md").write_bytes(b"x" * (decode.MAX_PAGE_BYTES + 1))
    seen = survey([news], ())
    assert [page.source_uri for page in seen.new] == ["news/a.HTML", "news/b.txt"]
    assert [(item.source_uri, item.reason) for item in seen.rejected] == [("news/c.md", "too_large")]


def test_pages_that_are_kept_are_not_new_but_active(news):
    first = survey([news], ())
    (news / "b.txt").write_text("改了")
    again = survey([news], first.active)
    assert [page.source_uri for page in again.new] == ["news/b.txt"]
    assert len(again.active) == 3
    assert len(again.active & first.active) == 2


def test_a_file_given_twice_counts_once(news):
    assert survey([news, news], ()) == survey([news], ())


def test_the_data_folder_is_no_source_even_inside_of_one(news, monkeypatch):
    (news / "data" / "work").mkdir(parents=True)
    (news / "data" / "work" / "shard.parquet").write_bytes(b"x")
    monkeypatch.chdir(news)
    for data in (news / "data", type(news)("data")):
        assert survey([type(news)(".")], (), without=data).n_pages == 3
    assert survey([news], ()).n_pages == 4


def test_a_folder_that_cannot_be_read_is_rejected(news, monkeypatch):
    closed, scandir = news / "closed.d", os.scandir
    closed.mkdir()

    def refuse(path):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    seen = survey([news], ())
    assert len(seen.new) == 3
    assert [(item.source_uri, item.reason) for item in seen.rejected] == [("news/closed.d", "unreadable")]
    assert "Permission denied" in seen.rejected[0].detail


def test_sources_that_overlap_count_each_page_once(news, tmp_path):
    (news / "sub").mkdir()
    (news / "sub" / "d.txt").write_text("签约")
    (tmp_path / "link").symlink_to(news / "sub")
    widest = survey([news], ())
    assert survey([news / "sub", news, news / "b.txt", tmp_path / "link"], ()) == widest
    assert "news/sub/d.txt" in [page.source_uri for page in widest.new]


def test_the_data_folder_is_known_by_any_name(news, tmp_path):
    (news / "d" / "snapshots").mkdir(parents=True)
    (news / "d" / "snapshots" / "table.parquet").write_bytes(b"x")
    (tmp_path / "data").symlink_to(news / "d")
    assert survey([news], ()).n_pages == 4
    assert survey([news], (), without=tmp_path / "data").n_pages == 3
    for source in (news / "d", news / "d" / "snapshots"):
        with pytest.raises(DataFolderError, match="is a data folder"):
            survey([source], (), without=tmp_path / "data")
    (news / "d" / ".lock").touch()
    assert survey([news], ()).n_pages == 3
    with pytest.raises(DataFolderError, match="is a data folder"):
        survey([news / "d"], ())


def test_pages_beside_the_work_in_a_data_folder_are_pages(news, tmp_path):
    (tmp_path / ".lock").touch()
    (tmp_path / "snapshots").mkdir()
    assert survey([news], (), without=tmp_path).n_pages == 3


def test_two_files_with_one_address_are_an_error(news, tmp_path):
    other = tmp_path / "elsewhere" / "news"
    other.mkdir(parents=True)
    (other / "b.txt").write_text("另一页")
    with pytest.raises(AmbiguousSourceError, match=r"news/b\.txt"):
        survey([news, other], ())


def test_the_id_of_a_page_is_its_address_and_its_bytes():
    ids = {page_id("a/1.txt", b"x"), page_id("a/2.txt", b"x"), page_id("a/1.txt", b"y"), page_id("a/1.tx", b"t\0x")}
    assert len(ids) == 4
    page = page_of("a/1.htm", b"\x00\xff")
    assert page == Page(page_id("a/1.htm", b"\x00\xff"), "a/1.htm", b"\x00\xff", content_type="text/html")
    assert page.fetched_at is None


def test_a_shard_of_pages_holds_their_bytes(news, tmp_path):
    new = survey([news], ()).new
    fetched = fetch_shard(new, tmp_path / "raw.sqlite", tmp_path / "shard.parquet")
    assert fetched.counts["pages"] == 3
    assert not fetched.changed
    pages = read_records(Page, tmp_path / "shard.parquet")
    assert [page.content for page in pages] == [(news / name).read_bytes() for name in ("a.HTML", "b.txt", "c.md")]
    assert [page.page_id for page in pages] == [page.page_id for page in new]


def test_a_file_that_is_as_it_was_is_not_read_again(news, monkeypatch):
    first = survey([news], ())
    known = known_by_path(first.files)
    monkeypatch.setattr(survey_module, "read_file", _must_not_be_read)
    assert survey([news], first.active, known) == replace(first, new=())


@pytest.mark.parametrize("change", ["longer", "same size and time", "replaced", "another address"])
def test_a_file_that_is_not_as_it_was_is_read_again(news, change):
    known = known_by_path(survey([news], ()).files)
    file = news / "b.txt"
    before = file.stat()
    if change == "longer":
        file.write_text("签约 b.txt 续")
    elif change == "same size and time":
        file.write_bytes(file.read_bytes()[::-1])
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif change == "replaced":
        file.rename(news / "old.md")
        file.write_bytes((news / "old.md").read_bytes()[::-1])
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:
        news = news / "b.txt"
    assert survey([news], (), known) == survey([news], ())


def _must_not_be_read(path, limit):
    raise AssertionError(f"{path} was read")


@pytest.mark.parametrize("change", ["rewrite", "remove"])
def test_a_page_that_changes_under_the_reader_is_named_and_rejected(news, tmp_path, change):
    seen = survey([news], ())
    if change == "rewrite":
        (news / "b.txt").write_text("改了")
    else:
        (news / "b.txt").unlink()
    _, changed = fetch_shard(seen.new, tmp_path / "raw.sqlite", tmp_path / "shard.parquet")
    rest = seen.when_kept(changed)
    assert [(item.source_uri, item.reason) for item in rest.rejected] == [("news/b.txt", "unreadable")]
    assert "changed while it was read" in rest.rejected[0].detail
    assert rest.n_pages == seen.n_pages
    assert rest.active == seen.active - changed
    assert not rest.new
    assert not (tmp_path / "shard.parquet").exists()
