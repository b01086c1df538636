"""The files that an earlier run has read, so that this one need not read them again to know what they hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tasks.storage.source import Stamp

#: A file that was changed as recently as this may be changed again without another time: clocks of file systems are
#: coarse (FAT counts two seconds). It is read again.
_TOO_RECENT_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when it was read.

    Attributes:
        path: where it stands.
        source_uri: the address that its page has.
        stamp: what the file system said of it before it was read.
        page_id: the id of its page.
    """

    path: str
    source_uri: str
    stamp: Stamp
    page_id: str


def known_by_path(files: Iterable[KnownFile]) -> Mapping[str, KnownFile]:
    """Return the files by their paths."""
    return {file.path: file for file in files}


def is_text(path: str) -> bool:
    r"""Return whether a path can be written down; one whose name is bytes in no encoding cannot.

    Example:
        >>> is_text("news/签约.txt"), is_text("news/\udcff.txt")
        (True, False)
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_settled(stamp: Stamp, now: int) -> bool:
    """Return whether a file with this stamp can be told by it from what it may become.

    Args:
        stamp: what the file system said of it.
        now: the time by the clock of its file system, in nanoseconds.

    Example:
        >>> is_settled(Stamp(10, 0, 5_000_000_000, 1), now=8_000_000_000)
        True
        >>> is_settled(Stamp(10, 0, 7_000_000_000, 1), now=8_000_000_000)
        False
    """
    return max(stamp.modified, stamp.changed) <= now - _TOO_RECENT_NS
