"""A snapshot is published whole, once for each content, and its readers are given time."""

import multiprocessing
import os
import signal
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.storage import write_table
from tasks.storage.files import read_json
from tasks.storage.snapshots import NotALinkError, Snapshots


def _publish(snapshots, value):
    unfinished = snapshots.begin()
    for name in ("one", "two", "three"):
        write_table(pa.table({"value": [value] * 50}), unfinished / f"{name}.parquet")
    return snapshots.publish(unfinished, {"code": "c"})


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
