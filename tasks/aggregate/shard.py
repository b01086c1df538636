"""The door of the aggregate stage: all shards in, the published tables out."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypeVar

from schemas.dictionary import data_package
from schemas.records import Document, Findings, Rejection
from schemas.tables import TABLES
from tasks.aggregate.tables import build_tables
from tasks.storage import read_records, write_json, write_table

Record = TypeVar("Record")


def aggregate_shards(
    documents: Sequence[Path],
    findings: Sequence[Path],
    rejections: Sequence[Path],
    active: Collection[str],
    target: Path,
) -> dict[str, int]:
    """Write every table and ``datapackage.json`` into the target folder.

    Args:
        documents: the shards of the clean stage.
        findings: the shards of the extract stage.
        rejections: the rejections of all stages.
        active: the ids of the pages that the sources hold now; what other pages of the shards say is left out.
        target: the folder to write to.

    Returns:
        How many rows each table has, and how many documents repeat another (``duplicates``) or were skipped as
        irrelevant (``skipped``).
    """
    active = frozenset(active)
    rejected = [item for item in _all(Rejection, rejections) if item.page_id in active]
    failed = {item.page_id for item in rejected}
    living = active - failed
    kept = [item for item in _all(Document, documents, without=("offsets",)) if item.page_id in living]
    known = {document.doc_id for document in kept}
    said = [item for item in _all(Findings, findings) if item.doc_id in known]
    tables = build_tables(kept, said, rejected)
    for name, table in tables.items():
        write_table(table, target / f"{name}.parquet")
    write_json(data_package(TABLES), target / "datapackage.json")
    repeats = tables["documents"]["duplicate_of"]
    return {
        **{name: table.num_rows for name, table in tables.items()},
        "duplicates": len(repeats) - repeats.null_count,
        "skipped": sum(not document.is_relevant for document in kept),
    }


def _all(record: type[Record], shards: Sequence[Path], without: Collection[str] = ()) -> list[Record]:
    return [item for shard in shards for item in read_records(record, shard, without)]
