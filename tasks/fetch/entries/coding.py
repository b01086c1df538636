"""Bodies without the codings that they were sent in, within a limit."""

from schemas.visit import Headers
from schemas.vocabulary import RejectionReason
from tasks.fetch.web.coding import BrokenCodingError, TornCodingError, unpacking

_PIECE = 64 * 1024
#: Whoever packs a page more often than this attacks: each time costs as much as the largest page.
_MOST_CODINGS = 4


class CodingError(Exception):
    """A body cannot be had without its coding.

    Attributes:
        reason: why, in one word.
    """

    def __init__(self, reason: RejectionReason, detail: str) -> None:
        super().__init__(detail)
        self.reason: RejectionReason = reason


def decoded(body: bytes, headers: Headers, limit: int) -> bytes:
    r"""Return the body without the transfer and content codings that the header fields name.

    Archives often keep the fields of an answer beside a body that is decoded already; such a body stays as it is.

    Args:
        body: the body as it is kept.
        headers: the header fields of the answer.
        limit: how many bytes it may have.

    Raises:
        CodingError: it is larger, broken off, damaged, or in a coding that cannot be read.

    Example:
        >>> decoded(b"4\r\npage\r\n0\r\n\r\n", (("Transfer-Encoding", "chunked"),), 100)
        b'page'
        >>> decoded(b"<p>", (("Content-Encoding", "gzip"),), 100)
        b'<p>'
    """
    if "chunked" in _codings(headers, "transfer-encoding"):
        body = _without_chunks(body)
    codings = _codings(headers, "content-encoding")
    if len(codings) > _MOST_CODINGS:
        raise CodingError("unsupported", f"it names {len(codings)} content codings")
    for coding in reversed(codings):
        body = _without(coding, body, limit)
    if len(body) > limit:
        raise CodingError("too_large", f"more than {limit} bytes")
    return body


def _codings(headers: Headers, name: str) -> list[str]:
    values = ",".join(value for key, value in headers if key.lower() == name).lower()
    return [coding.strip() for coding in values.split(",") if coding.strip() not in ("", "identity")]


def _without_chunks(body: bytes) -> bytes:
    parts: list[bytes] = []
    place = 0
    while True:
        end = body.find(b"\r\n", place, place + 1024)
        size = _chunk_size(body[place:end]) if end >= 0 else None
        if size is None:
            if not parts:
                return body  # kept without its chunks
            raise CodingError("incomplete", "a chunk of the body is missing")
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        if len(parts[-1]) < size:
            raise CodingError("incomplete", "the body breaks off within a chunk")
        place = end + 2 + size + 2


def _chunk_size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    is_size = 0 < len(digits) <= 8 and all(digit in b"0123456789abcdefABCDEF" for digit in digits)
    return int(digits, 16) if is_size else None


def _without(coding: str, body: bytes, limit: int) -> bytes:
    is_gzip = coding in ("gzip", "x-gzip")
    if not body.startswith(b"\x1f\x8b") if is_gzip else body.lstrip()[:1] == b"<":
        return body
    if not is_gzip and coding != "deflate":
        raise CodingError("unsupported", f"the content coding {coding[:40]} cannot be read: only gzip and deflate can")
    try:
        return _unpacked(body, coding, limit)
    except TornCodingError as error:
        raise CodingError("incomplete", f"the packed body breaks off ({error})") from error
    except BrokenCodingError as error:
        raise CodingError("unreadable", f"the packed body is damaged ({error})") from error


def _unpacked(body: bytes, coding: str, limit: int) -> bytes:
    stream = unpacking(coding)
    unpacked = bytearray()
    for place in range(0, len(body), _PIECE):
        unpacked += stream.feed(body[place : place + _PIECE], limit - len(unpacked))
        if len(unpacked) > limit:
            raise CodingError("too_large", f"unpacked it has more than {limit} bytes")
    if body:
        stream.end()
    return bytes(unpacked)
