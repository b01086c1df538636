"""The part of the page that shows the newest agreements one by one."""

import htpy as h

from schemas.reference.confidence import confidence_weights
from schemas.reference.report_words import Words, word_for, words
from tasks.report.filters import filter_form
from tasks.report.markup import both, empty, note, number, said, source
from tasks.report.signings import Signing

_COLUMNS = ("signed", "title", "parties", "place", "amount", "confidence", "source")


def newest(shown: tuple[Signing, ...], n_all: int) -> h.Fragment | h.Element:
    """Return the part of the page.

    Args:
        shown: the newest agreements.
        n_all: how many there are in all.
    """
    if not shown:
        return empty(words("page.no_agreement"))
    operators = {operator for one in shown for operator in one.operators}
    headings = [words(f"newest.{column}") for column in _COLUMNS]
    head = h.thead[h.tr[(h.th(scope="col")[both(heading)] for heading in headings)]]
    return h.fragment[
        note(words("newest.note", n=number(len(shown)), all=number(n_all))),
        filter_form("newest-table", len(shown), operators),
        h.table("#newest-table.cards")[head, h.tbody[(_row(one, headings) for one in shown)]],
    ]


def _row(one: Signing, headings: list[Words]) -> h.Element:
    is_sure = one.confidence >= confidence_weights().threshold
    cells: tuple[h.Node, ...] = (
        [said(one.signed_edtf or "–"), h.small[both(word_for("status", one.status))]],
        [_title(one), h.small[both(word_for("kind", one.kind))]],
        h.ul[(h.li[said(party)] for party in one.parties)],
        said(one.region_name or "–"),
        h.span(".number-of")["–" if one.amount_cny is None else number(one.amount_cny)],
        [
            h.span(class_="sure" if is_sure else "unsure")[f"{one.confidence:.2f}"],
            _agreement_of_pages(one),
        ],
        _source(one),
    )
    return h.tr(
        id=one.agreement_id,
        data_operators=" ".join(one.operators),
        data_5g=one.is_5g and "1",
        data_sure=is_sure and "1",
    )[(h.td(data_label=str(heading))[h.div[cell]] for heading, cell in zip(headings, cells, strict=True))]


def _title(one: Signing) -> h.Element:
    return h.b[said(f"《{one.title}》")] if one.title else h.span(".en")[both(words("newest.untitled"))]


def _agreement_of_pages(one: Signing) -> h.Fragment:
    return h.fragment[
        one.n_documents > 1 and h.small[number(one.n_documents), " ", both(words("newest.several"))],
        one.n_conflicts > 0 and h.small(".unsure")[both(words("newest.conflict"))],
    ]


def _source(one: Signing) -> h.Fragment:
    """Return the page that told of it first: its title, as a link where it has an address on the web."""
    text = one.page_title or one.page_source or "–"
    day = one.first_published_on
    return h.fragment[
        source(text, one.page_url, one.page_source),
        h.small[
            [said(one.page_site), " "] if one.page_site else None,
            [both(words("newest.reported")), f" {day}"] if day else None,
        ],
    ]
