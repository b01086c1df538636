"""A table as CSV: RFC 4180, one line of names, then the rows.

A blank is an empty field, an empty text is ``""``. Numbers, days and truths stand as they are; text that a spreadsheet
would take for a formula is guarded (``tasks.export.text``), and a list is a JSON array.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from tasks.export.contents import Contents
from tasks.export.text import day_text, guarded, instant_text, list_text, number_text

END = "\r\n"
_QUOTED = re.compile(r'[",\r\n]|^$|^\s|\s$')


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


_FORMS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[Any], str]], ...] = (
    (pa.types.is_string, lambda value: _quoted(guarded(value))),
    (pa.types.is_list, lambda value: _quoted(list_text(value))),
    (pa.types.is_boolean, lambda value: "true" if value else "false"),
    (pa.types.is_integer, str),
    (pa.types.is_floating, number_text),
    (pa.types.is_date, day_text),
    (pa.types.is_timestamp, instant_text),
)


def csv_lines(contents: Contents) -> Iterator[str]:
    """Yield the lines of the table with their ends, first the one with the names of the columns."""
    columns = contents.table.columns
    forms = [next(form for matches, form in _FORMS if matches(column.type)) for column in columns]
    yield ",".join(column.name for column in columns) + END
    for row in contents.rows():
        yield ",".join("" if value is None else form(value) for value, form in zip(row, forms, strict=True)) + END
