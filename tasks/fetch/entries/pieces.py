"""Bytes that come piece by piece, read by number or by line."""

from collections.abc import Iterator

#: No header line is longer; a longer one is read in parts, so that nothing without line feeds fills the memory.
_LONGEST_LINE = 64 * 1024


class Pieces:
    """A reader over pieces of bytes, with the few verbs that parsers of headers ask for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._buffer = bytearray()
        self._n_read = 0

    def read(self, n: int) -> bytes:
        """Return the next bytes, fewer only at the end."""
        self._fill(n)
        return self._take(min(n, len(self._buffer)))

    def readline(self, limit: int = _LONGEST_LINE) -> bytes:
        """Return the next line with its line feed, or as much of it as the limit allows; nothing at the end."""
        seen = 0
        while (end := self._buffer.find(b"\n", seen, limit)) < 0:
            seen = len(self._buffer)
            if seen >= limit or not self._fill(seen + 1):
                break
        return self._take(min(limit, len(self._buffer) if end < 0 else end + 1))

    def holds(self, n: int) -> bool:
        """Return whether there are so many bytes to be read."""
        return self._fill(n)

    def ahead(self, start: int, n: int) -> bytes:
        """Return bytes that are still to be read, from the one at ``start`` on, fewer only at the end."""
        self._fill(start + n)
        return bytes(self._buffer[start : start + n])

    def skip(self, n: int) -> int:
        """Read over the next bytes without keeping them; return how many there were."""
        left = n
        while left and (piece := self.read(min(left, _LONGEST_LINE))):
            left -= len(piece)
        return n - left

    def unread(self, data: bytes) -> None:
        """Put bytes back, to be read again."""
        self._buffer[:0] = data
        self._n_read -= len(data)

    def at_end(self) -> bool:
        """Return whether nothing is left."""
        return not self._fill(1)

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._n_read

    def _fill(self, n: int) -> bool:
        while len(self._buffer) < n:
            piece = next(self._pieces, None)
            if piece is None:
                return False
            self._buffer += piece
        return True

    def _take(self, n: int) -> bytes:
        taken = bytes(self._buffer[:n])
        del self._buffer[:n]
        self._n_read += n
        return taken
