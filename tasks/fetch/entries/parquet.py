"""Parquet files, some rows at a time."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tasks.fetch.entries.entry import BrokenArchiveError, Entry
from tasks.fetch.entries.rows import check_columns, row_entry
from tasks.storage.archive_files import NoParquetError, parquet_columns, parquet_rows

#: Addresses and the like may be longer than a page of a source with small pages.
_LONGEST_OTHER = 64 * 1024


def parquet_entries(stream: BinaryIO, columns: Mapping[str, str], limit: int) -> Iterator[Entry]:
    """Yield the page of each row, or why there is none.

    Raises:
        BrokenArchiveError: it is no Parquet file, has not the columns, or is damaged from here on.
    """
    try:
        check_columns(columns, parquet_columns(stream))
        wanted = sorted(set(columns.values()))
        for number, row in enumerate(parquet_rows(stream, wanted, max(limit, _LONGEST_OTHER)), 1):
            yield row_entry(f"row {number}", row, columns, limit)
    except NoParquetError as error:
        raise BrokenArchiveError(str(error)) from error
