"""A table keeps its declaration: every rule has a planted violation."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.column import Column, Table, TableError, ascends

TABLE = Table(
    name="towers",
    description="One row is a tower.",
    columns=(
        Column("tower_id", pa.string(), "The tower.", nullable=False, pattern=r"t\d"),
        Column("height", pa.int64(), "Height.", unit="m", minimum=0, maximum=100),
        Column("network", pa.string(), "Network.", allowed=("4G", "5G")),
        Column("built_on", pa.date32(), "Day of completion."),
        Column(
            "owners",
            pa.list_(pa.field("item", pa.string(), nullable=False)),
            "Owners.",
            nullable=False,
            allowed=("a", "b"),
        ),
        Column("share", pa.float64(), "Share."),
        Column("is_live", pa.bool_(), "Whether it is on the air."),
    ),
    key=("tower_id",),
)


def row(**changes):
    plain = {
        "tower_id": "t1",
        "height": None,
        "network": "5G",
        "built_on": date(2021, 5, 1),
        "owners": ["a"],
        "share": None,
        "is_live": True,
    }
    return {**plain, **changes}


def test_rows_come_out_sorted_by_the_key_whatever_their_order():
    rows = [row(tower_id="t2"), row(tower_id="t1")]
    assert TABLE.from_rows(rows).equals(TABLE.from_rows(rows[::-1]))
    assert TABLE.from_rows(rows)["tower_id"].to_pylist() == ["t1", "t2"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tower_id": None}, "tower_id"),
        ({"tower_id": "x1"}, "column tower_id: 1 values of the wrong form, the first 'x1'"),
        ({"height": -1}, "column height: 1 values below 0, the first -1"),
        ({"height": 101}, "column height: 1 values above 100, the first 101"),
        ({"network": "6G"}, "column network: 1 values outside the allowed words, the first '6G'"),
        ({"owners": ["a", "c"]}, "column owners: 1 values outside the allowed words, the first 'c'"),
        ({"height": "tall"}, "table towers"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named(change, message):
    with pytest.raises(TableError, match=message):
        TABLE.from_rows([row(**change)])


def test_a_repeated_key_is_named():
    with pytest.raises(TableError, match=r"1 keys are not unique or not in order, the first \{'tower_id': 't1'\}"):
        TABLE.from_rows([row(), row()])


def test_a_row_with_a_column_too_many_or_too_few_is_refused():
    with pytest.raises(TableError, match="wrong columns: colour"):
        TABLE.from_rows([{**row(), "colour": "red"}])
    with pytest.raises(TableError, match="wrong columns: share"):
        TABLE.from_rows([{name: value for name, value in row().items() if name != "share"}])


@pytest.mark.parametrize("second", ["t1", "t0"])
def test_a_key_that_is_not_greater_than_the_last_of_the_part_before_is_refused(second):
    parts = [TABLE.from_rows([row(tower_id=name)]) for name in ("t1", second)]
    with pytest.raises(TableError, match=rf"not in order, the first \{{'tower_id': '{second}'\}}"):
        list(TABLE.checked([parts[0], parts[0].slice(0, 0), parts[1]]))


def test_parts_in_order_are_passed_on_as_they_come():
    parts = [TABLE.from_rows([row(tower_id=name)]) for name in ("t1", "t2")]
    assert list(TABLE.checked(parts)) == parts


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abc")), max_size=5))
def test_keys_ascend_as_tuples_do(keys):
    table = pa.table(
        {"one": pa.array([a for a, _ in keys], pa.int64()), "two": pa.array([b for _, b in keys], pa.string())}
    )
    assert ascends(table).to_pylist() == [one < other for one, other in pairwise(keys)]


def test_another_schema_is_refused():
    table = TABLE.from_rows([row()])
    with pytest.raises(TableError, match="the schema is not the declared one"):
        TABLE.check(table.drop_columns(["share"]))


def test_plain_pandas_gets_the_declared_types_and_the_dictionary(tmp_path):
    pq.write_table(TABLE.from_rows([row(), row(tower_id="t2", height=7, built_on=None)]), tmp_path / "towers.parquet")
    frame = pd.read_parquet(tmp_path / "towers.parquet")
    assert frame["tower_id"].dtype == "str"
    assert frame["height"].dtype == "Int64"
    assert frame["height"].tolist() == [pd.NA, 7]
    assert frame["built_on"][0] == date(2021, 5, 1)
    assert frame["is_live"].dtype == "boolean"
    assert list(frame["owners"][0]) == ["a"]
    assert frame.attrs["columns"]["height"] == {"description": "Height.", "unit": "m"}
    assert frame.attrs["key"] == ["tower_id"]


def test_an_empty_table_has_the_declared_types(tmp_path):
    pq.write_table(TABLE.from_rows([]), tmp_path / "towers.parquet")
    assert pd.read_parquet(tmp_path / "towers.parquet")["height"].dtype == "Int64"
