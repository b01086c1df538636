"""Lines that a program broke at a fixed width are one paragraph."""

import unicodedata
from collections.abc import Sequence

from tasks.clean.offsets import TracedText, join

#: Widths of wrapped text, in half-width columns; shorter lines are verse or lists, longer ones paragraphs.
_NARROWEST, _WIDEST = 30, 140
#: How far before the margin a line may end: a mark that may not begin a line takes a character along.
_RAGGED = 4
#: Most lines that a margin broke end within a sentence.
_ENDS = "。！？；：”…"
_FEWEST_LINES = 4
#: A wrapped text of short paragraphs has many lines that end before the margin.
_WRAPPED_SHARE = 0.3
#: Headlines of like length below each other have none of these.
_INSIDE = "，,。；"


def unwrapped(lines: Sequence[TracedText]) -> list[TracedText]:
    r"""Return the lines with those joined that were broken at the margin.

    A text counts as wrapped when three in ten of its lines end at the same margin, most of them within a sentence. A
    line that ends there is joined with the next, unless that one is blank or indented.

    Example:
        >>> page = "　　双方昨日在云溪签署合作协议共建港口\n和数据中心以及五个实验室项目并将派专\n"
        >>> page += "班驻点服务港口企业建设好新码头和产业\n园区。"
        >>> len(unwrapped(TracedText.of_page(page).lines()))
        1
    """
    widths = [_width(line.text.rstrip()) for line in lines]
    filled = [width for width in widths if width]
    margin = max(filled, default=0)
    cut = [line for line, width in zip(lines, widths, strict=True) if width and width >= margin - _RAGGED]
    ended = sum(line.text.rstrip()[-1] in _ENDS for line in cut)
    running = sum(any(mark in line.text for mark in _INSIDE) for line in cut)
    at_margin = len(cut) if 2 * ended < len(cut) <= 2 * running else 0
    if not _NARROWEST <= margin <= _WIDEST or len(filled) < _FEWEST_LINES or at_margin < _WRAPPED_SHARE * len(filled):
        return list(lines)
    joined: list[list[TracedText]] = []
    continues = False
    for line, width in zip(lines, widths, strict=True):
        if continues and width and not line.text[0].isspace():
            joined[-1].append(line)
        else:
            joined.append([line])
        continues = width >= margin - _RAGGED
    return [join(parts) for parts in joined]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text[: _WIDEST + 2])
