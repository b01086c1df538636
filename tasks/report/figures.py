"""All numbers of the report, asked of the tables of one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from schemas.tables import table_named
from tasks.report.holdings import Holdings, holdings
from tasks.report.places import Place, Places, places
from tasks.report.quality import Quality, quality
from tasks.report.signings import Signings, signings
from tasks.storage import read_table
from tasks.storage.database import Database, database, with_enough_memory
from tasks.storage.place import near

#: What is asked of each table; an older snapshot may lack what later versions added. Of two tables only the rows count.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "agreements": (
        "agreement_id",
        "title",
        "kind",
        "status",
        "signed_on",
        "signed_edtf",
        "region_code",
        "region_name",
        "operators",
        "parties",
        "signatories",
        "topics",
        "amount_cny",
        "is_5g",
        "conflicts",
        "confidence",
        "n_documents",
        "first_published_on",
    ),
    "agreement_parties": (),
    "organizations": (
        "organization_id",
        "canonical_name",
        "role",
        "region_name",
        "n_agreements",
        "n_documents",
        "last_seen_on",
    ),
    "metrics": ("kind", "status", "region_code", "as_of_edtf", "confidence"),
    "regions": tuple(field.name for field in fields(Place)),
    "region_mentions": (),
    "documents": (
        "doc_id",
        "source_uri",
        "url",
        "site",
        "title",
        "published_on",
        "published_edtf",
        "repairs",
        "quality",
        "is_relevant",
        "duplicate_of",
        "fetched_at",
    ),
    "evidence": ("table", "row_id", "doc_id"),
    "rejected": ("reason", "stage"),
}


class SnapshotError(ValueError):
    """Tables are missing, cannot be read, or were made by another version; the message says which and why."""


@dataclass(frozen=True)
class Figures:
    """All numbers of the report."""

    holdings: Holdings
    signings: Signings
    places: Places
    quality: Quality


def figures_of(folder: Path, beside: Path) -> Figures:
    """Return the numbers, counted by a database: no table is read into memory.

    Args:
        folder: the tables of one snapshot.
        beside: a path of this machine; what the database puts on the disk lies beside it until the end.

    Raises:
        SnapshotError: a table is missing, cannot be read or lacks a column.
        DatabaseFullError: the most memory that a database may take is too little.
    """
    files = {name: folder / f"{name}.parquet" for name in NEEDED}
    if missing := [name for name, file in files.items() if not file.exists()]:
        raise SnapshotError(f"{folder} lacks the table {', '.join(missing)}")
    with near(list(files.values())) as (paths,):
        near_files = dict(zip(NEEDED, paths, strict=True))
        return with_enough_memory(lambda megabytes: _counted(near_files, beside, megabytes))


def _counted(files: Mapping[str, Path], beside: Path, megabytes: int) -> Figures:
    rows = {name: _n_rows(file) for name, file in files.items()}
    with database(beside, megabytes) as tables:
        for name, file in files.items():
            _see(tables, name, file)
        return Figures(holdings(tables, rows), signings(tables), places(tables), quality(tables))


def _n_rows(path: Path) -> int:
    try:
        return int(read_table(path, []).num_rows)
    except ValueError as error:  # what Arrow raises
        raise SnapshotError(f"{path} cannot be read: {error}") from error


def _see(tables: Database, name: str, path: Path) -> None:
    tables.see(name, [path], table_named(name).arrow_schema())
    held = tables.ask(f"from {name} limit 0").column_names
    missing = [column for column in NEEDED[name] if column not in held]
    if missing:
        raise SnapshotError(f"{path} was made by another version, it has no column {', '.join(missing)}")
