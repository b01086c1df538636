"""What passes between the code that asks for pages and the raw store that keeps what came of it.

A *visit* is one request and its answer. An *index* is an address that is asked for the addresses it names (a feed, a
sitemap, a listing); what it names are *links*. Times are in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from schemas.vocabulary import RejectionReason

#: What was asked for: a page of news, the names of more pages, or what a host lets robots do.
Role = Literal["page", "index", "robots"]
#: What came of it. ``unchanged`` is an answer 304, or one with the bytes that are kept already.
Outcome = Literal["fetched", "unchanged", "redirected", "failed"]

Headers = tuple[tuple[str, str], ...]


def header_of(headers: Headers, name: str) -> str | None:
    """Return the last of the headers of that name, whatever its case, None where there is none."""
    values = [value for key, value in headers if key.lower() == name.lower()]
    return values[-1] if values else None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a source names.

    Attributes:
        url: the absolute address, as ``tasks.fetch.address.normal`` writes it.
        dated: the day that the source or the address gives for the page, None where neither does.
        changed_at: when the source says that the page last changed; a page fetched before is asked for again.
    """

    url: str
    dated: date | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and what came of it.

    Attributes:
        url: the address that was asked for.
        at: when the request began whose answer came, so that what is changed from then on is new; where none came, when
            it was given up.
        role: what was asked for.
        outcome: what came of it.
        status: the status of the answer, None where there was none.
        request_headers: what was sent, without secrets.
        response_headers: what came, each name as written, in order.
        content: the body without its content coding, where the outcome is ``fetched``.
        target: where a redirect leads, as an absolute address.
        reason: why it failed.
        detail: what was found and what may be done, for people.
        next_try: when the address is to be asked for again, None for never.
        is_dated: whether ``at`` is when the page was fetched; an archive may not say.
    """

    url: str
    at: datetime
    role: Role
    outcome: Outcome
    status: int | None = None
    request_headers: Headers = ()
    response_headers: Headers = ()
    content: bytes | None = None
    target: str | None = None
    reason: RejectionReason | None = None
    detail: str = ""
    next_try: datetime | None = None
    is_dated: bool = True

    def header(self, name: str) -> str | None:
        """Return the last response header of that name, whatever its case.

        Example:
            >>> from datetime import UTC
            >>> at = datetime(2024, 5, 1, tzinfo=UTC)
            >>> Visit("https://a.example/", at, "page", "fetched", response_headers=(("ETag", '"1"'),)).header("etag")
            '"1"'
        """
        return header_of(self.response_headers, name)


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the raw store knows of one address when it is to be asked for again.

    Attributes:
        url: the address.
        last_visit: the last visit's time.
        last_outcome: the last visit's outcome.
        target: where the last visit was redirected to.
        first_fetched: when its first version was fetched, None where there is none.
        last_fetched: when its latest version was fetched, None where there is none.
        etag: the validator of the latest version.
        last_modified: the date of the latest version as the server wrote it.
        n_visits: how many visits were answered by the page (``fetched`` or ``unchanged``).
        n_failures: how many visits have failed since the last that did not.
        next_try: when it is to be asked for again, None for never.
    """

    url: str
    last_visit: datetime
    last_outcome: Outcome
    target: str | None = None
    first_fetched: datetime | None = None
    last_fetched: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    n_visits: int = 0
    n_failures: int = 0
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What one run came to at one source.

    Attributes:
        source: its name.
        n_links: how many addresses its indexes named.
        n_new_links: how many of them were named for the first time.
        n_pending: how many of its addresses are still to be asked for, because the run's limits were reached.
        outcomes: how many visits of pages ended how: ``new``, ``changed``, ``unchanged``, ``redirected``, ``failed``.
        reasons: how many of them failed for what reason.
        problem: why the source as a whole brought nothing, empty where it did not fail.
        seconds: how long it took.
        slow_hosts: for each host the mean seconds of an answer, the slowest first.
    """

    source: str
    n_links: int = 0
    n_new_links: int = 0
    n_pending: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""
    seconds: float = 0.0
    slow_hosts: tuple[tuple[str, float], ...] = ()
