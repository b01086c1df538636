"""How the tables of one snapshot differ from those of the one before."""

from dataclasses import dataclass
from pathlib import Path

from schemas.tables import TABLES
from tasks.storage import read_column


@dataclass(frozen=True)
class TableChange:
    """How one table changed.

    Attributes:
        table: its name.
        before: how many rows it had.
        after: how many rows it has.
        added: how many keys are new.
        removed: how many keys are gone.
    """

    table: str
    before: int
    after: int
    added: int
    removed: int


def changes(before: Path | None, after: Path) -> list[TableChange]:
    """Return how each table changed whose rows are named by one id, in the order of the declaration.

    Args:
        before: the snapshot that was published before, None for none.
        after: the snapshot that is published now.
    """
    named = [(table.name, table.key[0]) for table in TABLES if len(table.key) == 1]
    return [_change(name, _keys(before, name, key), _keys(after, name, key)) for name, key in named]


def _change(table: str, before: set[str], after: set[str]) -> TableChange:
    return TableChange(table, len(before), len(after), len(after - before), len(before - after))


def _keys(snapshot: Path | None, table: str, key: str) -> set[str]:
    path = None if snapshot is None else snapshot / f"{table}.parquet"
    return set(read_column(path, key)) if path is not None and path.exists() else set()  # older code had fewer tables
