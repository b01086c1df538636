"""A snapshot is published whole, once for each content, and its readers are given time."""

import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.storage import write_table
from tasks.storage.files import read_json, write_json
from tasks.storage.snapshots import NotALinkError, Snapshots


def _publish(snapshots, value, **how):
    unfinished = snapshots.begin()
    for name in ("one", "two", "three"):
        write_table(pa.table({"value": [value] * 50}), unfinished / f"{name}.parquet")
    return snapshots.publish(unfinished, {"code": {"clean": "c"}, "published_at": "2024-05-20T06:00:00+00:00"}, **how)


def _compare(before, unfinished):
    """Write what the tables were before, as what tells of the change."""
    value = None if before is None else read_value(before.folder)
    write_table(pa.table({"value": pa.array([value], pa.int64())}), unfinished / "changes.parquet")
    return {"changes": {} if before is None else {"one": {"changed": 1}}}


def read_value(folder, name="one"):
    return pq.read_table(folder / f"{name}.parquet")["value"][0].as_py()


def test_the_manifest_tells_rows_columns_and_hashes(tmp_path):
    name = _publish(Snapshots(tmp_path), 7)
    manifest = read_json(tmp_path / "tables" / "manifest.json")
    assert manifest["snapshot"] == name == (tmp_path / "tables").readlink().name
    assert manifest["files"]["one.parquet"]["rows"] == 50
    assert manifest["files"]["one.parquet"]["columns"] == {"value": "int64"}
    assert len(manifest["files"]["two.parquet"]["sha256"]) == 64


def test_the_same_tables_are_not_published_twice(tmp_path):
    snapshots = Snapshots(tmp_path)
    first = _publish(snapshots, 1)
    made = (tmp_path / "snapshots" / first).stat().st_mtime_ns
    assert _publish(snapshots, 1) == first
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [first]
    assert (tmp_path / "snapshots" / first).stat().st_mtime_ns == made


def test_old_snapshots_are_kept_for_their_readers_and_the_current_one_always(tmp_path):
    snapshots = Snapshots(tmp_path)
    first = _publish(snapshots, 0)
    names = [_publish(snapshots, value) for value in range(1, 8)]
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(names[-5:])
    assert snapshots.current() == names[-1]
    assert not snapshots.holds(first)
    with pytest.raises(KeyError):
        snapshots.point_to(first)


def test_as_many_are_kept_as_are_wished(tmp_path):
    names = [_publish(Snapshots(tmp_path, 2), value) for value in range(4)]
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(names[-2:])
    assert _publish(Snapshots(tmp_path, 1), 3) == names[-1]
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == names[-1:]
    with pytest.raises(ValueError, match="keep 1 at least"):
        Snapshots(tmp_path, 0)


def test_tables_that_come_back_are_a_snapshot_of_their_own_that_tells_what_was_before(tmp_path):
    snapshots = Snapshots(tmp_path)
    names = [_publish(snapshots, value, compare=_compare) for value in (1, 2, 1, 2, 1)]
    assert len(set(names)) == 5
    newest = snapshots.all()
    assert [snapshot.name for snapshot in newest] == names[::-1]
    assert [snapshot.before for snapshot in newest] == [*names[-2::-1], None]
    assert [read_value(snapshot.folder, "changes") for snapshot in newest] == [2, 1, 2, 1, None]
    assert newest[0].content == newest[2].content == newest[4].content != newest[1].content


def test_what_is_published_again_is_not_compared(tmp_path):
    snapshots = Snapshots(tmp_path)
    name = _publish(snapshots, 1, compare=_compare)
    assert _publish(snapshots, 1, compare=lambda *_: pytest.fail("compared")) == name
    assert read_value(snapshots.folder(), "changes") is None


def test_what_a_dead_worker_left_is_not_published(tmp_path):
    def compare(before, unfinished):
        (unfinished / ".database.x").mkdir()
        (unfinished / ".changes.parquet.7").write_bytes(b"half")
        return _compare(before, unfinished)

    name = _publish(Snapshots(tmp_path / "one"), 1, compare=compare)
    assert name == _publish(Snapshots(tmp_path / "two"), 1, compare=_compare)
    assert not list((tmp_path / "one" / "snapshots" / name).glob(".*"))


def test_the_manifest_is_all_that_a_list_of_snapshots_needs(tmp_path):
    snapshots = Snapshots(tmp_path)
    for value in (1, 2):
        _publish(snapshots, value, compare=_compare)
    latest = snapshots.latest()
    assert latest == snapshots.all()[0]
    assert latest.rows == {"one": 50, "two": 50, "three": 50, "changes": 1}
    assert latest.changes == {"one": {"changed": 1}}
    assert latest.code == {"clean": "c"}
    assert latest.published_at == datetime(2024, 5, 20, 6, tzinfo=UTC)
    assert Snapshots(tmp_path / "elsewhere").all() == []


def test_one_that_was_never_published_is_no_old_one(tmp_path, monkeypatch):
    """A run was killed before the link was flipped: the next one with its tables publishes it, another one does not."""
    snapshots = Snapshots(tmp_path)
    first = _publish(snapshots, 1)
    _stop_before_publishing(snapshots, 2, monkeypatch)
    (left,) = {path.name for path in (tmp_path / "snapshots").iterdir()} - {first}
    assert [snapshot.name for snapshot in snapshots.all()] == [first]
    second = _publish(snapshots, 3)
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {first, second}
    _stop_before_publishing(snapshots, 2, monkeypatch)
    third = _publish(snapshots, 2)
    assert [snapshot.name for snapshot in snapshots.all()] == [third, second, first]
    assert third != left


def _stop_before_publishing(snapshots, value, monkeypatch):
    def stopped(self, name):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Snapshots, "point_to", stopped)
        with pytest.raises(KeyboardInterrupt):
            _publish(snapshots, value)


def test_snapshots_whose_manifests_do_not_tell_their_order_are_known_too(tmp_path):
    snapshots = Snapshots(tmp_path)
    early = [_publish(snapshots, value) for value in range(3)]
    for place, name in enumerate(early):
        path = tmp_path / "snapshots" / name / "manifest.json"
        kept = {key: value for key, value in read_json(path).items() if key in ("snapshot", "files", "code")}
        write_json(kept, path)
        os.utime(path, (place, place))
    assert [snapshot.name for snapshot in snapshots.all()] == early[::-1]
    assert snapshots.latest().published_at is None
    later = _publish(snapshots, 7, compare=_compare)
    assert [snapshot.name for snapshot in snapshots.all()] == [later, *early[::-1]]
    assert snapshots.latest().before == early[-1]
    for value in range(8, 11):
        later = _publish(snapshots, value)
    assert [snapshot.name for snapshot in snapshots.all()][-1] == early[-1]


def test_a_folder_of_the_users_is_not_replaced(tmp_path):
    (tmp_path / "tables").mkdir()
    with pytest.raises(NotALinkError, match="move it away"):
        Snapshots(tmp_path).begin()


def _publish_for_ever(data):
    snapshots = Snapshots(data)
    value = int(time.time() * 1000) % 1_000_000
    while True:
        value += 1
        _publish(snapshots, value)


def _values(folder):
    return {pq.read_table(folder / f"{name}.parquet")["value"][0].as_py() for name in ("one", "two", "three")}


def test_readers_see_whole_snapshots_while_writers_publish_and_are_killed(tmp_path):
    """Each of several writers is killed at some moment; a reader that resolves the link once never sees a mixture."""
    _publish(Snapshots(tmp_path), 0)
    spawn = multiprocessing.get_context("spawn")
    seen = set()
    for _ in range(4):
        writer = spawn.Process(target=_publish_for_ever, args=(tmp_path,))
        writer.start()
        before, ends = len(seen), time.monotonic() + 20
        while len(seen) < before + 3 and time.monotonic() < ends:
            values = _values((tmp_path / "tables").resolve())
            assert len(values) == 1
            seen |= values
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        assert len(_values((tmp_path / "tables").resolve())) == 1
    assert len(seen) > 8
