"""The statements that make a database of the tables: columns with types, keys and references, in two dialects."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from schemas.column import Column, Table

_Types = tuple[tuple[Callable[[pa.DataType], bool], str], ...]


@dataclass(frozen=True)
class Dialect:
    """What a database calls things.

    Attributes:
        types: the name of the type for what a column holds.
        has_comments: whether tables and columns carry comments; where not, they stand in the statement that made them.
    """

    types: _Types
    has_comments: bool

    def type_of(self, column: Column) -> str:
        """Return the column's type in this database."""
        return next(name for matches, name in self.types if matches(column.type))


DUCKDB = Dialect(
    (
        (pa.types.is_string, "varchar"),
        (pa.types.is_integer, "bigint"),
        (pa.types.is_floating, "double"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "timestamptz"),
        (pa.types.is_list, "varchar[]"),
    ),
    has_comments=True,
)
#: SQLite has no days and no lists: they are ISO 8601 and JSON, which its functions read. Truth is 0 or 1.
SQLITE = Dialect(
    (
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "real"),
        (pa.types.is_boolean, "boolean"),
        (lambda _: True, "text"),
    ),
    has_comments=False,
)


def create_table(table: Table, dialect: Dialect) -> str:
    """Return the statement that makes the table, without rows.

    Example:
        >>> print(create_table(Table("t", "One row.", (Column("a", pa.string(), "An id."),), ("a",)), SQLITE))
        create table "t" ( -- One row.
          "a" text, -- An id.
          primary key ("a")
        )
    """
    parts = [(_column(column, dialect), column.description) for column in table.columns]
    parts += [(f"primary key ({', '.join(quoted(name) for name in table.key)})", "")] if table.key else []
    parts += [
        (f"foreign key ({quoted(column)}) references {quoted(owner)} ({quoted(other)})", "")
        for column, (owner, other) in sorted((table.references or {}).items())
    ]
    lines = [
        f"  {line}{',' if number < len(parts) else ''}{_remark(meaning, dialect)}"
        for number, (line, meaning) in enumerate(parts, start=1)
    ]
    return "\n".join([f"create table {quoted(table.name)} ({_remark(table.description, dialect)}", *lines, ")"])


def comments(table: Table) -> Iterator[str]:
    """Yield the statements that say what the table and its columns mean."""
    yield f"comment on table {quoted(table.name)} is {literal(table.description)}"
    for column in table.columns:
        meaning = " ".join(fact for fact in (column.description, column.unit and f"Unit: {column.unit}.") if fact)
        yield f"comment on column {quoted(table.name)}.{quoted(column.name)} is {literal(meaning)}"


def create_indexes(table: Table) -> Iterator[str]:
    """Yield the statements that make joins over the references quick."""
    for column in sorted(table.references or {}):
        yield f"create index {quoted(f'{table.name}_{column}')} on {quoted(table.name)} ({quoted(column)})"


def references_to_itself(table: Table) -> list[str]:
    """Return the columns that name other rows of the same table by its key."""
    return [column for column, (owner, _) in (table.references or {}).items() if owner == table.name]


def quoted(name: str) -> str:
    """Return a name as one in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as one in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column, dialect: Dialect) -> str:
    return f"{quoted(column.name)} {dialect.type_of(column)}{'' if column.nullable else ' not null'}"


def _remark(meaning: str, dialect: Dialect) -> str:
    return f" -- {' '.join(meaning.split())}" if meaning and not dialect.has_comments else ""
