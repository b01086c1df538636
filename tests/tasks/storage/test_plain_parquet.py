"""The published files read with plain readers: pandas, Polars, DuckDB, and whatever else knows Parquet.

R's arrow is the same C++ as pyarrow; what is checked for it is that the files ask nothing of a reader that any build of
it, or another reader such as nanoparquet, may lack.
"""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.tables import TABLES
from tests.published import sample_tables

POLARS = {
    pa.string(): pl.String,
    pa.int64(): pl.Int64,
    pa.float64(): pl.Float64,
    pa.bool_(): pl.Boolean,
    pa.date32(): pl.Date,
    pa.timestamp("us", tz="UTC"): pl.Datetime("us", "UTC"),
    pa.list_(pa.field("item", pa.string(), nullable=False)): pl.List(pl.String),
}
EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def file_of(published_twice, table):
    return published_twice[0] / "tables" / f"{table.name}.parquet"


@EACH
def test_pandas_reads_it(published_twice, table):
    frame = pd.read_parquet(file_of(published_twice, table))
    held = sample_tables()[table.name]
    assert list(frame.columns) == held.column_names
    for name in held.column_names:
        values = [None if not isinstance(v, (list, tuple)) and pd.isna(v) else v for v in map(listed, frame[name])]
        assert values == held[name].to_pylist()


def listed(value):
    return value.tolist() if hasattr(value, "tolist") else value


@EACH
def test_polars_reads_it(published_twice, table):
    for frame in (
        pl.read_parquet(file_of(published_twice, table)),
        pl.scan_parquet(file_of(published_twice, table)).collect(),
    ):
        assert frame.to_dicts() == sample_tables()[table.name].to_pylist()
    assert frame.dtypes == [POLARS[column.type] for column in table.columns]


@EACH
def test_duckdb_reads_it(published_twice, table):
    found = duckdb.sql(f"from '{file_of(published_twice, table)}'").to_arrow_table()
    assert found.to_pylist() == sample_tables()[table.name].to_pylist()


@EACH
def test_it_asks_nothing_of_a_reader_that_one_may_lack(published_twice, table):
    """Flat columns and lists of text, one codec, encodings that every reader has, no bloom filter."""
    file = pq.ParquetFile(file_of(published_twice, table))
    metadata = file.metadata
    assert metadata.format_version in ("1.0", "2.6")
    columns = [
        metadata.row_group(group).column(place)
        for group in range(metadata.num_row_groups)
        for place in range(metadata.num_columns)
    ]
    assert {column.compression for column in columns} <= {"ZSTD"}
    assert {encoding for column in columns for encoding in column.encodings} <= {"PLAIN", "RLE", "RLE_DICTIONARY"}
    assert {column.physical_type for column in columns} <= {"BYTE_ARRAY", "INT32", "INT64", "DOUBLE", "BOOLEAN"}
    assert {column.bloom_filter_offset for column in columns} <= {None}
    places = [file.schema.column(place) for place in range(metadata.num_columns)]
    assert {place.logical_type.type for place in places} <= {"STRING", "DATE", "TIMESTAMP", "NONE"}
    assert max(place.max_repetition_level for place in places) <= 1
    assert {place.path.count(".") for place in places} <= {0, 2}


@EACH
def test_without_the_metadata_of_arrow_and_pandas_it_is_the_same(published_twice, table):
    """A reader that knows Parquet alone gets the same columns and values."""
    held = sample_tables()[table.name]
    bare = pq.read_table(file_of(published_twice, table)).replace_schema_metadata(None)
    assert bare.to_pylist() == held.to_pylist()
    schema = pq.ParquetFile(file_of(published_twice, table)).schema.to_arrow_schema()
    assert [pa.types.is_dictionary(field.type) for field in schema] == [False] * len(schema)
    assert [field.type for field in schema] == [field.type for field in held.schema]
