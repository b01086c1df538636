"""What all commands share: how they end, how they complain, and where their data is."""

import argparse
import sys
from pathlib import Path

DONE, FAILED, USAGE = 0, 1, 2


class UsageError(Exception):
    """The command was called wrongly; the message says what to do."""


def complain(message: str, code: int) -> int:
    """Say on the error output what is wrong, whatever characters are in it, and return the code to end with."""
    print(f"qianyue: {message}".encode(errors="backslashreplace").decode(), file=sys.stderr)
    return code


def add_data(parser: argparse.ArgumentParser) -> None:
    """Let a command be told its data folder."""
    parser.add_argument(
        "--data", type=place_named, default=Path("data"), metavar="DIR", help="the data folder (default: data)"
    )


def place_named(address: str) -> Path:
    """Return the path that a word of the command line names, a path of this machine or an address such as s3://..."""
    from tasks.storage.place import PlaceError, place  # noqa: PLC0415 - not for asking for help

    try:
        return place(address)
    except PlaceError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def no_tables(data: Path, code: int = FAILED) -> int:
    """Complain that nothing was published in the data folder yet, and return the code to end with."""
    from tasks.storage.tables import none_published  # noqa: PLC0415 - not for asking for help

    return complain(str(none_published(data)), code)


def positive(text: str) -> int:
    """Return the whole number from 1 up that a word of the command line is."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)
