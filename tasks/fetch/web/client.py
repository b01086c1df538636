"""One request and its answer, told as a visit, whatever the server does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp
from yarl import URL

from schemas.source import Politeness
from schemas.visit import Headers, Visit
from schemas.vocabulary import RejectionReason
from tasks.fetch.address import normal
from tasks.fetch.web.body import TooLargeError, read_body
from tasks.fetch.web.coding import BrokenCodingError, TornCodingError, UnknownCodingError
from tasks.fetch.web.guard import GuardedResolver, PrivateAddressError, check_host
from tasks.fetch.web.request import REDACTED, Request

#: What a page may be; a server that does not say is believed to send one.
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", ""})
#: How the detail of a visit begins that found nobody to talk to in time.
NO_CONNECTION = "no connection"
#: Headers of an answer that let in whoever knows them.
_SESSIONS = ("set-cookie", "set-cookie2")
_ROBOTS_BYTES = 512 * 1024
_MOVED = (301, 302, 303, 307, 308)
_PAGE_STATUS = (200, 203)
#: Of one header, and of all of them together about a hundred times as much; more is no header but an attack.
_HEADER_BYTES, _N_HEADERS = 32 * 1024, 200
_LONGEST_DETAIL = 300


class _FailedError(Exception):
    """The answer is no page; told as reason and detail."""

    def __init__(self, reason: RejectionReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class _BrokenOffError(aiohttp.ClientError):
    """The connection broke off before the answer; of this kind so that aiohttp does not ask again by itself."""


@asynccontextmanager
async def session(allowed: tuple[str, ...]) -> AsyncIterator[aiohttp.ClientSession]:
    """Open what requests of one source are sent with; it shares nothing with those of others.

    No cookies, no proxy, no passwords of the environment. Each request has a connection of its own: what a server
    sends beyond the end of one answer must never be taken for the beginning of the next.

    Args:
        allowed: hosts that may be private.
    """
    connector = aiohttp.TCPConnector(resolver=GuardedResolver(allowed), force_close=True, limit=0)
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        middlewares=(_only_once,),
        max_line_size=_HEADER_BYTES,
        max_field_size=_HEADER_BYTES,
        max_headers=_N_HEADERS,
    ) as opened:
        yield opened


async def ask(opened: aiohttp.ClientSession, request: Request, at: Callable[[], datetime]) -> Visit:
    """Send one request and return what came of it; ``next_try`` is left for others to say.

    Args:
        opened: what ``session`` gave for the source.
        request: what to ask for.
        at: tells the time.
    """
    answer, began = _Answer(), at()
    reason: RejectionReason = "failed"
    try:
        await _exchange(opened, request, answer)
        return answer.visit(request, began)
    except _FailedError as error:
        reason, detail = error.reason, str(error)
    except Exception as error:  # whatever a server manages to raise in the libraries
        reason, detail = _told(error, request.politeness, answer)
    answer.content = None
    return answer.visit(request, at(), reason, detail)


class _Answer:
    """What has come of the answer so far."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.headers: Headers = ()
        self.content: bytes | None = None
        self.target: str | None = None

    def begin(self, response: aiohttp.ClientResponse) -> None:
        self.status = response.status
        self.headers = tuple(_kept(_text(name), _text(value)) for name, value in response.raw_headers)

    def visit(self, request: Request, at: datetime, reason: RejectionReason | None = None, detail: str = "") -> Visit:
        return Visit(
            request.url,
            at,
            request.role,
            self._outcome(reason),
            self.status,
            request.shown_headers(),
            self.headers,
            self.content,
            self.target if reason is None else None,
            reason,
            _plain(detail),
        )

    def _outcome(self, reason: RejectionReason | None) -> Any:
        if reason is not None:
            return "failed"
        if self.target is not None:
            return "redirected"
        return "unchanged" if self.content is None else "fetched"


async def _only_once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending a request again that broke off: attempts are counted and paced here."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _BrokenOffError(str(error) or type(error).__name__) from error


async def _exchange(opened: aiohttp.ClientSession, request: Request, answer: _Answer) -> None:
    url = URL(request.url, encoded=True)
    check_host(url.raw_host or "", request.allowed)
    async with opened.get(
        url, headers=request.headers(), allow_redirects=False, timeout=_deadlines(request.politeness)
    ) as response:
        answer.begin(response)
        _end_with_connection(response)
        if response.status in _MOVED:
            answer.target = _target(request.url, response)
        elif response.status == 304 and request.is_conditional:
            return
        elif response.status in _PAGE_STATUS:
            answer.content = await _content(request, response)
            if request.role == "page" and not answer.content:  # never in the place of a page that was had before
                raise _FailedError("empty", "the answer has no body")
        else:
            raise _FailedError("http_error", _status_line(response))


def _end_with_connection(response: aiohttp.ClientResponse) -> None:
    """Let the body fail as soon as its connection is gone and its end has not come.

    Where the chunks of a body are not as HTTP wants them, aiohttp closes the connection and leaves the reader waiting
    until the last deadline (3.14).
    """
    protocol = response.connection.protocol if response.connection else None
    gone = protocol.closed if protocol is not None else None  # an empty queue is false
    body = response.content

    def fail(connection: asyncio.Future[None]) -> None:
        is_told = connection.cancelled() or connection.exception() is not None or body.exception() is not None
        if not is_told and not body.is_eof():
            body.set_exception(aiohttp.ClientPayloadError("the body is not as HTTP wants it, or not all of it came"))

    if gone is not None:
        gone.add_done_callback(fail)


def _deadlines(politeness: Politeness) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=politeness.whole_seconds, connect=politeness.connect_seconds, sock_read=politeness.read_seconds
    )


def _target(url: str, response: aiohttp.ClientResponse) -> str:
    """Return where a redirect leads. What is not ASCII stays byte for byte: old sites write it in GBK."""
    raw = next((value for name, value in response.raw_headers if name.lower() == b"location"), b"")
    location = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw).strip()
    target = normal(location, url) if location else None
    if target is None:
        where = f"to {location[:100]!r}, which is no address of the web" if location else "without saying where to"
        raise _FailedError("redirects", f"{_status_line(response)} {where}")
    return target


async def _content(request: Request, response: aiohttp.ClientResponse) -> bytes:
    is_page, is_robots = request.role == "page", request.role == "robots"
    if is_page and _media_type(response.headers.get("Content-Type", "")) not in PAGE_TYPES:
        raise _FailedError("unsupported", f"the content is {response.headers['Content-Type']}, no page")
    limit = _ROBOTS_BYTES if is_robots else request.politeness.max_bytes
    if not is_robots and (response.content_length or 0) > limit:
        raise TooLargeError(limit, b"")
    try:
        return await read_body(response.content.iter_any(), response.headers.get("Content-Encoding"), limit)
    except TooLargeError as error:
        if is_robots:  # what is beyond the limit is not read, what is before it holds (RFC 9309, section 2.5)
            return error.beginning
        raise


def _media_type(content_type: str) -> str:
    """Return the type without parameters.

    Example:
        >>> _media_type("Text/HTML; charset=gbk"), _media_type("text/html,text/html")
        ('text/html', 'text/html')
    """
    return content_type.replace(",", ";").partition(";")[0].strip().lower()


def _status_line(response: aiohttp.ClientResponse) -> str:
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = response.reason or ""
    return f"{response.status} {phrase}".strip()


def _told(error: Exception, politeness: Politeness, answer: _Answer) -> tuple[RejectionReason, str]:
    """Return the reason that stands for an error, and what to tell of it."""
    for kinds, reason in _REASONS:
        if isinstance(error, kinds):
            return reason, str(error)
    if isinstance(error, aiohttp.ClientResponseError):
        fault = error.message.partition("\n")[0]
        return ("incomplete" if "chunk" in fault else "unreadable"), f"the answer is not as HTTP wants it: {fault}"
    if isinstance(error, TimeoutError):
        return "timeout", _deadline_missed(error, politeness)
    if isinstance(error, aiohttp.ClientPayloadError | _BrokenOffError | ConnectionError):
        when = "before an answer came" if answer.status is None else "within the body"
        return "incomplete", f"the connection broke off {when} ({error})"
    return "failed", f"{type(error).__name__}: {error}"


def _deadline_missed(error: TimeoutError, politeness: Politeness) -> str:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return f"{NO_CONNECTION} within {politeness.connect_seconds:g} s"
    if isinstance(error, aiohttp.SocketTimeoutError):
        return f"nothing came for {politeness.read_seconds:g} s"
    return f"not complete within {politeness.whole_seconds:g} s"


#: The first that fits holds: a failed connection is an error of the system too.
_REASONS: tuple[tuple[type[Exception], RejectionReason], ...] = (
    (PrivateAddressError, "private_address"),
    (TooLargeError, "too_large"),
    (UnknownCodingError, "unsupported"),
    (TornCodingError, "incomplete"),
    (BrokenCodingError, "unreadable"),
    (aiohttp.InvalidURL, "unreachable"),
    (aiohttp.ClientConnectorError, "unreachable"),
)


def _kept(name: str, value: str) -> tuple[str, str]:
    """Return a header as it may be kept: a session of ours is nobody else's."""
    return (name, REDACTED if name.lower() in _SESSIONS else value)


def _text(raw: bytes) -> str:
    """Return a header as text: UTF-8 where it is, else byte for byte."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _plain(detail: str) -> str:
    """Return a detail that fits on a line and can be written anywhere."""
    line = " ".join(detail.encode("utf-8", "replace").decode().split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[: _LONGEST_DETAIL - 1]}…"
