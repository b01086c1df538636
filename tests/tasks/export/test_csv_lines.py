"""CSV read back by the programs that analysts read it with: every value is the one of the table."""

import csv
import io
import json

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.export.csv_lines import csv_lines
from tasks.export.text import unguarded
from tasks.storage.exports import write_lines
from tests.office import opened
from tests.tasks.export.nasty import KINDS, TEXTS, contents, row_values, rows_of, texts_as_rows

NAMES = [column.name for column in KINDS.columns]


@pytest.fixture(autouse=True)
def fields_of_any_length():
    """Another test may have set the limit, which is one for the whole process."""
    before = csv.field_size_limit(10_000_000)
    yield
    csv.field_size_limit(before)


def meant(name, cell):
    """Return the value that the page on CSV says a cell stands for; a blank is an empty cell."""
    if name in ("text", "url"):
        return unguarded(cell)
    if not cell:
        return None
    return {"texts": json.loads, "truth": lambda text: text == "true"}.get(name, str)(cell)


def told(name, value):
    """Return a value of a row as ``meant`` returns that of its cell, where the reader cannot tell blank from empty."""
    if name in ("text", "url"):
        return value or ""
    if value is None or name in ("texts", "truth"):
        return value
    if name == "instant":
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if name == "day":
        return value.isoformat()
    return value


@given(st.lists(row_values, max_size=5))
def test_the_csv_module_reads_every_value_back(values):
    rows = rows_of(values)
    head, *lines = csv.reader(io.StringIO("".join(csv_lines(contents(rows))), newline=""), strict=True)
    assert head == NAMES
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        for name, cell in zip(NAMES, line, strict=True):
            value = meant(name, cell)
            if name in ("id", "whole", "number"):
                assert row[name] == (None if value is None else type(row[name])(value))
            else:
                assert value == told(name, row[name])


def test_the_lines_are_as_rfc_4180_has_them():
    rows = rows_of([{**dict.fromkeys(NAMES[1:]), "text": 'a "b",\nc', "texts": ["一", 'x"'], "number": 2.50}])
    assert "".join(csv_lines(contents(rows))) == (
        'id,text,texts,whole,number,truth,day,instant,url\r\n0,"a ""b"",\nc","[""一"", ""x\\""""]",,2.5,,,,\r\n'
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_the_encodings_hold_every_character(tmp_path, encoding):
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    texts = [every[start : start + 10_000] for start in range(0, len(every), 10_000)]
    write_lines(csv_lines(contents(texts_as_rows(texts))), tmp_path / "a.csv", encoding)
    with (tmp_path / "a.csv").open(encoding=encoding, newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert "".join(unguarded(row["text"]) for row in rows) == every


def test_what_excel_knows_utf_8_by_is_there(tmp_path):
    write_lines(csv_lines(contents([])), tmp_path / "a.csv", "utf-8-sig")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfid,text")


@pytest.fixture
def nasty_file(tmp_path):
    write_lines(csv_lines(contents(texts_as_rows(TEXTS))), tmp_path / "nasty.csv", "utf-8-sig")
    return tmp_path / "nasty.csv"


def test_duckdb_reads_the_same_and_tells_blank_from_empty(tmp_path):
    texts = [None, *TEXTS]
    write_lines(csv_lines(contents(texts_as_rows(texts))), tmp_path / "a.csv", "utf-8-sig")
    with duckdb.connect() as connection:
        read = connection.execute(
            "select text from read_csv(?, all_varchar = true, allow_quoted_nulls = false, delim = ',', quote = '\"',"
            " escape = '\"', header = true) order by id::int",
            [str(tmp_path / "a.csv")],
        ).fetchall()
    assert [None if text is None else unguarded(text) for (text,) in read] == texts


def test_pandas_reads_the_same(nasty_file):
    frame = pd.read_csv(nasty_file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert list(frame.text.map(unguarded)) == TEXTS
    assert list(frame.texts.map(json.loads)) == [[text] for text in TEXTS]


def test_polars_reads_the_same(nasty_file):
    frame = pl.read_csv(nasty_file, infer_schema=False)
    assert [unguarded(text) for text in frame["text"].fill_null("")] == TEXTS


def test_libreoffice_takes_no_cell_for_a_formula(nasty_file, tmp_path):
    sheet = openpyxl.load_workbook(opened(nasty_file, "xlsx", tmp_path)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 3 * len(TEXTS)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_libreoffice_would_take_one_for_a_formula_without_the_guard(tmp_path):
    (tmp_path / "bare.csv").write_text("=1+1\n", encoding="utf-8")
    sheet = openpyxl.load_workbook(opened(tmp_path / "bare.csv", "xlsx", tmp_path)).active
    assert sheet["A1"].data_type == "f"


@settings(max_examples=20)
@given(st.lists(row_values, min_size=1, max_size=30))
def test_the_bytes_do_not_depend_on_how_rows_come(values):
    rows = rows_of(values)
    assert "".join(csv_lines(contents(rows, batch=1))) == "".join(csv_lines(contents(rows, batch=100)))
