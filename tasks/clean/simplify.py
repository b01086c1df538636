"""From Traditional to Simplified characters, one for one, so that every position stays."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import opencc

from schemas.vocabulary import Script
from tasks.clean.census import CharacterSet
from tasks.clean.offsets import TracedText

#: Simplified text has at most 3 in 100 characters that also exist in a simpler form, converted text at least 17.
_TRADITIONAL_SHARE = 0.10
#: A line in a Simplified page must be clearer than a page, for it is shorter.
_TRADITIONAL_LINE_SHARE = 0.17
_SHORTEST_LINE = 8
_LINE_ENDS = "<>\r\n"
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
_CHINESE = tuple(map(chr, range(0x3400, 0xA000)))
#: Names whose Simplified form keeps a Traditional character.
_NAMES = {"昇騰": "昇腾"}
_NAME = re.compile("|".join(_NAMES))
#: 著 in words of its own; elsewhere a page that never writes 着 means it (隨著, 意味著).
_ZHU = re.compile("著(?:名|作|述|称|稱|录|錄|者|书|書|有)|[编編土名巨论論专專原显顯卓昭合译譯遗遺]著")


def simplified(text: TracedText) -> tuple[TracedText, Script]:
    """Return the text in Simplified characters, and which script it was in.

    A page mostly in Traditional characters is converted whole; in a Simplified page the lines that are Traditional
    (a quotation, a copied statement) are, and the page counts as mixed.

    Example:
        >>> mended, script = simplified(TracedText.of_page("雙方簽署戰略合作協議"))
        >>> mended.text, script
        ('双方签署战略合作协议', 'hant')
    """
    share = traditional_share(text.text)
    if share > _TRADITIONAL_SHARE:
        return text.recoded(_convert(text.text)), "hant"
    if share == 0.0:
        return text, "hans"
    mended = _with_lines_converted(text.text)
    return (text, "hans") if mended == text.text else (text.recoded(mended), "mixed")


def _with_lines_converted(text: str) -> str:
    parts: list[str] = []
    done = 0
    for start, end in _lines_around(text, _traditional().places(text)):
        if _is_traditional_line(text[start:end]):
            parts += [text[done:start], _convert(text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


def _lines_around(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield where the lines begin and end that the places stand on; tags part lines, for some pages have but one."""
    end = 0
    for place in places:
        if place < end:
            continue
        start = max(end, *(text.rfind(mark, end, place) + 1 for mark in _LINE_ENDS))
        found = _LINE_END.search(text, place)
        end = found.start() if found else len(text)
        yield start, end


def traditional_share(text: str) -> float:
    """Return the share of Chinese characters that have a Simplified form other than themselves."""
    traditional = _traditional().count(text)
    return traditional / n_chinese(text) if traditional else 0.0


def n_chinese(text: str) -> int:
    """Return how many Chinese characters a text has, those beyond the Basic Multilingual Plane apart."""
    return _chinese().count(text)


def _is_traditional_line(line: str) -> bool:
    return traditional_share(line) > _TRADITIONAL_LINE_SHARE and n_chinese(line) >= _SHORTEST_LINE


@cache
def _chinese() -> CharacterSet:
    return CharacterSet(_CHINESE)


@cache
def _traditional() -> CharacterSet:
    simple = _converter("t2s").convert("\n".join(_CHINESE)).split("\n")
    return CharacterSet(one for one, other in zip(_CHINESE, simple, strict=True) if one != other and len(other) == 1)


@cache
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


def _convert(text: str) -> str:
    converted = str(_converter("t2s").convert(text))
    if len(converted) != len(text):
        converted = "".join(simplified_character(character) for character in text)
    for match in _NAME.finditer(text):
        converted = converted[: match.start()] + _NAMES[match[0]] + converted[match.end() :]
    if "着" in text or "著" not in text:
        return converted
    own = {match.start() + match[0].index("著") for match in _ZHU.finditer(converted)}
    return "".join("着" if c == "著" and i not in own else c for i, c in enumerate(converted))


@cache
def simplified_character(character: str) -> str:
    """Return the Simplified form of one character by itself."""
    converted = str(_converter("t2s").convert(character))
    return converted if len(converted) == 1 else character
