"""``from qianyue import load``: whole frames, ready to work with, of one snapshot."""

import subprocess
import sys
from datetime import UTC

import pandas as pd
import pyarrow as pa
import pytest

from qianyue import NoTablesError, UnknownSnapshotError, UnknownTableError, load, snapshots
from schemas.tables import TABLES
from tasks.storage.place import PlaceError, place
from tasks.storage.snapshots import Snapshots
from tests.published import PUBLISHED_AT, earlier_tables, publish, sample_tables


def plain(value):
    """Return a value of a frame as Arrow gives it."""
    if isinstance(value, tuple):
        return list(value)
    if pd.isna(value):
        return None
    return value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_frame_holds_every_value_of_the_table(published_twice, table):
    data, current, _ = published_twice
    frame = load(table.name, data)
    assert frame.attrs == {**table.attrs(), "snapshot": current}
    flat = frame.reset_index() if len(table.key) == 1 else frame
    assert list(flat.columns) == [column.name for column in table.columns]
    for column in table.columns:
        values = sample_tables()[table.name][column.name].to_pylist()
        if pa.types.is_date(column.type):
            values = [None if value is None else pd.Timestamp(value) for value in values]
        assert [plain(value) for value in flat[column.name]] == values, column.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_dtypes_are_the_ones_that_hold_blanks_and_can_be_worked_with(published_twice, tmp_path, table):
    publish(tmp_path, {name: held.slice(0, 0) for name, held in sample_tables().items()})
    dtypes = {
        pa.string(): "str",
        pa.int64(): "Int64",
        pa.float64(): "float64",
        pa.bool_(): "boolean",
        pa.date32(): "datetime64[us]",
        pa.timestamp("us", tz="UTC"): "datetime64[us, UTC]",
    }
    for frame in (load(table.name, published_twice[0]), load(table.name, tmp_path)):  # with rows, and with none
        flat = frame.reset_index() if len(table.key) == 1 else frame
        assert {column.name: str(flat[column.name].dtype) for column in table.columns} == {
            column.name: dtypes.get(column.type, "object") for column in table.columns
        }


def test_the_key_is_the_index_where_it_is_one_column(published_twice):
    frames = {table.name: load(table.name, published_twice[0]) for table in TABLES}
    keys = {table.name: table.key[0] if len(table.key) == 1 else None for table in TABLES}
    assert {name: frame.index.name for name, frame in frames.items()} == keys
    assert keys["agreements"] == "agreement_id"
    assert all(frame.index.is_unique for frame in frames.values())


def test_what_analysts_do_first_works(published_twice):
    agreements, parties, evidence, documents = load(
        ["agreements", "agreement_parties", "evidence", "documents"], published_twice[0]
    )
    assert agreements.set_index("signed_on").resample("YE").size().sum() == agreements.signed_on.notna().sum() > 5
    assert (agreements.signed_on > "2021-01-01").sum() > 3
    assert agreements.operators.value_counts().sum() == len(agreements)
    assert agreements.explode("parties").parties.notna().sum() == len(parties)
    assert parties.join(agreements[["kind"]], on="agreement_id").kind.notna().all()
    quoted = evidence.join(documents.text, on="doc_id")
    assert all(row.text[row.start : row.end] == row.quote for row in quoted.itertuples())


def test_several_tables_are_of_one_snapshot_though_another_is_published_between(tmp_path, monkeypatch):
    publish(tmp_path, earlier_tables())
    before = Snapshots(tmp_path).current()
    from tasks.storage.tables import OpenSnapshot

    read = OpenSnapshot.read

    def read_and_publish(self, name):
        table = read(self, name)
        publish(tmp_path, sample_tables())
        return table

    monkeypatch.setattr(OpenSnapshot, "read", read_and_publish)
    agreements, evidence = load(["agreements", "evidence"], tmp_path)
    assert Snapshots(tmp_path).current() != before
    assert agreements.attrs["snapshot"] == evidence.attrs["snapshot"] == before
    assert len(evidence) == 100


def test_an_earlier_snapshot_is_listed_and_loaded_with_the_columns_that_it_had(published_twice):
    data, current, earlier = published_twice
    kept = snapshots(data)
    assert [one.id for one in kept] == [current, earlier]
    assert kept[0].published_at >= kept[1].published_at
    assert kept[0].published_at == PUBLISHED_AT
    assert kept[0].published_at.tzinfo is UTC
    assert kept[0].rows == {name: table.num_rows for name, table in sample_tables().items()}
    assert kept[1].rows["evidence"] == 100
    assert "rejected" not in kept[1].rows
    assert "conflicts" not in load("agreements", data, snapshot=earlier)
    assert len(load("evidence", str(data), earlier)) == 100
    with pytest.raises(UnknownTableError, match="no table 'rejected' in snapshot"):
        load("rejected", data, earlier)


def test_what_came_after_the_current_snapshot_is_not_listed(tmp_path):
    first, _ = publish(tmp_path, earlier_tables()), publish(tmp_path, sample_tables())
    Snapshots(tmp_path).point_to(first)
    assert [one.id for one in snapshots(tmp_path)] == [first]
    assert load("evidence", tmp_path).attrs["snapshot"] == first


def test_errors_say_what_to_do(published_twice, tmp_path):
    data, current, earlier = published_twice
    with pytest.raises(NoTablesError, match=f"no tables in {tmp_path}: make them with `qianyue run --data {tmp_path}`"):
        load("agreements", tmp_path)
    assert snapshots(tmp_path) == []
    with pytest.raises(UnknownTableError, match=r"no table 'agreement' in snapshot .*: it has agreement_parties, agr"):
        load("agreement", data)
    with pytest.raises(UnknownSnapshotError, match=f"no snapshot yesterday in .*: kept are {current}, {earlier}"):
        load("agreements", data, "yesterday")


def test_a_data_folder_in_a_store_gives_the_same(published_twice, store, monkeypatch):
    data = place(f"{store}/data")
    earlier, current = publish(data, earlier_tables()), publish(data, sample_tables())
    assert (current, earlier) == published_twice[1:]
    there, here = load("agreements", f"{store}/data"), load("agreements", published_twice[0])
    pd.testing.assert_frame_equal(there, here)
    kept = snapshots(f"{store}/data")
    assert [one.id for one in kept] == [current, earlier]
    assert kept[0].published_at.year >= 2024
    assert len(load("evidence", f"{store}/data", earlier)) == 100
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(PlaceError, match="cannot be reached"):
        load("agreements", f"{store}/data")


def test_loading_imports_no_prefect():
    code = "import sys, qianyue; print(any(name.partition('.')[0] in ('prefect', 'flows') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
