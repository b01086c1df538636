"""Readings in brackets that a damaged copy put behind its characters: 簽(qiān)約.

A gloss is at most six Latin letters in half-width brackets that spell a toned reading of the character before them.
Toneless brackets are none, for 李(Li) is how a page introduces a name.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from pypinyin.constants import PINYIN_DICT

from tasks.clean.lost_pairs import gbk_bytes, gbk_character
from tasks.clean.offsets import Edit, TracedText

_GLOSS = re.compile(
    r"(?P<character>[\u2010-\u9fff\uff00-\uff60])(?P<letter>[@-~]?)(?P<gloss>\((?P<reading>[a-z\u00e0-\u01dc\u0144\u0148\u01f9\u1e3f\u0300-\u030c]{1,8})\))"
)
#: Below this many different glossed characters a page is a language lesson or a name with its reading.
_FEWEST_CHARACTERS = 5
_MOST_LETTERS = 6


def is_glossed(text: str) -> bool:
    """Tell whether a page is a damaged copy: it has glosses behind at least five different characters."""
    return "(" in text and len({match["character"] for match in _glosses(text)}) >= _FEWEST_CHARACTERS


def without_glosses(text: TracedText) -> tuple[TracedText, int]:
    """Return a glossed text without its glosses, and how many there were.

    Example:
        >>> text, n_glosses = without_glosses(TracedText.of_page("移動(dòng)與當(dāng)地簽協(xié)議(5G)"))
        >>> text.text, n_glosses
        ('移動與當地簽協議(5G)', 3)
    """
    found = list(_glosses(text.text))
    return text.edited(Edit(*match.span("gloss")) for match in found), len(found)


def _glosses(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _GLOSS.finditer(text) if _is_gloss(match))


def _is_gloss(match: re.Match[str]) -> bool:
    """Tell whether the reading is that of the character before it, or of the one that its two last bytes make.

    In text that was read shifted, the glossed character stands across two: its first byte ends the one, its second
    is the ASCII letter after it.
    """
    character = match["character"]
    if match["letter"]:
        encoded = gbk_bytes(character)
        character = gbk_character(encoded[1], ord(match["letter"])) if encoded else None
    return character is not None and is_reading(match["reading"], character)


def is_reading(letters: str, character: str) -> bool:
    """Tell whether letters spell one of a character's readings, tone marks included."""
    composed = unicodedata.normalize("NFC", letters)
    return len(composed) <= _MOST_LETTERS and composed in readings(character)


@cache
def readings(character: str) -> frozenset[str]:
    """Return the toned readings of a character."""
    return frozenset(unicodedata.normalize("NFC", r) for r in PINYIN_DICT.get(ord(character), "").split(","))
