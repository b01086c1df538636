"""A sheet of a workbook: the cells of a column, each of the kind that its values are, and the shape of the whole."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from schemas.column import Column
from tasks.export import cells
from tasks.export.cells import Loss
from tasks.export.text import day_text, instant_text, list_text

#: The columns whose addresses can be clicked.
_LINKED = frozenset({"url"})


class Formats:
    """How the cells of a workbook look."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1})
        self.text: Format = book.add_format({"quote_prefix": True})  # stays text when somebody edits the cell
        self.link: Format = book.get_default_url_format()
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


@dataclass
class ColumnCells:
    """What writes the values of one column.

    Attributes:
        sheet: where to.
        formats: how they look.
        table: the name of the table.
        column: the column.
        losses: where it is counted what a cell cannot hold.
        n_links: how many links there are already.
    """

    sheet: Worksheet
    formats: Formats
    table: str
    column: Column
    losses: Counter[Loss]
    n_links: int = 0

    def writer(self) -> Callable[[int, int, Any], Any]:
        """Return what writes a value, given the numbers of row and column from 0."""
        forms: tuple[tuple[Callable[[pa.DataType], bool], Callable[[int, int, Any], Any]], ...] = (
            (pa.types.is_string, self._link if self.column.name in _LINKED else self._text),
            (pa.types.is_list, self._list),
            (pa.types.is_boolean, self.sheet.write_boolean),
            (pa.types.is_date, self._day),
            (pa.types.is_timestamp, self._instant),
            (lambda _: True, self._number),
        )
        return next(form for matches, form in forms if matches(self.column.type))

    def _text(self, row: int, place: int, value: str) -> None:
        fitting = cells.fitting_text(value)
        if fitting is not value:
            self._lose(cells.CUT)
        self.sheet.write_string(row, place, fitting, self.formats.text)

    def _list(self, row: int, place: int, value: list[str]) -> None:
        self._text(row, place, list_text(value))

    def _link(self, row: int, place: int, value: str) -> None:
        if self.n_links < cells.LINKS and cells.is_link(value):
            self.n_links += 1
            self.sheet.write_url(row, place, value, self.formats.link, value)
        else:
            self._lose(cells.UNLINKED)
            self._text(row, place, value)

    def _number(self, row: int, place: int, value: float) -> None:
        if cells.fits_number(value):
            self.sheet.write_number(row, place, value)
        else:
            self._lose(cells.LONG_NUMBER)
            self._text(row, place, str(value))

    def _day(self, row: int, place: int, value: date) -> None:
        if cells.fits_day(value):
            self.sheet.write_datetime(row, place, value, self.formats.day)
        else:
            self._lose(cells.OLD_DAY)
            self._text(row, place, day_text(value))

    def _instant(self, row: int, place: int, value: datetime) -> None:
        if cells.fits_day(value):
            self.sheet.write_datetime(row, place, value.replace(tzinfo=None), self.formats.instant)
        else:
            self._lose(cells.OLD_DAY)
            self._text(row, place, instant_text(value))

    def _lose(self, what: str) -> None:
        self.losses[Loss(self.table, self.column.name, what)] += 1


def write_head(sheet: Worksheet, names: Sequence[str], formats: Formats) -> None:
    """Write the names of the columns into the first row."""
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, formats.head)


def shape(sheet: Worksheet, names: Sequence[str], rows: Iterable[Sequence[str]], n_rows: int) -> None:
    """Freeze the names of the columns, let rows be filtered, and make the columns wide enough.

    Args:
        sheet: the sheet.
        names: the names of the columns.
        rows: some rows as they are seen; each column is as wide as the widest of its texts.
        n_rows: how many rows there are below the names.
    """
    for place, texts in enumerate(zip(names, *rows, strict=True)):
        sheet.set_column(place, place, cells.width_of(texts))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, n_rows, len(names) - 1)
