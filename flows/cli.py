"""The command line: ``qianyue run``, ``show``, ``locate``, ``check`` and the rest.

Only what a command needs is imported, when it is needed: asking for help costs no second.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows import __version__
from flows.command import DONE, FAILED, USAGE, UsageError, add_data, complain, no_tables
from flows.correction_commands import add_commands as add_correction_commands
from flows.export_commands import add_commands as add_export_commands
from flows.report_commands import add_commands as add_report_command
from flows.review_commands import add_commands as add_review_commands
from flows.run_commands import add_commands as add_run_command
from flows.serve_commands import add_commands as add_serve_command
from flows.source_commands import add_commands as add_source_commands
from flows.spare_memory import spare_memory
from flows.table_commands import add_commands as add_table_commands

#: What ``check`` ends with: 1 is a finding there, so that what kept it from checking is another number.
_DOUBTFUL, _UNCHECKED = 1, 2

_EXAMPLES = """\
examples:
  qianyue run                            read the sample pages that come with it
  qianyue run news/ extra/page.html      read a folder and a page; tables are in data/tables
  qianyue run news/ --data out           keep work and tables in out/ instead
  qianyue run --sources sources.toml     ask the sites that the file declares, then do the same
  qianyue serve --sources sources.toml --cron '0 6 * * *'    do so every morning at six
  qianyue show agreements --limit 5      look at the first rows of a table
  qianyue show changes                   what differs from the tables of the run before
  qianyue locate DOC_ID START END        where on its page a quote of the table evidence stands
  qianyue review FOLDER                  pages that show each text with all that was read from it
  qianyue check                          figures that do not go together, or not with published ones
  qianyue sources check                  what is wrong with sources.toml
  qianyue corrections check FILE         which corrections by people apply, and which are stale
  qianyue export --format xlsx tables.xlsx    the tables for Excel; csv, duckdb and sqlite likewise
  qianyue export warc pages.warc.gz      every page that was fetched or read, for other tools
  qianyue report                         one page with charts and tables of what there is: report.html
  qianyue dictionary > tables.md         what every table and column means
"""

_CHECK_EXAMPLES = """\
examples:
  qianyue check
  qianyue check --json > doubts.jsonl
  qianyue check --strict && ./publish.sh

A doubt is a reason to read the page again, not an error of the page. docs/metrics.md says what is checked.
exit code: 0 checked, 1 with --strict where anything is doubtful, 2 nothing could be checked (no tables, tables that
cannot be read, wrong usage)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: the words after ``qianyue``; those of this process where it is None.
    """
    if arguments is None:  # the process is this program's own
        spare_memory()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except UsageError as error:
        return complain(str(error), USAGE)
    except KeyboardInterrupt:
        return complain("stopped; what was finished is kept, and the next run goes on from there", FAILED)
    except BrokenPipeError:  # the reader of the output has seen enough
        sys.stderr.close()
        return DONE
    except (OSError, MemoryError) as error:
        return complain(str(error) or "this machine has not enough memory", FAILED)
    except RuntimeError as error:
        if not _is_of_raw_store(error):
            raise
        return complain(str(error), FAILED)
    return code


def _is_of_raw_store(error: RuntimeError) -> bool:
    from tasks.storage.raw_store import RawStoreError  # noqa: PLC0415

    return isinstance(error, RawStoreError)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qianyue",
        description="Read Chinese news pages about 5G into tables of agreements, figures and regions.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"qianyue {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_run_command(commands)
    add_serve_command(commands)
    add_table_commands(commands)
    _add_locate(commands)
    _add_check(commands)
    _add_backup(commands)
    add_source_commands(commands)
    add_correction_commands(commands)
    add_export_commands(commands)
    add_report_command(commands)
    add_review_commands(commands)

    dictionary = commands.add_parser("dictionary", help="print what every table and column means")
    dictionary.set_defaults(command=_dictionary)
    return parser


def _add_locate(commands: Any) -> None:
    locate = commands.add_parser(
        "locate",
        help="show where on its page a stretch of a document was read",
        description="Print the page, the bytes and the words from which a stretch of a document's text was read.",
    )
    locate.add_argument("doc_id", metavar="DOC_ID", help="the document, as the tables name it")
    locate.add_argument("start", type=_position, metavar="START", help="first character of documents.text, from 0")
    locate.add_argument("end", type=_position, metavar="END", help="one past the last character")
    add_data(locate)
    locate.set_defaults(command=_locate)


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help="report figures that cannot be right",
        description="Hold the table of figures against published ones and against each other. Nothing is changed.",
        epilog=_CHECK_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_data(check)
    check.add_argument("--json", action="store_true", help="print one JSON object a doubt, nothing else")
    check.add_argument(
        "--strict", action="store_true", help="exit with 1 where anything is doubtful (2: nothing could be checked)"
    )
    check.set_defaults(command=_check)


def _add_backup(commands: Any) -> None:
    backup = commands.add_parser(
        "backup",
        help="copy what cannot be made again",
        description="Copy the raw store and the published tables, while runs go on. The copy is a data folder itself.",
    )
    backup.add_argument("target", type=Path, metavar="FOLDER", help="a folder that does not exist yet")
    add_data(backup)
    backup.set_defaults(command=_backup)


def _position(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def _locate(options: argparse.Namespace) -> int:
    from flows.locate import UnknownDocumentError, locate  # noqa: PLC0415

    try:
        place = locate(options.data, options.doc_id, options.start, options.end)
    except FileNotFoundError:
        return no_tables(options.data)
    except UnknownDocumentError as error:
        return complain(str(error), FAILED)
    except ValueError as error:
        raise UsageError(f"{error}: give START and END within it, START below END") from error
    print("\n".join(place.lines()))
    return DONE


def _check(options: argparse.Namespace) -> int:
    from flows.check import TableError, check, report_json, report_lines  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415

    try:
        report = check(Snapshots(options.data).tables)
    except FileNotFoundError:
        return no_tables(options.data, _UNCHECKED)
    except TableError as error:
        return complain(f"{error}: make the tables again with `qianyue run SOURCE --data {options.data}`", _UNCHECKED)
    except OSError as error:
        return complain(str(error), _UNCHECKED)
    sys.stdout.write(report_json(report) if options.json else "\n".join(report_lines(report)) + "\n")
    return _DOUBTFUL if options.strict and report.doubts else DONE


def _backup(options: argparse.Namespace) -> int:
    from flows.order import raw_in  # noqa: PLC0415
    from tasks.storage.backup import back_up  # noqa: PLC0415

    copied = back_up(options.data, raw_in(options.data), options.target)
    print("\n".join(f"copied  {path}" for path in copied))
    return DONE


def _dictionary(_: argparse.Namespace) -> int:
    from schemas.dictionary import dictionary_page  # noqa: PLC0415
    from schemas.tables import TABLES  # noqa: PLC0415

    print(dictionary_page(TABLES), end="")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
