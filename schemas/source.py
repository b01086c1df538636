"""A source of pages: where they come from, how they are asked for, and what is expected of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from schemas.limits import MAX_PAGE_BYTES

SourceKind = Literal["folder", "urls", "feed", "sitemap", "listing", "warc", "wet", "jsonl", "csv", "parquet"]

#: Kinds that are asked over the network for addresses, and kinds that hold the pages themselves.
WEB_KINDS: tuple[SourceKind, ...] = ("urls", "feed", "sitemap", "listing")
ARCHIVE_KINDS: tuple[SourceKind, ...] = ("warc", "wet", "jsonl", "csv", "parquet")


@dataclass(frozen=True, slots=True)
class Window:
    """A range of days to be filled up, both inclusive: what sources date outside of it is left alone.

    Attributes:
        since: the first day.
        until: the last day.
    """

    since: date
    until: date

    def holds(self, day: date | None) -> bool:
        """Return whether the day lies in the range; one that nobody knows may.

        Example:
            >>> may = Window(date(2024, 5, 1), date(2024, 5, 31))
            >>> may.holds(date(2024, 5, 31)), may.holds(date(2024, 6, 1)), may.holds(None)
            (True, False, True)
        """
        return day is None or self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Politeness:
    """How hosts are asked, and when to give up.

    Attributes:
        requests_per_second: how many requests begin at one host in a second, over all sources: the least that any of
            them gives holds. A longer ``Crawl-delay`` in robots.txt holds too.
        concurrency: how many requests may be under way at one host.
        connect_seconds: until a connection is made.
        read_seconds: between two pieces of an answer.
        whole_seconds: for an answer as a whole.
        attempts: how often an address is tried in one run.
        longest_wait_seconds: a longer ``Retry-After`` puts the address off to a later run.
        max_bytes: the size of a body, as sent and as unpacked.
        max_pages: how many pages one run asks for; the others are left for the next one.
        max_minutes: how long one run spends on the source.
        revisit_days: how many days after it was first fetched a page is asked for again, conditionally.
    """

    requests_per_second: float = 0.5
    concurrency: int = 1
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    whole_seconds: float = 120.0
    attempts: int = 3
    longest_wait_seconds: float = 120.0
    max_bytes: int = MAX_PAGE_BYTES
    max_pages: int = 2000
    max_minutes: float = 120.0
    revisit_days: tuple[int, ...] = (1, 7)


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a run should bring; what it does not is reported, and the run goes on.

    Attributes:
        min_pages: how many new pages a run should bring at least.
        max_pages: and at most.
        silent_days: after how many days without a new page the source counts as silent.
        filled: for columns of the table ``documents`` the least share (0 to 1) of its new pages that should fill them.
    """

    min_pages: int | None = None
    max_pages: int | None = None
    silent_days: int | None = None
    filled: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One source of pages, as ``sources.toml`` declares it; docs/sources.md explains every key.

    Attributes:
        name: lower-case letters, digits and hyphens; unique in its file.
        kind: what stands at the address.
        address: a path, an address on the web, or any address that fsspec opens. A listing's may hold ``{page}`` or
            ``{date:FORMAT}``.
        publisher: who publishes the pages.
        region_code: where the publisher is at home.
        licence: under what terms the pages may be kept, and who said so.
        schedule: a cron expression in China's time (Asia/Shanghai), empty for every run.
        follow: a pattern that an address must match (``re.search``) to be a page of the source, empty for any.
        selector: of a listing, which links name pages, in CSS.
        next_selector: of a listing, which link leads to its next page, in CSS.
        max_indexes: how many pages of a listing, or files of a sitemap, are asked for in one run.
        columns: of tables, which column holds what: ``content`` or ``text``, ``url``, ``fetched_at``, ``content_type``.
        user_agent_contact: the address or page that a site may complain to; web kinds need it.
        headers: further request headers, each value ``env:NAME`` (a variable of the environment) or ``block:NAME`` (a
            Secret block of Prefect): the secret itself stands there.
        allow_private: hosts by name or address that may be asked though they lie in a private range.
        politeness: how its hosts are asked.
        expect: what a run should bring.
    """

    name: str
    kind: SourceKind
    address: str
    publisher: str = ""
    region_code: str | None = None
    licence: str = ""
    schedule: str = ""
    follow: str = ""
    selector: str = "a[href]"
    next_selector: str = ""
    max_indexes: int = 20
    columns: Mapping[str, str] = field(default_factory=dict)
    user_agent_contact: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: tuple[str, ...] = ()
    politeness: Politeness = field(default_factory=Politeness)
    expect: Expectations = field(default_factory=Expectations)

    @property
    def is_web(self) -> bool:
        """Whether its pages are asked for one by one over the network."""
        return self.kind in WEB_KINDS
