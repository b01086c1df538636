"""In a store a snapshot counts when its manifest is there, and is current when the pointer names it."""

import threading

import pandas as pd
import pyarrow as pa
import pytest

from tasks.storage import read_table, snapshots, write_table
from tasks.storage.files import read_json
from tasks.storage.place import place
from tasks.storage.snapshots import MANIFEST, Snapshots


@pytest.fixture
def published(store):
    return Snapshots(place(f"{store}/data"))


def _publish(published, value):
    unfinished = published.begin()
    for name in ("one", "two"):
        write_table(pa.table({"value": [value] * 50}), unfinished / f"{name}.parquet")
    return published.publish(unfinished, {"code": "c"})


def test_the_pointer_names_the_folder_that_holds_all_tables(published, store):
    assert published.current() is None
    assert published.folder() is None
    with pytest.raises(FileNotFoundError):
        _ = published.tables
    name = _publish(published, 7)
    pointer = read_json(published.sign)
    assert (str(published.sign), pointer["snapshot"]) == (f"{store}/data/tables.json", name)
    assert str(published.tables) == f"{store}/data/{pointer['folder']}" == f"{store}/data/snapshots/{name}"
    manifest = read_json(published.tables / MANIFEST)
    assert manifest["snapshot"] == name
    assert sorted(manifest["files"]) == ["one.parquet", "two.parquet"]
    assert pd.read_parquet(f"{published.tables}/one.parquet").value.tolist() == [7] * 50


def test_it_has_the_id_that_it_has_on_a_disk(published, tmp_path):
    assert _publish(published, 7) == _publish(Snapshots(tmp_path), 7)


def test_a_snapshot_without_its_manifest_does_not_count(published, monkeypatch):
    old, put = _publish(published, 1), snapshots.upload

    def stopped(file, target):
        if file.name == MANIFEST:
            raise ConnectionError("the network is gone")
        put(file, target)

    monkeypatch.setattr(snapshots, "upload", stopped)
    with pytest.raises(ConnectionError):
        _publish(published, 2)
    assert published.current() == old
    (half,) = [path.name for path in (published.data / "snapshots").iterdir() if path.name != old]
    assert not published.holds(half)
    with pytest.raises(KeyError):
        published.point_to(half)
    monkeypatch.setattr(snapshots, "upload", put)
    assert _publish(published, 2) == half == published.current()


def test_the_latest_are_kept_and_old_tables_may_come_back(published):
    names = [_publish(published, value) for value in range(7)]
    assert {path.name for path in (published.data / "snapshots").iterdir()} == set(names[-5:])
    assert not published.holds(names[1])
    again = _publish(published, 4)
    assert again == published.current()
    assert again not in names
    assert read_json(published.sign)["earlier"][:3] == [names[6], names[5], names[4]]
    assert [snapshot.name for snapshot in published.all()] == [again, *names[:2:-1]]
    contents = {snapshot.name: snapshot.content for snapshot in published.all()}
    assert contents[again] == contents[names[4]] != contents[names[5]]


def test_readers_see_whole_snapshots_while_others_are_published(published):
    _publish(published, 0)
    done = threading.Event()

    def write():
        for value in range(1, 12):
            _publish(published, value)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not done.is_set():
        folder = published.tables
        values = {
            value for name in ("one", "two") for value in read_table(folder / f"{name}.parquet")["value"].to_pylist()
        }
        assert len(values) == 1
        seen |= values
    writer.join()
    assert len(seen) > 1
