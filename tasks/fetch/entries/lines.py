"""Lines of a file that may be packed, damaged, or all one line."""

import gzip
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from tasks.fetch.entries.entry import BrokenArchiveError

_BOM = b"\xef\xbb\xbf"
_PIECE = 64 * 1024
#: What bz2 says of damage, in an error that it shares with disks and networks.
_BZ2_DAMAGE = "Invalid data stream"


class Line(NamedTuple):
    """One line.

    Attributes:
        number: its place in the file, from 1.
        content: its bytes with the line feed, None where there are more than the limit.
    """

    number: int
    content: bytes | None


def lines(stream: BinaryIO, limit: int) -> Iterator[Line]:
    """Yield the lines of a file, without a byte order mark; those beyond the limit are stepped over.

    Raises:
        BrokenArchiveError: the file is packed, and damaged from here on.
    """
    number = 0
    while content := _readline(stream, limit + 1):
        number += 1
        is_whole = len(content) <= limit or content.endswith(b"\n")
        if not is_whole:
            _to_end_of_line(stream)
        yield Line(number, content.removeprefix(_BOM if number == 1 else b"") if is_whole else None)


def _to_end_of_line(stream: BinaryIO) -> None:
    while (piece := _readline(stream, _PIECE)) and not piece.endswith(b"\n"):
        pass


def _readline(stream: BinaryIO, limit: int) -> bytes:
    try:
        return stream.readline(limit)
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile) as error:
        raise BrokenArchiveError(f"breaks off or is damaged ({error})") from error
    except OSError as error:
        if str(error) == _BZ2_DAMAGE:
            raise BrokenArchiveError(f"is damaged ({error})") from error
        raise
