"""The published tables as CSV, a workbook, DuckDB or SQLite, whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pyarrow as pa

from schemas.dictionary import data_package
from schemas.tables import TABLES
from tasks.export.contents import Contents, described, in_declared_order
from tasks.export.csv_lines import csv_lines
from tasks.export.databases import write_duckdb, write_sqlite
from tasks.export.workbook import loss_lines, write_workbook
from tasks.storage import read_column, write_json
from tasks.storage.exports import check_target, whole_export, write_lines
from tasks.storage.tables import OpenSnapshot, open_snapshot

Form = Literal["csv", "xlsx", "duckdb", "sqlite"]
Encoding = Literal["utf-8-sig", "utf-8", "gb18030"]

#: How many rows are in memory at a time; a document has some kilobytes.
_ROWS = 1024
#: What a workbook without a dated document gives as the day on which it was made.
_NO_DAY = date(1980, 1, 1)
_PACKAGE = "datapackage.json"


class ExportOrder(NamedTuple):
    """What is to be exported.

    Attributes:
        data: the data folder.
        snapshot: the id of a snapshot; the current one where it is None.
        form: what it becomes.
        encoding: of CSV.
        target: the file, or the folder of the CSV files.
        may_replace: whether an earlier export there may be replaced.
    """

    data: Path
    snapshot: str | None
    form: Form
    encoding: Encoding
    target: Path
    may_replace: bool


class ExportedTables(NamedTuple):
    """What an export came to.

    Attributes:
        snapshot: the id of the snapshot.
        rows: how many rows each table has.
        losses: what the form could not hold, and what became of it.
    """

    snapshot: str
    rows: Mapping[str, int]
    losses: Sequence[tuple[str, str]]

    def lines(self) -> list[str]:
        """Return what the command prints."""
        facts = [("snapshot", self.snapshot), *((name, str(count)) for name, count in self.rows.items()), *self.losses]
        width = max(len(name) for name, _ in facts)
        return [f"{name:{width}}  {value}" for name, value in facts]


def export_tables(order: ExportOrder, watch: Callable[[int], Any]) -> ExportedTables:
    """Write the tables of a snapshot, whole or not at all.

    Args:
        order: what is to be exported, and where to.
        watch: is told each time how many rows more were read.

    Raises:
        NoTablesError, UnknownSnapshotError: there is nothing to export.
        TargetTakenError: something stands at the target.
        WorkbookTooLargeError: the workbook would be too large.
    """
    snapshot = open_snapshot(order.data, order.snapshot)
    contents = [_contents(snapshot, name, watch) for name in in_declared_order(snapshot.rows)]
    check_target(order.target, _files_of_csv(snapshot) if order.form == "csv" else set(), may_replace=order.may_replace)
    about = {"snapshot": snapshot.id, "made with": "qianyue"}
    losses: Sequence[tuple[str, str]] = ()
    with whole_export(order.target) as unfinished:
        match order.form:
            case "csv":
                _write_csv(contents, order.encoding, unfinished)
            case "xlsx":
                losses = loss_lines(write_workbook(contents, about, _latest_day(snapshot), unfinished))
            case "duckdb":
                write_duckdb(contents, about, unfinished)
            case "sqlite":
                write_sqlite(contents, about, unfinished)
    return ExportedTables(snapshot.id, {one.table.name: one.n_rows for one in contents}, losses)


def rows_in(order: ExportOrder) -> int:
    """Return how many rows an export reads; the errors are those of ``export_tables``."""
    return sum(open_snapshot(order.data, order.snapshot).rows.values())


def _contents(snapshot: OpenSnapshot, name: str, watch: Callable[[int], Any]) -> Contents:
    def batches() -> Iterator[pa.RecordBatch]:
        for batch in snapshot.batches(name, _ROWS):
            yield batch
            watch(batch.num_rows)

    return Contents(described(name, snapshot.schema(name)), snapshot.rows[name], batches)


def _files_of_csv(snapshot: OpenSnapshot) -> set[str]:
    """Return the names that files of an export may have; one of another snapshot may have had other tables."""
    return {*(f"{name}.csv" for name in (*snapshot.rows, *(table.name for table in TABLES))), _PACKAGE}


def _write_csv(contents: Sequence[Contents], encoding: Encoding, folder: Path) -> None:
    for one in contents:
        write_lines(csv_lines(one), folder / f"{one.table.name}.csv", encoding)
    package = data_package([one.table for one in contents])
    how = {"format": "csv", "mediatype": "text/csv", "encoding": encoding.removesuffix("-sig")}
    resources = [{**resource, **how, "path": f"{resource['name']}.csv"} for resource in package["resources"]]
    write_json({**package, "resources": resources}, folder / _PACKAGE)


def _latest_day(snapshot: OpenSnapshot) -> date:
    """Return the day of the latest document: what is made of the same tables has the same date everywhere."""
    if "published_on" not in snapshot.schema("documents").names:
        return _NO_DAY
    days: list[date | None] = read_column(snapshot.file("documents"), "published_on")
    return max([_NO_DAY, *filter(None, days)])
