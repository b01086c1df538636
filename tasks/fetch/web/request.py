"""What is asked for, and the headers that are sent with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata

from yarl import URL

from schemas.source import Politeness, Source
from schemas.visit import Headers, Role, Standing
from tasks.fetch.web.coding import ACCEPTED
from tasks.fetch.web.http_date import http_date, time_of

#: The name by which robots.txt may speak of this robot.
ROBOT = "qianyue"
#: Stands for what is not kept.
REDACTED = "***"
_ACCEPT: Mapping[Role, str] = {
    "page": "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9, */*;q=0.1",
    "index": "application/rss+xml, application/atom+xml, application/xml, text/xml, text/html;q=0.9, */*;q=0.5",
    "robots": "text/plain, */*;q=0.1",
}
_KEPT_ELSEWHERE = ("env:", "block:")
_SENDABLE = re.compile(r"[\x20-\x7e]+")


class MissingSecretError(ValueError):
    """A header of a source names a secret that is not there, or that cannot be sent."""


@dataclass(frozen=True, slots=True)
class Request:
    """One address to be asked for.

    Attributes:
        url: the address, in normal form.
        role: what is asked for.
        before: what is known of it, None where it was never asked for.
        user_agent: who asks.
        politeness: the deadlines and limits.
        allowed: hosts that may be private.
        secrets: headers of the source whose values are shown to this host alone.
        dated: the ``Date`` of the answer that brought what is kept.
    """

    url: str
    role: Role
    before: Standing | None
    user_agent: str
    politeness: Politeness
    allowed: tuple[str, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    dated: str | None = None

    def headers(self) -> Headers:
        """Return the headers to be sent."""
        general = (("User-Agent", self.user_agent), ("Accept", _ACCEPT[self.role]), ("Accept-Encoding", ACCEPTED))
        own = {name.lower() for name in self.secrets}
        kept = tuple(pair for pair in (*general, *conditions(self.before, self.dated)) if pair[0].lower() not in own)
        return (*kept, *self.secrets.items())

    def shown_headers(self) -> Headers:
        """Return the headers as they may be kept: without what is secret."""
        return tuple((name, REDACTED if name in self.secrets else value) for name, value in self.headers())

    @property
    def is_conditional(self) -> bool:
        """Whether an answer that nothing has changed makes sense."""
        return bool(conditions(self.before, self.dated))


def conditions(before: Standing | None, dated: str | None = None) -> Headers:
    """Return the headers that ask for a page only if it has changed since it was fetched.

    The server's own validators are given back as they were written. Where it gave none, the time at which it was asked
    does, or the one that its answer bore, where that is earlier (RFC 9110, section 13.1.3).

    Example:
        >>> from datetime import UTC, datetime
        >>> at = datetime(2024, 5, 1, 6, tzinfo=UTC)
        >>> conditions(Standing("https://news.example/", at, "fetched", last_fetched=at))
        (('If-Modified-Since', 'Wed, 01 May 2024 06:00:00 GMT'),)

    Args:
        before: what is known of the page.
        dated: the ``Date`` of the answer that brought it.
    """
    if before is None or before.last_fetched is None:
        return ()
    given = (("If-None-Match", before.etag), ("If-Modified-Since", before.last_modified))
    known = tuple((name, value) for name, value in given if value and _SENDABLE.fullmatch(value))
    since = min(before.last_fetched, time_of(dated) or before.last_fetched)
    return known or (("If-Modified-Since", http_date(since)),)


def user_agent(contact: str) -> str:
    """Return how the project names itself, with where its operator can be reached."""
    name = f"{ROBOT}/{_version()}"
    written = re.sub(r"[^\x20-\x7e]", "?", contact.strip())
    return f"{name} (+{written})" if written else name


def secret_headers(source: Source, secrets: Mapping[str, str]) -> dict[str, str]:
    """Return the source's own headers with their values.

    Args:
        source: each of its headers is written as ``env:NAME`` or ``block:NAME``.
        secrets: the values by what is written.

    Raises:
        MissingSecretError: one is not there or cannot be sent; the message never holds a value.
    """
    return {header: _secret(header, written, secrets) for header, written in source.headers.items()}


def _secret(header: str, written: str, secrets: Mapping[str, str]) -> str:
    if not written.startswith(_KEPT_ELSEWHERE):
        raise MissingSecretError(f"the header {header} must be written as env:NAME or block:NAME")
    value = secrets.get(written, "")
    if not value:
        place = "the environment of the run" if written.startswith("env:") else "the Prefect server"
        raise MissingSecretError(f"the header {header} needs {written}: set it in {place}")
    if not _SENDABLE.fullmatch(value):
        raise MissingSecretError(f"{written} for the header {header} holds characters that no header may hold")
    return value


def origin(url: str) -> str:
    """Return scheme, host and port of an address: whom a secret is shown to, and whose robots.txt holds.

    Example:
        >>> origin("https://News.example:443/5g/?page=1")
        'https://news.example'
    """
    return str(URL(url).origin())


def _version() -> str:
    try:
        return metadata.version("qianyue")
    except metadata.PackageNotFoundError:  # run from a folder that was never installed
        return "0"
