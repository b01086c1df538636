"""What reading an index comes to."""

from dataclasses import dataclass

from schemas.visit import Link


class UnreadableIndexError(ValueError):
    """An index cannot be read at all; the message says why and what may be done."""


@dataclass(frozen=True, slots=True)
class IndexReading:
    """What an index names.

    Attributes:
        links: the pages, in the order of the index, each once.
        further: the indexes that it names: a sitemap's children, a listing's next page.
        problem: why nothing or not all could be read, empty where all was.
    """

    links: tuple[Link, ...] = ()
    further: tuple[str, ...] = ()
    problem: str = ""
