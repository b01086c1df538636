"""The command line: ``qianyue run``, ``show``, ``locate``, ``check`` and the rest.

Only what a command needs is imported, when it is needed: asking for help costs no second.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from flows import __version__
from flows.command import DONE, FAILED, USAGE, add_data, complain, no_tables, place_named, positive
from flows.correction_commands import add_commands as add_correction_commands
from flows.correction_commands import add_corrections
from flows.export_commands import add_commands as add_export_commands
from flows.report_commands import add_commands as add_report_command
from flows.review_commands import add_commands as add_review_commands
from flows.source_commands import add_commands as add_source_commands
from flows.table_commands import add_commands as add_table_commands
from flows.without_pandas import do_without_pandas

if TYPE_CHECKING:
    from flows.order import Order

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

_RUN_EXAMPLES = """\
examples:
  qianyue run
  qianyue run news/
  qianyue run news/ --data out --workers 4
  qianyue run --sources sources.toml
  qianyue run --sources sources.toml --only xianning-daily --since 2024-01-01 --until 2024-03-31

docs/sources.md says how sources are declared. Pages are asked for once and kept in DIR/raw.

A second run does only what changed. What is in a folder but is no page is told in the table "rejected".
exit code: 0 done, 1 the run failed and the tables are as they were, 2 wrong usage
"""

_SERVE_EXAMPLES = """\
examples:
  qianyue serve news/ --cron '0 6 * * *'
  qianyue serve news/ --cron '30 * * * *' --data out --now

Without PREFECT_API_URL in the environment it starts a Prefect server of its own on this machine, kept in DIR/prefect,
that ends with it. One run at a time; missed runs are made up for by one. docs/operations.md says more.
exit code: 0 stopped by Ctrl-C or SIGTERM, 1 something failed, 2 wrong usage
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


class _UsageError(Exception):
    """The command was called wrongly; the message says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: the words after ``qianyue``; those of this process where it is None.
    """
    if arguments is None:  # the process is this program's own
        do_without_pandas()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except _UsageError as error:
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

    run = commands.add_parser(
        "run",
        help="read pages and publish the tables",
        description="Read pages (.txt, .html, .htm, .md) and publish the tables.",
        epilog=_RUN_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    run.add_argument(
        "sources", nargs="*", type=place_named, metavar="SOURCE", help="a file or folder (default: the samples)"
    )
    _add_declared(run)
    add_corrections(run)
    run.add_argument("--only", action="append", default=[], metavar="NAME", help="ask only this source (repeatable)")
    run.add_argument("--due-only", action="store_true", help="ask only sources whose schedule has come round")
    run.add_argument("--since", type=_day, metavar="DAY", help="fill up the days from this one (2024-01-31)")
    run.add_argument("--until", type=_day, metavar="DAY", help="to this one (default: today)")
    add_data(run)
    run.add_argument("--workers", type=positive, metavar="N", help="processes (default: one a processor)")
    _add_cluster(run)
    run.add_argument("--shard-size", type=positive, metavar="N", help="most pages in a shard (default: by their bytes)")
    _add_kept(run)
    run.set_defaults(command=_run)

    serve = commands.add_parser(
        "serve",
        help="keep the tables up to date on a schedule",
        description="Run on a schedule, with pages that show what runs, until Ctrl-C.",
        epilog=_SERVE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_serve(serve)

    add_table_commands(commands)

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

    backup = commands.add_parser(
        "backup",
        help="copy what cannot be made again",
        description="Copy the raw store and the published tables, while runs go on. The copy is a data folder itself.",
    )
    backup.add_argument("target", type=Path, metavar="FOLDER", help="a folder that does not exist yet")
    add_data(backup)
    backup.set_defaults(command=_backup)

    add_source_commands(commands)
    add_correction_commands(commands)
    add_export_commands(commands)
    add_report_command(commands)
    add_review_commands(commands)

    dictionary = commands.add_parser("dictionary", help="print what every table and column means")
    dictionary.set_defaults(command=_dictionary)
    return parser


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("sources", nargs="*", type=place_named, metavar="SOURCE", help="a file or folder with pages")
    _add_declared(serve)
    add_corrections(serve)
    add_data(serve)
    serve.add_argument("--cron", required=True, metavar="'M H D M W'", help="when a run begins: '0 6 * * *' is at six")
    serve.add_argument("--timezone", default="Asia/Shanghai", metavar="ZONE", help="its clock (default: Asia/Shanghai)")
    serve.add_argument("--port", type=_port, default=4200, metavar="N", help="of the pages (default: 4200)")
    serve.add_argument("--name", default="qianyue", metavar="NAME", help="of the deployment (default: qianyue)")
    serve.add_argument("--workers", type=positive, metavar="N", help="processes of a run (default: one a processor)")
    _add_cluster(serve)
    _add_kept(serve)
    serve.add_argument("--now", action="store_true", help="begin a run at once too")
    serve.set_defaults(command=_serve, only=[], due_only=False, since=None, until=None)


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler (tcp://host:8786): docs/scaling.md")


def _add_kept(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep-snapshots", type=positive, metavar="N", help="snapshots to keep, the new one too (default: 5)"
    )


def _add_declared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sources", type=Path, dest="declared", metavar="FILE", help="declares further sources: docs/sources.md"
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-01-31") from None


def _position(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 up")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    from flows.order import OrderError  # noqa: PLC0415
    from tasks.fetch.survey import AmbiguousSourceError  # noqa: PLC0415
    from tasks.storage.lock import DataFolderBusyError  # noqa: PLC0415

    try:
        order = _order(options)
        _check_can_be_written_down([*order.folders, options.data.absolute()])
        n_files = _checked_sources(order, options.data)
        if options.sources == [_samples()]:
            _check_no_other_pages(options.data)
        return _bring_up_to_date(order, options, n_files)
    except (AmbiguousSourceError, OrderError) as error:
        raise _UsageError(str(error)) from error
    except DataFolderBusyError as error:
        return complain(f"{error}: wait until it is done, or choose another folder with --data", FAILED)
    except OSError as error:
        return complain(f"{error}: check the folder and the space on the disk, then run again", FAILED)


def _order(options: argparse.Namespace) -> "Order":
    """Return what is to be read, by the words of the command; the flow reads the same from the same words."""
    from flows.clock import now  # noqa: PLC0415
    from flows.order import Request  # noqa: PLC0415

    chosen = options.only or options.due_only or options.since or options.until
    if options.declared is None and chosen:
        raise _UsageError("--only, --due-only, --since and --until choose among declared sources: add --sources FILE")
    if options.declared is not None and not options.declared.exists():
        raise _UsageError(f"no file {options.declared}: docs/sources.md says how to write one")
    if options.declared is None and not options.sources:
        options.sources = [_samples()]
    if options.corrections is not None and not options.corrections.exists():
        raise _UsageError(f"no file {options.corrections}: docs/corrections.md says how to write one")
    days = (options.since, options.until)
    request = Request(options.sources, options.declared, options.only, *days, options.due_only, options.corrections)
    return request.order(options.data, now())


def _bring_up_to_date(order: "Order", options: argparse.Namespace, n_files: int) -> int:
    from flows.clock import now  # noqa: PLC0415
    from flows.plan import unchanged  # noqa: PLC0415
    from tasks.storage.lock import alone_in  # noqa: PLC0415

    with alone_in(options.data, now):
        summary = unchanged(order, options.data, n_files)
        if summary is None:
            return _run_flow(options)
    print("\n".join(summary.lines()))
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from flows.order import OrderError  # noqa: PLC0415
    from flows.prefect_settings import EmbeddedServerError  # noqa: PLC0415
    from flows.serve import Plan, PlanError, flow_parameters, serve  # noqa: PLC0415
    from tasks.storage.lock import DataFolderBusyError  # noqa: PLC0415

    if not options.sources and not options.declared:
        raise _UsageError("nothing to read: name a file or a folder, or the file of the sources with --sources")
    try:
        order = _order(options)
        _check_can_be_written_down([*order.folders, options.data.absolute()])
        _checked_sources(order, options.data)
        read = (options.sources, options.declared, options.data)
        asked = {"keep_snapshots": options.keep_snapshots, "corrections": options.corrections}
        parameters = flow_parameters(*read, options.workers, options.cluster, **asked)
        plan = Plan(options.name, options.cron, options.timezone, parameters, options.now)
        serve(plan, options.port, Console(soft_wrap=True))
    except (OrderError, PlanError) as error:
        raise _UsageError(str(error)) from error
    except DataFolderBusyError as error:
        return complain(f"{error}: it is served already", FAILED)
    except EmbeddedServerError as error:
        return complain(str(error), FAILED)
    return DONE


def _run_flow(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from flows.cluster import ClusterError, address_of_cluster  # noqa: PLC0415
    from flows.prefect_settings import EmbeddedServerError, embedded_prefect  # noqa: PLC0415
    from flows.progress import watched_by  # noqa: PLC0415
    from flows.summary import AccountsError  # noqa: PLC0415
    from flows.watching import watching  # noqa: PLC0415
    from flows.workers import DoorError, WorkerDiedError  # noqa: PLC0415
    from tasks.storage.place import kept_here  # noqa: PLC0415

    cluster = address_of_cluster(options.cluster)
    is_elsewhere = cluster and os.environ.get("PREFECT_API_URL")  # where the workers of the cluster reach it too
    home = kept_here(options.data.absolute()) / "prefect"
    prefect = nullcontext() if is_elsewhere else embedded_prefect(home)
    try:
        with prefect, watching(Console(stderr=True)) as watcher, watched_by(watcher):
            from flows.run import (  # noqa: PLC0415 - Prefect reads its settings on import
                NothingToReadError,
                RunFailedError,
                run_embedded,
            )
            from tasks.storage.snapshots import KEPT  # noqa: PLC0415

            try:
                report = run_embedded(
                    options.sources,
                    options.data,
                    options.workers,
                    options.shard_size,
                    sources=options.declared,
                    only=options.only,
                    since=options.since,
                    until=options.until,
                    due_only=options.due_only,
                    cluster=cluster,
                    keep_snapshots=options.keep_snapshots or KEPT,
                    corrections=options.corrections,
                )
            except (RunFailedError, NothingToReadError, ClusterError) as error:
                return _complain_of_run(error)
    except (DoorError, WorkerDiedError, AccountsError, EmbeddedServerError) as error:
        return _complain_of_run(error)
    print("\n".join(report.lines()))
    return DONE


def _complain_of_run(error: Exception) -> int:
    return complain(f"{error}\nthe tables are as they were; run again to go on from there", FAILED)


def _samples() -> Path:
    return Path(str(resources.files("schemas") / "samples" / "pages"))


def _check_no_other_pages(data: Path) -> None:
    """Stop a run without a source, which reads the samples, from replacing tables made from anything else."""
    from tasks.storage import read_column  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415
    from tasks.storage.source import list_files  # noqa: PLC0415

    samples = {file.source_uri for file in list_files(_samples())}
    try:
        published = [
            uri
            for name in ("documents", "rejected")
            for uri in read_column(Snapshots(data).tables / f"{name}.parquet", "source_uri")
        ]
    except FileNotFoundError:
        return
    if not samples.issuperset(published):
        raise _UsageError(
            f"{Snapshots(data).sign} was made from other pages, which the samples would replace: "
            "name the source (qianyue run SOURCE), or keep the samples elsewhere (qianyue run --data DIR)"
        )


def _check_can_be_written_down(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            str(path).encode()
        except UnicodeEncodeError as error:
            raise _UsageError(f"the name {path!s} is not UTF-8: rename it, or give the folder above it") from error


def _checked_sources(order: "Order", data: Path) -> int:
    """Return how many files the sources hold; one that two of them hold is counted by the one that holds most."""
    from tasks.storage.source import DataFolderError, list_files  # noqa: PLC0415

    n_files = [0]
    for source in order.folders:
        try:
            n_files.append(len(list_files(source, data)))
        except FileNotFoundError as error:
            raise _UsageError(f"{error}: give a file or folder that exists") from error
        except DataFolderError as error:
            raise _UsageError(f"{error}: give a folder of pages, or another data folder with --data") from error
        except OSError as error:
            raise _UsageError(f"{error.strerror}: {source}") from error
    if not any(n_files) and not order.stored:
        names = ", ".join(order.titles) or "the declared sources: there are none"
        raise _UsageError(f"no file in {names}: give a folder with .txt, .html, .htm or .md files")
    return max(n_files)


def _locate(options: argparse.Namespace) -> int:
    from flows.locate import UnknownDocumentError, locate  # noqa: PLC0415

    try:
        place = locate(options.data, options.doc_id, options.start, options.end)
    except FileNotFoundError:
        return no_tables(options.data)
    except UnknownDocumentError as error:
        return complain(str(error), FAILED)
    except ValueError as error:
        raise _UsageError(f"{error}: give START and END within it, START below END") from error
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
