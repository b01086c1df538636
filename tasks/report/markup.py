"""The pieces that every part of the page is made of: texts in two languages, text from pages, links, tables.

Text is put into the page by htpy, which escapes all of it. Text from pages stands in ``<bdi>``, so that a right-to-left
name turns nothing around it; characters that nobody sees are replaced by signs once the page is whole.
"""

from collections.abc import Iterable, Sequence

import htpy as h

from schemas.reference.report_words import Words, words
from tasks.web_address import web_address

#: What may stand in a cell of a table: numbers are set apart, a string is text from pages.
Cell = Words | h.Element | str | int | float | None


def both(text: Words) -> h.Fragment:
    """Return a text in Chinese with the English one beside it."""
    return h.fragment[text.zh, text.en and [" ", h.span(".en", lang="en")[text.en]]]


def said(text: str) -> h.Element:
    """Return text from a page, apart from the text around it.

    Example:
        >>> print(said("<b>移动</b>"))
        <bdi>&lt;b&gt;移动&lt;/b&gt;</bdi>
    """
    return h.bdi[text]


def source(text: str, *addresses: str | None) -> h.Element:
    """Return text from a page, as a link where one of the addresses can be followed."""
    address = web_address(*addresses)
    return h.a(href=address, rel="noreferrer noopener")[said(text)] if address else said(text)


def number(value: float) -> str:
    """Return a number for people.

    Example:
        >>> number(15200.0), number(0.5), number(3)
        ('15,200', '0.5', '3')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def table_of(headings: Sequence[Words], rows: Iterable[Sequence[Cell]], **attributes: str) -> h.Element:
    """Return a table; the first cell of a row names it."""
    rows = list(rows)
    are_numbers = [any(isinstance(row[at], int | float) for row in rows) for at in range(len(headings))]
    marked = zip(headings, are_numbers, strict=True)
    head = h.thead[h.tr[(h.th(scope="col", class_="n" if is_n else None)[both(heading)] for heading, is_n in marked)]]
    body = h.tbody[(h.tr[(_cell(cell, is_first=not at) for at, cell in enumerate(row))] for row in rows)]
    label = str(words("page.wide_table"))
    return h.div(".wide", tabindex="0", role="region", aria_label=label)[h.table(attributes)[head, body]]


def _cell(cell: Cell, *, is_first: bool) -> h.Element:
    element = h.th(scope="row") if is_first else h.td
    if isinstance(cell, int | float):
        return element(".n")[number(cell)]
    if isinstance(cell, Words):
        return element[both(cell)]
    return element[said(cell) if isinstance(cell, str) else cell]


def note(*texts: Words | None) -> h.Fragment:
    """Return what has to be known of what follows, a paragraph a text."""
    return h.fragment[(h.p(".note")[both(text)] for text in texts if text)]


def empty(text: Words) -> h.Element:
    """Return what stands where there is nothing to show."""
    return h.p(".empty")[both(text)]
