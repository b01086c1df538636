"""Storage: the only code that reads and writes the disk."""

from tasks.storage.records import read_records, read_table, write_records, write_table

__all__ = ["read_records", "read_table", "write_records", "write_table"]
