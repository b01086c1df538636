"""The tokens of a page of HTML, each with its place on the page.

A lexer, not a parser: it builds no tree, so no page can make it recurse, and its work is linear in the page.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_SKIPPED = """
    script style noscript template svg math iframe object embed applet canvas audio video map select option button
    textarea datalist rt rp rtc amp-ad amp-embed amp-sidebar amp-consent amp-social-share
"""
_INLINE = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt rtc ruby s samp
    small span strike strong sub sup time tt u var wbr input button select script style noscript template svg map option
"""
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
#: Elements whose content is no text of the page.
SKIPPED = frozenset(_SKIPPED.split())
#: Elements that stand within a line; every other element ends the line of text before it.
INLINE = frozenset(_INLINE.split())
#: Elements without content and end tag.
VOID = frozenset(_VOID_NAMES.split())
#: Elements whose content is read as raw characters up to their end tag, whatever it looks like.
_RAW = frozenset(("script", "style", "textarea", "title", "iframe", "noscript", "xmp"))

#: What may stand in a tag: quoted values, which may hold a ``>``; where these do not add up, anything up to the ``>``.
_INSIDE = r"(?>[^<>\"']{0,4000})(?>(?>\"[^\"]{0,20000}\"|'[^']{0,20000}'|[^<>\"']{1,4000})){0,1000}(?=>)|[^>]*(?=>)"
_MARKUP = re.compile(rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][\w:-]{{0,40}})(?P<attributes>{_INSIDE})>|[!?])")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]{0,60})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
#: What a tag says after this is not looked at.
_MAX_ATTRIBUTES = 20_000


class Token(NamedTuple):
    """One tag or one stretch of text, ``page[start:end]``.

    Attributes:
        kind: what it is; a raw token is the content of a script or title.
        start: first code point.
        end: one past the last.
        name: the element's name in lower case; for raw content, the element around it.
        attributes: the tag's attributes as they are written.
    """

    kind: Literal["open", "close", "text", "raw"]
    start: int
    end: int
    name: str = ""
    attributes: str = ""

    def attribute(self, name: str) -> str | None:
        """Return the value of one attribute as it is written, entities and all."""
        return attribute(self.attributes, name)


def attribute(written: str, name: str) -> str | None:
    """Return the value of one of a tag's attributes as it is written, entities and all."""
    if name not in written and name not in written.lower():
        return None
    for match in _ATTRIBUTE.finditer(written[:_MAX_ATTRIBUTES]):
        if match[1].lower() == name:
            return match[2] or match[3] or match[4] or ""
    return None


def tokens(page: str) -> Iterator[Token]:
    """Yield the tags and the stretches of text of a page in order.

    Example:
        >>> [(token.kind, token.name) for token in tokens("<p>5G</p>")]
        [('open', 'p'), ('text', ''), ('close', 'p')]
    """
    last_tag_end, last_comment_end = page.rfind(">"), page.rfind("-->")
    lowered = ""
    at = text_start = 0
    while match := _MARKUP.search(page, at, last_tag_end + 1):
        start, at = match.span()
        if start > text_start:
            yield Token("text", text_start, start)
        close, name, attributes = match.groups()
        if name is None:
            at = text_start = _end_of_remark(page, start, last_comment_end)
            continue
        text_start = at
        name = name.lower()
        yield Token("close" if close else "open", start, at, name, attributes)
        if name in _RAW and not close:
            lowered = lowered or page.lower()
            end = lowered.find(f"</{name}", at)
            end = len(page) if end < 0 else end
            yield Token("raw", at, end, name)
            at = text_start = end
    if text_start < len(page):
        yield Token("text", text_start, len(page))


def _end_of_remark(page: str, start: int, last_comment_end: int) -> int:
    """Return where a comment or declaration ends."""
    is_comment = page.startswith("<!--", start) and start < last_comment_end
    closing = "-->" if is_comment else ">"
    return page.index(closing, start + 2) + len(closing)
