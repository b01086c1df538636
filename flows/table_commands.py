"""The commands ``qianyue show``, ``tables`` and ``snapshots``: the published tables, now and earlier."""

import argparse
from typing import Any

from flows.command import DONE, FAILED, USAGE, add_data, complain, no_tables, positive

_SNAPSHOT_EXAMPLES = """\
examples:
  qianyue snapshots
  qianyue show changes --limit 20                        what differs from the snapshot before
  qianyue show agreements --snapshot 0123456789abcdef    a table as it was

docs/changes.md says what a change is and how old snapshots are loaded.
exit code: 0 listed, 1 nothing was published yet, 2 wrong usage
"""


def add_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    show = commands.add_parser("show", help="print rows of a table", description="Print rows of a published table.")
    show.add_argument("table", metavar="TABLE", help="its name, such as agreements, metrics or changes")
    add_data(show)
    show.add_argument("--limit", type=positive, default=10, metavar="N", help="how many rows (default: 10)")
    show.add_argument("--columns", default="", metavar="A,B", help="which columns (default: as many as fit)")
    show.add_argument("--snapshot", metavar="ID", help="of an earlier snapshot (default: the current one)")
    show.set_defaults(command=_show)

    tables = commands.add_parser(
        "tables",
        help="print where the current tables are",
        description="Print the folder of the current tables. They never change there: to join several, read them so.",
    )
    add_data(tables)
    tables.set_defaults(command=_tables)

    snapshots = commands.add_parser(
        "snapshots",
        help="list the tables of this and earlier runs",
        description="List the snapshots that are kept, newest first: id, rows, what changed against the one before.",
        epilog=_SNAPSHOT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data(snapshots)
    snapshots.set_defaults(command=_snapshots)


def _show(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from flows.show import show_table  # noqa: PLC0415
    from schemas.tables import table_named  # noqa: PLC0415
    from tasks.storage.tables import (  # noqa: PLC0415
        NoTablesError,
        UnknownSnapshotError,
        UnknownTableError,
        open_snapshot,
    )

    columns = [name.strip() for name in options.columns.split(",") if name.strip()]
    try:
        name = table_named(options.table).name
        show_table(open_snapshot(options.data, options.snapshot).file(name), columns, options.limit, Console())
    except (KeyError, UnknownSnapshotError, UnknownTableError) as error:
        return complain(str(error.args[0]), USAGE)
    except NoTablesError as error:
        return complain(str(error), FAILED)
    return DONE


def _tables(options: argparse.Namespace) -> int:
    from tasks.storage.tables import NoTablesError, open_snapshot  # noqa: PLC0415

    try:
        print(open_snapshot(options.data).folder)
    except NoTablesError as error:
        return complain(str(error), FAILED)
    return DONE


def _snapshots(options: argparse.Namespace) -> int:
    from flows.snapshots import snapshot_lines  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415

    kept = Snapshots(options.data).all()
    if not kept:
        return no_tables(options.data)
    print("\n".join(line for snapshot in kept for line in snapshot_lines(snapshot)))
    return DONE
