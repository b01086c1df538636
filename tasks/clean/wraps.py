"""Lines that a program broke at a fixed width are one paragraph."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from tasks.clean.census import N_CODES, CharacterSet
from tasks.clean.offsets import TracedText, join

#: Widths of wrapped text, in half-width columns; shorter lines are verse or lists, longer ones paragraphs.
_NARROWEST, _WIDEST = 16, 140
#: A column of a newspaper is as narrow as verse or a list is; its lines must be many, and sentences end within them.
_COLUMN, _FEWEST_OF_COLUMN, _COLUMN_SHARE = 30, 8, 0.5
#: Lines above and below the text, as of the paper's name and its proofreader, may be wider.
_HEADERS = 2
#: How far before the margin a line may end: a mark that may not begin a line takes a character along.
_RAGGED = 4
#: Most lines that a margin broke end within a sentence.
_ENDS = "。！？；：”…"
_FEWEST_LINES = 4
#: A wrapped text of short paragraphs has many lines that end before the margin.
_WRAPPED_SHARE = 0.3
#: Headlines of like length below each other have none of these.
_INSIDE = "，,。；"
_BEYOND_PLANE = re.compile("[\U00010000-\U0010ffff]")


def unwrapped(lines: Sequence[TracedText]) -> list[TracedText]:
    r"""Return the lines with those joined that were broken at the margin.

    A text counts as wrapped when three in ten of its lines end at the same margin, most of them within a sentence. A
    line that ends there is joined with the next, unless that one is blank or indented.

    Example:
        >>> page = "　　双方昨日在云溪签署合作协议，共建港\n口和数据中心，以及五个实验室，并将派专\n"
        >>> page += "班驻点，服务港口企业，建设好新码头和产\n业园区。"
        >>> len(unwrapped(TracedText.of_page(page).lines()))
        1
    """
    widths = widths_of([line.text.rstrip() for line in lines])
    margin = _margin(widths)
    cut = [line for line, width in zip(lines, widths, strict=True) if width and margin - _RAGGED <= width <= margin]
    wider = sum(width > margin for width in widths)
    if wider > max(_HEADERS, len(lines) // 8) or not _are_broken(
        cut, len([width for width in widths if width]), margin
    ):
        return list(lines)
    joined: list[list[TracedText]] = []
    continues = False
    for line, width in zip(lines, widths, strict=True):
        if continues and width and not line.text[0].isspace():
            joined[-1].append(line)
        else:
            joined.append([line])
        continues = margin - _RAGGED <= width <= margin
    return [join(parts) for parts in joined]


def _margin(widths: Sequence[int]) -> int:
    """Return the width where most lines end, give or take; a header or footer may be wider."""
    counts = Counter(widths)
    near = {width: sum(counts.get(width - less, 0) for less in range(_RAGGED + 1)) for width in counts if width}
    return max(near, key=lambda width: (near[width], width), default=0)


def _are_broken(cut: Sequence[TracedText], n_lines: int, margin: int) -> bool:
    """Say whether a program broke the lines that end at the margin: enough of them, most within a sentence."""
    column = margin < _COLUMN
    ended = sum(line.text.rstrip()[-1] in _ENDS for line in cut)
    running = sum(any(mark in line.text for mark in _INSIDE) for line in cut)
    runs_on = any("。" in line.text.rstrip()[:-1] for line in cut) if column else len(cut) <= 2 * running
    fewest, share = (_FEWEST_OF_COLUMN, _COLUMN_SHARE) if column else (_FEWEST_LINES, _WRAPPED_SHARE)
    enough = n_lines >= fewest and len(cut) >= share * n_lines
    return _NARROWEST <= margin <= _WIDEST and enough and 2 * ended < len(cut) and runs_on


def widths_of(texts: Sequence[str]) -> list[int]:
    """Return how many columns the texts take, a wide character two; of a long one only what is past all margins."""
    heads = [text[: _WIDEST + 2] for text in texts]
    if any(map(_BEYOND_PLANE.search, heads)):
        return [len(head) + sum(map(_is_wide, head)) for head in heads]
    return [len(head) + n_wide for head, n_wide in zip(heads, _wide().counts(heads), strict=True)]


@cache
def _wide() -> CharacterSet:
    return CharacterSet(filter(_is_wide, map(chr, range(N_CODES))))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
