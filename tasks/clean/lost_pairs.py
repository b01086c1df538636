"""What can have stood where two bytes of a shifted text were lost.

A decoder that met two bytes which make no character dropped them. In shifted text those two were the second byte of
one character and the first of the next, so two characters or more melted into one: 他说 (CB FB CB B5) became 薴,
without FB CB. The characters are looked up by the two bytes that are left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product

import numpy as np
import opencc

from tasks.clean.census import N_CODES, codes
from tasks.clean.frequent import frequent_characters
from tasks.clean.likelihood import word_frequencies

#: Words rarer than this are more often wrong than right.
_RAREST_WORD = 20
_LONGEST = 4
_MOST_OPTIONS = 6

#: What the two bytes of a character can be.
_TWO_BYTES = tuple(product(range(0x81, 0xFF), range(0x40, 0xFF)))

Ends = tuple[int, int]
Codes = np.ndarray[tuple[int], np.dtype[np.uint16]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


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


@cache
def characters_from(lead: int) -> tuple[str, ...]:
    """Return the characters whose first byte in GBK it is and whose second is not ASCII."""
    return tuple(character for trail in range(0x81, 0xFF) if (character := gbk_character(lead, trail)))


def melting_phrases(page: str) -> Mapping[Ends, list[str]]:
    """Return the phrases of a page that melt into one character when shifted, by their first and last byte.

    Example:
        >>> melting_phrases("他说：")[0xCB, 0xB5]
        ['他说']
    """
    found: dict[Ends, list[str]] = defaultdict(list)
    for phrase in dict.fromkeys(_phrases(page)):
        found[_bytes_of()[phrase[0]][0], _bytes_of()[phrase[-1]][1]].append(phrase)
    return found


def _phrases(page: str) -> Iterator[str]:
    """Yield the phrases all of whose pairs of characters melt, the shorter first."""
    pairs = run = _melting_pairs_of(page)
    for length in range(2, _LONGEST + 1):
        yield from (page[at : at + length] for at in np.flatnonzero(run).tolist())
        run = run[:-1] & pairs[length - 1 :]


def _melting_pairs_of(page: str) -> Flags:
    """Tell for each pair of neighbours whether they melt: of the whole page at once, for it has thousands."""
    written, makes_character = _gbk_tables()
    encoded = written.take(codes(page))
    first, second = encoded[:-1], encoded[1:]
    inner = (first & 0xFF) << 8 | second >> 8
    melts: Flags = (first != 0) & (second != 0) & ~makes_character.take(inner)
    return melts


@cache
def _gbk_tables() -> tuple[Codes, Flags]:
    """Return the two bytes of each code point as one number, 0 where it has none, and which numbers are a character."""
    written, makes_character = np.zeros(N_CODES, np.uint16), np.zeros(N_CODES, np.bool_)
    for character, (lead, trail) in _bytes_of().items():
        written[ord(character)] = lead << 8 | trail
    for lead, trail in _TWO_BYTES:
        makes_character[lead << 8 | trail] = gbk_character(lead, trail) is not None
    return written, makes_character


def _melts(one: str, other: str) -> bool:
    """Tell whether two characters melt: the second byte of the one and the first of the other make no character."""
    first, second = _bytes_of().get(one), _bytes_of().get(other)
    return first is not None and second is not None and gbk_character(first[1], second[0]) is None


@cache
def _bytes_of() -> Mapping[str, Ends]:
    """Return the two bytes of every character of GBK that has two."""
    made = (gbk_character(*pair) for pair in _TWO_BYTES)
    encoded = ((character, gbk_bytes(character)) for character in made if character)
    return {character: (pair[0], pair[1]) for character, pair in encoded if pair}


def melting_words(ends: Ends) -> list[str]:
    """Return the words, and pairs of frequent characters, that melt into a character of these two bytes."""
    return [*_melting_words().get(ends, ()), *_melting_pairs().get(ends, ())]


@cache
def _melting_words() -> Mapping[Ends, tuple[str, ...]]:
    frequencies = word_frequencies()
    simplified = [w for w, n in frequencies.items() if 2 <= len(w) <= _LONGEST and n >= _RAREST_WORD]
    traditional = opencc.OpenCC("s2t").convert("\n".join(simplified)).split("\n")
    ranked = sorted(zip(simplified, traditional, strict=True), key=lambda pair: -frequencies[pair[0]])
    forms = (form for pair in ranked for form in dict.fromkeys(pair))
    return _by_ends(form for form in forms if len(form) > 1 and all(map(_melts, form, form[1:])))


@cache
def _melting_pairs() -> Mapping[Ends, tuple[str, ...]]:
    """Return the pairs of frequent characters that melt, the more frequent first."""
    frequencies = word_frequencies()
    characters = [c for c in sorted(frequent_characters()) if c in _bytes_of()]
    characters.sort(key=lambda character: -frequencies.get(character, 0))
    following = {
        trail: [other for other in characters if gbk_character(trail, _bytes_of()[other][0]) is None]
        for trail in {_bytes_of()[character][1] for character in characters}
    }
    return _by_ends(one + other for one in characters for other in following[_bytes_of()[one][1]])


def _by_ends(texts: Iterable[str]) -> Mapping[Ends, tuple[str, ...]]:
    """Return the first of the texts, which all melt, by their first and last byte."""
    found: dict[Ends, list[str]] = defaultdict(list)
    for text in texts:
        options = found[_bytes_of()[text[0]][0], _bytes_of()[text[-1]][1]]
        if len(options) < _MOST_OPTIONS:
            options.append(text)
    return {ends: tuple(options) for ends, options in found.items()}
