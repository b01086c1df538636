"""The command ``qianyue run``."""

import argparse
import os
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.command import DONE, FAILED, UsageError, complain, positive
from flows.order_options import add_how, add_what_to_read, checked_sources, ordered, samples

if TYPE_CHECKING:
    from flows.order import Order

_EXAMPLES = """\
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


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    run = commands.add_parser(
        "run",
        help="read pages and publish the tables",
        description="Read pages (.txt, .html, .htm, .md) and publish the tables.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_what_to_read(run, "a file or folder (default: the samples)")
    run.add_argument("--only", action="append", default=[], metavar="NAME", help="ask only this source (repeatable)")
    run.add_argument("--due-only", action="store_true", help="ask only sources whose schedule has come round")
    run.add_argument("--since", type=_day, metavar="DAY", help="fill up the days from this one (2024-01-31)")
    run.add_argument("--until", type=_day, metavar="DAY", help="to this one (default: today)")
    add_how(run)
    run.add_argument("--shard-size", type=positive, metavar="N", help="most pages in a shard (default: by their bytes)")
    run.set_defaults(command=_run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-01-31") from None


def _run(options: argparse.Namespace) -> int:
    from flows.order import OrderError  # noqa: PLC0415
    from tasks.fetch.survey import AmbiguousSourceError  # noqa: PLC0415
    from tasks.storage.lock import DataFolderBusyError  # noqa: PLC0415

    try:
        order = ordered(options)
        n_files = checked_sources(order, options.data)
        if options.sources == [samples()]:
            _check_no_other_pages(options.data)
        return _bring_up_to_date(order, options, n_files)
    except (AmbiguousSourceError, OrderError) as error:
        raise UsageError(str(error)) from error
    except DataFolderBusyError as error:
        return complain(f"{error}: wait until it is done, or choose another folder with --data", FAILED)
    except OSError as error:
        return complain(f"{error}: check the folder and the space on the disk, then run again", FAILED)


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


def _check_no_other_pages(data: Path) -> None:
    """Stop a run without a source, which reads the samples, from replacing tables made from anything else."""
    from tasks.storage import read_column  # noqa: PLC0415
    from tasks.storage.snapshots import Snapshots  # noqa: PLC0415
    from tasks.storage.source import list_files  # noqa: PLC0415

    of_samples = {file.source_uri for file in list_files(samples())}
    try:
        published = [
            uri
            for name in ("documents", "rejected")
            for uri in read_column(Snapshots(data).tables / f"{name}.parquet", "source_uri")
        ]
    except FileNotFoundError:
        return
    if not of_samples.issuperset(published):
        raise UsageError(
            f"{Snapshots(data).sign} was made from other pages, which the samples would replace: "
            "name the source (qianyue run SOURCE), or keep the samples elsewhere (qianyue run --data DIR)"
        )
