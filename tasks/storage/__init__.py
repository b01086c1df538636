"""Storage: the only code that reads and writes the disk."""

from tasks.storage.files import write_json
from tasks.storage.records import (
    each_record,
    in_parts,
    join_tables,
    read_column,
    read_least,
    read_merged,
    read_records,
    read_table,
    read_where,
    select_rows,
    write_each,
    write_records,
    write_stream,
    write_table,
)
from tasks.storage.work import Work, fingerprint, has_parts, part_beside

__all__ = [
    "Work",
    "each_record",
    "fingerprint",
    "has_parts",
    "in_parts",
    "join_tables",
    "part_beside",
    "read_column",
    "read_least",
    "read_merged",
    "read_records",
    "read_table",
    "read_where",
    "select_rows",
    "write_each",
    "write_json",
    "write_records",
    "write_stream",
    "write_table",
]
