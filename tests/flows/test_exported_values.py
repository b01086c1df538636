"""Published tables in a workbook and in CSV, read back by other programs: every cell is the value of the table."""

import json
from datetime import UTC, datetime, time

import openpyxl
import polars as pl
import pyarrow as pa
import pytest
from openpyxl.utils.escape import unescape

from flows.cli import main
from schemas.tables import TABLES
from tasks.export.text import unguarded
from tests.office import opened
from tests.published import sample_tables

#: How Polars is told to read the kinds of columns; text and lists stay as they stand.
READ_AS = {pa.int64(): pl.Int64, pa.float64(): pl.Float64, pa.bool_(): pl.Boolean, pa.date32(): pl.Date}


def export(form, data, target):
    assert main(["export", "--format", form, str(target), "--data", str(data)]) == 0
    return target


@pytest.fixture(scope="module")
def workbook(published_twice, tmp_path_factory):
    return export("xlsx", published_twice[0], tmp_path_factory.mktemp("book") / "tables.xlsx")


def in_a_sheet(kind, value):
    """Return what a cell holds for a value."""
    if pa.types.is_list(kind):
        return json.dumps(value, ensure_ascii=False)
    if pa.types.is_date(kind) and value is not None:
        return datetime.combine(value, time())
    if pa.types.is_timestamp(kind) and value is not None:
        return value.replace(tzinfo=None)
    return value


def assert_holds_the_tables(file):
    book = openpyxl.load_workbook(file, data_only=True)
    for table in TABLES:
        head, *lines = book[table.name].iter_rows(max_col=len(table.columns), values_only=True)
        assert list(head) == [column.name for column in table.columns]
        held = sample_tables()[table.name]
        for place, column in enumerate(table.columns):
            cells = [unescape(line[place]) if isinstance(line[place], str) else line[place] for line in lines]
            values = [in_a_sheet(column.type, value) for value in held[column.name].to_pylist()]
            assert cells == values, f"{table.name}.{column.name}"


def test_openpyxl_reads_every_cell_of_a_workbook(workbook):
    assert_holds_the_tables(workbook)


def test_libreoffice_reads_every_cell_of_a_workbook(workbook, tmp_path):
    assert_holds_the_tables(opened(workbook, "xlsx", tmp_path))


def test_polars_reads_every_cell_of_csv(published_twice, tmp_path):
    folder = export("csv", published_twice[0], tmp_path / "tables")
    for table in TABLES:
        read_as = {column.name: READ_AS.get(column.type, pl.String) for column in table.columns}
        frame = pl.read_csv(folder / f"{table.name}.csv", schema=read_as)
        for column in table.columns:
            cells = [as_told(column.type, cell) for cell in frame[column.name]]
            assert cells == sample_tables()[table.name][column.name].to_pylist(), f"{table.name}.{column.name}"


def as_told(kind, cell):
    """Return the value that docs/loading.md says a cell of text stands for."""
    if not isinstance(cell, str):
        return cell
    if pa.types.is_list(kind):
        return json.loads(cell)
    if pa.types.is_timestamp(kind):
        return datetime.strptime(cell, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return unguarded(cell)
