"""Which rows of two snapshots differ, column by column, with both values as text."""

from collections.abc import Iterator

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
    queries = [query for table in COMPARED for query in _queries(table, tables)]
    tables.run("create table difference as " + " union all ".join(queries))


def _queries(table: Table, tables: Database) -> Iterator[str]:
    key = table.key[0]
    columns = [table.column(name) for name in same_columns(tables, table.name) if name != key]
    short = [column for column in columns if (table.name, column.name) not in _LONG]
    values = ", ".join(
        _VALUES.replace("OLD", _text(c, "o")).replace("NEW", _text(c, "n")).replace("COLUMN", c.name) for c in short
    )
    differs = " or ".join(_DIFFERS.replace("COLUMN", column.name) for column in short)
    whole = (_CAME, _WENT, _CHANGED.replace("VALUES", values).replace("DIFFERS", differs))
    single = (_CHANGED_LONG.replace("COLUMN", column.name) for column in columns if column not in short)
    yield from (query.replace("TABLE", table.name).replace("KEY", key) for query in (*whole, *single))


def _values(column: Column) -> str:
    return _VALUES.replace("OLD", _text(column, "o")).replace("NEW", _text(column, "n")).replace("COLUMN", column.name)


def _text(column: Column, side: str) -> str:
    """Return the expression for a value as text: a list as JSON, an instant in UTC, all else as it is written."""
    kind = str(column.type)
    form = _LIST if kind.startswith("list") else _INSTANT if kind.startswith("timestamp") else _PLAIN
    return form.replace("SIDE", side)


_CAME = """
    select 'TABLE' as "table", KEY as row_id, 'added' as change, 'row' as field,
        null::varchar as old_value, null::varchar as new_value
    from new_TABLE anti join old_TABLE using (KEY)
"""
_WENT = "select 'TABLE', KEY, 'removed', 'row', null, null from old_TABLE anti join new_TABLE using (KEY)"
_CHANGED = """
    select 'TABLE', row_id, 'changed', one.field, one.old_value, one.new_value from (
        select KEY as row_id, unnest([VALUES]) as one
        from old_TABLE o join new_TABLE n using (KEY) where DIFFERS
    ) where one is not null
"""
_DIFFERS = 'o."COLUMN" is distinct from n."COLUMN"'
_VALUES = f"if({_DIFFERS}, {{'field': 'COLUMN', 'old_value': OLD, 'new_value': NEW}}, null)"
_PLAIN = 'SIDE."COLUMN"::varchar'
_LIST = 'to_json(SIDE."COLUMN")::varchar'
_INSTANT = """strftime(make_timestamp(epoch_us(SIDE."COLUMN")), '%Y-%m-%dT%H:%M:%S.%fZ')"""

#: Long values are told apart by a hash, so that they are not held in memory.
_CHANGED_LONG = """
    (
        with other as (
            select KEY from (select KEY, hash("COLUMN") as old_hash from old_TABLE)
            join (select KEY, hash("COLUMN") as new_hash from new_TABLE) using (KEY) where old_hash <> new_hash
        ), told as (
            select KEY, is_new, length("COLUMN") || ' characters, sha256 ' || left(sha256("COLUMN"), 16) as value
            from (select *, false as is_new from old_TABLE union all by name select *, true as is_new from new_TABLE)
            semi join other using (KEY)
        )
        select 'TABLE', KEY, 'changed', 'COLUMN', o.value, n.value
        from (from told where not is_new) o join (from told where is_new) n using (KEY)
    )
"""
