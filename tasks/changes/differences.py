"""Which rows of two snapshots differ, column by column, with both values as text."""

from collections.abc import Sequence

from schemas.column import Column, Table
from schemas.tables import COMPARED
from tasks.changes.names import same_columns
from tasks.storage.database import Database

#: The columns whose values are too long to stand beside each other: their length and their hash do.
_LONG = {("documents", "text")}


def find_differences(tables: Database) -> None:
    """Make the table ``difference``: table, row_id, change (added, changed, removed), field, old_value, new_value.

    A row has one of them for each column that differs, and one alone where it came or went. A column that one of the
    snapshots does not have is not compared.

    Args:
        tables: shows the tables of both snapshots as ``see_snapshots`` does.
    """
    compared = [(table, _compared(table, tables)) for table in COMPARED]
    tables.run(_OTHER, _DIFFERENCE)
    for table, columns in compared:
        hashed = ", ".join(f'"{column.name}"' for column in columns)
        tables.run(_named(_FIND_OTHER, table).replace("COLUMNS", hashed))
    tables.run(_WHOLE)
    changed = {name for (name,) in tables.rows(_CHANGED)}
    for table, columns in compared:
        if table.name in changed:
            values = ", ".join(_value(table, column) for column in columns)
            tables.run(_named(_FIND_CHANGED, table).replace("VALUES", values))


def _compared(table: Table, tables: Database) -> Sequence[Column]:
    return [table.column(name) for name in same_columns(tables, table.name) if name != table.key[0]]


def _named(query: str, table: Table) -> str:
    return query.replace("TABLE", table.name).replace("KEY", table.key[0])


def _value(table: Table, column: Column) -> str:
    """Return the expression for what there is to tell of a column, null where its values are the same."""
    kind = str(column.type)
    form = _LIST if kind.startswith("list") else _INSTANT if kind.startswith("timestamp") else _PLAIN
    form = _LENGTH if (table.name, column.name) in _LONG else form
    told = _VALUE.replace("OLD", form.replace("SIDE", "o")).replace("NEW", form.replace("SIDE", "n"))
    return told.replace("COLUMN", column.name)


_OTHER = 'create table other ("table" varchar, row_id varchar, change varchar)'
#: Rows are told apart by a hash of all their columns, so that only those are looked at closely that differ.
_FIND_OTHER = """
    insert into other
    select 'TABLE', KEY, if(old_hash is null, 'added', if(new_hash is null, 'removed', 'changed'))
    from (select KEY, hash(COLUMNS) as old_hash from old_TABLE)
    full join (select KEY, hash(COLUMNS) as new_hash from new_TABLE) using (KEY)
    where old_hash is distinct from new_hash
"""
_DIFFERENCE = """
    create table difference
    ("table" varchar, row_id varchar, change varchar, field varchar, old_value varchar, new_value varchar)
"""
_WHOLE = "insert into difference select *, 'row', null, null from other where change <> 'changed'"
_CHANGED = """select distinct "table" from other where change = 'changed'"""
_FIND_CHANGED = """
    insert into difference
    with changed as (select row_id as KEY from other where "table" = 'TABLE' and change = 'changed')
    select 'TABLE', row_id, 'changed', one.field, one.old_value, one.new_value from (
        select KEY as row_id, unnest([VALUES]) as one
        from (from old_TABLE semi join changed using (KEY)) o join (from new_TABLE semi join changed using (KEY)) n
        using (KEY)
    ) where one is not null
"""
_VALUE = """
    if(o."COLUMN" is distinct from n."COLUMN", {'field': 'COLUMN', 'old_value': OLD, 'new_value': NEW}, null)
"""
_PLAIN = 'SIDE."COLUMN"::varchar'
_LIST = 'to_json(SIDE."COLUMN")::varchar'
_INSTANT = """strftime(make_timestamp(epoch_us(SIDE."COLUMN")), '%Y-%m-%dT%H:%M:%S.%fZ')"""
_LENGTH = """length(SIDE."COLUMN") || ' characters, sha256 ' || left(sha256(SIDE."COLUMN"), 16)"""
