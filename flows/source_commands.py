"""The command ``qianyue sources``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.command import DONE, FAILED, USAGE, complain

if TYPE_CHECKING:
    from schemas.source import Source
    from schemas.visit import Tally

_CHECK_EXAMPLES = """\
examples:
  qianyue sources check
  qianyue sources check --sources other.toml

Every fault is named, not only the first. docs/sources.md explains the file.
exit code: 0 all sources can be used, 1 at least one cannot, 2 there is no such file or it is no text
"""


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    _add_sources(commands)


def _add_sources(commands: Any) -> None:
    sources = commands.add_parser("sources", help="look at the file of sources", description="Look at sources.toml.")
    verbs = sources.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = verbs.add_parser(
        "check",
        help="say what is wrong with the sources",
        description="Say what is wrong with the sources, and what those at hand hold.",
        epilog=_CHECK_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument(
        "--sources", type=Path, default=Path("sources.toml"), metavar="FILE", help="the file (default: sources.toml)"
    )
    check.add_argument("--offline", action="store_true", help="ask no site")
    check.set_defaults(command=_check)


def _check(options: argparse.Namespace) -> int:
    from flows.sources import check_sources, report_lines  # noqa: PLC0415

    try:
        checked = check_sources(options.sources, None if options.offline else _probed)
    except FileNotFoundError:
        return complain(f"no file {options.sources}: docs/sources.md says how to write one", USAGE)
    except (OSError, UnicodeError) as error:
        return complain(str(error), USAGE)
    for fault in checked.faults:
        complain(str(fault), FAILED)
    print("\n".join(report_lines(checked)))
    return FAILED if checked.faults else DONE


def _probed(source: "Source") -> "Tally":
    from flows.clock import now  # noqa: PLC0415
    from flows.secrets import secrets_of  # noqa: PLC0415
    from tasks.fetch.harvest import probe  # noqa: PLC0415

    return probe(source, now(), secrets_of([source]))
