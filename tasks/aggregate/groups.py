"""Tellings that may be of one row are united group by group, and what did not change is taken over as it was.

A group is all the tellings that have to be seen together. Its name is made of them, so a group of the same name was
united to the same rows before. A telling that is in no group is a row of its own, as its digest says.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from tasks.storage.database import Database

Row = dict[str, Any]

#: What one group comes to: its rows, and for each telling its row.
United = tuple[list[Row], list[Row]]
#: Gets the number, the JSON and the original of each telling of a group, in an order that is always the same.
Unite = Callable[[Sequence[tuple[int, str, str]]], United]

#: So many tellings at least are united before what they come to is put away.
_AT_A_TIME = 20_000

_MEMBERS = (
    """
    create table KIND_member as select "group", unnest(tellings) as telling from KIND_group
""",
    """
    create table KIND_united as from KIND_united_before semi join KIND_group using ("group")
""",
    """
    create table KIND_united_telling as from KIND_united_telling_before semi join KIND_group using ("group")
""",
    """
    create table KIND_new as from KIND_member anti join KIND_united using ("group")
""",
)
_NEW = """
    select "group", telling, told, original_id
    from KIND_new join KIND using (telling) join KINDs using (telling)
    order by "group", KIND.doc_id, KIND.position
"""


def unite_groups(database: Database, kind: str, unite: Unite) -> None:
    """Make the tables ``KIND_united`` and ``KIND_united_telling`` of all groups.

    Args:
        database: holds the digests as ``KINDs``, their tellings as ``KIND``, the groups as ``KIND_group`` with
            ``tellings``, and what was united before as ``KIND_united_before`` and ``KIND_united_telling_before``.
        kind: what the tellings tell of: ``agreement`` or ``metric``.
        unite: makes the rows of one group.
    """
    database.run(*(statement.replace("KIND", kind) for statement in _MEMBERS))
    rows: list[Row] = []
    tellings: list[Row] = []
    for group, members in _groups(database, kind):
        some, told = unite(members)
        rows += [{"group": group, **row} for row in some]
        tellings += [{"group": group, **row} for row in told]
        if len(tellings) >= _AT_A_TIME:
            _put_away(database, kind, rows, tellings)
    _put_away(database, kind, rows, tellings)


def _groups(database: Database, kind: str) -> Iterator[tuple[str, list[tuple[int, str, str]]]]:
    parts = database.stream(_NEW.replace("KIND", kind))
    members = (row for part in parts for row in zip(*(column.to_pylist() for column in part.columns), strict=True))
    for group, some in groupby(members, key=itemgetter(0)):
        yield group, [member[1:] for member in some]


def _put_away(database: Database, kind: str, rows: list[Row], tellings: list[Row]) -> None:
    for name, made in ((f"{kind}_united", rows), (f"{kind}_united_telling", tellings)):
        database.add(name, pa.Table.from_pylist(made, database.ask(f"from {name} limit 0").schema))
        made.clear()
