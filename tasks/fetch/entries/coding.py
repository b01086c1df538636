"""Bodies without the codings that they were sent in, within a limit."""

import zlib
from collections.abc import Iterator

from schemas.visit import Headers
from schemas.vocabulary import RejectionReason

_PIECE = 64 * 1024
#: More of them in one body are an attack: each takes time and may hold nothing.
_MOST_MEMBERS = 1000


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
    for coding in reversed(_codings(headers, "content-encoding")):
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
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, 16 + zlib.MAX_WBITS, limit) if body.startswith(b"\x1f\x8b") else body
    if body.lstrip()[:1] == b"<":
        return body
    if coding == "deflate":
        is_wrapped = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0  # RFC 1950
        return _inflated(body, zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS, limit)
    raise CodingError("unsupported", f"the content coding {coding[:40]} cannot be read: only gzip and deflate can")


def _inflated(body: bytes, form: int, limit: int) -> bytes:
    parts: list[bytes] = []
    n_bytes = 0
    try:
        for part in _inflate(body, form):
            parts.append(part)
            n_bytes += len(part)
            if n_bytes > limit:
                raise CodingError("too_large", f"unpacked it has more than {limit} bytes")
    except zlib.error as error:
        raise CodingError("unreadable", f"the packed body is damaged ({error})") from error
    return b"".join(parts)


def _inflate(body: bytes, form: int) -> Iterator[bytes]:
    """Yield the unpacked bytes of all members, piece by piece."""
    for _ in range(_MOST_MEMBERS):
        if not body:
            return
        unpacker = zlib.decompressobj(form)
        while not unpacker.eof:
            yield unpacker.decompress(body, _PIECE)
            body = unpacker.unconsumed_tail
            if not body and not unpacker.eof:
                rest = unpacker.decompress(b"", _PIECE)
                yield rest
                if not rest and not unpacker.eof:
                    raise CodingError("incomplete", "the packed body breaks off")
        body = unpacker.unused_data if unpacker.unused_data.startswith(b"\x1f\x8b") else b""
    if body:
        raise CodingError("unreadable", f"the body is packed in more than {_MOST_MEMBERS} members")
