"""What the tables of two snapshots are called in the database.

``old_agreements`` was published before, ``new_agreements`` is to be, and ``both_agreements`` holds the rows of both.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from schemas.tables import table_named
from tasks.storage.database import Database

#: What is looked at; the rest of a snapshot tells nothing of the ids, the values or the pages behind them.
_LOOKED_AT = (
    "agreements",
    "agreement_parties",
    "organizations",
    "metrics",
    "regions",
    "region_mentions",
    "documents",
    "evidence",
    "rejected",
)
#: What counts of the table of corrections by people, where a snapshot has one: what came of each, and not its words.
_CORRECTIONS = pa.schema(
    [(name, pa.string()) for name in ("row_id", "other_row_id", "status", "action", "field", "new_value")]
)


def see_snapshots(tables: Database, old: Mapping[str, Path], new: Mapping[str, Path]) -> None:
    """Show the tables of two snapshots; one that a snapshot does not have is empty there.

    Args:
        tables: the database.
        old: the files of the snapshot before by the names of their tables.
        new: those of the snapshot that is to be published.
    """
    schemas = {**{name: table_named(name).arrow_schema() for name in _LOOKED_AT}, "corrections": _CORRECTIONS}
    for name, schema in schemas.items():
        for side, paths in (("old", old), ("new", new)):
            tables.see(f"{side}_{name}", [paths[name]] if name in paths else [], schema)
        tables.run(f"create view both_{name} as from old_{name} union all by name from new_{name}")


def same_columns(tables: Database, name: str) -> list[str]:
    """Return the declared columns of a table that it has in both snapshots, in the declared order."""
    old, new = ({row[0] for row in tables.rows(f"describe {side}_{name}")} for side in ("old", "new"))
    return [column.name for column in table_named(name).columns if column.name in old & new]
