"""What can have stood where two bytes of a shifted text were lost.

A decoder that met two bytes which make no character dropped them. In shifted text those two were the second byte of
one character and the first of the next, so two characters or more melted into one: 他说 (CB FB CB B5) became 薴,
without FB CB. The characters are looked up by the two bytes that are left.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import opencc

from tasks.clean.frequent import frequent_characters
from tasks.clean.likelihood import word_frequencies

#: Words rarer than this are more often wrong than right.
_RAREST_WORD = 20
_LONGEST = 4
_MOST_OPTIONS = 6

Ends = tuple[int, int]


def gbk_bytes(text: str) -> bytes | None:
    """Return the GBK bytes of a text of nothing but two-byte characters, None for any other text."""
    try:
        encoded = text.encode("gbk")
    except UnicodeEncodeError:
        return None
    return encoded if len(encoded) == 2 * len(text) else None


@cache
def gbk_character(lead: int, trail: int) -> str | None:
    """Return the character that two bytes make in GBK, None where they make none."""
    try:
        made = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return made if len(made) == 1 else None


def melting_phrases(page: str) -> Mapping[Ends, list[str]]:
    """Return the phrases of a page that melt into one character when shifted, by their first and last byte.

    Example:
        >>> melting_phrases("他说：")[0xCB, 0xB5]
        ['他说']
    """
    phrases = (page[at : at + length] for length in (2, 3, 4) for at in range(len(page) - length + 1))
    found: dict[Ends, list[str]] = defaultdict(list)
    for phrase in dict.fromkeys(phrases):
        ends = _ends_of_melting(phrase)
        if ends:
            found[ends].append(phrase)
    return found


def melting_words(ends: Ends) -> list[str]:
    """Return the words, and pairs of frequent characters, that melt into a character of these two bytes."""
    return [*_melting_words().get(ends, ()), *_melting_pairs().get(ends, ())]


def _ends_of_melting(text: str) -> Ends | None:
    encoded = gbk_bytes(text)
    if encoded is None or len(encoded) < 4:
        return None
    inner = (gbk_character(encoded[at], encoded[at + 1]) for at in range(1, len(encoded) - 1, 2))
    return None if any(character is not None for character in inner) else (encoded[0], encoded[-1])


@cache
def _melting_words() -> Mapping[Ends, tuple[str, ...]]:
    frequencies = word_frequencies()
    simplified = [w for w, n in frequencies.items() if 2 <= len(w) <= _LONGEST and n >= _RAREST_WORD]
    traditional = opencc.OpenCC("s2t").convert("\n".join(simplified)).split("\n")
    ranked = sorted(zip(simplified, traditional, strict=True), key=lambda pair: -frequencies[pair[0]])
    return _by_ends(form for pair in ranked for form in dict.fromkeys(pair))


@cache
def _melting_pairs() -> Mapping[Ends, tuple[str, ...]]:
    """Return the pairs of frequent characters that melt, the more frequent first."""
    characters = [c for c in sorted(frequent_characters()) if gbk_bytes(c)]
    frequencies = word_frequencies()
    characters.sort(key=lambda character: -frequencies.get(character, 0))
    ends = [(character, *(gbk_bytes(character) or b"\0\0")) for character in characters]
    return _by_ends(
        one + other for one, _, trail in ends for other, lead, _ in ends if gbk_character(trail, lead) is None
    )


def _by_ends(texts: Iterable[str]) -> Mapping[Ends, tuple[str, ...]]:
    found: dict[Ends, list[str]] = defaultdict(list)
    for text in texts:
        ends = _ends_of_melting(text)
        if ends and len(found[ends]) < _MOST_OPTIONS:
            found[ends].append(text)
    return {ends: tuple(options) for ends, options in found.items()}
