"""The parts of the page that show who signs, and what is agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import htpy as h

from schemas.reference.report_words import Words, word_for, words
from tasks.report.chart import Bar, Chart, figure_of
from tasks.report.drawing import bars, panels
from tasks.report.markup import both, empty, note, number, table_of
from tasks.report.over_time import by_period
from tasks.report.periods import Dated, timeline
from tasks.report.signings import Party, Shares, Signings


def signers(signed: Signings, newest: str | None, n_organizations: int) -> h.Fragment:
    """Return the part of the page that shows who signs.

    Args:
        signed: the agreements in numbers.
        newest: the month of the newest page.
        n_organizations: how many organisations there are.
    """
    by_operator = _by(
        signed.by_operator,
        "operator",
        (words("signers.by_operator"), words("signers.operator"), words("signers.none")),
        words("signers.by_operator_note"),
    )
    return h.fragment[
        h.div(".two")[
            figure_of(by_operator, bars),
            figure_of(operators_by_year(signed.signed_by, newest), panels, has_legend=False),
        ],
        h.h3[both(words("signers.busiest"))],
        _busiest(signed.busiest, n_organizations),
    ]


def subjects(signed: Signings) -> h.Element:
    """Return the part of the page that shows what is agreed."""
    by_kind = _by(signed.by_kind, "kind", (words("subjects.by_kind"), words("subjects.kind"), Words("")))
    by_status = _by(signed.by_status, "status", (words("subjects.by_status"), words("subjects.status"), Words("")))
    by_topic = _by(
        signed.by_topic,
        "topic",
        (words("subjects.by_topic"), words("subjects.topic"), words("subjects.none")),
        words("subjects.by_topic_note"),
    )
    return h.div(".two")[figure_of(by_topic, bars), h.div[figure_of(by_kind, bars), figure_of(by_status, bars)]]


def _by(found: Iterable[Shares], part: str, titles: tuple[Words, Words, Words], *notes: Words) -> Chart:
    """Return the chart of agreements by sort.

    Args:
        found: how many there are of each sort.
        part: where the names of the sorts stand.
        titles: what the chart shows, what a bar stands for, and the name of what has no sort.
        notes: what has to be known of it.
    """
    title, heading, none = titles
    drawn = [Bar(none if one.name is None else word_for(part, one.name), (one.n_5g, one.n_other)) for one in found]
    layers = (words("time.is_5g"), words("time.is_other"))
    return Chart(title, heading, layers, tuple(drawn), notes, words("page.no_agreement"))


def operators_by_year(signed_by: Mapping[str, tuple[Dated, ...]], newest: str | None) -> Chart:
    """Return the chart of the operators' agreements by year; its layers are the operators, most agreements first.

    Args:
        signed_by: each operator's agreements by month of signing.
        newest: the month of the newest page.
    """
    n_of = {operator: sum(one.layers[0] for one in dated) for operator, dated in signed_by.items()}
    operators = sorted(n_of, key=lambda operator: (-n_of[operator], operator))
    dated = (
        Dated(one.begin, one.end, tuple(one.layers[0] if operator == other else 0 for other in operators))
        for operator in operators
        for one in signed_by[operator]
    )
    layers = tuple(word_for("operator", operator) for operator in operators)
    title, nothing = words("signers.by_year"), words("signers.no_operator")
    chart = by_period(timeline(dated, "year", newest), title, layers, "time.open", nothing)
    return replace(chart, notes=(words("signers.by_year_note"),), adds_up=False)


def _busiest(parties: tuple[Party, ...], n_organizations: int) -> h.Element | h.Fragment:
    if not parties:
        return empty(words("page.no_agreement"))
    names = ("name", "role", "place", "n_agreements", "n_documents", "last_seen")
    rows = (
        (
            party.name,
            word_for("role", party.role),
            party.region_name,
            party.n_agreements,
            party.n_documents,
            str(party.last_seen_on or ""),
        )
        for party in parties
    )
    return h.fragment[
        note(words("signers.busiest_note", n=len(parties), all=number(n_organizations))),
        table_of([words(f"signers.{name}") for name in names], rows),
    ]
