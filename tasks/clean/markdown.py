"""Markdown as text: front matter, headings, emphasis, links, pictures, tables."""

import re
from collections.abc import Sequence

from tasks.clean.offsets import TracedText, join

_FRONT_MATTER = re.compile(r"\s{0,20}---[ \t]*\r?\n(?P<fields>.{0,20000}?)^---[ \t]*$\r?\n?", re.S | re.M)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_][\w-]{0,30})[ \t]*:(?P<value>[^\r\n]+)", re.M)
_SIGN = re.compile(
    r"^#{1,6} \S|^!\[[^\]\n]{0,200}\]\(|^\|[ :|-]{3,}\|[ \t]*$|^> \S"
    r"|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|\*\*[^*\n]{1,200}\*\*",
    re.M,
)
#: Without one of these there is no sign.
_MARKS = ("#", "[", "|", ">", "**")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)|!\[[^\]\n]{0,300}\]\[[^\]\n]{0,100}\]")
_AUTOLINK = re.compile(r"<(?:https?|mailto|ftp):[^>\s]{1,1000}>")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{0,1000})(?:\s+\"[^\"\n]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|__|~~|`{1,3})(?=\S)(?P<text>[^*_`~\n]{1,1000}?)(?<=\S)(?P=mark)")
_LINE_START = re.compile(r"^[ \t]*(?:(?:>[ \t]?)+)?[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?")
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}$|(?=[^-]*-)[ \t:|-]+$|[ \t]*`{3,}\w*$")
_ROW = re.compile(r"^[ \t]*\|(.+)\|[ \t]*$")
_CELL_BORDER = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")


def split_front_matter(page: TracedText) -> tuple[dict[str, TracedText], TracedText]:
    r"""Return the fields of the YAML front matter, by lower-case key, and the rest of the page.

    Example:
        >>> fields, rest = split_front_matter(TracedText.of_page('---\ntitle: "甲"\n---\n乙'))
        >>> fields["title"].text, rest.text
        ('甲', '乙')
    """
    match = _FRONT_MATTER.match(page.text)
    if not match or not _FIELD.search(match["fields"]):
        return {}, page
    begin = match.start("fields")
    fields = {}
    for field in _FIELD.finditer(match["fields"]):
        start, end = field.span("value")
        fields[field["key"].lower()] = page[begin + start : begin + end].strip("\"' \t")
    return fields, page[match.end() :]


def is_markdown(text: str) -> bool:
    """Tell whether a text is written in Markdown: it has a heading, a table, a link or emphasis."""
    return any(mark in text for mark in _MARKS) and bool(_SIGN.search(text))


def heading(lines: Sequence[TracedText]) -> int | None:
    """Return the number of the line that is the heading of the whole, None where there is none."""
    for number, line in enumerate(lines):
        if line.text.startswith("# "):
            return number
    return None


def is_link_line(text: str) -> bool:
    """Tell whether a line of Markdown is nothing but links, as the ways to other pages are.

    Example:
        >>> is_link_line("[首页](/) · [上一篇](/1)"), is_link_line("见[协议](a.html)全文。")
        (True, False)
    """
    return bool(_LINK.search(text)) and not re.search(r"\w", _LINK.sub("", _PICTURE.sub("", text)))


def plain_line(line: TracedText) -> TracedText:
    """Return one line of Markdown as text; a line that only draws is empty.

    Example:
        >>> plain_line(TracedText.of_page("> **问：** 见[协议](a.html)，*甲* | 乙")).text
        '问： 见协议，甲 | 乙'
    """
    if _RULE.match(line.text):
        return line[:0]
    row = _ROW.match(line.text)
    if row:
        line = line[row.start(1) : row.end(1)].strip().replaced(_CELL_BORDER, " ")
    line = line[_marker_end(line.text) :]
    line = line.replaced(_PICTURE).replaced(_AUTOLINK)
    line = _unwrapped(_unwrapped(line, _LINK), _EMPHASIS)
    return _unwrapped(line, _EMPHASIS).replaced(_ESCAPE)


_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>~-])")


def _marker_end(text: str) -> int:
    match = _LINE_START.match(text)
    return match.end() if match else 0


def _unwrapped(line: TracedText, pattern: re.Pattern[str]) -> TracedText:
    """Return the line with each match replaced by its group ``text``, which keeps its origin."""
    parts, at = [], 0
    for match in pattern.finditer(line.text):
        parts += [line[at : match.start()], line[match.start("text") : match.end("text")]]
        at = match.end()
    return join([*parts, line[at:]]) if parts else line
