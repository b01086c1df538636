"""The command ``qianyue review``."""

import argparse
from pathlib import Path
from typing import Any

from flows.command import DONE, FAILED, USAGE, add_data, complain

_EXAMPLES = """\
examples:
  qianyue review pages-to-read
  qianyue review pages-to-read --data out --snapshot 5c2f0e1d9a7b3c48

Open FOLDER/index.html in a browser: no server and no network is needed. A review that stands in FOLDER is replaced when
the new one is whole; a folder that holds anything else is left alone. docs/review.md says what the pages show.
exit code: 0 written, 1 no such tables or not to be written, 2 wrong usage
"""


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    review = commands.add_parser(
        "review",
        help="write pages that show each text with what was read from it",
        description="Write a folder of pages: for each document its text, with every place that a row was read from.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    review.add_argument("folder", type=_folder, metavar="FOLDER", help="the folder to write")
    add_data(review)
    review.add_argument("--snapshot", metavar="ID", help="one that is kept in DIR/snapshots (default: the current one)")
    review.set_defaults(command=_review)


def _folder(name: str) -> Path:
    if "://" in name:
        raise argparse.ArgumentTypeError(f"{name} is in a store: give a folder of this machine, and copy it there")
    return Path(name)


def _review(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from flows.progress import watched_by  # noqa: PLC0415
    from flows.review import review  # noqa: PLC0415
    from flows.watching import watching  # noqa: PLC0415
    from tasks.storage.folders import ForeignFolderError  # noqa: PLC0415
    from tasks.storage.tables import NoTablesError, UnknownSnapshotError, UnknownTableError  # noqa: PLC0415

    try:
        with watching(Console(stderr=True)) as watcher, watched_by(watcher):
            reviewed = review(options.data, options.folder, options.snapshot)
    except NoTablesError as error:
        return complain(str(error), FAILED)
    except UnknownTableError as error:
        return complain(f"{error}: make the tables again with `qianyue run SOURCE --data {options.data}`", FAILED)
    except (UnknownSnapshotError, ForeignFolderError) as error:
        return complain(str(error), USAGE)
    except FileNotFoundError as error:  # a run removes work that it does not need any more
        return complain(f"{error}: has a run gone on meanwhile? Write the review again when it is done", FAILED)
    print("\n".join(reviewed.lines()))
    return DONE
