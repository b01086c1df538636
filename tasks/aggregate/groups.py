"""Tellings that may be of one row are united group by group, and what did not change is taken over as it was.

A group is all the tellings that have to be seen together. Its name is made of them, so a group of the same name was
united to the same rows before. A telling that is in no group is a row of its own, as its digest says.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from tasks.storage import write_stream
from tasks.storage.database import Database

Row = dict[str, Any]

#: What one group comes to: its rows, and for each telling its row.
United = tuple[list[Row], list[Row]]
#: Gets the number, the JSON and the original of each telling of a group, in an order that is always the same.
Unite = Callable[[Sequence[tuple[int, str, str]]], United]

#: So many groups are put away together.
_AT_A_TIME = 512

_MEMBERS = (
    """
    create table KIND_member as select "group", unnest(tellings) as telling from KIND_group
""",
    """
    create table KIND_known as from KIND_united_before semi join KIND_group using ("group")
""",
    """
    create table KIND_new as
    select "group", telling, original_id from KIND_member join KIND using (telling)
    where "group" not in (select "group" from KIND_known)
""",
)
_NEW = """
    select "group", telling, told, original_id from KIND_new join KINDs using (telling)
    order by "group", doc_id, position
"""
_UNITED = "create view KIND_united as from KIND_known union all from KIND_united_now"


def united_schema(rows: Iterable[pa.Field], tellings: Iterable[pa.Field]) -> pa.Schema:
    """Return the schema of groups with what they came to."""
    lists = {"rows": pa.struct(list(rows)), "told": pa.struct(list(tellings))}
    return pa.schema([("group", pa.string()), *((name, pa.list_(kind)) for name, kind in lists.items())])


def unite_groups(database: Database, kind: str, schema: pa.Schema, unite: Unite) -> None:
    """Make the table ``KIND_united``: each group with its ``rows`` and for each telling what is ``told``.

    Args:
        database: holds the digests as ``KINDs``, their tellings as ``KIND``, the groups as ``KIND_group`` with
            ``tellings``, and what was united before as ``KIND_united_before``.
        kind: what the tellings tell of: ``agreement`` or ``metric``.
        schema: that of the table.
        unite: makes the rows of one group.
    """
    database.run(*(statement.replace("KIND", kind) for statement in _MEMBERS))
    path = database.path()
    write_stream(_united(database.stream(_NEW.replace("KIND", kind)), schema, unite), schema, path, _AT_A_TIME)
    database.see(f"{kind}_united_now", [path], schema)
    database.run(_UNITED.replace("KIND", kind))


def _united(parts: Iterable[pa.Table], schema: pa.Schema, unite: Unite) -> Iterator[pa.Table]:
    members = (row for part in parts for row in zip(*(column.to_pylist() for column in part.columns), strict=True))
    groups: list[Row] = []
    for group, some in groupby(members, key=itemgetter(0)):
        rows, told = unite([member[1:] for member in some])
        groups.append({"group": group, "rows": rows, "told": told})
        if len(groups) == _AT_A_TIME:
            yield pa.Table.from_pylist(groups, schema)
            groups.clear()
    yield pa.Table.from_pylist(groups, schema)
