"""The members of a packed WARC file one by one, so that a damaged one costs itself and not all that follows."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from tasks.fetch.entries.pieces import Pieces

_MAGIC = b"\x1f\x8b\x08"
_PLAIN = b"WARC/"
_PIECE = 64 * 1024
#: Damage shows a little after it begins; the next member may begin in what was read meanwhile.
_LOOK_BACK = 256 * 1024


class DamagedMemberError(Exception):
    """A member cannot be unpacked to its end; the message says why."""


def members(stream: BinaryIO) -> Iterator[Pieces]:
    """Yield the unpacked bytes of each gzip member; all of a file that is not packed.

    Reading a damaged member raises DamagedMemberError; the next one begins where gzip's signature stands again.
    """
    packed = _Packed(stream)
    if not packed.is_gzip():
        yield Pieces(packed.pieces())
        return
    while packed.skip_to(_MAGIC):
        member = Pieces(packed.unpacked())
        yield member
        with suppress(DamagedMemberError):
            while member.skip(_PIECE):
                pass


class _Packed:
    """The packed bytes of a file, of which some may be put back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ahead = b""

    def is_gzip(self) -> bool:
        """Return whether this is gzip, even if its first bytes are damaged; a plain file may hold bodies in gzip."""
        if self.holds(_MAGIC):
            return True
        self._ahead += self._stream.read(_PIECE)
        return _MAGIC in self._ahead and _PLAIN not in self._ahead

    def holds(self, signature: bytes) -> bool:
        """Return whether the next bytes are these."""
        while len(self._ahead) < len(signature) and (more := self._stream.read(_PIECE)):
            self._ahead += more
        return self._ahead.startswith(signature)

    def skip_to(self, signature: bytes) -> bool:
        """Leave out all before the next signature; return whether there is one."""
        while not self.holds(signature):
            place = self._ahead.find(signature)
            if place < 0 and len(self._ahead) < len(signature):
                return False
            self._ahead = self._ahead[place if place >= 0 else 1 - len(signature) :]
        return True

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes as they are."""
        while piece := self._next():
            yield piece

    def unpacked(self) -> Iterator[bytes]:
        """Yield the unpacked bytes of the member that begins here."""
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        seen = piece = self._next()
        while not unpacker.eof:
            try:
                unpacked = unpacker.decompress(piece, _PIECE)
            except zlib.error as error:
                self._ahead = seen[1:]
                raise DamagedMemberError(f"gzip is damaged ({error})") from error
            yield unpacked
            piece = unpacker.unconsumed_tail
            if not piece and not unpacker.eof:
                piece = self._next()
                seen = (seen + piece)[-_LOOK_BACK:]
            if not (piece or unpacked or unpacker.eof):
                self._ahead = seen[1:]
                raise DamagedMemberError("the file ends within it")
        self._ahead = unpacker.unused_data

    def _next(self) -> bytes:
        piece, self._ahead = self._ahead, b""
        return piece or self._stream.read(_PIECE)
