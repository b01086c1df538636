"""Pages that were saved as they came over the wire, packed with gzip."""

import zlib

from tasks.clean.unreadable import Unreadable

_SIGNATURE = b"\x1f\x8b\x08"
#: Tells zlib to expect the header of gzip.
_GZIP = 16 + zlib.MAX_WBITS


def is_packed(content: bytes) -> bool:
    """Tell whether the bytes begin as gzip does."""
    return content.startswith(_SIGNATURE)


def unpacked(content: bytes, limit: int) -> bytes:
    """Return what was packed with gzip; no more than the limit is ever unpacked.

    Args:
        content: the packed bytes.
        limit: how many bytes there may be.

    Raises:
        Unreadable: there are more bytes than the limit, or the stream is broken.

    Example:
        >>> import gzip
        >>> unpacked(gzip.compress(b"5G"), 2)
        b'5G'
    """
    parts: list[bytes] = []
    n_bytes = 0
    while is_packed(content):
        stream = zlib.decompressobj(_GZIP)
        parts.append(_part(stream, content, limit + 1 - n_bytes))
        n_bytes += len(parts[-1])
        if n_bytes > limit:
            raise Unreadable("too_large", f"unpacked it has more than the {limit} bytes that a news page may have")
        if not stream.eof:
            raise Unreadable("unreadable", "gzip data that is cut off: fetch the page again")
        content = stream.unused_data
    return b"".join(parts)


def _part(stream: "zlib._Decompress", content: bytes, limit: int) -> bytes:
    try:
        return stream.decompress(content, limit)
    except zlib.error as problem:
        raise Unreadable("unreadable", f"broken gzip data ({problem}): fetch the page again") from problem
