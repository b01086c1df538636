"""HTML in which text is text: the one place where anything becomes markup.

Whatever is not ``Html`` is escaped by ``element``, so nobody has to remember to do it. A character that cannot be
seen, or that turns the direction of those beside it, is replaced by a sign that can: one code point for one, so that
positions stay what they are.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

#: What a browser drops, does not show or acts upon: controls but line feed and tab, formats, separators of lines, tags.
_UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000110bd\U000110cd"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ODD_IN_TEXT = re.compile(f"[&<>{_UNSEEN}]")
_ODD_IN_ATTRIBUTE = re.compile(f"[&<>\"'\n\r\t{_UNSEEN}]")
_ODD = re.compile(f"[{_UNSEEN}]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
#: Stands for a character that has no sign of its own.
SIGN = "▯"
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


def visible(text: str) -> str:
    r"""Return the text with a sign in the place of each character that cannot be seen.

    Example:
        >>> visible("a\x00b\u202ec\nd")
        'a␀b▯c\nd'
    """
    return _ODD.sub(lambda found: _sign(found.group()), text)


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
    return f'<i class="unseen" title="{title}">{_sign(character)}</i>'


def _sign_in_attribute(found: re.Match[str]) -> str:
    character = found.group()
    return _ENTITIES.get(character) or (f"&#{ord(character)};" if character in "\n\t" else _sign(character))


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else SIGN
