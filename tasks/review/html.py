"""HTML in which text is text: the one place where anything becomes markup.

Whatever is not ``Html`` is escaped by ``element``, so nobody has to remember to do it. A character that cannot be
seen, or that turns the direction of those beside it, is replaced by a sign that can.
"""
# Not htpy, which the report is made with: a page of a review has hundreds of small elements, and there is one for each
# document. With htpy a page takes seven times as long (20 ms instead of 3, the sample pages, 2026-11).

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from tasks.unseen import UNSEEN, sign_of

_ODD_IN_TEXT = re.compile(f"[&<>{UNSEEN}]")
_ODD_IN_ATTRIBUTE = re.compile(f"[&<>\"'\n\r\t{UNSEEN}]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_VOID = frozenset({"meta", "link", "input", "br"})


class Html(str):
    """Markup that is written as it is. Only this module and constants of this package make it."""

    __slots__ = ()


Content = Html | str | None


def element(tag: str, /, *content: Content, **attributes: str | int | bool | None) -> Html:
    """Return an element; text in it and in its attributes is escaped.

    Args:
        tag: its name.
        content: what stands in it: markup as it is, text as text, nothing where it is None.
        attributes: its attributes; ``class_`` and ``for_`` are class and for, ``data_at`` is data-at. One that is
            None or False is left out, one that is True stands alone.

    Example:
        >>> element("p", "1 < 2", element("b", "!"), class_='"', hidden=True)
        '<p class="&quot;" hidden>1 &lt; 2<b>!</b></p>'
    """
    opening = "".join(_attribute(key, value) for key, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{opening}>")
    return Html(f"<{tag}{opening}>{joined(content)}</{tag}>")


def joined(content: Iterable[Content]) -> Html:
    """Return the pieces one after the other, text in them escaped."""
    return Html("".join([one if isinstance(one, Html) else shown(one) for one in content if one is not None]))


def shown(text: str) -> Html:
    r"""Return text as markup that shows each of its characters, and does nothing else.

    The text of the markup has as many code points as the text.

    Example:
        >>> shown("</script>")
        '&lt;/script&gt;'
        >>> shown("a\u202eb")
        'a<i class="unseen" title="U+202E RIGHT-TO-LEFT OVERRIDE">▯</i>b'
    """
    return Html(_ODD_IN_TEXT.sub(_sign_in_text, text)) if _ODD_IN_TEXT.search(text) else Html(text)


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = _attribute_name(key)
    if value is True:
        return f" {name}"
    text = str(value)
    return f' {name}="{_ODD_IN_ATTRIBUTE.sub(_sign_in_attribute, text)}"'


@cache
def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _sign_in_text(found: re.Match[str]) -> str:
    character = found.group()
    if character in _ENTITIES:
        return _ENTITIES[character]
    name = unicodedata.name(character, "")
    title = f"U+{ord(character):04X} {name}".rstrip()
    return f'<i class="unseen" title="{title}">{sign_of(character)}</i>'


def _sign_in_attribute(found: re.Match[str]) -> str:
    character = found.group()
    return _ENTITIES.get(character) or (f"&#{ord(character)};" if character in "\n\t" else sign_of(character))
