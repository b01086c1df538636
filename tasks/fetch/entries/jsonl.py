"""Files with a JSON object a line."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from tasks.fetch.entries.entry import Entry, refused
from tasks.fetch.entries.lines import Line, lines
from tasks.fetch.entries.rows import row_entry

#: JSON may write a character of three bytes as six.
_ESCAPED = 2
_ROOM = 1024 * 1024


def jsonl_entries(stream: BinaryIO, columns: Mapping[str, str], limit: int) -> Iterator[Entry]:
    """Yield the page of each line, or why there is none; empty lines are passed over.

    Raises:
        BrokenArchiveError: the file is packed, and damaged from here on.
    """
    for line in lines(stream, _ESCAPED * limit + _ROOM):
        if line.content is None or line.content.strip():
            yield _entry(line, columns, limit)


def _entry(line: Line, columns: Mapping[str, str], limit: int) -> Entry:
    place = f"line {line.number}"
    if line.content is None:
        return refused(place, "too_large", f"a page may have {limit} bytes")
    try:
        row: Any = json.loads(line.content)
    except (ValueError, RecursionError) as error:
        return refused(place, "unreadable", f"is no JSON ({type(error).__name__}: {error})")
    if not isinstance(row, dict):
        return refused(place, "unreadable", "is no JSON object")
    return row_entry(place, row, columns, limit)
