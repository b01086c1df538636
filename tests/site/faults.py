"""Answers that no server should give, and some give."""

import gzip
import zlib
from functools import cache

from tests.site.answer import Answer, Headers
from tests.site.answers import HTML

_BLOCK = bytes(1 << 20)
GZIP = ("Content-Encoding", "gzip")


def cut_off(body: bytes, after: int, *, reset: bool = False, chunked: bool = False) -> Answer:
    """Return an answer that breaks off after so many bytes; its head promised all of the body."""
    return Answer(body=body, headers=(HTML,), cut=after, reset=reset, chunked=chunked)


def too_long(body: bytes, by: int = 100) -> Answer:
    """Return an answer whose Content-Length is greater than its body; the connection is closed after it."""
    return Answer(body=body, headers=(HTML, ("Content-Length", str(len(body) + by))), cut=len(body))


def too_short(body: bytes, by: int = 100) -> Answer:
    """Return an answer whose Content-Length is less than its body; the rest stands where the next answer should."""
    return Answer(body=body, headers=(HTML, ("Content-Length", str(len(body) - by))))


def two_lengths(body: bytes) -> Answer:
    """Return an answer with two Content-Lengths that differ."""
    lengths = ("Content-Length", str(len(body))), ("Content-Length", str(len(body) // 2))
    return Answer(body=body, headers=(HTML, *lengths))


def broken_chunks(body: bytes, pace: tuple[int, float] | None = None) -> Answer:
    """Return an answer in the chunked coding whose second chunk has no size, all at once or at that pace."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    return Answer(raw=head + b"%x\r\n%b\r\nno size\r\n%b\r\n0\r\n\r\n" % (len(body), body, body), pace=pace)


def silence() -> Answer:
    """Return nothing: the connection is closed without an answer."""
    return Answer(raw=b"")


def babble() -> Answer:
    """Return something that is not HTTP."""
    return Answer(raw=b"220 mail.example ESMTP ready\r\n" * 3)


def slow(body: bytes, n_bytes: int, seconds: float) -> Answer:
    """Return a body that comes in pieces of so many bytes with so many seconds between them."""
    return Answer(body=body, headers=(HTML,), pace=(n_bytes, seconds))


def late(body: bytes, seconds: float) -> Answer:
    """Return an answer that begins only after so many seconds."""
    return Answer(body=body, headers=(HTML,), delay=seconds)


def huge_headers(body: bytes, n_bytes: int = 1 << 20) -> Answer:
    """Return an answer with one header of that size."""
    return Answer(body=body, headers=(HTML, ("X-Ballast", "x" * n_bytes)))


def many_headers(body: bytes, n: int = 100_000) -> Answer:
    """Return an answer with that many headers."""
    return Answer(body=body, headers=(HTML, *((f"X-{number}", "1") for number in range(n))))


def bomb(n_bytes: int = 1 << 30, coding: str = "gzip") -> Answer:
    """Return a small body that unpacks to that many zeros.

    Args:
        n_bytes: the unpacked size, in whole MiB.
        coding: ``gzip`` or ``deflate``.
    """
    return Answer(body=packed_zeros(n_bytes >> 20, coding), headers=(HTML, ("Content-Encoding", coding)))


@cache
def packed_zeros(n_blocks: int, coding: str = "gzip") -> bytes:
    """Return that many MiB of zeros in the coding, in about a thousandth of the size.

    A block packed with a full flush does not depend on what stood before it, so one is packed and repeated.

    Example:
        >>> gzip.decompress(packed_zeros(3)) == bytes(3 << 20)
        True
        >>> zlib.decompress(packed_zeros(2, "deflate")) == bytes(2 << 20)
        True
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(_BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block * n_blocks + packer.flush()
    size = n_blocks << 20
    if coding == "gzip":
        head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
        tail = _checked(zlib.crc32, 0, n_blocks).to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
        return head + body + tail
    return b"\x78\xda" + body + _checked(zlib.adler32, 1, n_blocks).to_bytes(4, "big")


def _checked(check, value: int, n_blocks: int) -> int:
    for _ in range(n_blocks):
        value = check(_BLOCK, value)
    return value


def many_members(n: int) -> Answer:
    """Return a gzip body of that many members of 1 MiB of zeros each: every one is small, all together are not."""
    return Answer(body=gzip.compress(_BLOCK, 9, mtime=0) * n, headers=(HTML, GZIP))


def twice_zipped(n_blocks: int) -> Answer:
    """Return zeros that were packed twice, and say so."""
    return Answer(body=gzip.compress(packed_zeros(n_blocks)), headers=(HTML, ("Content-Encoding", "gzip, gzip")))


def torn_gzip(body: bytes) -> Answer:
    """Return the first half of a gzip body as if it were all of it."""
    packed = gzip.compress(body, mtime=0)
    return Answer(body=packed[: len(packed) // 2], headers=(HTML, GZIP))


def no_gzip(body: bytes) -> Answer:
    """Return a body that is said to be gzip and is not."""
    return Answer(body=body, headers=(HTML, GZIP))


def unknown_coding(body: bytes) -> Answer:
    """Return a body in a coding that nobody knows."""
    return Answer(body=body, headers=(HTML, ("Content-Encoding", "x-own")))


def typed(body: bytes, content_type: str) -> Answer:
    """Return a body of that content type, such as a PDF where a page should be."""
    headers: Headers = (("Content-Type", content_type),)
    return Answer(body=body, headers=headers)
