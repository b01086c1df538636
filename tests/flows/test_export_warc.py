"""``qianyue export warc``: all that was fetched and read, in one file, whole or not at all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import export_warc as export
from flows.cli import main
from flows.plan import form_of_pages, raw_in, work_in
from schemas.records import Page, Rejection
from schemas.source import Source
from schemas.visit import Link, Visit
from tasks.fetch.archives import take
from tasks.fetch.page import page_of
from tasks.isolation import rejections_beside
from tasks.storage import write_records, write_table
from tasks.storage.raw_store import raw_store
from tests.quality.chain import read
from tests.tasks.fetch.archived import news

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
HTML = (("Content-Type", "text/html"),)
URL = "https://news.example/1.html"


def publish(data, pages, kept=()):
    """Leave what a run over the pages leaves, as far as an export reads it; ``kept`` are pages of earlier runs."""
    work, reading = work_in(data), read(pages)
    write_records(Page, [*kept, *pages], work.shard("fetch", "f"))
    work.finish("fetch", "f", {"form": form_of_pages()})
    write_records(Rejection, reading.rejections, rejections_beside(work.shard("clean", "c")))
    write_records(Rejection, [], work.shard("clean", "c"))
    work.finish("clean", "c", {})
    for name, table in reading.tables().items():
        write_table(table, data / "snapshots" / "s" / f"{name}.parquet")
    (data / "tables").symlink_to(Path("snapshots") / "s")


def fetch(data):
    with raw_store(raw_in(data)) as store:
        store.record(Visit("https://news.example/", AT, "index", "fetched", 200, content=b"list"), "s", [Link(URL)])
        store.record(Visit(URL, AT, "page", "fetched", 200, response_headers=HTML, content=news(1)), "s")
        changed = Visit(URL, AT + timedelta(days=1), "page", "fetched", 200, response_headers=HTML, content=news(2))
        store.record(changed, "s")


def read_back(path, folder):
    with raw_store(folder / "back.sqlite") as store:
        tally = take(Source("back", "warc", str(path)), store, AT)
        assert set(tally.outcomes) <= {"new", "changed"}
        return list(store.read(page.page_id for page in store.pages(["back"])))


def test_local_pages_come_back_with_the_tables_that_they_make(tmp_path, capsys):
    data, target = tmp_path / "data", tmp_path / "out" / "pages.warc.gz"
    blank = page_of("news/blank.txt", b"  ")
    pages = [*(page_of(f"news/{n:02}.html", news(n)) for n in range(19)), blank]
    publish(data, pages, kept=[page_of("news/00.html", b"an older one")])
    assert main(["export", "warc", str(target), "--data", str(data)]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["pages       20", "from files  20"]
    back = read_back(target, tmp_path)
    assert back == sorted(pages, key=lambda page: page.source_uri)
    tables, others = read(pages).tables(), read(back).tables()
    assert tables["rejected"].num_rows == 1
    assert all(tables[name].equals(others[name]) for name in tables)
    assert not raw_in(data).exists()


def test_fetched_pages_come_back_with_every_version(tmp_path, capsys):
    data, target = tmp_path / "data", tmp_path / "pages.warc.gz"
    fetch(data)
    assert main(["export", "warc", str(target), "--data", str(data)]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["pages       2", "from files  0"]
    (page,) = read_back(target, tmp_path)
    assert (page.url, page.content, page.fetched_at) == (URL, news(2), AT + timedelta(days=1))


def test_a_page_that_was_fetched_and_read_is_there_once(tmp_path):
    data, target = tmp_path / "data", tmp_path / "pages.warc.gz"
    fetch(data)
    with raw_store(raw_in(data)) as store:
        fetched = list(store.read(page.page_id for page in store.pages(["s"])))
    publish(data, [*fetched, page_of("news/9.html", news(9))])
    assert export.export_warc(data, target)[:2] == (3, 1)
    first = target.read_bytes()
    assert export.export_warc(data, target)[:2] == (3, 1)
    assert target.read_bytes() == first


def test_the_file_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    data, target = tmp_path / "data", tmp_path / "pages.warc.gz"
    fetch(data)
    target.write_bytes(b"the old one")

    def stop(visits, stream):
        stream.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "write_warc", stop)
    assert main(["export", "warc", str(target), "--data", str(data)]) == 1
    assert target.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "pages.warc.gz"]


def test_without_anything_to_export_it_is_said_and_nothing_is_made(tmp_path, capsys):
    data = tmp_path / "data"
    assert main(["export", "warc", str(tmp_path / "a.warc.gz"), "--data", str(data)]) == 1
    assert "nothing was fetched or published in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_and_no_raw_store_is_named(tmp_path, capsys):
    assert main(["export", "warc", str(tmp_path)]) == 2
    assert "is a folder: give the file to write" in capsys.readouterr().err
    raw_in(tmp_path).parent.mkdir()
    raw_in(tmp_path).write_bytes(b"nothing of the kind" * 100)
    assert main(["export", "warc", str(tmp_path / "a"), "--data", str(tmp_path)]) == 1
    assert "is no raw store" in capsys.readouterr().err


def test_while_a_run_works_there_nothing_is_exported(tmp_path, held, capsys):
    data = tmp_path / "data"
    fetch(data)
    with held(data):
        assert main(["export", "warc", str(tmp_path / "a"), "--data", str(data)]) == 1
    assert "is working in" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["export"], ["export", "warc"], ["sources"]])
def test_a_command_that_is_not_finished_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err
