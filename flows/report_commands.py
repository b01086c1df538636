"""The command ``qianyue report``."""

import argparse
from pathlib import Path
from typing import Any

from flows.command import DONE, FAILED, USAGE, add_data, complain

_EXAMPLES = """\
examples:
  qianyue report
  qianyue report out/today.html --data out
  qianyue report old.html --snapshot cce8b5dd913d078c

The page opens in any browser and asks for nothing from the network. docs/report.md says how its numbers are counted.
exit code: 0 written, 1 nothing to show or not to be written, 2 wrong usage
"""


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    report = commands.add_parser(
        "report",
        help="write a page that shows what the tables hold",
        description="Write one HTML file that shows what the published tables hold.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.add_argument(
        "file", nargs="?", type=Path, default=Path("report.html"), metavar="FILE", help="default: report.html"
    )
    add_data(report)
    report.add_argument("--snapshot", metavar="ID", help="one that is still kept (default: the current one)")
    report.set_defaults(command=_report)


def _report(options: argparse.Namespace) -> int:
    from tasks.report.report import SnapshotError, write_report  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415

    if options.file.is_dir():
        return complain(f"{options.file} is a folder: give the file to write", USAGE)
    snapshots = Snapshots(options.data)
    snapshot = options.snapshot or snapshots.current()
    if snapshot is None:
        return complain(f"no tables in {options.data}: make them with `qianyue run --data {options.data}`", FAILED)
    if not snapshots.holds(snapshot):
        return complain(f"no snapshot {snapshot} in {options.data}: those that are kept are in its snapshots/", USAGE)
    try:
        write_report(options.data / "snapshots" / snapshot, snapshot, options.file)
    except SnapshotError as error:
        return complain(f"{error}: make the tables again with `qianyue run SOURCE --data {options.data}`", FAILED)
    print(f"report    {options.file}")
    print(f"snapshot  {snapshot}")
    return DONE
