"""How the tables of one snapshot differ from those of the one before, in numbers, as the manifests tell it."""

from dataclasses import dataclass

from schemas.tables import COMPARED
from tasks.storage.snapshots import Snapshot


@dataclass(frozen=True)
class TableChange:
    """How one table changed.

    Attributes:
        table: its name.
        before: how many rows it had.
        after: how many rows it has.
        added: how many ids are new.
        removed: how many ids are gone, those merged into others among them.
    """

    table: str
    before: int
    after: int
    added: int
    removed: int


def changes(before: Snapshot | None, after: Snapshot) -> list[TableChange]:
    """Return how each table changed whose rows are named by one id, in the order of the declaration.

    Args:
        before: the snapshot that was published before, None for none.
        after: the snapshot that is published now.
    """
    return [_change(table.name, before, after) for table in COMPARED]


def _change(table: str, before: Snapshot | None, after: Snapshot) -> TableChange:
    n_before, n_after = before.rows.get(table, 0) if before else 0, after.rows[table]
    told = after.changes.get(table, {})
    removed = told.get("removed", 0) + told.get("merged", 0)
    return TableChange(table, n_before, n_after, n_after - n_before + removed, removed)
