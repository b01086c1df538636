"""Where a text writes a quantity: the costly patterns are tried only where one of their first characters stands."""

import re
from functools import cache

from schemas.units import approximators_before
from tasks.extract.quantity_grammar import MASK, MASK_WITH_MAIL, atom

#: What a match of ``MASK`` begins with, and after a Chinese character or a quotation mark what it goes on with.
_MASK_OPENING = re.compile(
    r"[\d《“\"hwXGEFYDW一二三四五六七八九十千成工天鲲昇麒骁热客拨]"
    r"(?:(?<=[\d《hwXGEFYDW])|(?=[\d零〇○一二三四五六七八九十百千月带业玑鹏腾麟龙线服打]))"
)
_MAIL_OPENING = re.compile(r"[\w.《“\"]")
#: What the number of a quantity begins with, 大 of 大半 apart. No approximator holds one of these.
_NUMBER_OPENING = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿半翻]")
#: What the marks of ranges and lists begin and end with, spaces apart.
_MARKS = "-—–−~～至到、和与以及"
#: No approximator with what links it to its number is longer (不得超过了人民币), 大 of 大半 counted in.
_LEAD = 12


def with_names_masked(text: str) -> str:
    r"""Return the text with null characters, one for one, for what no quantity may be read from.

    Example:
        >>> with_names_masked("5G基站12个").replace("\0", "_")
        '__基站12个'
    """
    pattern, openings = (MASK_WITH_MAIL, _MAIL_OPENING) if "@" in text else (MASK, _MASK_OPENING)
    pieces, position = [], 0
    for opening in openings.finditer(text):
        start = opening.start()
        match = pattern.match(text, start) if start >= position else None
        if match is not None:
            pieces += [text[position:start], "\0" * (match.end() - start)]
            position = match.end()
    return "".join((*pieces, text[position:]))


def next_atom(text: str, position: int) -> re.Match[str] | None:
    """Return the first match of ``atom`` at or after a position, as its own search would, only sooner."""
    match = atom().match
    for opening in _NUMBER_OPENING.finditer(text, position):
        number = opening.start()
        if number > position and _may_end_lead(text[number - 1]):
            for start in _starts_of_lead(text, position, number):
                if (found := match(text, start)) is not None:
                    return found
        if (found := match(text, number)) is not None:
            return found
    return None


def is_lone(text: str, found: re.Match[str]) -> bool:
    """Say whether the match is a digit, 一 mostly, that says nothing, as neither a range nor a list can hold it."""
    start, end = found.span()
    if end - start > 1 or found.group("half"):
        return False
    return not _may_be_mark(text[start - 1 : start]) and not _may_be_mark(text[end : end + 1])


def _may_be_mark(character: str) -> bool:
    return character.isspace() or (character != "" and character in _MARKS)


def _starts_of_lead(text: str, position: int, number: int) -> list[int]:
    """Return where an approximator before the number may begin."""
    openings = _lead_openings()
    return [start for start in range(max(position, number - _LEAD), number) if text[start] in openings]


@cache
def _lead_openings() -> frozenset[str]:
    """Return what an approximator, or 大半, begins with."""
    return frozenset(word[0] for word in (*approximators_before(), "大半"))


def _may_end_lead(character: str) -> bool:
    return character in _lead_ends() or character.isspace()


@cache
def _lead_ends() -> frozenset[str]:
    """Return what an approximator with its link, or 大 of 大半, ends with."""
    return frozenset(word[-1] for word in (*approximators_before(), *"了到达有为至大币"))
