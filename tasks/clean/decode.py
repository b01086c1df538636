"""From bytes to characters: which encoding a page is in, and what could not be read.

A declared character set is only a hint, for pages lie: it decides between readings that are equally likely.
GB2312 and GBK are read as their superset gb18030, Big5 as big5hkscs.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.limits import MAX_PAGE_BYTES
from tasks.clean.frequent import n_frequent
from tasks.clean.misread import is_misread, misread_span, read_again
from tasks.clean.packed import is_packed, unpacked
from tasks.clean.unreadable import Unreadable

#: What the first bytes of files that are no text look like, and what such a file is.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})|encoding\s*=\s*["']([\w-]{2,20})""", re.I)
_LEGACY = ("gb18030", "big5hkscs")
_GB_NAMES = ("gb2312", "gbk", "gb18030", "cp936", "gb_2312-80", "x-gbk")
_BIG5_NAMES = ("big5", "big5-hkscs", "big5hkscs", "cp950")
#: A page counts as UTF-8 when at most this share of its non-ASCII bytes cannot be read as such.
_MAX_BAD_SHARE = 0.05
#: A page counts as UTF-16 when at least this share of its characters is ASCII or common Chinese.
_READABLE_SHARE = 0.6
#: So much of a page tells its encoding.
_SAMPLE = 200_000
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as characters.

    Attributes:
        text: the page; a byte that could not be read is one U+FFFD. A byte order mark stays as U+FEFF.
        encoding: the Python name of the encoding.
        n_bad_bytes: how many bytes could not be read.
        is_misread: whether what the bytes say in that encoding had been UTF-8, misread as GBK.
        is_unpacked: whether the bytes were packed with gzip.
    """

    text: str
    encoding: str
    n_bad_bytes: int = 0
    is_misread: bool = False
    is_unpacked: bool = False


def decode(content: bytes, content_type: str | None = None) -> Decoded:
    """Return the page as characters.

    Args:
        content: the page as it was fetched.
        content_type: the HTTP header of that name, where there was one.

    Raises:
        Unreadable: the page is empty, too large, or no text.

    Example:
        >>> decoded = decode("签约".encode("gbk"))
        >>> decoded.text, decoded.encoding
        ('签约', 'gb18030')
    """
    page = page_bytes(content)
    _refuse_what_is_no_text(page)
    encoding = _encoding(page, content_type)
    text = page.decode(encoding, _error_handler(encoding))
    misread = is_misread(text)
    if misread:
        text = read_again(text)
    readable, n_bad_bytes = _BAD.subn(_REPLACEMENT, text) if _has_bad_bytes(text) else (text, 0)
    if "\0" in readable:
        raise Unreadable("binary", f"a NUL character at code point {readable.index(chr(0))}: not a text file")
    return Decoded(readable, encoding, n_bad_bytes, misread, is_packed(content))


def page_bytes(content: bytes) -> bytes:
    """Return the bytes of the page itself: unpacked, where it was fetched packed.

    Raises:
        Unreadable: they are more than a page may have, or the packing is broken.
    """
    if len(content) > MAX_PAGE_BYTES:
        raise Unreadable("too_large", f"{len(content)} bytes, more than the {MAX_PAGE_BYTES} that a news page may have")
    return unpacked(content, MAX_PAGE_BYTES) if is_packed(content) else content


def byte_span(content: bytes, decoded: Decoded, start: int, end: int) -> tuple[int, int]:
    """Return where in the page's bytes a stretch of its characters stands.

    Args:
        content: the page as it was fetched.
        decoded: what ``decode`` made of it.
        start: first code point of the decoded page.
        end: one past the last.

    Returns:
        Half-open offsets into ``page_bytes(content)``.

    Example:
        >>> content = "5G签约".encode("gbk")
        >>> byte_span(content, decode(content), 2, 3)
        (2, 4)
    """
    return byte_spans(content, decoded, [(start, end)])[0]


def byte_spans(content: bytes, decoded: Decoded, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what ``byte_span`` returns for each of the stretches, in one pass over the page."""
    encoding, errors = decoded.encoding, _error_handler(decoded.encoding)
    text = page_bytes(content).decode(encoding, errors)
    if decoded.is_misread:
        spans = [misread_span(text, *span) for span in spans]
    whole = [(_with_its_letter(text, start, -1), _with_its_letter(text, end, 1)) for start, end in spans]
    before, at, n_bytes = {}, 0, 0
    for position in sorted({position for span in whole for position in span}):
        n_bytes += len(text[at:position].encode(encoding, errors))
        before[position], at = n_bytes, position
    return [(before[start], before[end]) for start, end in whole]


def _with_its_letter(text: str, position: int, step: int) -> int:
    """Return the position, or the one beside it where it parts a letter from its accent: Big5 writes both as one."""
    return position + step if position and text[position : position + 1] in _ACCENTS else position


_ACCENTS = ("\N{COMBINING MACRON}", "\N{COMBINING CARON}")
#: Lone surrogates: what ``surrogateescape`` makes of a byte that cannot be read.
_BAD = re.compile("[\ud800-\udfff]")
_ASCII = re.compile(r"[\x00-\x7f]+")
_ASCII_BYTES = bytes(range(0x80))
_PRINTED_ASCII = re.compile("[\t\r\n -~]")
#: The first bytes of the characters that UTF-8 writes with three bytes or four.
_BEYOND_TWO_BYTES = re.compile(b"[\xe0-\xff]")


def _error_handler(encoding: str) -> str:
    """Return the handler that keeps every bad byte apart, so that characters lead back to bytes exactly."""
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def _has_bad_bytes(text: str) -> bool:
    """Tell whether a text has lone surrogates, which UTF-8 cannot write: asked of every page, so the quickest way."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _refuse_what_is_no_text(content: bytes) -> None:
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable("empty", "the page holds no characters: fetch it again or drop the source")
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise Unreadable("binary", f"{name}, not a page: extract its text first")
    if content[:4] == b"RIFF" or content[4:8] == b"ftyp":
        raise Unreadable("binary", "sound or video, not a page")


def _encoding(content: bytes, content_type: str | None) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding if not encoding.startswith("utf-16") else _whole_utf16(content, encoding)
    utf16 = _utf16_without_bom(content)
    if utf16:
        return utf16
    if b"\0" in content:
        raise Unreadable("binary", f"a NUL byte at byte {content.index(0)}: not a text file")
    if _is_mostly_utf8(content) and not _is_gb_by_chance_utf8(content):
        return "utf-8"
    return _likelier_legacy(content, _declared(content, content_type))


def _whole_utf16(content: bytes, encoding: str) -> str:
    if len(content) % 2:
        raise Unreadable(
            "unreadable", f"{encoding} with an odd number of bytes, {len(content)}: cut off or mislabelled"
        )
    return encoding


def _utf16_without_bom(content: bytes) -> str | None:
    """Return which UTF-16 this is; read the wrong way round, Chinese and ASCII become rare characters."""
    sample = content[:4096]
    if len(content) % 2 or b"\0" not in sample:
        return None
    shares = {name: _readable_share(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(sorted(shares), key=lambda name: shares[name])
    return best if shares[best] > _READABLE_SHARE else None


def _readable_share(text: str) -> float:
    readable = n_frequent(text) + len(_PRINTED_ASCII.findall(text))
    return (readable + 0.5 * _chinese_share(text) * len(text)) / max(1, len(text))


def _is_mostly_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        bad = len(content.decode("utf-8", "surrogateescape")) - len(content.decode("utf-8", "ignore"))
        non_ascii = len(content.translate(None, _ASCII_BYTES))
        return bad <= max(1, _MAX_BAD_SHARE * non_ascii) and non_ascii > 3 * bad
    return True


def _is_gb_by_chance_utf8(content: bytes) -> bool:
    """Tell whether a short GBK text is valid UTF-8 by chance, as the bytes of 签约 and 联通 are."""
    if len(content) > 4096 or _BEYOND_TWO_BYTES.search(content):
        return False
    try:
        characters = _ASCII.sub("", content.decode("gb18030"))
    except UnicodeDecodeError:
        return False
    return bool(characters) and _chinese_share(characters) == 1.0


def _declared(content: bytes, content_type: str | None) -> str | None:
    header = (content_type or "").encode("ascii", "ignore")
    match = _DECLARED.search(header) or _DECLARED.search(content[:2048])
    if not match:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    if name in _GB_NAMES:
        return "gb18030"
    return "big5hkscs" if name in _BIG5_NAMES else None


def _likelier_legacy(content: bytes, declared: str | None) -> str:
    readings = {encoding: content.decode(encoding, "replace") for encoding in _LEGACY}
    scores = {encoding: _likelihood(text) for encoding, text in readings.items()}
    if declared:
        scores[declared] += 0.05
    best = max(_LEGACY, key=lambda encoding: scores[encoding])
    bad = readings[best].count(_REPLACEMENT)
    if bad > _MAX_BAD_SHARE * _n_beyond_ascii(readings[best][:_SAMPLE]) and bad > 1:
        raise Unreadable(
            "unreadable",
            f"neither UTF-8 nor a Chinese encoding: {bad} places cannot be read even as {best}; "
            "check how the page was saved",
        )
    return best


def _likelihood(text: str) -> float:
    """Return the share of common characters, less the share of unreadable ones, in what is not ASCII."""
    sample = text[:_SAMPLE]
    return (n_frequent(sample) - 2 * sample.count(_REPLACEMENT)) / max(1, _n_beyond_ascii(sample))


def _n_beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _chinese_share(text: str) -> float:
    return sum("\u4e00" <= character <= "\u9fff" for character in text) / max(1, len(text))
