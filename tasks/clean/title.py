"""The title of a page: the first heading, else what the page's head says, else its first line."""

import re
from collections.abc import Mapping, Sequence

from tasks.clean.blocks import Block
from tasks.clean.boilerplate import is_heading_of_related, is_menu, is_note, is_notice
from tasks.clean.offsets import TracedText

_LONGEST_TITLE, _SHORTEST_TITLE = 80, 6
_LONGEST_SITE = 14
_MOST_LINKED = 0.9
_CHINESE = re.compile("[一-鿿]")
_COLUMN = re.compile(r"\[[一-鿿]{2,4}\]\s?(?=.{6})")
_META_TITLES = ("og:title", "articletitle", "article:title", "twitter:title", "dc.title", "headline")
_SITE_SEPARATOR = re.compile(r"\s*(?:[_|｜]+|-{1,2}|—{1,2}|–)\s*|(?<=\s)[-·](?=\s)")
_SITE_WORD = re.compile(
    "(?:网|网站|报|日报|晚报|新闻|在线|频道|门户|热线|客户端|传媒|资讯|观察|周刊|杂志|平台|公众号|政府|社|台|之家|中心|要闻|部|局|com|cn)$",
    re.I,
)
_PROSE_END = re.compile("[。；;，,：:、]$")
_DATELINE = re.compile(
    r"^[【（(]?(?:本报|本网|本台|本刊|据|新华社|中新[社网]|中国\S{0,4}网)?\S{0,12}(?:\d日)?(?:讯|电|消息)[\s　（(】]"
)


def title_of_blocks(
    blocks: Sequence[Block], first_prose: int, metadata: Mapping[str, TracedText]
) -> int | TracedText | None:
    """Return the number of the block that is the title, else the title out of the page's head.

    Args:
        blocks: the blocks of the page.
        first_prose: the number of the first block of the article that is prose.
        metadata: the meta elements and title of the head.
    """
    named = [title for key in _META_TITLES if (title := metadata.get(key)) and 0 < len(title) <= _LONGEST_TITLE]
    whole = metadata.get("title")
    headings = [n for n, block in enumerate(blocks[: first_prose + 7]) if _is_heading(block)]
    for wanted in ("h1", "h2", "h3"):
        for number in headings:
            if blocks[number].element == wanted:
                return number
    found = _said_in_head(blocks[: first_prose + 4], named, whole)
    if found is not None:
        return found
    if named:
        return named[0]
    title = without_site(whole) if whole is not None and 0 < len(whole) <= 2 * _LONGEST_TITLE else None
    return title if title is not None and _is_title(title.text) else _line_above(blocks, first_prose, title)


def _said_in_head(blocks: Sequence[Block], named: Sequence[TracedText], whole: TracedText | None) -> int | None:
    """Return the number of the last block, links apart, that says what the page's head gives as its title."""
    for number in range(len(blocks) - 1, -1, -1):
        text = blocks[number].text.text
        if blocks[number].link_share < _MOST_LINKED and (
            any(_same(text, other.text) for other in named) or (whole is not None and _is_part(whole.text, text))
        ):
            return number
    return None


def _is_title(text: str) -> bool:
    """Tell whether the title of the page's head is that of an article, not of a site or column."""
    return len(_CHINESE.findall(text)) >= _SHORTEST_TITLE and not (
        _SITE_WORD.search(text) and len(text) < _LONGEST_SITE
    )


def _line_above(blocks: Sequence[Block], first_prose: int, otherwise: TracedText | None) -> int | TracedText | None:
    """Return the number of the line next above the article that can be its title."""
    for number in range(first_prose - 1, max(-1, first_prose - 6), -1):
        if _can_be_title(blocks[number]):
            return number
    return otherwise


def _can_be_title(block: Block) -> bool:
    text = block.text.text
    if is_note(text) or is_notice(text) or is_menu(text) or is_heading_of_related(text):
        return False
    is_short = len(_CHINESE.findall(text)) >= _SHORTEST_TITLE and len(text) <= _LONGEST_TITLE
    return is_short and block.link_share < _MOST_LINKED and "。" not in text and not _PROSE_END.search(text)


def without_column(title: TracedText) -> TracedText:
    """Return a title without the column in brackets that a forum puts before it.

    Example:
        >>> without_column(TracedText.of_page("[新闻] 两地签约共建港口")).text
        '两地签约共建港口'
    """
    match = _COLUMN.match(title.text)
    return title[match.end() :] if match else title


def without_site(title: TracedText) -> TracedText:
    """Return a page title without the names of column and site at its end.

    Example:
        >>> without_site(TracedText.of_page("两地签约 共建5G_要闻_泉城新闻")).text
        '两地签约 共建5G'
    """
    cuts = list(_SITE_SEPARATOR.finditer(title.text))
    for cut in cuts:
        rest = title.text[cut.end() :]
        if (
            cut.start() >= 6
            and len(rest) <= 24
            and (cut[0].strip() in ("_", "|", "｜", "--") or _SITE_WORD.search(rest))
        ):
            return title[: cut.start()].strip()
    return title


def title_of_lines(lines: Sequence[TracedText]) -> int | None:
    """Return the number of the line that is the title of a plain text, None where it begins with its text."""
    for number, line in enumerate(lines[:12]):
        text = line.text
        if is_note(text) or is_notice(text) or is_menu(text) or is_heading_of_related(text):
            continue
        is_title = 4 <= len(text) <= _LONGEST_TITLE and not _PROSE_END.search(text) and not _DATELINE.match(text)
        return number if is_title and number + 1 < len(lines) and "。" not in text else None
    return None


def _is_heading(block: Block) -> bool:
    text = block.text.text
    return (
        block.element in ("h1", "h2", "h3")
        and 4 <= len(text) <= _LONGEST_TITLE
        and block.link_share < 0.9
        and not is_heading_of_related(text)
        and not is_note(text)
    )


def _same(one: str, other: str) -> bool:
    return len(one) >= 6 and _folded(one) == _folded(other)


def _is_part(whole: str, text: str) -> bool:
    """Tell whether a line begins the title of the page's head, or is one of its parts: site-title-column."""
    if not 6 <= len(text) <= _LONGEST_TITLE:
        return False
    return _folded(whole).startswith(_folded(text)) or any(_same(part, text) for part in _SITE_SEPARATOR.split(whole))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
