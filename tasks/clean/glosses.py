"""Readings in brackets that a damaged copy put behind its characters: 簽(qiān)約.

A gloss is at most six Latin letters in half-width brackets that spell a toned reading of the character before them.
Toneless brackets are none, for 李(Li) is how a page introduces a name.
"""

import re
import unicodedata
from functools import cache

from pypinyin.constants import PINYIN_DICT

from tasks.clean.offsets import Edit, TracedText

_GLOSS = re.compile(r"(?P<character>[\u3400-\u9fff])(?P<gloss>\((?P<reading>[a-z\u00e0-\u01dc\u0144\u0148\u01f9\u1e3f\u0300-\u030c]{1,8})\))")
#: Below this many different glossed characters a page is a language lesson or a name with its reading.
_FEWEST_CHARACTERS = 5
_MOST_LETTERS = 6


def without_glosses(text: TracedText) -> tuple[TracedText, int]:
    """Return the text without its glosses, and how many there were.

    Example:
        >>> damaged = "移動(dòng)與(yǔ)當(dāng)地簽(qiān)協(xié)議(yì)"
        >>> without_glosses(TracedText.of_page(damaged))[0].text
        '移動與當地簽協議'
    """
    if "(" not in text.text:
        return text, 0
    found = [match for match in _GLOSS.finditer(text.text) if is_reading(match["reading"], match["character"])]
    if len({match["character"] for match in found}) < _FEWEST_CHARACTERS:
        return text, 0
    return text.edited(Edit(*match.span("gloss")) for match in found), len(found)


def is_reading(letters: str, character: str) -> bool:
    """Tell whether letters spell one of a character's readings, tone marks included."""
    composed = unicodedata.normalize("NFC", letters)
    return len(composed) <= _MOST_LETTERS and composed in readings(character)


@cache
def readings(character: str) -> frozenset[str]:
    """Return the toned readings of a character."""
    return frozenset(unicodedata.normalize("NFC", r) for r in PINYIN_DICT.get(ord(character), "").split(","))
