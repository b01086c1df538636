"""The tables as a DuckDB file and as an SQLite file, with their keys, references, meanings and some questions ready."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.column import Column, Table
from tasks.export.contents import Contents, referenced_first
from tasks.export.sql import (
    DUCKDB,
    SQLITE,
    comments,
    create_indexes,
    create_table,
    literal,
    quoted,
    references_to_itself,
)
from tasks.export.text import day_text, instant_text, list_text
from tasks.export.views import VIEWS
from tasks.storage.database_files import DuckdbFile, duckdb_file, sqlite_file

_ABOUT = Table(
    "about",
    "One row is one fact on where the tables come from.",
    (Column("fact", pa.string(), "What it tells.", nullable=False), Column("value", pa.string(), "The fact.")),
    ("fact",),
)


def write_duckdb(contents: Sequence[Contents], about: Mapping[str, str], path: Path) -> None:
    """Write the tables, their views and the facts about them as a DuckDB file.

    Raises:
        BrokenReferenceError: a row refers to one that is not there.
    """
    with duckdb_file(path) as file:
        for one in referenced_first([*contents, _facts(about)]):
            file.run(create_table(one.table, DUCKDB))
            _fill(file, one)
            for statement in comments(one.table):
                file.run(statement)
        for view in VIEWS:
            if file.can_answer(view.query):
                file.run(f"create view {quoted(view.name)} as {view.query}")
                file.run(f"comment on view {quoted(view.name)} is {literal(view.description)}")


def write_sqlite(contents: Sequence[Contents], about: Mapping[str, str], path: Path) -> None:
    """Write the tables, their views and the facts about them as an SQLite file.

    Raises:
        BrokenReferenceError: a row refers to one that is not there.
    """
    with sqlite_file(path) as file:
        for one in referenced_first([*contents, _facts(about)]):
            file.run(create_table(one.table, SQLITE))
            file.insert(quoted(one.table.name), len(one.table.columns), _sqlite_rows(one))
            for statement in create_indexes(one.table):
                file.run(statement)
        for view in VIEWS:
            if file.can_answer(view.query):
                file.run(f"create view {quoted(view.name)} as -- {view.description}{view.query}")


def _facts(about: Mapping[str, str]) -> Contents:
    rows = [{"fact": fact, "value": value} for fact, value in sorted(about.items())]
    return Contents(_ABOUT, len(rows), lambda: iter(_ABOUT.from_rows(rows).to_batches()))


def _fill(file: DuckdbFile, one: Contents) -> None:
    schema = pa.schema([(column.name, column.type) for column in one.table.columns])
    reader = pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in one.batches()))
    own = [quoted(column) for column in references_to_itself(one.table)]
    if own:
        (key,) = one.table.key
        file.insert_by_rank(quoted(one.table.name), reader, quoted(key), own)
    else:
        file.insert(quoted(one.table.name), reader)


_SQLITE_FORMS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[Any], Any]], ...] = (
    (pa.types.is_list, list_text),
    (pa.types.is_date, day_text),
    (pa.types.is_timestamp, instant_text),
)


def _sqlite_rows(one: Contents) -> Iterator[tuple[Any, ...]]:
    forms = [
        next((form for matches, form in _SQLITE_FORMS if matches(column.type)), None) for column in one.table.columns
    ]
    for row in one.rows():
        yield tuple(
            value if form is None or value is None else form(value) for value, form in zip(row, forms, strict=True)
        )
