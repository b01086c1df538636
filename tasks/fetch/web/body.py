"""The body of an answer, read piece by piece within its limits."""

from collections.abc import AsyncIterator

from tasks.fetch.web.coding import unpacking


class TooLargeError(ValueError):
    """There is more than the limit; what came before it is in ``beginning``."""

    def __init__(self, limit: int, beginning: bytes) -> None:
        super().__init__(f"more than {limit} bytes: raise max_bytes of the source if such pages are wanted")
        self.beginning = beginning


async def read_body(pieces: AsyncIterator[bytes], content_encoding: str | None, limit: int) -> bytes:
    """Return the body without its content coding.

    Args:
        pieces: the body as it comes.
        content_encoding: the header of that name.
        limit: how many bytes there may be, as sent and as unpacked.

    Raises:
        TooLargeError: there are more; nothing more was read or unpacked.
        UnknownCodingError: it was packed in a way that was not asked for.
        BrokenCodingError: it does not unpack.
    """
    stream = unpacking(content_encoding)
    body = bytearray()
    n_sent = 0
    async for piece in pieces:
        n_sent += len(piece)
        body += stream.feed(piece, limit - len(body))
        if n_sent > limit or len(body) > limit:
            raise TooLargeError(limit, bytes(body[:limit]))
    stream.end()
    return bytes(body)
