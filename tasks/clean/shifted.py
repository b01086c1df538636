"""Reads again, from the right byte, a stretch of GBK text that was read shifted by one byte."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tasks.clean.glosses import is_reading
from tasks.clean.likelihood import MARGIN, Wording, likeliest
from tasks.clean.lost_pairs import Ends, characters_from, gbk_bytes, gbk_character, melting_words
from tasks.clean.simplify import simplified_character

#: A character that was lost and that nothing settles.
LOST = "\N{REPLACEMENT CHARACTER}"
#: Where two bytes make no character something was lost for certain, so that the best guess need not stand out far.
_MARGIN_OF_LOST = math.log(3)
READING = r"[a-z\u00e0-\u01dc\u0144\u0148\u01f9\u1e3f]{1,6}"
#: A gloss whose opening bracket was swallowed, together with the first byte of a character.
CUT_GLOSS = re.compile(rf"\?(?P<reading>{READING})\)")
_WHOLE_GLOSS = re.compile(rf"\({READING}\)")
_TAG_REST = re.compile(r"(?:/[a-z][a-z0-9]{0,9}|(?:br|p|img|a|div|span|strong|b)(?: [^<>]{0,200})?/?)>")
#: Words that follow a number: a swallowed character before one of these may have been a digit.
_MEASURES = "年月日号时点分秒个家万亿千百户项座台名人位次条张元％%米平公兆倍亩吨度期届批大"
#: Within a shifted stretch, too, the bytes of a mark became ASCII; ``?`` there is a byte without a partner.
_WIDE_MARKS = {"!": "！", ",": "，"}
_OPENING, _CLOSING = "“‘《〈「『【〔", "”’》〉」』】〕"


@dataclass(frozen=True, slots=True)
class DamagedPage:
    """What is the same for all stretches of one page.

    Attributes:
        text: the damaged page.
        plain: what it writes without its glosses.
        phrases: its phrases that melt into one character when shifted.
        swallows: whether a lone byte took the ASCII character after it along, as it does where glosses were put in.
    """

    text: str
    plain: Wording
    phrases: Mapping[Ends, list[str]]
    swallows: bool

    def glossed_characters(self, lead: int, reading: str) -> list[str]:
        """Return the characters with this first byte and this reading, those that the page glosses alone if any."""
        spelt = _spelt(lead, reading)
        return [character for character in spelt if f"{character}({reading})" in self.text] or list(spelt)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text, read again.

    Attributes:
        text: its characters; one that nothing settles is U+FFFD.
        end: where in the damaged text the stretch ends.
        guesses: which of its characters the bytes alone did not determine.
    """

    text: str
    end: int
    guesses: tuple[int, ...] = ()

    def after(self, first: str, *, is_guess: bool) -> "Stretch":
        """Return the stretch with what stands before it."""
        moved = tuple(at + len(first) for at in self.guesses)
        return Stretch(first + self.text, self.end, (*range(len(first)), *moved) if is_guess else moved)


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The bytes of a stretch, as the pairs that make its characters.

    ``rest`` is what follows them: a settled character, an ASCII character; ``is_guess`` says that it might be another.
    ``lone`` is the first byte of a character whose second was lost.
    """

    pairs: list[Ends]
    end: int
    rest: str = ""
    lone: int | None = None
    is_guess: bool = False


def read_again(page: DamagedPage, first_byte: int, at: int, before: str) -> Stretch | None:
    """Read on from a byte, taking the others from the shifted text.

    Args:
        page: the damaged page.
        first_byte: the first byte of the character that was cut.
        at: where the shifted text begins.
        before: the mended text before the stretch.

    Returns:
        The stretch up to where shifted and right text fall together again; None where the bytes make no text.
    """
    found = _bytes_of_stretch(page, first_byte, at)
    if found is None:
        return None
    after = page.text[found.end : found.end + 6]
    text, guesses = _characters(page, found, before, after)
    if found.lone is None:
        last = (len(text),) if found.is_guess else ()
        return Stretch(text + found.rest, found.end, (*guesses, *last))
    lost = _swallowed(after) if page.swallows else ""
    settled = _lone_character(page, found.lone, before + text, lost.replace(",", "，") + after)
    ending = (settled or LOST) + lost
    guesses += [len(text) + at for at, character in enumerate(ending) if character != LOST]
    return Stretch(text + ending, found.end, tuple(guesses))


@lru_cache(2**12)
def _spelt(lead: int, reading: str) -> tuple[str, ...]:
    """Return the characters with this first byte and this reading."""
    return tuple(character for character in characters_from(lead) if is_reading(reading, character))


def _bytes_of_stretch(page: DamagedPage, first_byte: int, at: int) -> _Bytes | None:
    begin, lead = at, first_byte
    pairs: list[Ends] = []
    while at < len(page.text):
        character = page.text[at]
        if cut := CUT_GLOSS.match(page.text, at):
            glossed = page.glossed_characters(lead, cut["reading"])
            return _Bytes(pairs, cut.end(), glossed[0], is_guess=len(glossed) > 1) if glossed else None
        if at > begin and (whole := _WHOLE_GLOSS.match(page.text, at)):
            at = whole.end()
            continue
        if "@" <= character <= "~":
            return _Bytes([*pairs, (lead, ord(character))], at + 1)
        if character == "?":
            return _Bytes(pairs, at + 1, lone=lead)
        encoded = gbk_bytes(_WIDE_MARKS.get(character, character))
        if encoded is None:
            return None
        pairs.append((lead, encoded[0]))
        if encoded[1] < 0x80:
            return _Bytes(pairs, at + 1, chr(encoded[1]))
        lead, at = encoded[1], at + 1
    return None


def _characters(page: DamagedPage, found: _Bytes, before: str, after: str) -> tuple[str, list[int]]:
    """Return the characters of the pairs, and which of them are inferred."""
    made = [gbk_character(*pair) for pair in found.pairs]
    text = ""
    guesses: list[int] = []
    for number, (pair, character) in enumerate(zip(found.pairs, made, strict=True)):
        following = "".join(c or "" for c in made[number + 1 : number + 5]) + found.rest + after
        options = [*page.phrases.get(pair, ()), *melting_words(pair)]
        chosen = _unmelted(character, options, before + text, following, page.plain)
        if chosen not in (character, LOST):
            guesses += range(len(text), len(text) + len(chosen))
        text += chosen
    return text, guesses


def _unmelted(character: str | None, options: list[str], before: str, after: str, page: Wording) -> str:
    """Return a character, or the several that melted into it where they read far better."""
    candidates = list(dict.fromkeys(options))
    if character is None:
        return likeliest(before, candidates, after, page, _MARGIN_OF_LOST) or LOST
    best = likeliest(before, [character, *candidates], after, page, margin=0.0)
    return likeliest(before, [character, best], after, page, MARGIN) or character if best else character


def _lone_character(page: DamagedPage, lead: int, before: str, after: str) -> str | None:
    candidates = characters_from(lead)
    if lead == 0xA1:
        return _punctuation(before, after, candidates)
    return likeliest(before, candidates, after, page.plain)


def _punctuation(before: str, after: str, candidates: Collection[str]) -> str | None:
    """Return the mark that closes what is open or, before more text, opens it."""
    line = before[before.rfind("\n") + 1 :]
    if before.endswith("　"):
        return "　"
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        if closing in candidates and line.count(opening) > line.count(closing):
            return closing
    is_end = after[:1] in ("", "\n", "\r", ",", "，", "<", "(", "?")
    return "“" if not is_end and before.endswith(("。", "，", "：", ",", ":")) else None


def _swallowed(after: str) -> str:
    """Return the ASCII character that must have stood before a text: the start of a tag, else most often a comma."""
    if _TAG_REST.match(after):
        return "<"
    is_chinese = "\u3400" <= after[:1] <= "\u9fff"
    return "," if is_chinese and simplified_character(after[0]) not in _MEASURES else ""
