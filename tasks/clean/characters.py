"""Characters that are written otherwise than they are read: entities, white space, invisible characters."""

import html
import re

from tasks.clean.offsets import Edit, TracedText

#: Characters that show nothing: controls but for line ends and tab, zero-width and direction marks, soft hyphens.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,30};|(?:nbsp|amp|lt|gt|quot)\b)")
_NUMBERED = re.compile(r"&#(?:[0-9]{3,7}|[xX][0-9a-fA-F]{2,6});")
_ESCAPED_AGAIN = re.compile(
    r"&amp;(?=(?:amp;)*(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|nbsp|lt|gt|quot|[lr][sd]quo|mdash|middot|hellip);)"
)
#: What is cut from the ends of a line.
SPACES = " \t\r\n\f\v\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACES = re.compile("[ \t\r\n\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
#: Characters beside which a line end in the source is no space: Chinese ones and full-width punctuation.
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")


def without_numbered_characters(text: TracedText) -> TracedText:
    """Return the text with each character beyond Latin that is written as a number; none of these makes markup.

    Example:
        >>> without_numbered_characters(TracedText.of_page("&#31805;&#x7D04; &#60;")).text
        '簽約 &#60;'
    """
    found = ((match, html.unescape(match[0])) for match in _NUMBERED.finditer(text.text))
    return text.edited(Edit(*match.span(), one) for match, one in found if len(one) == 1 and one >= "\u2e80")


def without_entities(text: TracedText) -> TracedText:
    r"""Return the text with each entity replaced by its character, also where it was escaped twice.

    Example:
        >>> without_entities(TracedText.of_page("R&amp;D&amp;nbsp;5G")).text
        'R&D\xa05G'
    """
    if "&" not in text.text:
        return text
    if "&amp;" in text.text:
        text = text.replaced(_ESCAPED_AGAIN, "&")
        text = text.replaced(_ESCAPED_AGAIN, "&")
    return text.replaced(_ENTITY, lambda match: html.unescape(match[0]))


def single_spaced(text: TracedText) -> TracedText:
    r"""Return one line: white space at the ends gone, inside one space, none where a line was broken in Chinese.

    Example:
        >>> single_spaced(TracedText.of_page("　　签署 5G\n协议，\n共建 ")).text
        '签署 5G 协议，共建'
    """

    def spacing(match: re.Match[str]) -> str:
        before, after = match.string[match.start() - 1], match.string[match.end()]
        is_line_end = "\n" in match[0] and "\xa0" not in match[0] and "\u3000" not in match[0]
        return "" if is_line_end and _WIDE.match(before) and _WIDE.match(after) else " "

    stripped = text.strip(SPACES)
    if "  " not in stripped.text and not _UNEVEN.search(stripped.text):
        return stripped
    return stripped.replaced(_SPACES, spacing)


_UNEVEN = re.compile("[\t\r\n\f\v\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
