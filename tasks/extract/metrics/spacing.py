"""Spaces between Chinese and Latin (5G 基站 1.2 万个) are typography: figures are read without them, and put back."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, TypeVar

from schemas.records import (
    Article,
    DateMention,
    FieldSpan,
    MetricFinding,
    OrganizationMention,
    Quantity,
    RegionMention,
    Span,
)

Located = TypeVar("Located", DateMention, Quantity, RegionMention, OrganizationMention)
#: A line without these may be a row of a table, its cells parted by spaces.
_SENTENCE = re.compile(r"[，。；！？：;]|,(?!\d{3}(?!\d))")
_LINE = re.compile(r"[^\n]*\n?")
_SPACE = re.compile(r"[ \t\u3000\xa0]")
_MARKED = re.compile("\0")
_SPACES = re.compile(r"(?<![A-Za-z0-9])[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?![A-Za-z0-9])")


#: What reads the fields after start and end: quicker than to name each of them again for every mention.
_REST: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(field.name for field in fields(kind)[2:]))
    for kind in (DateMention, Quantity, RegionMention, OrganizationMention)
}


class Origins:
    """Where each character of the text without spaces stands in the document."""

    def __init__(self, marked: str) -> None:
        spaces = [space.start() for space in _MARKED.finditer(marked)]
        self._spaces = spaces
        self._kept_before = [position - earlier for earlier, position in enumerate(spaces)]
        self.text = marked.replace("\0", "") if spaces else marked

    @property
    def are_the_same(self) -> bool:
        """Whether the document has no typographic space, so that every character stands where it stood."""
        return not self._spaces

    def without_spaces(self, span: Span) -> Span:
        """Return the span of the text without spaces that holds the characters of a span of the document."""
        spaces = self._spaces
        return Span(span.start - bisect_left(spaces, span.start), span.end - bisect_left(spaces, span.end))

    def with_spaces(self, span: Span) -> Span:
        """Return the span of the document that a span of the text without spaces stands for."""
        start = self._origin(span.start)
        return Span(start, self._origin(span.end - 1) + 1) if span.start < span.end else Span(start, start)

    def _origin(self, position: int) -> int:
        return position + bisect_right(self._kept_before, position)


def without_spaces(article: Article) -> tuple[Article, Origins]:
    """Return the article as it would stand without typographic spaces, and the way back."""
    document = article.document
    origins = Origins(_marked(document.text))
    if origins.are_the_same:
        return article, origins
    text = origins.text
    body_start = origins.without_spaces(Span(document.body_start, document.body_start)).start
    return replace(
        article,
        document=replace(document, text=text, body_start=body_start),
        sentences=tuple(origins.without_spaces(sentence) for sentence in article.sentences),
        word_starts=b"",
        regions=tuple(_moved(mention, origins) for mention in article.regions),
        dates=tuple(_moved(mention, origins) for mention in article.dates),
        organizations=tuple(_moved(mention, origins) for mention in article.organizations),
        quantities=tuple(_moved(quantity, origins) for quantity in article.quantities),
    ), origins


def with_spaces(finding: MetricFinding, origins: Origins, text: str) -> MetricFinding:
    """Return the finding with its places in the document and the words that stand there."""
    if origins.are_the_same:
        return finding
    start, end = origins.with_spaces(Span(finding.start, finding.end))
    evidence = tuple(
        FieldSpan(place.field, *origins.with_spaces(Span(place.start, place.end))) for place in finding.evidence
    )
    value = next(place for place in evidence if place.field == "value")
    return replace(finding, start=start, end=end, evidence=evidence, value_text=text[value.start : value.end])


def _moved(mention: Located, origins: Origins) -> Located:
    start, end = origins.without_spaces(Span(mention.start, mention.end))
    if start == mention.start and end == mention.end:
        return mention
    kind = type(mention)
    return kind(start, end, *_REST[kind](mention))


def _marked(text: str) -> str:
    """Return the text with every typographic space of a sentence as a null character, one for one."""
    if not _SPACE.search(text):
        return text
    return "".join(
        _SPACES.sub(lambda match: "\0" * len(match.group()), line)
        if _SPACE.search(line) and _SENTENCE.search(line)
        else line
        for line in _LINE.findall(text)
    )
