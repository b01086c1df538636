"""The tables as one Excel workbook, a sheet a table, written row by row.

Text is written as text, whatever it begins with: nothing is a formula. The same tables give the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError, FileSizeError

from tasks.export import cells
from tasks.export.cells import Loss
from tasks.export.contents import Contents
from tasks.export.sheet import ColumnCells, Formats, shape, write_head
from tasks.export.text import list_text

#: How many rows the width of a column is read off.
_LOOKED_AT = 200
_DICTIONARY = ("table", "column", "unit", "meaning", "caveat")


class WorkbookTooLargeError(ValueError):
    """The workbook would be larger than Excel opens."""


class WorkbookNotWrittenError(OSError):
    """The file could not be put together: the disk is full, or whatever else the message says."""


def write_workbook(contents: Sequence[Contents], about: Mapping[str, str], day: date, path: Path) -> Counter[Loss]:
    """Write a sheet for each table, one with what the columns mean, and one about the workbook.

    Args:
        contents: the tables.
        about: facts for the last sheet; what could not be held stands below them.
        day: what the file gives as the day on which it was made.
        path: the file; rows lie beside it until it is put together.

    Returns:
        How many values or rows could not be held.

    Raises:
        WorkbookTooLargeError: a part of the file would be larger than 4 GB.
        WorkbookNotWrittenError: it could not be put together.
    """
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    book.set_properties({"title": "qianyue", "created": datetime.combine(day, time())})
    formats, losses = Formats(book), Counter[Loss]()
    for one in contents:
        _add_table(book, one, formats, losses)
    _add_texts(book, "dictionary", _DICTIONARY, _meanings(contents), formats)
    _add_texts(book, "about", ("fact", "value"), [*sorted(about.items()), *loss_lines(losses)], formats)
    try:
        book.close()
    except FileSizeError as error:
        raise WorkbookTooLargeError("the tables are too large for a workbook: export csv, duckdb or sqlite") from error
    except FileCreateError as error:  # what XlsxWriter makes of any OSError
        raise WorkbookNotWrittenError(f"{path.name} could not be written: {error}") from error
    return losses


def loss_lines(losses: Mapping[Loss, int]) -> list[tuple[str, str]]:
    """Return what could not be held, as the names of table and column and what became of how many values.

    Example:
        >>> loss_lines({Loss("documents", "text", cells.CUT): 3})
        [('documents.text', '3 cut after 32,767 characters')]
    """
    return [
        (f"{loss.table}.{loss.column}" if loss.column else f"rows of {loss.table}", f"{count:,} {loss.what}")
        for loss, count in losses.items()
    ]


def _add_table(book: Workbook, one: Contents, formats: Formats, losses: Counter[Loss]) -> None:
    names = [column.name for column in one.table.columns]
    sheet = book.add_worksheet(one.table.name)
    write_head(sheet, names, formats)
    writers = [ColumnCells(sheet, formats, one.table.name, each, losses).writer() for each in one.table.columns]
    rows = one.rows()
    first = list(islice(rows, _LOOKED_AT))
    n_rows = min(one.n_rows, cells.ROWS - 1)
    for number, row in enumerate(islice(chain(first, rows), n_rows), start=1):
        for place, value in enumerate(row):
            if value is not None:
                writers[place](number, place, value)
    if one.n_rows > n_rows:
        losses[Loss(one.table.name, None, cells.LEFT_OUT)] = one.n_rows - n_rows
    shape(sheet, names, ([_seen(value) for value in row] for row in first), n_rows)


def _add_texts(
    book: Workbook, name: str, names: Sequence[str], rows: Iterable[Sequence[str]], formats: Formats
) -> None:
    sheet = book.add_worksheet(name)
    write_head(sheet, names, formats)
    known = list(rows)
    for number, row in enumerate(known, start=1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, formats.text)
    shape(sheet, names, known, len(known))


def _meanings(contents: Iterable[Contents]) -> Iterator[tuple[str, ...]]:
    for one in contents:
        for column in one.table.columns:
            yield (one.table.name, column.name, column.unit or "", column.description, column.caveat or "")


def _seen(value: Any) -> str:
    if value is None:
        return ""
    return list_text(value) if isinstance(value, list) else str(value).partition("\n")[0]
