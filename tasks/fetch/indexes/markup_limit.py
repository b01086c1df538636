"""A look at markup before it is parsed: parsers need minutes for a tag with 200,000 attributes, or for a large feed."""

import re

from tasks.fetch.indexes.result import UnreadableIndexError

#: In bytes. A page of news with all of its links has a tenth of it; the parser of feeds needs a second for a megabyte.
LARGEST = 4 * 1024 * 1024
#: No honest tag has as many; the time for them grows with their square.
MOST_ATTRIBUTES = 1000
_TAG = re.compile(r"<(?:(!--|!\[CDATA\[)|(/?[a-zA-Z_][^\s/>]{0,40}))")
#: One attribute with the blanks before it; a quoted value without end goes to the end of the page.
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?""")
#: Elements of HTML in which nothing is markup but their end.
_RAW = ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
#: Sought in the page itself: a page in lower case may be longer, since that of ``İ`` is two characters.
_RAW_END = {name: re.compile(f"</{name}", re.I | re.A) for name in _RAW}
_NO_TAGS_IN = {"!--": "-->", "![CDATA[": "]]>"}


def refuse_what_is_too_large(content: bytes) -> None:
    """Refuse a feed or a listing that takes too long for its size.

    Raises:
        UnreadableIndexError: it has more than 4 MiB.
    """
    if len(content) > LARGEST:
        raise UnreadableIndexError(f"has {len(content)} bytes, and no feed or listing of more than {LARGEST} is read")


def refuse_what_takes_too_long(page: str, *, is_html: bool) -> None:
    """Refuse markup with a tag of too many attributes. The work is linear in the page.

    Args:
        page: the markup.
        is_html: whether there are scripts in it, and no CDATA.

    Raises:
        UnreadableIndexError: there is such a tag.

    Example:
        >>> refuse_what_takes_too_long("<a href='/5g'>5G</a>", is_html=True)
    """
    last = {end: page.rfind(end) for end in _NO_TAGS_IN.values()}
    at = 0
    while match := _TAG.search(page, at):
        at, name = match.end(), (match[2] or "").lower()
        if match[1]:
            end = _NO_TAGS_IN[match[1]]
            skips = at <= last[end] and not (is_html and end == "]]>")
            at = page.find(end, match.start() + 2) if skips else at
        else:
            at = _after_attributes(page, at)
        if is_html and name in _RAW:
            raw_end = _RAW_END[name].search(page, at)
            at = len(page) if raw_end is None else raw_end.start()


def _after_attributes(page: str, at: int) -> int:
    n_attributes = 0
    while match := _ATTRIBUTE.match(page, at):
        at, n_attributes = match.end(), n_attributes + 1
        if n_attributes > MOST_ATTRIBUTES:
            raise UnreadableIndexError(f"has a tag with more than {MOST_ATTRIBUTES} attributes: it is not read")
    return at
