"""The command ``qianyue corrections``, and the option that names their file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.command import DONE, FAILED, USAGE, add_data, complain, no_tables

if TYPE_CHECKING:
    from schemas.vocabulary import CorrectionAction

_CHECK_EXAMPLES = """\
examples:
  qianyue corrections check corrections.toml
  qianyue corrections check corrections.toml --data out

The published tables are asked, so a run comes first. docs/corrections.md explains the file.
exit code: 0 all entries apply or are no longer needed, 1 at least one has a fault or does not apply, 2 there is no such
file, no tables, or tables from before there were corrections
"""

_DRAFT_EXAMPLES = """\
examples:
  qianyue corrections draft agreements ROW_ID --field signed_edtf >> corrections.toml
  qianyue corrections draft metrics ROW_ID --drop >> corrections.toml
  qianyue corrections draft agreements ROW_ID --into OTHER_ROW_ID
  qianyue corrections draft agreements ROW_ID --apart DOC_ID

Without an option it says what can be set. Then write the value and the reason, and check the file.
exit code: 0 printed, 1 there is no such row, 2 wrong usage
"""


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Let a run be told the file of corrections."""
    parser.add_argument("--corrections", type=Path, metavar="FILE", help="corrections by people: docs/corrections.md")


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    corrections = commands.add_parser(
        "corrections", help="look at or write corrections by people", description="Look at or write corrections."
    )
    verbs = corrections.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = verbs.add_parser(
        "check",
        help="say which corrections apply and which are stale",
        description="Say what is wrong in a file of corrections, which entries apply, which do not and why.",
        epilog=_CHECK_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("file", type=Path, metavar="FILE", help="the file of corrections")
    add_data(check)
    check.set_defaults(command=_check)
    _add_draft(verbs)


def _add_draft(verbs: Any) -> None:
    draft = verbs.add_parser(
        "draft",
        help="print an entry for a row, with the words that it rests on",
        description="Print an entry for the file of corrections, with the words that the row rests on.",
        epilog=_DRAFT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    draft.add_argument("table", choices=("agreements", "metrics"), metavar="TABLE", help="agreements or metrics")
    draft.add_argument("row_id", metavar="ROW_ID", help="the id of the row")
    what = draft.add_mutually_exclusive_group()
    what.add_argument("--field", default="", metavar="NAME", help="set this column")
    what.add_argument("--drop", action="store_true", help="take the row out: it is false")
    what.add_argument("--into", default="", metavar="ROW_ID", help="merge it into this row")
    what.add_argument("--apart", default="", metavar="DOC_ID", help="split off what this document tells")
    draft.add_argument("--by", default="", metavar="NAME", help="who decides it")
    add_data(draft)
    draft.set_defaults(command=_draft)


def _check(options: argparse.Namespace) -> int:
    from flows.correction_check import check_corrections, check_lines  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415

    if not options.file.exists():
        return complain(f"no file {options.file}: docs/corrections.md says how to write one", USAGE)
    folder = Snapshots(options.data).folder()
    if folder is None:
        return no_tables(options.data, USAGE)
    if not (folder / "corrections.parquet").exists():
        problem = f"the tables in {options.data} were made before there were corrections"
        return complain(f"{problem}: make them again with `qianyue run SOURCE --data {options.data}`", USAGE)
    try:
        checked = check_corrections(options.file, folder)
    except UnicodeError as error:
        return complain(str(error), USAGE)
    for fault in checked.faults:
        complain(str(fault), FAILED)
    print("\n".join(check_lines(checked)))
    return FAILED if checked.faults or any(one.is_amiss for one in checked.came_of) else DONE


def _draft(options: argparse.Namespace) -> int:
    from flows.china import CHINA  # noqa: PLC0415
    from flows.clock import now  # noqa: PLC0415
    from schemas.correction import SETTABLE  # noqa: PLC0415
    from tasks.aggregate.correction_draft import Wanted, drafted  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415

    settable = SETTABLE[options.table]
    if options.field and options.field not in settable:
        return complain(f"{options.field} cannot be set: columns that can are {', '.join(settable)}", USAGE)
    folder = Snapshots(options.data).folder()
    if folder is None:
        return no_tables(options.data)
    action: CorrectionAction = (
        "drop" if options.drop else "merge" if options.into else "split" if options.apart else "set"
    )
    wanted = Wanted(options.table, options.row_id, action, options.field, options.into, options.apart)
    try:
        print(drafted(wanted, folder, now().astimezone(CHINA).date(), options.by), end="")
    except LookupError as error:
        return complain(str(error.args[0]), FAILED)
    return DONE
