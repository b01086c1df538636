"""CSV files with a line of names, in UTF-8."""

import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tasks.fetch.entries.entry import BrokenArchiveError, Entry, refused
from tasks.fetch.entries.lines import lines
from tasks.fetch.entries.rows import check_columns, row_entry

#: CSV may write a quotation mark as two, and a row has other columns besides its page.
_QUOTED = 2
_ROOM = 1024 * 1024


def csv_entries(stream: BinaryIO, columns: Mapping[str, str], limit: int) -> Iterator[Entry]:
    """Yield the page of each row, or why there is none; a row stands where its last line does.

    Raises:
        BrokenArchiveError: it has not the columns, or is packed and damaged from here on.
    """
    csv.field_size_limit(limit)  # for the process as a whole; nothing else in it reads CSV of strangers
    rows = _Rows(stream, limit)
    header = rows.next()
    if header is None or isinstance(header, str):
        raise BrokenArchiveError(f"has no line with the names of its columns{f' ({header})' if header else ''}")
    check_columns(columns, header)
    while (row := rows.next()) is not None:
        if row:
            yield _entry(f"line {rows.line_num}", header, row, columns, limit)


def _entry(place: str, header: list[str], row: list[str] | str, columns: Mapping[str, str], limit: int) -> Entry:
    if isinstance(row, str):
        return refused(place, "too_large" if "limit" in row else "unreadable", f"cannot be read ({row})")
    if len(row) != len(header):
        return refused(place, "unreadable", f"has {len(row)} fields, the first line {len(header)}")
    return row_entry(place, dict(zip(header, row, strict=True)), columns, limit)


class _Rows:
    """The rows of a file, of which none takes more than its share of memory."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._lines = lines(stream, limit)
        self._limit = limit
        self._n_bytes = 0
        self._reader = csv.reader(self._texts())

    @property
    def line_num(self) -> int:
        """The number of the last line that was read."""
        return self._reader.line_num

    def next(self) -> list[str] | str | None:
        """Return the next row, what is wrong with it, or None at the end."""
        self._n_bytes = 0
        try:
            return next(self._reader, None)
        except csv.Error as error:
            return str(error)

    def _texts(self) -> Iterator[str]:
        """Yield the lines as text; bytes that are no UTF-8 stay marked, so that the field they stand in is refused."""
        for line in self._lines:
            self._n_bytes += len(line.content or b"")
            if line.content is None or self._n_bytes > _QUOTED * self._limit + _ROOM:
                yield "x" * (self._limit + 1)  # the reader says of which row it is
            else:
                yield line.content.decode("utf-8", "surrogateescape")
