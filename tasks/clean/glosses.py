"""Readings in brackets that a damaged copy put behind its characters: 簽(qiān)約.

A gloss is at most six Latin letters in half-width brackets that spell a toned reading of the character before them.
Toneless brackets are none, for 李(Li) is how a page introduces a name.
"""

import re
import unicodedata
from collections.abc import Iterator

from tasks.clean.lost_pairs import gbk_bytes, gbk_character
from tasks.clean.offsets import Edit, TracedText
from tasks.clean.readings import readings

_GLOSS = re.compile(r"\((?P<reading>[a-z\u00e0-\u01dc\u0144\u0148\u01f9\u1e3f\u0300-\u030c]{1,8})\)")
#: What stands before a gloss; brackets are looked for first, for a page has few.
_GLOSSED = re.compile(r"(?P<character>[\u2010-\u9fff\uff00-\uff60])(?P<letter>[@-~]?)\Z")
#: Below this many different glossed characters a page is a language lesson or a name with its reading.
_FEWEST_CHARACTERS = 5
_MOST_LETTERS = 6


def is_glossed(text: str) -> bool:
    """Tell whether a page is a damaged copy: it has glosses behind at least five different characters."""
    return len({character for character, _ in _glosses(text)}) >= _FEWEST_CHARACTERS


def without_glosses(text: TracedText) -> tuple[TracedText, int]:
    """Return a glossed text without its glosses, and how many there were.

    Example:
        >>> text, n_glosses = without_glosses(TracedText.of_page("移動(dòng)與當(dāng)地簽協(xié)議(5G)"))
        >>> text.text, n_glosses
        ('移動與當地簽協議(5G)', 3)
    """
    found = [Edit(*gloss.span()) for _, gloss in _glosses(text.text)]
    return text.edited(found), len(found)


def _glosses(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the glosses in order, each behind the character before it."""
    for gloss in _GLOSS.finditer(text):
        start = gloss.start()
        glossed = _GLOSSED.search(text, max(0, start - 2), start)
        if glossed and _is_gloss(glossed["character"], glossed["letter"], gloss["reading"]):
            yield glossed["character"], gloss


def _is_gloss(character: str, letter: str, reading: str) -> bool:
    """Tell whether the reading is that of the character before it, or of the one that its two last bytes make.

    In text that was read shifted, the glossed character stands across two: its first byte ends the one, its second
    is the ASCII letter after it.
    """
    if not letter:
        return is_reading(reading, character)
    encoded = gbk_bytes(character)
    whole = gbk_character(encoded[1], ord(letter)) if encoded else None
    return whole is not None and is_reading(reading, whole)


def is_reading(letters: str, character: str) -> bool:
    """Tell whether letters spell one of a character's readings, tone marks included."""
    composed = unicodedata.normalize("NFC", letters)
    return len(composed) <= _MOST_LETTERS and composed in readings(character)
