"""A snapshot is opened once and read some rows at a time."""

import shutil

import pyarrow as pa
import pytest

from schemas.tables import EVIDENCE
from tasks.storage import snapshots
from tasks.storage.place import place
from tasks.storage.tables import NoTablesError, UnknownSnapshotError, UnknownTableError, kept_snapshots, open_snapshot
from tests.published import publish, sample_tables


def test_the_current_snapshot_and_any_other_that_is_kept_can_be_opened(published_twice):
    data, current, earlier = published_twice
    assert open_snapshot(data).id == open_snapshot(data, current).id == current
    assert open_snapshot(data, earlier).folder == data / "snapshots" / earlier
    assert [one.id for one in kept_snapshots(data)] == [current, earlier]


def test_a_snapshot_that_a_run_forgets_meanwhile_is_none_that_is_kept(tmp_path, monkeypatch):
    oldest, middle, current = (publish(tmp_path, {"evidence": sample_tables()["evidence"][:n]}) for n in range(3))
    read = snapshots.read_json
    asked = []

    def forgetting(path):
        asked.append(path.parent.name)
        if path.parent.name == oldest:
            shutil.rmtree(path.parent)
        return read(path)

    monkeypatch.setattr(snapshots, "read_json", forgetting)
    assert open_snapshot(tmp_path).id == open_snapshot(tmp_path, current).id == current
    assert asked == [current, current]  # whoever wants the current one does not depend on the others
    assert open_snapshot(tmp_path, middle).id == middle
    assert [one.id for one in kept_snapshots(tmp_path)] == [current, middle]
    with pytest.raises(UnknownSnapshotError, match=f"kept are {current}, {middle}"):
        open_snapshot(tmp_path, oldest)


def test_tables_are_read_whole_or_some_rows_at_a_time(published_twice):
    snapshot = open_snapshot(published_twice[0])
    held = sample_tables()["evidence"]
    assert snapshot.read("evidence").equals(held)
    parts = list(snapshot.batches("evidence", 100))
    assert max(part.num_rows for part in parts) == 100
    assert pa.Table.from_batches(parts).equals(held)
    assert snapshot.schema("evidence").equals(EVIDENCE.arrow_schema(), check_metadata=False)
    assert snapshot.schema("evidence").metadata[b"PANDAS_ATTRS"]
    assert snapshot.rows["evidence"] == held.num_rows


def test_what_is_not_there_is_told(published_twice, tmp_path):
    data, current, earlier = published_twice
    with pytest.raises(NoTablesError, match="make them with"):
        open_snapshot(tmp_path)
    with pytest.raises(UnknownSnapshotError, match=f"kept are {current}, {earlier}"):
        open_snapshot(data, "..")
    for name in ("zoo", "manifest", "../evidence"):
        with pytest.raises(UnknownTableError, match="it has agreement_parties"):
            open_snapshot(data).read(name)


def test_only_the_latest_five_are_kept(tmp_path):
    tables = {"evidence": sample_tables()["evidence"]}
    published = [publish(tmp_path, {"evidence": tables["evidence"].slice(0, n)}) for n in range(7)]
    assert [one.id for one in kept_snapshots(tmp_path)] == published[:1:-1]


def test_in_a_store_too_only_those_that_are_kept_are_named(store):
    data = place(f"{store}/data")
    table = sample_tables()["evidence"]
    published = [publish(data, {"evidence": table.slice(0, n)}) for n in range(7)]
    assert [one.id for one in kept_snapshots(data)] == published[:1:-1]
