"""The published tables, each written row by row in its order and checked on the way."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from schemas.column import Table
from schemas.tables import TABLES, table_named
from tasks.aggregate.digest import WHOLE_ROW
from tasks.aggregate.organizations import ORGANIZATIONS
from tasks.aggregate.regions import region_rows
from tasks.storage import read_merged, write_stream
from tasks.storage.database import Database

#: So many rows of a table are encoded together; documents are long.
_ROWS, _DOCUMENTS = 32_768, 1024

#: The row that each telling supports, its place among all rows, and whether another telling of its document supports
#: it too, maybe by the same words. Agreements come before figures in the order of their ids too.
_SUPPORTED = """
    create table supported as
    select telling, row_id, dense_rank() over (order by row_id) as place,
        count(*) over (partition by row_id, doc) > 1 as is_shared
    from (
        select telling, agreement_id as row_id, doc
        from agreement_telling join agreement_key using (lead) join agreement using (telling)
        union all select telling, metric_id, doc from metric_telling join metric using (telling)
    )
"""
_QUERIES: Mapping[str, str] = {
    "agreements": """
        select * exclude (lead, name, bare_id, members) from agreement_row join agreement_key using (lead)
        order by agreement_id
    """,
    "agreement_parties": "select * exclude (aliases) from party order by agreement_id, position",
    "organizations": ORGANIZATIONS,
    "metrics": "select * exclude (series, last_day, date_detail, is_official) from metric_row order by metric_id",
    "region_mentions": """
        select mentions.* exclude (doc) from mentions semi join page using (doc) order by doc_id, start, "end"
    """,
    "evidence": """
        select * exclude (place) from (
            select "table", row_id, field, doc_id, start, "end", quote, place
            from evidence join supported using (telling) where not is_shared
            union all
            select distinct "table", row_id, field, doc_id, start, "end", quote, place
            from evidence join supported using (telling) where is_shared
        ) order by place, field, doc_id, start, "end"
    """,
    "rejected": "select distinct source_uri, stage, reason, detail from refused order by all",
}


def write_tables(database: Database, digests: Iterable[Path], target: Path) -> dict[str, int]:
    """Write every table into the folder and return how many rows each has.

    Args:
        database: holds all that was put together.
        digests: where the documents stand.
        target: the folder.

    Raises:
        TableError: a table breaks its declaration.
        ValueError: a row names a row that does not exist.
    """
    database.run(_SUPPORTED)
    known = database.ask(_KNOWN)
    with ThreadPoolExecutor(1) as beside:  # reads and writes files on its own while the database sorts
        documents = beside.submit(_write, table_named("documents"), _documents(digests, known), target, _DOCUMENTS)
        regions = table_named("regions").from_rows(region_rows(database))
        parts = {"regions": [regions], **{name: database.stream(query) for name, query in _QUERIES.items()}}
        written = {name: _write(table_named(name), rows, target) for name, rows in parts.items()}
        written["documents"] = documents.result()
    for table in TABLES:
        database.see(f"written_{table.name}", [target / f"{table.name}.parquet"], table.arrow_schema())
    check_references(database)
    check_supported(database)
    return written


def _write(table: Table, parts: Iterable[pa.Table], target: Path, rows_at_a_time: int = _ROWS) -> int:
    schema = table.arrow_schema()
    rows = (part.select(schema.names).cast(schema) for part in parts)
    return write_stream(table.checked(rows), schema, target / f"{table.name}.parquet", rows_at_a_time)


def _documents(digests: Iterable[Path], known: pa.Table) -> Iterator[pa.Table]:
    """Yield the known documents in the order of their ids, each with the one that it repeats."""
    table = table_named("documents")
    columns = [name for name in table.arrow_schema().names if name != "duplicate_of"]
    parts = list(_slices(known.combine_chunks(), _DOCUMENTS))
    limits = [part["doc_id"][-1].as_py() for part in parts]
    read = read_merged(list(digests), columns, "doc_id", limits)
    for part, rows in zip(parts, read, strict=True):
        living = rows.filter(pc.is_in(rows["doc_id"], value_set=part["doc_id"]))
        yield living.append_column("duplicate_of", part["original_id"])


_KNOWN = "select doc_id, original_id from page left join repeat using (doc, doc_id) order by doc_id"


def _slices(table: pa.Table, n_rows: int) -> Iterator[pa.Table]:
    return (table.slice(start, n_rows) for start in range(0, table.num_rows, n_rows))


def check_references(database: Database) -> None:
    """Raise ValueError unless every row that a row names exists.

    Args:
        database: shows each published table as ``written_`` and its name.
    """
    for table in TABLES:
        for column, (owner, other) in (table.references or {}).items():
            query = _MISSING.replace("TABLE", table.name).replace("COLUMN", column)
            missing = database.rows(query.replace("OWNER", owner).replace("OTHER", other))[0][0]
            if missing is not None:
                raise ValueError(f"table {table.name}: {column} names {missing}, which {owner} does not hold")


_MISSING = """
    select min(COLUMN) from written_TABLE
    where COLUMN is not null and COLUMN not in (select OTHER from written_OWNER)
"""


def check_supported(database: Database) -> None:
    """Raise ValueError unless every piece of evidence names a row that exists and one of its columns.

    Args:
        database: shows each published table as ``written_`` and its name.
    """
    for name, field in database.rows('select distinct "table", field from written_evidence'):
        if field != WHOLE_ROW and field not in table_named(name).arrow_schema().names:
            raise ValueError(f"table evidence: {name} has no column {field}")
    for name in ("agreements", "metrics"):
        key = table_named(name).key[0]
        query = _UNSUPPORTED.replace("TABLE", name).replace("KEY", key)
        missing = database.rows(query)[0][0]
        if missing is not None:
            raise ValueError(f"table evidence: {name} holds no row {missing}")


_UNSUPPORTED = """
    select min(row_id) from written_evidence
    where "table" = 'TABLE' and row_id not in (select KEY from written_TABLE)
"""
