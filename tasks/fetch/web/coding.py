"""Bodies that were packed for the way (Content-Encoding): unpacked piece by piece, never more than is allowed."""

import zlib
from typing import Protocol

#: What is asked for, and all that is understood.
ACCEPTED = "gzip, deflate"
_GZIP_WINDOW, _ZLIB_WINDOW, _RAW_WINDOW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
#: More in one body are an attack: each of them takes time and may hold nothing.
_MOST_STREAMS = 1000


class UnknownCodingError(ValueError):
    """The body is packed in a way that was not asked for."""


class BrokenCodingError(ValueError):
    """The body is not what its coding says."""


class TornCodingError(BrokenCodingError):
    """The body ends before its coding does."""


class Unpacking(Protocol):
    """A body on its way, unpacked piece by piece."""

    def feed(self, piece: bytes, most: int) -> bytes:
        """Return what the piece unpacks to, at most so many bytes and one more, which tells that there are more.

        Raises:
            BrokenCodingError: it does not unpack.
        """

    def end(self) -> None:
        """Take note that all has come.

        Raises:
            TornCodingError: the end is missing.
        """


class _Plain:
    def feed(self, piece: bytes, most: int) -> bytes:
        return piece[: most + 1]

    def end(self) -> None:
        pass


class _Packed:
    """One stream of zlib, or several after each other, as gzip allows."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._head = b""
        self._stream: zlib._Decompress | None = None
        self._n_streams = 0
        self._is_past_end = False

    def feed(self, piece: bytes, most: int) -> bytes:
        unpacked = bytearray()
        rest, self._head = self._head + piece, b""
        while rest and len(unpacked) <= most and self._is_open(rest) and self._stream is not None:
            unpacked += _unpacked(self._stream, rest, most + 1 - len(unpacked))
            rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            self._stream = None if self._stream.eof else self._stream
        return bytes(unpacked)

    def end(self) -> None:
        if self._stream is not None or (self._head and not self._n_streams):
            raise TornCodingError(f"the {self._coding} data end too early")

    def _is_open(self, rest: bytes) -> bool:
        """Return whether there is a stream that the bytes belong to, and begin one where they do."""
        if self._stream is not None or self._is_past_end:
            return self._stream is not None
        if len(rest) < 2:  # too short to tell what it is
            self._head = rest
            return False
        if self._n_streams and not (self._coding == "gzip" and rest.startswith(_GZIP_MAGIC)):
            self._is_past_end = True  # padding, which browsers pass over too
            return False
        self._n_streams += 1
        if self._n_streams > _MOST_STREAMS:
            raise BrokenCodingError(f"the body is more than {_MOST_STREAMS} streams of {self._coding}")
        self._stream = zlib.decompressobj(_window(self._coding, rest))
        return True


def unpacking(content_encoding: str | None) -> Unpacking:
    """Return what unpacks a body with that header.

    Raises:
        UnknownCodingError: nothing does.

    Example:
        >>> stream = unpacking("gzip")
        >>> stream.feed(zlib.compress(b"news", wbits=31), 100)
        b'news'
    """
    codings = [name.strip().lower() for name in (content_encoding or "").split(",")]
    named = [name for name in codings if name not in ("", "identity")]
    if not named:
        return _Plain()
    if named in (["gzip"], ["x-gzip"]):
        return _Packed("gzip")
    if named == ["deflate"]:
        return _Packed("deflate")
    raise UnknownCodingError(f"the content coding {content_encoding!r} was not asked for")


def _window(coding: str, head: bytes) -> int:
    """Return how zlib is to read the stream: ``deflate`` is sent with and without the head that it should have."""
    if coding == "gzip":
        return _GZIP_WINDOW
    has_head = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
    return _ZLIB_WINDOW if has_head else _RAW_WINDOW


def _unpacked(stream: "zlib._Decompress", packed: bytes, most: int) -> bytes:
    try:
        return stream.decompress(packed, most)
    except zlib.error as error:
        raise BrokenCodingError(f"the body does not unpack ({error})") from error
