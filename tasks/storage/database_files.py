"""Databases as single files for others to open: SQLite and DuckDB."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

#: The file is made whole or thrown away, so that nothing need be kept for one half of it.
_IN_ONE_GO = ("pragma journal_mode = off", "pragma synchronous = off", "pragma foreign_keys = off")
_INCOMING, _STAGED = "incoming", "staged"


class BrokenReferenceError(ValueError):
    """A row refers to one that is not there; the message says which."""


class DatabaseFileError(OSError):
    """The file cannot be made: the disk is full, there is too little memory, or rows cannot be read."""


class SqliteFile:
    """An SQLite file in the making."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, statement: str) -> None:
        """Carry out a statement."""
        self._connection.execute(statement)

    def insert(self, table: str, n_columns: int, rows: Iterable[Sequence[Any]]) -> None:
        """Put the rows into the table, whose name is as SQL writes it."""
        self._connection.executemany(f"insert into {table} values ({', '.join('?' * n_columns)})", rows)  # noqa: S608

    def can_answer(self, query: str) -> bool:
        """Return whether the tables and columns that a question names are there."""
        try:
            self._connection.execute(f"explain {query}")
        except sqlite3.OperationalError:
            return False
        return True


@contextmanager
def sqlite_file(path: Path) -> Iterator[SqliteFile]:
    """Make an SQLite file: equal statements and rows give equal bytes.

    Raises:
        BrokenReferenceError: when the block has ended, a row refers to one that is not there.
        DatabaseFileError: the file cannot be made.
    """
    with _failures_named(path, sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        for setting in _IN_ONE_GO:
            connection.execute(setting)
        yield SqliteFile(connection)
        connection.commit()
        for table, row, owner, _ in connection.execute("pragma foreign_key_check"):
            raise BrokenReferenceError(f"row {row} of {table} refers to a row of {owner} that is not there")


class DuckdbFile:
    """A DuckDB file in the making."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def run(self, statement: str) -> None:
        """Carry out a statement."""
        self._connection.execute(statement)

    def insert(self, table: str, batches: pa.RecordBatchReader) -> None:
        """Put the rows into the table, whose name is as SQL writes it."""
        with _broken_named(table):
            self._connection.from_arrow(batches).insert_into(table)

    def insert_by_rank(self, table: str, batches: pa.RecordBatchReader, key: str, columns: Sequence[str]) -> None:
        """Put rows that refer to each other into the table, those that are referred to first.

        DuckDB looks for a row that is referred to among those that were there before the statement.

        Args:
            table: the table; all names are as SQL writes them.
            batches: the rows.
            key: the column that names a row.
            columns: those that refer to other rows of the table.
        """
        self._connection.register(_INCOMING, batches)
        self.run(f"create temp table {_STAGED} as from {_INCOMING}")
        self._connection.unregister(_INCOMING)
        rest = f"from {_STAGED} as s anti join {table} as t on s.{key} = t.{key}"
        lead_back = (f"(s.{name} is null or s.{name} in (select {key} from {table}))" for name in columns)  # noqa: S608
        known = f"{rest} where {' and '.join(lead_back)}"
        with _broken_named(table):
            while self._count(rest):
                # Rows that refer to nothing that is there are left to DuckDB, which names one of them.
                self.run(f"insert into {table} select s.* {known if self._count(known) else rest} order by s.{key}")
        self.run(f"drop table {_STAGED}")

    def can_answer(self, query: str) -> bool:
        """Return whether the tables and columns that a question names are there."""
        try:
            self._connection.execute(f"explain {query}")
        except (duckdb.BinderException, duckdb.CatalogException):
            return False
        return True

    def _count(self, rows: str) -> int:
        found = self._connection.execute(f"select count(*) {rows}").fetchone()
        return int(found[0]) if found else 0


@contextmanager
def duckdb_file(path: Path) -> Iterator[DuckdbFile]:
    """Make a DuckDB file; what does not fit into memory lies beside it until the block ends.

    Raises:
        BrokenReferenceError: a row refers to one that is not there.
        DatabaseFileError: the file cannot be made.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(path.with_name(f"{path.name}.spilled")),
    }
    with _failures_named(path, duckdb.Error), duckdb.connect(str(path), config=settings) as connection:
        yield DuckdbFile(connection)
        connection.execute("checkpoint")


@contextmanager
def _broken_named(table: str) -> Iterator[None]:
    try:
        yield
    except duckdb.ConstraintException as error:
        raise BrokenReferenceError(f"{table}: {error}") from error


@contextmanager
def _failures_named(path: Path, error_of_library: type[Exception]) -> Iterator[None]:
    """Turn what a library raises into one error; what rows cannot be read for stands in its first line."""
    try:
        yield
    except error_of_library as error:
        raise DatabaseFileError(f"{path.name} cannot be written: {str(error).partition(chr(10))[0]}") from error
