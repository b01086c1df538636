"""The command ``qianyue export``: the published tables, or the pages, for other programs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.command import DONE, FAILED, USAGE, add_data, complain

if TYPE_CHECKING:
    from flows.export_tables import ExportedTables, ExportOrder

_FORMS = ("csv", "xlsx", "duckdb", "sqlite", "warc")
_ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")

_EXAMPLES = """\
examples:
  qianyue export --format xlsx tables.xlsx                         a workbook, one sheet a table
  qianyue export --format csv tables/                              a folder, one file a table
  qianyue export --format csv --encoding gb18030 tables/           for a program that reads no UTF-8
  qianyue export --format duckdb tables.duckdb                     a database with keys and views
  qianyue export --format sqlite tables.sqlite --snapshot ID       the same, of an earlier snapshot
  qianyue export warc pages.warc.gz                                every page that was fetched or read

docs/loading.md says what becomes of lists, days and text such as =1+1. A WARC file holds every version of every page
that was fetched, and the pages of local folders behind the tables; a source of kind "warc" reads it back.
exit code: 0 written, 1 nothing to write or not to be written, 2 wrong usage
"""


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    export = commands.add_parser(
        "export",
        help="write the tables for Excel, DuckDB, SQLite and others",
        usage="qianyue export --format FORM [options] TARGET\n       qianyue export warc FILE [--data DIR]",
        description="Write the published tables, or all pages, as a file that others open; whole or not at all.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("words", nargs="+", metavar="TARGET", help="the file to write; for csv the folder")
    export.add_argument("--format", choices=_FORMS, metavar="FORM", help=", ".join(_FORMS))
    export.add_argument(
        "--encoding", choices=_ENCODINGS, metavar="NAME", help=f"of csv: {', '.join(_ENCODINGS)} (default: utf-8-sig)"
    )
    export.add_argument("--snapshot", metavar="ID", help="an earlier snapshot that is kept (default: the current one)")
    export.add_argument("--overwrite", action="store_true", help="replace an earlier export")
    add_data(export)
    export.set_defaults(command=_export, complain_of_usage=export.error)


def _export(options: argparse.Namespace) -> int:
    *named, target = options.words
    if named == ["warc"] and options.format in (None, "warc"):
        options.format, named = "warc", []
    if named or options.format is None:
        options.complain_of_usage("give --format and one TARGET, or: qianyue export warc FILE")
    if options.encoding and options.format != "csv":
        options.complain_of_usage(f"--encoding is for csv: {options.format} has one of its own")
    if options.format == "warc":
        if options.snapshot:
            options.complain_of_usage("--snapshot is for tables: a WARC file holds every version of every page")
        return _export_warc(options.data, Path(target))
    return _export_tables(options, Path(target))


def _export_tables(options: argparse.Namespace, target: Path) -> int:
    from flows.export_tables import ExportOrder  # noqa: PLC0415
    from tasks.export.workbook import WorkbookTooLargeError  # noqa: PLC0415
    from tasks.storage.database_files import BrokenReferenceError  # noqa: PLC0415
    from tasks.storage.exports import TargetTakenError  # noqa: PLC0415
    from tasks.storage.tables import NoTablesError, UnknownSnapshotError  # noqa: PLC0415

    order = ExportOrder(
        options.data, options.snapshot, options.format, options.encoding or "utf-8-sig", target, options.overwrite
    )
    try:
        exported = _watched(order)
    except TargetTakenError as error:
        return complain(str(error), USAGE)
    except BrokenReferenceError as error:
        return complain(f"{error}: make the tables again, or export csv or xlsx", FAILED)
    except (NoTablesError, UnknownSnapshotError, WorkbookTooLargeError) as error:
        return complain(str(error), FAILED)
    print("\n".join(exported.lines()))
    return DONE


def _watched(order: "ExportOrder") -> "ExportedTables":
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from flows.export_tables import export_tables, rows_in  # noqa: PLC0415

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"{order.form} rows", total=rows_in(order))
        return export_tables(order, lambda n_rows: progress.advance(task, n_rows))


def _export_warc(data: Path, file: Path) -> int:
    from flows.export_warc import NothingToExportError, export_warc  # noqa: PLC0415
    from tasks.storage.lock import DataFolderBusyError  # noqa: PLC0415
    from tasks.storage.raw_store import RawStoreError  # noqa: PLC0415

    if file.is_dir():
        return complain(f"{file} is a folder: give the file to write", USAGE)
    try:
        exported = export_warc(data, file)
    except NothingToExportError as error:
        return complain(f"{error}: run first, or choose another folder with --data", FAILED)
    except (DataFolderBusyError, RawStoreError) as error:
        return complain(str(error), FAILED)
    print("\n".join(exported.lines()))
    return DONE
