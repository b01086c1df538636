"""Lists of addresses, one a line."""

from schemas.visit import Link
from tasks.fetch.address import day_in, normal
from tasks.fetch.indexes.result import IndexReading, UnreadableIndexError

#: How many lines that are no address are named.
_NAMED_FAULTS = 5


def read_addresses(text: str, url: str) -> IndexReading:
    r"""Return the pages of a list: one address a line; blank lines and those that begin with ``#`` are passed over.

    Args:
        text: the list.
        url: its address, from which relative ones are read.

    Raises:
        UnreadableIndexError: it holds no address.

    Example:
        >>> reading = read_addresses("# 签约\nhttps://news.example/a.html\nmailto:a@b.example", "")
        >>> [link.url for link in reading.links], reading.problem
        (['https://news.example/a.html'], 'line 3 is no address of the web: mailto:a@b.example')
    """
    links: list[Link] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        address = normal(written, url)
        if address is None:
            faults.append(f"line {number} is no address of the web: {written[:80]}")
        else:
            links.append(Link(address, day_in(address)))
    if not links:
        raise UnreadableIndexError("; ".join(["holds no address", *faults[:_NAMED_FAULTS]]))
    return IndexReading(tuple(links), problem=_told(faults))


def _told(faults: list[str]) -> str:
    more = len(faults) - _NAMED_FAULTS
    return "; ".join(faults[:_NAMED_FAULTS]) + (f"; and {more} lines more" if more > 0 else "")
