"""Files packed by xz, unpacked in bounded memory: their head says how much they want, and may say gigabytes."""

from io import RawIOBase
from lzma import LZMADecompressor
from typing import Any, BinaryIO

#: Twice what ``xz -9`` wants, the most that any of its own settings does.
_MEMORY = 128 * 1024 * 1024
_PIECE = 64 * 1024


class XzReader(RawIOBase):
    """Reads what a stream of xz or lzma holds, or several after each other.

    Reading raises lzma.LZMAError where the stream is damaged or wants too much memory, and EOFError where its end is
    missing.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = LZMADecompressor(memlimit=_MEMORY)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill the target as far as the next piece does; return by how many bytes, 0 at the end."""
        unpacked = b""
        while not unpacked:
            packed = self._next_piece()
            if self._unpacker.eof:
                return 0
            unpacked = self._unpacker.decompress(packed, len(target))
        target[: len(unpacked)] = unpacked
        return len(unpacked)

    def _next_piece(self) -> bytes:
        """Return what is to be unpacked next, nothing where that is not wanted yet, or where all is unpacked."""
        if self._unpacker.eof:
            return self._next_stream()
        if not self._unpacker.needs_input:
            return b""
        piece = self._packed.read(_PIECE)
        if not piece:
            raise EOFError("the file ends within it")
        return piece

    def _next_stream(self) -> bytes:
        """Return the beginning of the next stream, which padding may stand before, and get ready for it."""
        begun = self._unpacker.unused_data.lstrip(b"\0")
        while not begun and (piece := self._packed.read(_PIECE)):
            begun = piece.lstrip(b"\0")
        if begun:
            self._unpacker = LZMADecompressor(memlimit=_MEMORY)
        return begun
