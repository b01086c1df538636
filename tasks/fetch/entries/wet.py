"""WET files: WARC files with the plain text that was drawn from pages."""

from collections.abc import Iterator
from typing import BinaryIO

from tasks.fetch.entries.entry import Entry, refused
from tasks.fetch.entries.records import records
from tasks.fetch.entries.warc import record_time

_TEXT = (("Content-Type", "text/plain; charset=utf-8"),)


def wet_entries(stream: BinaryIO, limit: int) -> Iterator[Entry]:
    """Yield the texts of a WET file, and what is damaged in it.

    Args:
        stream: the file, as it is.
        limit: how many bytes a text may have.

    Raises:
        BrokenArchiveError: it is no WARC file.
    """
    for record in records(stream, limit):
        place = f"record {record.number}"
        if record.damage:
            yield refused(place, "unreadable", record.damage, record.target())
        elif record.kind == "conversion" and record.block is None:
            yield refused(place, "too_large", f"more than {limit} bytes", record.target())
        elif record.kind == "conversion":
            yield Entry(place, record.target(), record.block, _TEXT, None, record_time(record))
