"""The first part of the page: what the snapshot holds, and how fresh it is."""

import htpy as h

from schemas.reference.report_words import Words, words
from tasks.report.chart import figure_of
from tasks.report.drawing import columns
from tasks.report.holdings import Holdings
from tasks.report.markup import both, number, table_of
from tasks.report.over_time import by_period
from tasks.report.periods import timeline


def overview(held: Holdings) -> h.Fragment:
    """Return the part of the page."""
    documents = timeline(held.published, "year", held.newest_month)
    layers = (words("holdings.first_tellings"), words("holdings.retellings"))
    title, nothing = words("holdings.published_by"), words("page.no_document")
    return h.fragment[
        h.div(".tiles")[_numbers(held)],
        h.dl(".facts")[_facts(held)],
        figure_of(by_period(documents, title, layers, "time.open_documents", nothing), columns),
        h.details(".data")[h.summary[both(words("holdings.tables"))], _rows(held)],
    ]


def _numbers(held: Holdings) -> list[h.Element]:
    beside: dict[str, list[tuple[int, Words]]] = {
        "documents": [
            (held.n_repeats, words("holdings.repeats")),
            (held.n_irrelevant, words("holdings.irrelevant")),
        ],
        "agreements": [(held.n_5g, words("holdings.of_5g"))],
        "metrics": [],
        "organizations": [],
        "regions": [],
        "rejected": [],
    }
    return [
        h.div(".number")[
            h.b[number(held.rows[name])],
            h.span[both(words(f"holdings.{name}"))],
            (h.small[number(n), " ", both(text)] for n, text in texts),
        ]
        for name, texts in beside.items()
    ]


def _facts(held: Holdings) -> list[h.Element]:
    unknown = words("holdings.unknown")
    first, last = held.first_published, held.last_published
    fetched = held.last_fetched
    facts = {
        "published": Words(f"{first} – {last}") if first else unknown,
        "newest": Words(str(last)) if last else unknown,
        "fetched": Words(f"{fetched:%Y-%m-%d %H:%M} UTC") if fetched else words("holdings.not_told"),
    }
    beside = {
        "published": (held.n_undated, words("holdings.undated")),
        "newest": (held.n_sites, words("holdings.sites")),
    }
    return [
        h.div[
            h.dt[both(words(f"holdings.{name}"))],
            h.dd[both(fact)],
            h.dd[h.small[number(beside[name][0]), " ", both(beside[name][1])]] if name in beside else None,
        ]
        for name, fact in facts.items()
    ]


def _rows(held: Holdings) -> h.Element:
    headings = (words("holdings.name"), words("holdings.rows"))
    named = ((Words(name, words(f"holdings.{name}").zh), n) for name, n in held.rows.items())
    return table_of(headings, ((name, n) for name, n in named))
