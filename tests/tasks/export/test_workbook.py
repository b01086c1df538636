"""A workbook read back by openpyxl and by LibreOffice: every value is that of the table, nothing is a formula."""

import errno
import json
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from tasks.export import cells, workbook
from tasks.export.cells import Loss
from tasks.export.workbook import WorkbookNotWrittenError, WorkbookTooLargeError, write_workbook
from tests.office import opened
from tests.tasks.export.nasty import FORMULAS, KINDS, TEXTS, contents, row_values, rows_of, texts_as_rows

NAMES = [column.name for column in KINDS.columns]
DAY = date(2024, 5, 20)


def write(rows, path, table=KINDS):
    return write_workbook([contents(rows, table)], {"snapshot": "s"}, DAY, path)


def meant(name, cell):
    """Return what a cell stands for; openpyxl leaves characters that XML cannot hold as Excel writes them."""
    value = cell.value
    if isinstance(value, str):
        value = unescape(value)
    if name == "texts" and value is not None:
        return json.loads(value)
    if name == "day" and isinstance(value, datetime):
        return value.date()
    if name == "instant" and isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return value


@settings(max_examples=60)
@given(st.lists(row_values, max_size=5))
def test_openpyxl_reads_every_value_back(values):
    rows = rows_of(values)
    with TemporaryDirectory() as folder:
        losses = write(rows, Path(folder, "a.xlsx"))
        book = openpyxl.load_workbook(Path(folder, "a.xlsx"))
    assert {loss.what for loss in losses} <= {cells.UNLINKED}
    head, *lines = book["kinds"].iter_rows(min_row=1, max_row=len(rows) + 1, max_col=len(NAMES))
    assert [cell.value for cell in head] == NAMES
    for row, line in zip(rows, lines, strict=True):
        for name, cell in zip(NAMES, line, strict=True):
            assert cell.data_type != "f"
            if name == "number" and row[name] is not None:
                assert cell.value == pytest.approx(row[name], rel=1e-15, abs=0)
            else:
                assert meant(name, cell) == row[name], name


def test_formulas_stay_text_when_somebody_edits_them(tmp_path):
    write(texts_as_rows(FORMULAS), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["kinds"]
    (column,) = sheet.iter_cols(min_row=2, min_col=2, max_col=2)
    assert [unescape(cell.value) for cell in column] == FORMULAS
    assert all(cell.quotePrefix for cell in column)


def test_libreoffice_reads_the_same(tmp_path):
    texts = [text for text in TEXTS if text != "_x0041_"]  # LibreOffice reads it, but does not write it as Excel does
    rows = texts_as_rows(texts)
    rows[0] |= {"whole": 123_456_789_012_345, "number": 0.1, "truth": False, "day": date(2021, 12, 31)}
    rows[0] |= {"instant": datetime(2024, 5, 1, 6, 30, 15, tzinfo=UTC), "url": "https://news.example/1.html?a=b&c=d"}
    write(rows, tmp_path / "a.xlsx")
    (tmp_path / "saved").mkdir()
    sheet = openpyxl.load_workbook(opened(tmp_path / "a.xlsx", "xlsx", tmp_path / "saved"))["kinds"]
    lines = list(sheet.iter_rows(min_row=2, max_col=len(NAMES)))
    # LibreOffice writes a truth as =FALSE(), and has one sign for the end of a line.
    assert [cell.value for line in lines for cell in line if cell.data_type == "f"] == ["=FALSE()"]
    lines[0][NAMES.index("truth")].value = False
    assert [unescape(line[1].value or "") for line in lines] == [text.replace("\r\n", "\n") for text in texts]
    assert [json.loads(unescape(line[2].value)) for line in lines] == [[text] for text in texts]
    assert [meant(name, cell) for name, cell in zip(NAMES, lines[0], strict=True)] == list(rows[0].values())
    assert lines[0][NAMES.index("url")].hyperlink.target == "https://news.example/1.html?a=b&c=d"


def test_libreoffice_shows_formulas_as_text(tmp_path):
    write(texts_as_rows(FORMULAS[:4]), tmp_path / "a.xlsx")
    shown = opened(tmp_path / "a.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path).read_text("utf-8")
    assert [line.split(",")[1] for line in shown.splitlines()[1:]] == FORMULAS[:4]


def test_the_head_is_frozen_rows_can_be_filtered_and_links_clicked(tmp_path):
    address = "https://news.example/1.html?a=b&c=d#e"
    rows = texts_as_rows([address, "javascript:alert(1)", "https://news.example/" + "a" * 3000])
    losses = write(rows, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["kinds"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:I4"
    assert sheet.column_dimensions["B"].width > 40
    assert sheet.column_dimensions["A"].width < 10
    links = [sheet[f"I{row}"].hyperlink for row in (2, 3, 4)]
    assert f"{links[0].target}#{links[0].location}" == address
    assert links[1:] == [None, None]
    assert sheet["B2"].hyperlink is None
    assert losses == {Loss("kinds", "url", cells.UNLINKED): 2}


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://news.example/新闻/%E6%96%B0.html?q=50%25&a=(b)#c'd", True),
        ("https://news.example/" + "a" * (2079 - 21), True),
        ("https://news.example/" + "a" * (2080 - 21), False),
        ("https://news.example/" + "😀" * 1030, False),  # two units each
        ("https://news.example/?q=50%", False),  # no escape: each % would become %25
        ("https://news.example/?ids[]=" + "[" * 990, False),
        ("http://[::1]/", False),
    ],
)
def test_a_link_leads_where_its_text_says_or_is_none_and_told(tmp_path, recwarn, address, is_one):
    losses = write(texts_as_rows([address]), tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["kinds"]["I2"]
    assert cell.value == address
    assert losses == ({} if is_one else {Loss("kinds", "url", cells.UNLINKED): 1})
    link = cell.hyperlink
    assert (link and "#".join(filter(None, [link.target, link.location]))) == (address if is_one else None)
    assert [one for one in recwarn if "URL" in str(one.message)] == []


def test_a_day_is_a_day_and_an_instant_is_one(tmp_path):
    rows = rows_of([{**dict.fromkeys(NAMES[1:]), "day": DAY, "instant": datetime(2024, 5, 1, 6, 30, tzinfo=UTC)}])
    write(rows, tmp_path / "a.xlsx")
    day, instant = openpyxl.load_workbook(tmp_path / "a.xlsx")["kinds"]["G2:H2"][0]
    assert (day.is_date, day.number_format) == (True, "yyyy-mm-dd")
    assert (instant.is_date, instant.number_format) == (True, "yyyy-mm-dd hh:mm:ss")


def test_what_does_not_fit_is_cut_and_told(tmp_path):
    blank = dict.fromkeys(NAMES[1:])
    rows = rows_of(
        [
            {**blank, "text": "通" * 32_767, "whole": 10**15, "day": date(1900, 2, 28)},
            {**blank, "text": "😀" * 20_000, "instant": datetime(1899, 1, 1, tzinfo=UTC)},
            {**blank, "text": "a" + "😀" * 16_383, "texts": ["通" * 40_000]},
        ]
    )
    losses = write(rows, tmp_path / "a.xlsx")
    assert losses == {
        Loss("kinds", "text", cells.CUT): 1,
        Loss("kinds", "texts", cells.CUT): 1,
        Loss("kinds", "whole", cells.LONG_NUMBER): 1,
        Loss("kinds", "day", cells.OLD_DAY): 1,
        Loss("kinds", "instant", cells.OLD_DAY): 1,
    }
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["kinds"]
    assert sheet["B2"].value == "通" * 32_767
    assert sheet["B3"].value == "😀" * 16_383 + "…"
    assert sheet["B4"].value == "a" + "😀" * 16_383
    assert sheet["C4"].value == '["' + "通" * 32_764 + "…"
    assert (sheet["D2"].value, sheet["G2"].value, sheet["H3"].value) == (
        "1000000000000000",
        "1900-02-28",
        "1899-01-01T00:00:00Z",
    )
    about = [tuple(cell.value for cell in row) for row in book["about"].iter_rows(min_row=2)]
    assert about[0] == ("snapshot", "s")
    assert set(about[1:]) == set(workbook.loss_lines(losses))
    assert ("kinds.text", "1 cut after 32,767 characters") in about


def test_rows_and_links_that_are_too_many_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cells, "ROWS", 301)
    monkeypatch.setattr(cells, "LINKS", 10)
    blank = dict.fromkeys(NAMES[1:])
    losses = write(rows_of({**blank, "url": f"https://news.example/{n}"} for n in range(320)), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["kinds"]
    assert losses == {Loss("kinds", None, cells.LEFT_OUT): 20, Loss("kinds", "url", cells.UNLINKED): 290}
    assert sheet.max_row == 301
    assert [sheet.cell(row, 1).value for row in range(2, 302)] == list(range(300))
    assert sum(sheet.cell(row, 9).hyperlink is not None for row in range(2, 302)) == 10
    assert sheet.cell(301, 9).value == "https://news.example/299"


def test_the_limits_are_those_that_excel_states():
    """https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3."""
    assert (cells.ROWS, cells.LINKS) == (2**20, 65_530)


def test_what_the_columns_mean_stands_in_a_sheet(tmp_path):
    write([], tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["dictionary"].iter_rows(values_only=True))
    assert rows[0] == ("table", "column", "unit", "meaning", "caveat")
    assert rows[4] == ("kinds", "whole", "count", "A whole number.", "")
    assert rows[9] == ("kinds", "url", "", "An address.", "It's a link.")


def test_the_same_tables_give_the_same_bytes(tmp_path):
    for name, batch in (("a", 1), ("b", 100)):
        held = contents(texts_as_rows(TEXTS), batch=batch)
        write_workbook([held], {"snapshot": "s"}, DAY, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created.date() == DAY


def test_a_disk_that_is_full_is_told(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.write", full)
    with pytest.raises(WorkbookNotWrittenError, match=r"a.xlsx could not be written: .*No space left on device"):
        write(texts_as_rows(TEXTS), tmp_path / "a.xlsx")


def test_a_workbook_that_is_too_large_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 1000)
    with pytest.raises(WorkbookTooLargeError, match="export csv, duckdb or sqlite"):
        write(texts_as_rows(TEXTS), tmp_path / "a.xlsx")
