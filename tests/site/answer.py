"""What a scripted site is asked, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

Headers = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Request:
    """One request, and how it was answered.

    Attributes:
        at: when its head had come, in seconds of ``time.monotonic``.
        host: the number of the host that was asked.
        connection: the number of the connection, over all hosts.
        method: such as ``GET``.
        target: path and query as they were sent.
        headers: the request's headers, names in lower case.
        n: how often this target of this host has been asked for, this time included.
        status: the status that was sent, None where nothing was.
        ended: when the answer was sent or had failed, None while it is under way.
        is_whole: whether the answer was sent as it was meant to be, to a client that was still there.
    """

    at: float
    host: int
    connection: int
    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    n: int = 1
    status: int | None = None
    ended: float | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent; by default as HTTP wants it, so that every fault is one that was asked for.

    Attributes:
        status: the status.
        body: the body as it goes over the wire.
        headers: further headers; ``Content-Length`` is added where none is given and the body is not chunked.
        delay: seconds before anything is sent.
        pace: how many bytes of the body are sent at once, and the seconds between two such pieces.
        cut: after how many bytes of the body the connection is closed, None for after none.
        chunked: whether the body is sent in the chunked coding.
        reset: whether the connection is reset where it is cut, not closed.
        raw: all that is sent, head and body, before the connection is closed, in place of status, headers and body.
    """

    status: int = 200
    body: bytes = b""
    headers: Headers = ()
    delay: float = 0.0
    pace: tuple[int, float] | None = None
    cut: int | None = None
    chunked: bool = False
    reset: bool = False
    raw: bytes | None = None

    def has(self, name: str) -> bool:
        """Return whether a header of that name is given, whatever its case."""
        return any(key.lower() == name.lower() for key, _ in self.headers)

    def head(self) -> bytes:
        """Return the first line and the headers as they are sent; those outside of ASCII in UTF-8."""
        if self.raw is not None:
            return b""
        lines = [f"HTTP/1.1 {self.status} {_phrase(self.status)}", *(f"{key}: {value}" for key, value in self.headers)]
        if self.chunked:
            lines.append("Transfer-Encoding: chunked")
        elif not self.has("Content-Length") and self.status not in (204, 304):
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode()

    def pieces(self) -> list[bytes]:
        """Return the body in the pieces in which it is sent, cut off where it is to be."""
        body = self.body if self.raw is None else self.raw
        body = body if self.cut is None else body[: self.cut]
        size = self.pace[0] if self.pace else max(len(body), 1)
        pieces = [body[start : start + size] for start in range(0, len(body), size)]
        if not self.chunked or self.raw is not None:
            return pieces
        coded = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces]
        return coded if self.cut is not None else [*coded, b"0\r\n\r\n"]


#: What a host says: an answer for each target (path and query, or the path alone), or what makes it from the request.
Scripted = Answer | Callable[[Request], Answer]
Script = Mapping[str, Scripted] | Callable[[Request], Answer]


def answer(script: Script, request: Request) -> Answer:
    """Return what the script says to the request, 404 where it knows nothing of it."""
    if callable(script):
        return script(request)
    path = request.target.partition("?")[0]
    said = script.get(request.target) or script.get(path) or Answer(404, b"no such page")
    return said(request) if callable(said) else said


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
