"""CSV files with a line of names, in UTF-8."""

import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tasks.fetch.entries.entry import BrokenArchiveError, Entry, refused
from tasks.fetch.entries.lines import lines
from tasks.fetch.entries.rows import check_columns, row_entry


def csv_entries(stream: BinaryIO, columns: Mapping[str, str], limit: int) -> Iterator[Entry]:
    """Yield the page of each row, or why there is none; a row stands where its last line does.

    Raises:
        BrokenArchiveError: it has not the columns, or is packed and damaged from here on.
    """
    csv.field_size_limit(limit)  # for the process as a whole; nothing else in it reads CSV of strangers
    rows = csv.reader(_texts(stream, limit))
    header = _next(rows)
    if header is None or isinstance(header, str):
        raise BrokenArchiveError(f"has no line with the names of its columns{f' ({header})' if header else ''}")
    check_columns(columns, header)
    while (row := _next(rows)) is not None:
        if row:
            yield _entry(f"line {rows.line_num}", header, row, columns, limit)


def _entry(place: str, header: list[str], row: list[str] | str, columns: Mapping[str, str], limit: int) -> Entry:
    if isinstance(row, str):
        return refused(place, "too_large" if "limit" in row else "unreadable", f"cannot be read ({row})")
    if len(row) != len(header):
        return refused(place, "unreadable", f"has {len(row)} fields, the first line {len(header)}")
    return row_entry(place, dict(zip(header, row, strict=True)), columns, limit)


def _next(rows: Iterator[list[str]]) -> list[str] | str | None:
    """Return the next row, what is wrong with it, or None at the end."""
    try:
        return next(rows, None)
    except csv.Error as error:
        return str(error)


def _texts(stream: BinaryIO, limit: int) -> Iterator[str]:
    """Yield the lines as text; bytes that are no UTF-8 stay marked, so that the field they stand in is refused."""
    for line in lines(stream, limit):
        if line.content is None:
            yield "x" * (limit + 1)  # the reader says of which row it is
        else:
            yield line.content.decode("utf-8", "surrogateescape")
