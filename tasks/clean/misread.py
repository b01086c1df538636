"""Pages whose UTF-8 was once read as GBK and written down so: 签约 became 绛剧害.

Three bytes of UTF-8 make one and a half characters of GBK, so whatever was misread comes back by writing it as GBK
and reading that as UTF-8. The last byte of a stretch of odd length was lost when it was misread; it cannot come back
and leaves the two bytes before it unreadable.
"""

import re

from tasks.clean.frequent import commonness

_ASCII = re.compile(r"[\x00-\x7f]+")
_LOST = re.compile("[\ud800-\udfff\ufffd]")
_UNREAD = re.compile("[\ud800-\udfff]+")
#: A byte that was lost may show as a question mark, after the one or two that begin a character.
_LOST_AS_MARK = re.compile(rb"(?<=[\xe0-\xef])\?|(?<=[\xe0-\xef][\x80-\xbf])\?")
#: A byte order mark was not misread; it stays what it is.
_BOM, _BOM_BYTES = "\ufeff", "\udcef\udcbb\udcbf"
#: Stands for a lost byte; written as GBK it is the byte FF, which UTF-8 never has.
_LOST_BYTE = "\udcff"
_SAMPLE, _LOOKED_AT = 1000, 20_000
_FEWEST = 6
#: By how much the share of common characters must rise; Chinese text has .9, misread text .2.
_LEAST_GAIN = 0.4
_MOST_LOST = 0.25


def is_misread(text: str) -> bool:
    """Tell whether a page makes far better sense when its characters are taken for bytes of UTF-8.

    Example:
        >>> is_misread("签署战略合作".encode().decode("gbk")), is_misread("签署战略合作")
        (True, False)
    """
    sample = _sample(text[:_LOOKED_AT])
    if len(sample) < _FEWEST or (common := commonness(sample)) > 1 - _LEAST_GAIN:
        return False
    again = _sample(read_again(text[:_LOOKED_AT]))
    if len(_UNREAD.findall(again)) > _MOST_LOST * max(1, len(again)):
        return False
    return commonness(_UNREAD.sub("", again)) - common > _LEAST_GAIN


def _sample(text: str) -> str:
    """Return the first characters that are not ASCII; in text, unlike in HTML, they soon come."""
    begin = _ASCII.sub("", text[: 2 * _SAMPLE])[:_SAMPLE]
    return begin if len(begin) == _SAMPLE else _ASCII.sub("", text)[:_SAMPLE]


def read_again(text: str) -> str:
    """Return a misread page as it was meant, each byte that is lost as one lone surrogate."""
    return bytes_before(text).decode("utf-8", "surrogateescape")


def bytes_before(text: str) -> bytes:
    """Return the bytes that were misread."""
    written = _LOST.sub(_LOST_BYTE, text).replace(_BOM, _BOM_BYTES).encode("gb18030", "surrogateescape")
    return _LOST_AS_MARK.sub(b"\xff", written)


def misread_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a misread page that a stretch of what it means was read from, rounded outward.

    Example:
        >>> misread_span("签署战略".encode().decode("gbk"), 1, 2)
        (1, 3)
    """
    meant = read_again(text)
    first = len(meant[:start].encode("utf-8", "surrogateescape"))
    last = first + len(meant[start:end].encode("utf-8", "surrogateescape"))
    low = high = at = 0
    for number, character in enumerate(text):
        if at <= first:
            low = number
        if at >= last:
            break
        at += len(bytes_before(character))
        high = number + 1
    return low, max(low, high)
