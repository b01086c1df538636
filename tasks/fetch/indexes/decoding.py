"""From the bytes of an index to its characters.

What matters in an index are addresses, and these are ASCII nearly always; the rest is read well enough to be matched
by a selector.
"""

import codecs
import re
import zlib

from tasks.fetch.indexes.result import UnreadableIndexError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([\w-]{2,20})""", re.I)
#: A declaration stands at the beginning.
_HEAD = 4096
#: A text with at most this share of bytes that are no UTF-8 is UTF-8 with some damage, such as a cut end.
_MAX_BAD_SHARE = 0.05
_ASCII = bytes(range(128))
_GZIP = b"\x1f\x8b\x08"


def text_of(content: bytes, content_type: str | None) -> str:
    """Return the index as characters; what cannot be read becomes U+FFFD.

    Servers declare UTF-8 for pages in GB18030 and the other way round, so what is valid UTF-8 is UTF-8, whatever is
    declared. What is not is Big5 where that is declared, and GB18030 otherwise.

    Args:
        content: the body of the answer.
        content_type: its header of that name.

    Example:
        >>> text_of("战略合作".encode("gbk"), "text/html; charset=utf-8")
        '战略合作'
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    text = content.decode("utf-8", "replace")
    n_beyond_ascii = len(content.translate(None, _ASCII)) if "\ufffd" in text else 0
    if text.count("\ufffd") <= n_beyond_ascii * _MAX_BAD_SHARE:
        return text
    declared = _DECLARED.search((content_type or "").encode("ascii", "replace") + b" " + content[:_HEAD])
    is_big5 = declared is not None and declared[1].lower().startswith(b"big5")
    return content.decode("big5hkscs" if is_big5 else "gb18030", "replace")


def unpacked(content: bytes, limit: int) -> bytes:
    """Return the bytes, unpacked where they are packed with gzip; never more than the limit is unpacked.

    A stream that is cut off gives what can be had of it.

    Raises:
        UnreadableIndexError: there are more bytes than the limit, or the first of them are broken already.

    Example:
        >>> import gzip
        >>> unpacked(gzip.compress(b"<urlset/>"), 100), unpacked(b"<urlset/>", 100)
        (b'<urlset/>', b'<urlset/>')
    """
    if content.startswith(_GZIP):
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            content = stream.decompress(content, limit + 1)
        except zlib.error as error:
            raise UnreadableIndexError(f"broken gzip data ({error})") from error
    if len(content) > limit:
        raise UnreadableIndexError(f"has more than {limit} bytes: raise max_bytes of the source if it is in order")
    return content
