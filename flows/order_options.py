"""What ``run`` and ``serve`` are told of what to read, and the order that is made of it."""

import argparse
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from flows.command import UsageError, add_data, place_named, positive
from flows.correction_commands import add_corrections

if TYPE_CHECKING:
    from flows.order import Order


def add_what_to_read(parser: argparse.ArgumentParser, pages: str) -> None:
    """Let a command be told its pages, sources and corrections, and the data folder.

    Args:
        parser: of the command.
        pages: what is said of its words.
    """
    parser.add_argument("sources", nargs="*", type=place_named, metavar="SOURCE", help=pages)
    parser.add_argument(
        "--sources", type=Path, dest="declared", metavar="FILE", help="declares further sources: docs/sources.md"
    )
    add_corrections(parser)
    add_data(parser)


def add_how(parser: argparse.ArgumentParser) -> None:
    """Let a command be told with how many processes, on which cluster, and how many snapshots are kept."""
    parser.add_argument("--workers", type=positive, metavar="N", help="processes of a run (default: one a processor)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="a Dask scheduler (tcp://host:8786): docs/scaling.md")
    parser.add_argument(
        "--keep-snapshots", type=positive, metavar="N", help="snapshots to keep, the new one too (default: 5)"
    )


def samples() -> Path:
    """Return the folder of the sample pages."""
    return Path(str(resources.files("schemas") / "samples" / "pages"))


def ordered(options: argparse.Namespace) -> "Order":
    """Return what is to be read, by the words of the command; the flow reads the same from the same words.

    Raises:
        UsageError: the words do not go together, or name a file that does not exist.
    """
    from flows.clock import now  # noqa: PLC0415
    from flows.order import Request  # noqa: PLC0415

    chosen = options.only or options.due_only or options.since or options.until
    if options.declared is None and chosen:
        raise UsageError("--only, --due-only, --since and --until choose among declared sources: add --sources FILE")
    if options.declared is not None and not options.declared.exists():
        raise UsageError(f"no file {options.declared}: docs/sources.md says how to write one")
    if options.declared is None and not options.sources:
        options.sources = [samples()]
    if options.corrections is not None and not options.corrections.exists():
        raise UsageError(f"no file {options.corrections}: docs/corrections.md says how to write one")
    days = (options.since, options.until)
    request = Request(options.sources, options.declared, options.only, *days, options.due_only, options.corrections)
    return request.order(options.data, now())


def checked_sources(order: "Order", data: Path) -> int:
    """Return how many files the sources hold; one that two of them hold is counted by the one that holds most.

    Raises:
        UsageError: there is nothing to read, or a name that cannot be written down.
    """
    from tasks.storage.source import DataFolderError, list_files  # noqa: PLC0415

    _check_can_be_written_down([*order.folders, data.absolute()])
    n_files = [0]
    for source in order.folders:
        try:
            n_files.append(len(list_files(source, data)))
        except FileNotFoundError as error:
            raise UsageError(f"{error}: give a file or folder that exists") from error
        except DataFolderError as error:
            raise UsageError(f"{error}: give a folder of pages, or another data folder with --data") from error
        except OSError as error:
            raise UsageError(f"{error.strerror}: {source}") from error
    if not any(n_files) and not order.stored:
        names = ", ".join(order.titles) or "the declared sources: there are none"
        raise UsageError(f"no file in {names}: give a folder with .txt, .html, .htm or .md files")
    return max(n_files)


def _check_can_be_written_down(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            str(path).encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"the name {path!s} is not UTF-8: rename it, or give the folder above it") from error
