"""The lines of text on a page of HTML, and the bare outline of elements around them."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.clean.characters import SPACES, single_spaced, without_entities
from tasks.clean.markup import INLINE, SKIPPED, VOID, Token, attribute, tokens
from tasks.clean.offsets import TracedText, join
from tasks.clean.unreadable import Unreadable

#: A longer row of a table is a layout of the page, not a row of facts.
_MAX_CELL = 60
#: Pages of more lines are lists of links; what follows is not looked at.
MAX_BLOCKS = 6000
#: As many blocks as are looked at, each with a hundred tags.
MAX_TOKENS = 600_000
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.I)
#: What the start of a paragraph, a heading, an item or a cell closes without a tag of its own.
_IMPLIED = {name: frozenset((name, "p")) for name in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")} | {
    "tr": frozenset(("td", "th", "tr", "p")),
    **dict.fromkeys(("td", "th"), frozenset(("td", "th", "p"))),
    **dict.fromkeys(("dd", "dt"), frozenset(("dt", "dd", "p"))),
}
_CONTAINER_NAMES = """
    html body div section article main header footer nav aside form table tbody thead tr td th ul ol dl blockquote
    center fieldset figure details
"""
CONTAINERS = frozenset(_CONTAINER_NAMES.split())
#: The reading beside a character, and what ends it where it has no tag of its own.
_RUBY = frozenset(("rt", "rp", "rtc"))
_ENDS_RUBY = frozenset(("rb", "rt", "rp", "rtc", "ruby", "p", "div", "td", "li"))
#: A second start tag of these means that the first was never closed.
_NEVER_NESTED = frozenset(("button", "select", "option", "textarea"))


class Block(NamedTuple):
    """One line of text that the page shows.

    Attributes:
        text: the characters, entities decoded.
        element: the nearest element that is more than inline.
        container: a number for the nearest element that holds several blocks; equal numbers are one element.
        around: the numbers of all elements that it stands in, the outermost first.
        link_share: the share of the characters that are links.
        row: a number for the row of the table that it stands in, 0 outside of tables.
        cell: a number for the cell.
        is_hidden: whether the page asks that it not be shown.
        names: the class and id of its nearest elements, in lower case.
    """

    text: TracedText
    element: str
    container: int
    around: tuple[int, ...] = ()
    link_share: float = 0.0
    row: int = 0
    cell: int = 0
    is_hidden: bool = False
    names: str = ""


@dataclass(slots=True)
class Element:
    """An element of the outline.

    Attributes:
        name: its name in lower case.
        number: its number, which no other element has.
        names: its class and id, in lower case.
        is_hidden: whether the page asks that it not be shown.
        around: the numbers of the elements that it stands in and its own, the outermost first.
        container: the number of the nearest element that holds several blocks, None where there is none.
    """

    name: str
    number: int
    names: str
    is_hidden: bool
    around: tuple[int, ...] = ()
    container: int | None = None


#: What a line stands in that no element is open around.
_BODY = Element("body", 0, "", is_hidden=False)


@dataclass(slots=True)
class Outline:
    """A page as it is read: its blocks, the elements around them, and what its head says.

    Attributes:
        blocks: the lines of text in order.
        items: the outline: each element where it begins, its name where it ends, and in place of each block its number.
        metadata: the page's title and meta elements, by lower-case name, and ``canonical``.
    """

    blocks: list[Block] = field(default_factory=list)
    items: list[Element | str | int] = field(default_factory=list)
    metadata: dict[str, TracedText] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)


def read_outline(page: TracedText) -> Outline:
    """Return the blocks and the outline of a page of HTML, up to the most blocks that are looked at.

    Raises:
        Unreadable: the page has more tags than any page of news.

    Example:
        >>> outline = read_outline(TracedText.of_page("<h1>5G</h1><div>甲<br>乙</div>"))
        >>> [(block.element, block.text.text) for block in outline.blocks]
        [('h1', '5G'), ('div', '甲'), ('div', '乙')]
    """
    reader = _Reader(page)
    for number, token in enumerate(tokens(page.text)):
        if number > MAX_TOKENS:
            raise Unreadable("too_large", f"more than {MAX_TOKENS} tags and texts between them: not a page of news")
        reader.read(token)
        if len(reader.outline.blocks) >= MAX_BLOCKS:
            return reader.outline
    reader.end_block()
    return reader.outline


class _Reader:
    """Reads tokens in order; keeps the open elements and the line that is being read."""

    #: Deeper elements are read as if they were not there.
    _MAX_DEPTH = 120

    def __init__(self, page: TracedText) -> None:
        self.page = page
        self.outline = Outline()
        self._open: list[Element] = []
        self._parts: list[tuple[int, int]] = []
        self._linked = 0
        self._links = 0
        self._skipped: list[str] = []
        self._lowered = ""
        self._last_ends: dict[str, int] = {}
        self._count = 0
        self._row = self._cell = 0
        self._said: dict[str, tuple[str, bool]] = {"": ("", False)}

    def read(self, token: Token) -> None:
        if self._skipped:
            self._read_skipped(token)
        elif token.kind == "text":
            self._read_text(token)
        elif token.kind == "raw":
            self._read_raw(token)
        elif token.kind == "open":
            self._read_open(token)
        else:
            self._read_close(token)

    def _read_skipped(self, token: Token) -> None:
        name = self._skipped[-1]
        if token.kind == "raw":
            self._read_raw(token)
        elif name in _RUBY and token.name in _ENDS_RUBY and (token.kind == "open" or token.name != name):
            self._skipped.pop()
            self.read(token)
        elif token.name == name:
            if token.kind == "close":
                self._skipped.pop()
            elif name not in _NEVER_NESTED and len(self._skipped) < self._MAX_DEPTH:
                self._skipped.append(name)

    def _begin_skipping(self, token: Token) -> None:
        """Skip the element up to its end; where it has none, nothing of the page is lost for it."""
        if token.name not in self._last_ends:
            self._lowered = self._lowered or self.page.text.lower()
            self._last_ends[token.name] = self._lowered.rfind(f"</{token.name}")
        if token.name not in VOID and (token.name in _RUBY or self._last_ends[token.name] > token.start):
            self._skipped.append(token.name)

    def _read_text(self, token: Token) -> None:
        start, end = token.start, token.end
        text = self.page.text[start:end]
        if not self._parts:
            start = end - len(text.lstrip(SPACES))
        if start < end:
            self._parts.append((start, end))
        if self._links:
            self._linked += len(text.strip())

    def _read_raw(self, token: Token) -> None:
        raw = self.page[token.start : token.end]
        if token.name == "title":
            self.outline.metadata.setdefault("title", single_spaced(without_entities(raw)))
        elif token.name == "script" and len(raw) < 20_000:
            self.outline.scripts.append(raw.text)

    def _read_open(self, token: Token) -> None:
        name = token.name
        if name in SKIPPED:
            self._begin_skipping(token)
        elif name == "a":
            self._links += 1
        elif name == "time":
            self._note(token, "time", "datetime")
        elif name in ("br", "hr"):
            self.end_block()
        elif name in ("meta", "link"):
            self._read_meta(token)
        elif name not in INLINE and name not in VOID and ":" not in name:
            self._open_element(token)

    def _open_element(self, token: Token) -> None:
        self.end_block()
        if token.name in _IMPLIED:
            self._close_implied(_IMPLIED[token.name])
        if len(self._open) >= self._MAX_DEPTH:
            return
        self._count += 1
        names, hidden = self._names_and_hidden(token.attributes)
        parent = self._open[-1] if self._open else None
        is_hidden = hidden or (parent is not None and parent.is_hidden)
        around = (*(parent.around if parent else ()), self._count)
        container = self._count if token.name in CONTAINERS else parent.container if parent else None
        element = Element(token.name, self._count, names, is_hidden, around, container)
        self._open.append(element)
        if token.name == "tr":
            self._row = self._count
        if token.name in ("td", "th"):
            self._cell = self._count
        self.outline.items.append(element)

    def _close_implied(self, names: frozenset[str]) -> None:
        while self._open and self._open[-1].name in names:
            self._pop()

    def _read_close(self, token: Token) -> None:
        if token.name == "a":
            self._links = max(0, self._links - 1)
        if token.name in INLINE or token.name in VOID or ":" in token.name:
            return
        self.end_block()
        if any(element.name == token.name for element in reversed(self._open)):
            while self._pop() != token.name:
                pass

    def _pop(self) -> str:
        """End the innermost element; return its name."""
        element = self._open.pop()
        self.outline.items.append(element.name)
        if element.name in ("tr", "td", "th", "table"):
            self._row = next((e.number for e in reversed(self._open) if e.name == "tr"), 0)
            self._cell = next((e.number for e in reversed(self._open) if e.name in ("td", "th")), 0)
        return element.name

    def _read_meta(self, token: Token) -> None:
        if token.name == "link":
            name, value = (token.attribute("rel") or "").lower(), "href"
        else:
            keys = ("name", "property", "itemprop", "http-equiv")
            name, value = next((v.lower() for k in keys if (v := token.attribute(k))), ""), "content"
        self._note(token, name, value)

    def _note(self, token: Token, name: str, attribute: str) -> None:
        """Keep the value of an attribute as what the page says of itself, unless it has said so before."""
        written = token.attribute(attribute)
        if not name or not written or len(written) > 2000:
            return
        at = self.page.text.find(written, token.start, token.end)
        self.outline.metadata.setdefault(name, single_spaced(without_entities(self.page[at : at + len(written)])))

    def end_block(self) -> None:
        """End the line that is being read; keep it where it shows anything."""
        if not self._parts:
            return
        parts = [self.page[start:end] for start, end in self._parts]
        text = single_spaced(without_entities(join(parts)))
        linked, self._linked, self._parts = self._linked, 0, []
        if not text.text:
            return
        nearest = self._open[-1] if self._open else _BODY
        self.outline.items.append(len(self.outline.blocks))
        self.outline.blocks.append(
            Block(
                text=text,
                element=nearest.name,
                container=nearest.number if nearest.container is None else nearest.container,
                around=nearest.around,
                link_share=min(1.0, linked / len(text)),
                row=self._row,
                cell=self._cell,
                is_hidden=nearest.is_hidden,
                names=" ".join([e.names for e in self._open[-3:] if e.names]),
            )
        )

    def _names_and_hidden(self, attributes: str) -> tuple[str, bool]:
        """Return the class and id that a tag gives, and whether it hides its element; a page repeats its tags."""
        if attributes not in self._said:
            names = " ".join(filter(None, (attribute(attributes, "class"), attribute(attributes, "id")))).lower()
            self._said[attributes] = names, bool(_HIDDEN.search(attribute(attributes, "style") or ""))
        return self._said[attributes]
