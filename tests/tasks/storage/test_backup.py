"""A copy of a data folder is one itself, whatever goes on in the folder meanwhile."""

import threading
from datetime import UTC, datetime

import pytest

from schemas.visit import Link, Visit
from tasks.storage import write_json
from tasks.storage.backup import BackupError, back_up
from tasks.storage.raw_store import raw_store
from tasks.storage.snapshots import Snapshots

AT = datetime(2024, 5, 1, tzinfo=UTC)


def visit(number):
    url = f"https://news.example/{number}"
    return Visit(url, AT, "page", "fetched", 200, content=f"第{number}页".encode() * 200)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    snapshots = Snapshots(folder)
    write_json({"rows": 1}, snapshots.begin() / "datapackage.json")
    snapshots.publish(folder / "snapshots" / ".unfinished", {})
    return folder


@pytest.fixture
def raw(data):
    path = data / "raw" / "store.sqlite"
    with raw_store(path) as store:
        store.name("s", [Link(visit(number).url) for number in range(2000)], AT)
        store.record(visit(0), "s")
    return path


def test_the_copy_holds_the_store_and_the_tables(data, raw, tmp_path):
    copied = back_up(data, raw, tmp_path / "copy")
    assert copied == [tmp_path / "copy" / "raw" / "store.sqlite", tmp_path / "copy" / "tables"]
    with raw_store(copied[0]) as store:
        assert len(store.pages(["s"])) == 1
    assert (copied[1] / "datapackage.json").read_bytes() == (data / "tables" / "datapackage.json").read_bytes()
    assert Snapshots(tmp_path / "copy").current() == Snapshots(data).current()


def test_a_copy_made_while_pages_come_in_is_whole(data, raw, tmp_path):
    begun, stop = threading.Event(), threading.Event()

    def fetch():
        with raw_store(raw) as store:
            for number in range(1, 2000):
                store.record(visit(number), "s")
                begun.set()
                if stop.is_set():
                    break

    thread = threading.Thread(target=fetch)
    thread.start()
    assert begun.wait(10)
    (copy, _) = back_up(data, raw, tmp_path / "copy")
    stop.set()
    thread.join()
    with raw_store(copy) as store:
        held = [page.page_id for page in store.pages(["s"])]
        assert len(list(store.read(held))) == len(held) == store.n_visits() >= 2


def test_a_store_that_is_broken_leaves_no_half_copy(data, raw, tmp_path):
    raw.write_bytes(b"nothing of the kind" * 1000)
    with pytest.raises(BackupError, match="restore it from an earlier copy"):
        back_up(data, raw, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    raw.unlink()
    assert back_up(data, raw, tmp_path / "copy") == [tmp_path / "copy" / "tables"]


def test_nothing_is_overwritten_and_nothing_is_no_copy(data, raw, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").touch()
    with pytest.raises(BackupError, match="is there already"):
        back_up(data, raw, tmp_path / "copy")
    with pytest.raises(BackupError, match="neither a raw store nor tables"):
        back_up(tmp_path / "nothing", tmp_path / "nothing" / "raw.sqlite", tmp_path / "other")
    assert not (tmp_path / "other").exists()
