"""The text with everything covered that tells of no signing here: titles of documents and direct speech."""

import re

_COVER = "〇"
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_SPEECH = re.compile(r"“[^“”\n]{8,400}[，。！？；,!?][^“”\n]*”|“[^“”\n]{1,400}[。！？!?]”")


def veil(text: str) -> str:
    """Return the text, of the same length, with titles in 《》 and direct speech covered.

    Example:
        >>> veil("双方签署《合作协议》。")
        '双方签署《〇〇〇〇》。'
    """
    return _SPEECH.sub(_covered, _TITLE.sub(_covered, text))


def _covered(found: re.Match[str]) -> str:
    inside = found.group()[1:-1]
    return found.group()[0] + _COVER * len(inside) + found.group()[-1]
