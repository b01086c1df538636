"""What is exported: tables as their files have them, with what is declared of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schemas.column import Column, Table
from schemas.tables import TABLES


@dataclass(frozen=True)
class Contents:
    """A table with its rows.

    Attributes:
        table: its columns, key and references.
        n_rows: how many rows it has.
        batches: gives the rows in the order of the key, some at a time.
    """

    table: Table
    n_rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield each row as Python values."""
        for batch in self.batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def described(name: str, schema: pa.Schema) -> Table:
    """Return a table with the columns that its file has, which may be those of an earlier version.

    Args:
        name: its name.
        schema: the schema of its file; the metadata of each field describes the column.
    """
    declared = next((table for table in TABLES if table.name == name), Table(name, "", (), ()))
    columns = tuple(_column(field) for field in schema)
    names = set(schema.names)
    references = {column: owner for column, owner in (declared.references or {}).items() if column in names}
    key = declared.key if names.issuperset(declared.key) else ()
    return Table(name, declared.description, columns, key, references)


def _column(field: pa.Field) -> Column:
    facts = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    return Column(
        field.name,
        field.type,
        facts.get("description", ""),
        unit=facts.get("unit"),
        nullable=field.nullable,
        allowed=tuple(filter(None, facts.get("allowed", "").split(", "))),
        example=facts.get("example"),
        caveat=facts.get("caveat"),
    )


def in_declared_order(names: Iterable[str]) -> list[str]:
    """Return the names of tables in the order in which an analyst meets them, those that are not declared last.

    Example:
        >>> in_declared_order(["zoo", "metrics", "agreements"])
        ['agreements', 'metrics', 'zoo']
    """
    order = [table.name for table in TABLES]
    return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))


def referenced_first(contents: Sequence[Contents]) -> list[Contents]:
    """Return the tables in an order in which each stands behind those that it refers to, but for itself.

    A reference to a table that is not among them is dropped.
    """
    names = {one.table.name for one in contents}
    waiting = [_within(one, names) for one in contents]
    placed: list[Contents] = []
    while waiting:
        done = {one.table.name for one in placed}
        ready = [one for one in waiting if owners(one.table) <= done]
        placed += ready
        waiting = [one for one in waiting if one not in ready]
        if not ready:
            raise ValueError(f"tables refer to each other in a circle: {', '.join(one.table.name for one in waiting)}")
    return placed


def owners(table: Table) -> set[str]:
    """Return the names of the other tables that a table refers to."""
    return {owner for owner, _ in (table.references or {}).values()} - {table.name}


def _within(one: Contents, names: set[str]) -> Contents:
    table = one.table
    kept = {column: owner for column, owner in (table.references or {}).items() if owner[0] in names}
    return Contents(Table(table.name, table.description, table.columns, table.key, kept), one.n_rows, one.batches)
