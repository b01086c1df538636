"""Tables larger than memory, asked in SQL: DuckDB over files, with the rest of the disk as its memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

#: Nothing is fetched from anywhere, and what is asked for does not depend on the machine. While tables are made nothing
#: else is done; but every thread more wants some 60 MB more to sort in, or finds no memory.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "preserve_insertion_order": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Database:
    """A database that is there as long as it is asked. The names of tables and columns in it are the asker's."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._n_files = 0

    def see(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """Show the Parquet files, which have one schema, as one table; their rows stay where they are."""
        if paths:
            self._connection.read_parquet([str(path) for path in paths]).create_view(name)
        else:
            self.keep(name, schema.empty_table())

    def keep(self, name: str, table: pa.Table) -> None:
        """Take the table in under a name."""
        self._connection.from_arrow(table).create(name)

    def path(self) -> Path:
        """Return where a file can stand as long as the database does."""
        self._n_files += 1
        return self._folder / f"{self._n_files}.file"

    def run(self, *statements: str) -> None:
        """Carry out the statements one after the other."""
        for statement in statements:
            self._connection.execute(statement)

    def ask(self, query: str) -> pa.Table:
        """Return the whole answer to a query."""
        return self._connection.sql(query).to_arrow_table()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the whole answer to a query as Python values."""
        return self._connection.execute(query).fetchall()

    def stream(self, query: str, n_rows: int = 16_384) -> Iterator[pa.Table]:
        """Yield the answer to a query some rows at a time.

        What others keep between may find no memory, if the answer is in an order.
        """
        with self._connection.cursor() as cursor:
            for batch in cursor.sql(query).to_arrow_reader(n_rows):
                yield pa.Table.from_batches([batch])

    def mapped(self, query: str) -> pa.Table:
        """Return the answer as a table that lies on the disk and is read where it is looked at."""
        path = self.path()
        answer = self._connection.sql(query).to_arrow_reader(1024)
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, answer.schema) as writer:
            for batch in answer:
                writer.write_batch(batch)
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


class DatabaseFullError(MemoryError):
    """The database may not take as much memory as a question wants; what does not fit on the disk is not all of it."""


@contextmanager
def database(beside: Path, megabytes: int = 400) -> Iterator[Database]:
    """Give a database whose files lie beside the path and are removed at the end.

    Args:
        beside: the path.
        megabytes: how much memory it may take.

    Raises:
        DatabaseFullError: that is too little.
    """
    beside.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=beside.parent, prefix=".database.") as folder:
        settings = {**_SETTINGS, "memory_limit": f"{megabytes}MB", "temp_directory": str(Path(folder, "spilled"))}
        with duckdb.connect(config=settings) as connection:
            try:
                yield Database(connection, Path(folder))
            except duckdb.OutOfMemoryException as error:
                raise DatabaseFullError(f"{megabytes} MB of memory are too little: {error}") from error
