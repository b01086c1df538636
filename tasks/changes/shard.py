"""The door: the tables of two snapshots in, the table of their differences out."""

from collections.abc import Sequence
from pathlib import Path

from schemas.tables import CHANGES
from tasks.changes.differences import find_differences
from tasks.changes.moves import find_moves
from tasks.changes.names import see_snapshots
from tasks.changes.reasons import find_events, find_reasons
from tasks.storage import write_stream
from tasks.storage.database import Database, database, with_enough_memory

_ROWS = 32_768

#: How many rows of each table were added, changed, merged and removed.
Counts = dict[str, dict[str, int]]


def write_changes(before: Sequence[Path], made: Sequence[Path], target: Path, is_other_code: bool = False) -> Counts:
    """Write the table ``changes``; return how many rows of each table came, went and changed.

    Args:
        before: the Parquet files of the snapshot that was published before; of the first one there are none, and
            nothing has changed.
        made: those of the snapshot that is to be published.
        target: the file to write.
        is_other_code: whether other code made them than those before.
    """
    if not before:
        write_stream([], CHANGES.arrow_schema(), target, _ROWS)
        return {}
    old, new = ({path.stem: path for path in paths} for paths in (before, made))

    def compare(megabytes: int) -> Counts:
        with database(target.parent, megabytes) as tables:  # nothing of it stands among the tables
            see_snapshots(tables, old, new)
            find_events(tables, is_other_code=is_other_code)
            find_differences(tables)
            find_moves(tables)
            find_reasons(tables)
            return _write(tables, target)

    return with_enough_memory(compare)


def _write(tables: Database, target: Path) -> Counts:
    schema = CHANGES.arrow_schema()
    tables.run(_CHANGES)
    rows = (part.select(schema.names).cast(schema) for part in tables.stream("from changes order by all"))
    write_stream(CHANGES.checked(rows), schema, target, _ROWS)
    counts: Counts = {}
    for table, change, n_rows in tables.rows(_COUNTS):
        counts.setdefault(table, {})[change] = n_rows
    return counts


_CHANGES = """
    create table changes as
    with into_row as (
        select "table", old_id as row_id, min({'n': -n_places, 'id': new_id}).id as merged_into from move group by all
    ), from_row as (
        select "table", new_id as row_id, min({'n': -n_places, 'id': old_id}).id as came_from from move group by all
    )
    select "table", row_id, field, if(change = 'removed' and merged_into is not null, 'merged', change) as change,
        old_value, new_value, if(change = 'removed', merged_into, null) as merged_into,
        if(change = 'added', came_from, null) as came_from, reason, doc_id
    from reason left join into_row using ("table", row_id) left join from_row using ("table", row_id)
"""
_COUNTS = 'select "table", change, count(distinct row_id) from changes group by all order by all'
