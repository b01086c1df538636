"""Which blocks of a page are the article.

trafilatura chooses: it is shown a bare copy of the page in which each block begins with two characters that say its
number, and what it returns tells which blocks it kept. The text itself never passes through it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from configparser import ConfigParser
from functools import cache
from html import escape
from itertools import pairwise

import trafilatura
from trafilatura.settings import use_config

from tasks.clean.blocks import CONTAINERS, Block, Element, Outline

#: Tangut characters number the blocks: printable, of one width, and on no page of news.
_MARK_BASE, _MARK_COUNT = 0x17000, 6000
_MARK = re.compile("[\U00017000-\U0001876f]{2}")
_MARKLIKE = re.compile("[\U00017000-\U0001876f]")
_SENTENCE_END = re.compile("[。！？；!?…]|[，,].{4,}[，,]")
_NO_NAME = re.compile(r"[^\w -]")
_OUTLINED = CONTAINERS - {"table", "tbody", "thead", "tr", "td", "th", "html"}
#: One element with this share of the prose is the article.
_NEARLY_ALL, _SHORTEST_ARTICLE = 0.85, 150
#: Names of what stands in the element of an article and is none.
_ASIDE = re.compile(
    "share|comment|relat|recom|adv|foot|nav|side|hot|rank|tool|copy|tags?\\b|login|reply|author|crumb|meta|info|tips|statement"
)
#: Of the prose on a page, the article has at least this share.
_LEAST_PROSE = 0.3
#: A row of figures has short cells.
_LONGEST_CELL = 60
#: A page whose chosen blocks are links to this share leads to articles and is none.
_MOST_LINKED = 0.7


def main_blocks(outline: Outline) -> list[int]:
    """Return the numbers of the blocks that are the article, in the order of the page.

    Where one element holds nearly all the prose of the page and no links, it is the article. Else it is what
    trafilatura keeps, and what stands between in the same elements; where it keeps nothing, the
    element that holds the most sentences. A page of links has none.
    """
    blocks = outline.blocks
    kept = _plain_article(blocks) or _chosen(outline) or _longest_container(blocks)
    found = kept | _between(blocks, kept)
    found |= _tables_within(blocks, found)
    linked = sum(blocks[number].link_share * len(blocks[number].text) for number in found)
    is_index = linked > _MOST_LINKED * sum(len(blocks[number].text) for number in found)
    return [] if is_index else sorted(found)


def _plain_article(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks of the element that holds nearly all prose and nothing but text; none where no element does."""
    lengths: Counter[int] = Counter()
    total = 0
    for block in blocks:
        if not block.is_hidden and block.link_share < 0.3 and _SENTENCE_END.search(block.text.text):
            total += len(block.text)
            for element in block.around:
                lengths[element] += len(block.text)
    innermost = max((element for element in lengths if lengths[element] >= _NEARLY_ALL * total), default=None)
    found = {number for number, block in enumerate(blocks) if innermost in block.around}
    is_plain = all(blocks[n].link_share < 0.3 and not _ASIDE.search(blocks[n].names) for n in found)
    is_long = len(found) > 1 and total >= _SHORTEST_ARTICLE
    return {n for n in found if not blocks[n].is_hidden} if is_plain and is_long else set()


def _chosen(outline: Outline) -> set[int]:
    """Return what trafilatura keeps; where it leaves most of the prose, what it keeps when it sees no names.

    It judges by the names of elements too, and those of forums and old systems mislead it.
    """
    kept = _trafilatura_keeps(outline, with_names=True)
    prose = _n_prose(outline, range(len(outline.blocks)))
    if _n_prose(outline, kept) >= _LEAST_PROSE * prose:
        return kept
    return max(kept, _trafilatura_keeps(outline, with_names=False), key=lambda some: _n_prose(outline, some))


def _n_prose(outline: Outline, numbers: Iterable[int]) -> int:
    """Return how many characters the blocks have that are sentences and no links."""
    blocks = (outline.blocks[number] for number in numbers)
    return sum(
        len(b.text) for b in blocks if not b.is_hidden and b.link_share < 0.3 and _SENTENCE_END.search(b.text.text)
    )


def _trafilatura_keeps(outline: Outline, *, with_names: bool) -> set[int]:
    text = trafilatura.extract(
        _marked_page(outline, with_names=with_names),
        output_format="txt",
        include_comments=False,
        include_tables=False,
        config=_settings(),
    )
    numbers = (_number(match[0]) for match in _MARK.finditer(text or ""))
    return {number for number in numbers if number < len(outline.blocks)}


@cache
def _settings() -> ConfigParser:
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return config


def _marked_page(outline: Outline, *, with_names: bool) -> str:
    parts = ["<html><body>"]
    for item in outline.items:
        if isinstance(item, int):
            parts.append(_marked_block(item, outline.blocks[item]))
        elif isinstance(item, str):
            parts.append(f"</{_outlined(item)}>")
        else:
            parts.append(_start_of(item, with_names=with_names))
    return "".join([*parts, "</body></html>"])


def _start_of(element: Element, *, with_names: bool) -> str:
    names = f' class="{_NO_NAME.sub("", element.names)[:100]}"' if element.names and with_names else ""
    return f"<{_outlined(element.name)}{names}>"


def _outlined(name: str) -> str:
    """Return the element that stands in the bare copy; a table there is mere layout, its rows are blocks."""
    return name if name in _OUTLINED else "div"


def _marked_block(number: int, block: Block) -> str:
    if block.is_hidden:
        return ""
    text = _mark(number) + escape(_MARKLIKE.sub("□", block.text.text))
    if block.link_share > 0.5:
        text = f'<a href="/">{text}</a>'
    name = block.element if re.fullmatch("h[1-6]", block.element) else "p"
    return f"<{name}>{text}</{name}>"


def _mark(number: int) -> str:
    return chr(_MARK_BASE + number // _MARK_COUNT) + chr(_MARK_BASE + number % _MARK_COUNT)


def _number(mark: str) -> int:
    return (ord(mark[0]) - _MARK_BASE) * _MARK_COUNT + ord(mark[1]) - _MARK_BASE


def _longest_container(blocks: Sequence[Block]) -> set[int]:
    lengths: Counter[int] = Counter()
    for block in blocks:
        if block.link_share < 0.3 and _SENTENCE_END.search(block.text.text):
            lengths[block.container] += len(block.text)
    if not lengths:
        return set()
    best = max(lengths, key=lambda container: (lengths[container], -container))
    return {number for number, block in enumerate(blocks) if block.container == best and block.link_share < 0.5}


def _between(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """Return the blocks that stand among kept ones in the same element and are no links."""
    containers = Counter(blocks[number].container for number in kept)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number in sorted(kept):
        first.setdefault(blocks[number].container, number)
        last[blocks[number].container] = number
    found = set()
    for number, block in enumerate(blocks):
        if containers[block.container] < 1 or block.link_share > 0.3 or block.is_hidden:
            continue
        low, high = first[block.container], last[block.container]
        if low < number < high or _SENTENCE_END.search(block.text.text):
            found.add(number)
    return found


def _tables_within(blocks: Sequence[Block], kept: set[int]) -> set[int]:
    """Return the cells of tables that stand in the article: the unkept blocks between two kept ones, all in rows."""
    found: set[int] = set()
    ordered = sorted(kept)
    for before, after in pairwise(ordered):
        between = range(before + 1, after)
        rows = Counter(blocks[number].row for number in between)
        if len(rows) >= 2 and max(rows.values()) >= 2 and all(_is_cell(blocks[number]) for number in between):
            found.update(between)
    return found


def _is_cell(block: Block) -> bool:
    is_short = len(block.text) <= _LONGEST_CELL and block.link_share < 0.3
    return bool(block.row) and is_short and not block.is_hidden
