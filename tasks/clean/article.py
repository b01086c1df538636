"""A page as title, paragraphs and notes, whatever format it is written in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from tasks.clean.blocks import MAX_BLOCKS, Block, read_outline
from tasks.clean.boilerplate import is_heading_of_related, is_note, is_notice, is_sentence
from tasks.clean.characters import single_spaced, without_entities
from tasks.clean.dates import DATE
from tasks.clean.main_text import main_blocks
from tasks.clean.markdown import heading, is_link_line, is_markdown, plain_line, split_front_matter
from tasks.clean.offsets import TracedText, join
from tasks.clean.split_words import without_split_words
from tasks.clean.title import title_of_blocks, title_of_lines, without_column, without_site
from tasks.clean.unreadable import Unreadable
from tasks.clean.wraps import unwrapped

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.I)
_FRAGMENT = re.compile(r"</(?:p|div|span|section|li|td|h[1-6]|strong|b|font|a|ruby|rt)\s*>|<br\s*/?>|<p[\s>]", re.I)
#: Feeds and scripts hold articles whose very tags are escaped.
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|br|span|section)(?:\s[^&<>]{0,200})?/?&gt;", re.I)
_FEWEST_ESCAPED_TAGS = 2
_COMMENT = re.compile(r"<!--[^>](?s:.){8,600}?-->")
_MOST_COMMENTS = 50
_LONGEST_DATED = _LONGEST_CELL = 120
#: A page with more spaces is no news in Chinese, or no text.
_MOST_SPACES = 5000
#: Text may be wrapped, so it has more lines than an article has paragraphs.
_MOST_LINES = 50_000
_LONG_SENTENCE = 60
_TODAY = re.compile("今天|今日|现在")
#: What stands for a picture where a page was copied as text.
_PICTURE = re.compile(r"(?:[\[【]图片[\]】]|[▲△▼↑↓])\s{0,4}(?=\S)")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """What a page holds, before anything is judged by its words.

    Attributes:
        title: the title, where the page has one.
        lines: the lines of the article in order, without the title.
        asides: lines of the page near the article that are not part of it: where it was published, by whom.
        metadata: what the page's head or front matter says, by lower-case name.
        scripts: the page's scripts.
        n_joined: spaces taken out of the words of title and lines.
    """

    title: TracedText | None
    lines: tuple[TracedText, ...]
    asides: tuple[TracedText, ...] = ()
    metadata: dict[str, TracedText] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    n_joined: int = 0


def read_article(page: TracedText) -> RawArticle:
    r"""Return the article of a page of HTML, of a fragment of HTML, of Markdown or of plain text.

    Raises:
        Unreadable: the article is longer than any news.

    Example:
        >>> article = read_article(TracedText.of_page("两地签约\n\n双方昨日签署协议。"))
        >>> article.title.text, [line.text for line in article.lines]
        ('两地签约', ['双方昨日签署协议。'])
    """
    front, rest = split_front_matter(page)
    if len(_ESCAPED_TAG.findall(rest.text)) >= _FEWEST_ESCAPED_TAGS:
        rest = without_entities(rest)
    if not front and _PAGE.search(rest.text[:100_000]):
        return _of_page(rest)
    if _FRAGMENT.search(rest.text):
        blocks = read_outline(rest).blocks
        if len(blocks) >= MAX_BLOCKS:
            raise Unreadable("too_large", f"more than {MAX_BLOCKS} lines: a book or a list, not news")
        lines = [block.text for block in blocks if not block.is_hidden and block.link_share < 0.9]
        article = _of_lines(lines, bool(front) or is_markdown(rest.text))
    else:
        if rest.text.count("\n") + rest.text.count("\r") > _MOST_LINES:
            raise Unreadable("too_large", f"more than {_MOST_LINES} lines: a book or a list, not news")
        article = _of_lines(unwrapped(rest.lines()), bool(front) or is_markdown(rest.text))
    return _with_front_matter(article, front) if front else article


def _of_page(page: TracedText) -> RawArticle:
    outline = read_outline(page)
    blocks = outline.blocks
    kept = main_blocks(outline)
    if kept and kept[-1] + 1 >= MAX_BLOCKS:
        raise Unreadable("too_large", f"an article of more than {MAX_BLOCKS} lines: a book or a list, not news")
    first = _first_prose(blocks, kept)
    found = title_of_blocks(blocks, first, outline.metadata)
    number = found if isinstance(found, int) else None
    title = blocks[found].text if isinstance(found, int) else found
    listed = _in_link_lists(blocks, kept[0] if kept else 0)
    lines = [n for n in kept if n != number and n not in listed and (number is None or n > number or n >= first + 8)]
    if title is not None:
        lines = [n for n in lines if n >= first or blocks[n].text.text != title.text]
    around = _around(blocks, kept, number)
    title, n_in_title = without_split_words(without_column(without_site(title))) if title is not None else (None, 0)
    whole, n_in_lines = _without_split_words([blocks[n].text for n in lines])
    return RawArticle(
        title=title,
        lines=tuple(_rows_joined([blocks[n] for n in lines], whole)),
        asides=tuple(blocks[n].text for n in around),
        metadata=outline.metadata,
        scripts=(*outline.scripts, *_comments(page.text)),
        n_joined=n_in_title + n_in_lines,
    )


def _without_split_words(lines: Sequence[TracedText]) -> tuple[list[TracedText], int]:
    if sum(line.text.count(" ") for line in lines) > _MOST_SPACES:
        return list(lines), 0
    pairs = [without_split_words(line) for line in lines]
    return [line for line, _ in pairs], sum(n_joined for _, n_joined in pairs)


def _comments(page: str) -> list[str]:
    """Return the first comments of a page: content systems write the day of publication there."""
    return [match[0] for match in islice(_COMMENT.finditer(page), _MOST_COMMENTS)]


def _first_prose(blocks: list[Block], kept: list[int]) -> int:
    """Return the number of the first block of prose among those that were kept."""
    prose = (n for n in kept if is_sentence(blocks[n].text.text) and not is_notice(blocks[n].text.text))
    return next(prose, kept[0] if kept else 0)


def _in_link_lists(blocks: list[Block], first: int) -> set[int]:
    """Return the numbers of the blocks after a heading such as 相关阅读, up to the next prose.

    A short sentence ends the list only in an element that held text before it: a forecast beside the list does not.
    """
    found: set[int] = set()
    seen: set[int] = set()
    in_list = False
    for number in range(first, len(blocks)):
        text, container = blocks[number].text.text, blocks[number].container
        goes_on = is_sentence(text) and (container in seen or len(text) >= _LONG_SENTENCE)
        in_list = is_heading_of_related(text) or (in_list and not goes_on)
        if in_list:
            found.add(number)
        else:
            seen.add(container)
    return found


def _around(blocks: list[Block], kept: list[int], title: int | None) -> list[int]:
    """Return the numbers of the blocks that may say when and where the article appeared, the nearest to it first."""
    if not kept:
        return []
    anchor = title if title is not None else kept[0]
    inside = {n for n in kept if n >= anchor}
    near = [n for n in range(max(0, anchor - 4), min(len(blocks), kept[-1] + 5)) if n not in inside and n != title]
    notes = [n for n in near if is_note(blocks[n].text.text) or _is_dated(blocks[n], anchor < n < kept[0])]
    listed = _in_link_lists(blocks, 0)
    seen = {*notes, *inside, *listed, title}
    far = [n for n, block in enumerate(blocks) if n not in seen and _is_far_date(block)]
    return [*sorted(notes, key=lambda n: (n < anchor, n)), *far]


def _is_dated(block: Block, is_header: bool) -> bool:
    """Tell whether a block between the title and the text holds the day, however else it is filled."""
    return is_header and len(block.text) <= _LONGEST_DATED and bool(DATE.search(block.text.text))


def _is_far_date(block: Block) -> bool:
    """Tell whether a block anywhere on the page holds a day that may be that of publication; not today's."""
    text = block.text.text
    is_short = len(text) <= _LONGEST_DATED and block.link_share < 0.5
    return is_short and bool(DATE.search(text)) and not _TODAY.search(text)


def _rows_joined(blocks: list[Block], lines: list[TracedText]) -> list[TracedText]:
    """Return the lines of the blocks, the cells of a table's row on one where each cell is one short block."""
    joined: list[TracedText] = []
    last: Block | None = None
    for block, line in zip(blocks, lines, strict=True):
        if (
            last
            and block.row
            and block.row == last.row
            and block.cell != last.cell
            and _is_cell(block)
            and _is_cell(last)
            and len(joined[-1]) <= _LONGEST_CELL
        ):
            joined[-1] = join([joined[-1], line], " ")
        else:
            joined.append(line)
        last = block
    return joined


def _is_cell(block: Block) -> bool:
    return len(block.text) <= _LONGEST_CELL and block.element in ("td", "th", "p", "div")


def _of_lines(lines: list[TracedText], in_markdown: bool) -> RawArticle:
    number = heading(lines) if in_markdown else None
    if in_markdown:
        lines = [line[:0] if is_link_line(line.text) else plain_line(line) for line in lines]
    spaced = [_without_picture(single_spaced(without_entities(line))) for line in lines]
    lines, n_joined = _without_split_words(spaced)
    if number is None:
        filled = [n for n, line in enumerate(lines) if line.text]
        among = title_of_lines([lines[n] for n in filled])
        number = filled[among] if among is not None else None
    rest = [line for n, line in enumerate(lines) if n != number and line.text]
    return RawArticle(lines[number] if number is not None else None, tuple(rest), n_joined=n_joined)


def _without_picture(line: TracedText) -> TracedText:
    match = _PICTURE.match(line.text)
    return line[match.end() :] if match else line


def _with_front_matter(article: RawArticle, front: dict[str, TracedText]) -> RawArticle:
    title = front.get("title")
    lines = article.lines
    if title is not None and title.text and article.title is not None and article.title.text != title.text:
        lines = (article.title, *lines)
    if title is None or not title.text:
        return RawArticle(article.title, lines, article.asides, front, n_joined=article.n_joined)
    title, n_joined = without_split_words(title)
    return RawArticle(title, lines, article.asides, front, n_joined=article.n_joined + n_joined)
