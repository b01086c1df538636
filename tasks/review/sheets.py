"""The sheets of all documents, some at a time: tables that lie sorted on the disk are read side by side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from schemas.tables import AGREEMENT_PARTIES, DOCUMENTS, EVIDENCE, REGION_MENTIONS, REGIONS, table_named
from tasks.review.sheet import ROW_TABLES, Row, Sheet, Use
from tasks.storage.database import Database

#: The tables that a review is made of.
READ = (DOCUMENTS, EVIDENCE, REGION_MENTIONS, REGIONS, AGREEMENT_PARTIES, *(table_named(name) for name in ROW_TABLES))
#: How many documents are in memory at a time; the largest have some megabytes.
_AT_A_TIME = 64
#: What is kept of each document's page: in which shard it is, and as which of its pages.
KEPT = pa.schema([("doc_id", pa.string()), ("shard", pa.int64()), ("position", pa.int64())])

_ORDER = """
    create table ordered as
    select row_number() over (order by shard nulls last, position, doc_id) as n, doc_id, shard
    from documents left join kept using (doc_id)
"""
_USES = """
    select n, "table", row_id, field, start, "end", quote from evidence join ordered using (doc_id)
    order by n, "table", row_id, start, "end", field
"""
_MENTIONS = 'select n, region_mentions.* from region_mentions join ordered using (doc_id) order by n, start, "end"'


class Numbered(NamedTuple):
    """A sheet and the shard of work that its document lies in, None where there is none any more."""

    shard: int | None
    sheet: Sheet


def see_tables(tables: Database, files: Mapping[str, Path]) -> None:
    """Show the database the tables of a snapshot; their files are on this machine."""
    for table in READ:
        tables.see(table.name, [files[table.name]], table.arrow_schema())


def region_names(tables: Database) -> dict[str, str]:
    """Return the full names of all regions that the tables name, by their codes."""
    return dict(tables.rows("select region_code, full_name from regions"))


def each_sheet(tables: Database) -> Iterator[Numbered]:
    """Yield the sheets of all documents: those in ``kept`` in its order, then the others.

    Args:
        tables: a database that sees the tables and has a table ``kept``, of the schema ``KEPT``.
    """
    tables.run(_ORDER)
    documents = tables.mapped("select n, shard, documents.* from documents join ordered using (doc_id) order by n")
    uses = _Sorted(tables.mapped(_USES))
    mentions = _Sorted(tables.mapped(_MENTIONS))
    rows = {name: _Sorted(tables.mapped(_rows_of(name, key))) for name, key in ROW_TABLES.items()}
    parties = _Sorted(tables.mapped(_rows_of("agreements", "agreement_id", "agreement_parties", ", position")))
    for first in range(0, documents.num_rows, _AT_A_TIME):
        some = documents.slice(first, _AT_A_TIME).to_pylist()
        last = some[-1]["n"]
        found = {name: part.up_to(last) for name, part in rows.items()}
        used, named, signed = uses.up_to(last), mentions.up_to(last), parties.up_to(last)
        for document in some:
            n = document.pop("n")
            values = {name: found[name].get(n, ()) for name in ROW_TABLES}
            sheet = Sheet(document, _rows(values, used.get(n, ()), signed.get(n, ())), named.get(n, ()))
            yield Numbered(document.pop("shard"), sheet)


def _rows_of(table: str, key: str, shown: str | None = None, order: str = "") -> str:
    """Return the question for the rows that each document supports, or for those of another table with their keys."""
    shown = shown or table
    return f"""
        with supported as (
            select distinct n, row_id from evidence join ordered using (doc_id) where "table" = '{table}'
        )
        select n, {shown}.* from supported join {shown} on {shown}.{key} = row_id order by n, {key}{order}
    """  # noqa: S608 - the names of the declared tables


def _rows(
    values: Mapping[str, Sequence[Mapping[str, Any]]],
    used: Sequence[Mapping[str, Any]],
    signed: Sequence[Mapping[str, Any]],
) -> list[Row]:
    uses = _by(used, "table", "row_id")
    parties = _by(signed, "agreement_id")
    rows = [
        Row(
            name,
            row[key],
            row,
            [Use(*(use[field] for field in Use._fields)) for use in uses[name, row[key]]],
            parties.get(row[key], ()) if name == "agreements" else (),
        )
        for name, key in ROW_TABLES.items()
        for row in values[name]
    ]
    return sorted(rows, key=lambda row: (row.states, row.row_id))


def _by(rows: Sequence[Mapping[str, Any]], *columns: str) -> dict[Any, list[Mapping[str, Any]]]:
    return {value: list(group) for value, group in groupby(rows, itemgetter(*columns))}


class _Sorted:
    """Rows on the disk in the order of their column n, read from the first to the last."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._next = 0

    def up_to(self, last: int) -> dict[int, list[dict[str, Any]]]:
        """Return the rows from where the last call ended to those of a number, by their numbers."""
        found: dict[int, list[dict[str, Any]]] = {}
        while self._next < self._table.num_rows:
            part = self._table.slice(self._next, 4096)
            n_rows = pc.sum(pc.less_equal(part["n"], last)).as_py()
            for row in part.slice(0, n_rows).to_pylist():
                found.setdefault(row.pop("n"), []).append(row)
            self._next += n_rows
            if n_rows < part.num_rows:
                break
        return found
