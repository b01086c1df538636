"""XML as sites write it, made ready for a parser."""

import re

from tasks.fetch.indexes.result import UnreadableIndexError

#: Without the blanks before it, on a run of which a search would begin again and again.
_DECLARATION = re.compile(r"<\?xml[^<>]{0,400}\?>")
_ROOT = re.compile(r"<(?=[A-Za-z_])")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,10};)")


def ready(text: str, expected: str) -> bytes:
    """Return the document in UTF-8, without common faults.

    These are a declaration of another encoding or after blank lines, and bare ampersands.

    Args:
        text: the document.
        expected: what it should be, for the message.

    Raises:
        UnreadableIndexError: it is empty, declares entities of its own, or is a page of HTML.

    Example:
        >>> ready("<?xml version='1.0' encoding='gb2312'?><loc>/?a=1&b=2</loc>", "a sitemap")
        b'<loc>/?a=1&amp;b=2</loc>'
    """
    text = _DECLARATION.sub("", text.lstrip(), count=1)
    root = _ROOT.search(text)
    if not text.strip():
        raise UnreadableIndexError(f"is empty where {expected} was expected")
    if root is None:
        raise UnreadableIndexError(f"is no XML where {expected} was expected: {text.strip()[:40]!r}")
    if "<!ENTITY" in text[: root.start()].upper():
        raise UnreadableIndexError("declares entities of its own, which may be an attack: it is not read")
    if re.match(r"<(?:html|head|body|div|script)\b", text[root.start() :], re.I):
        raise UnreadableIndexError(f"is a page of HTML where {expected} was expected: has the address changed?")
    prolog = " ".join(text[: root.start()].split())  # the parser of feeds needs the square of its blank lines
    return _with_ampersands(prolog + text[root.start() :]).encode("utf-8", "replace")


def _with_ampersands(text: str) -> str:
    """Return the text with bare ampersands written as XML wants them, but in CDATA, where they are in order."""
    outside, *rest = text.split("<![CDATA[")
    parts = [_BARE_AMPERSAND.sub("&amp;", outside)]
    for part in rest:
        inside, end, outside = part.partition("]]>")
        parts += ["<![CDATA[", inside, end, _BARE_AMPERSAND.sub("&amp;", outside)]
    return "".join(parts)
