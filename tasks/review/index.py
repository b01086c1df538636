"""The index of a review: a page that loads lists of documents and rows in pieces, as many as it shows.

A page opened from the disk may not fetch anything, but it may load scripts: each piece of a list is one, a call with
JSON in it. Who looks for something in a list loads all of it. What stands in the lists is text that the page's script
writes as text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from tasks.review.html import Content, Html, element
from tasks.review.sheet import ROW_TABLES, as_text
from tasks.review.shell import page
from tasks.storage.database import Database
from tasks.unseen import visible

#: The lists, in the order in which they are offered.
LISTS = ("documents", *ROW_TABLES)
_AT_A_TIME = 5000
#: What the lists show of a row: kind, status, date, region, and what tells it from others of its kind.
_ROWS: Mapping[str, tuple[str, Sequence[str]]] = {
    "agreements": ("signed_edtf", ("title", "parties")),
    "metrics": ("as_of_edtf", ("value_text", "subject", "aspect", "technology", "operator")),
}
_DOCUMENTS = """
    with told as (
        select doc_id, count(distinct row_id) filter ("table" = 'agreements') as n_agreements,
               count(distinct row_id) filter ("table" = 'metrics') as n_metrics
        from evidence group by doc_id
    )
    select doc_id, title, source_uri, published_edtf, site, coalesce(n_agreements, 0) as n_agreements,
           coalesce(n_metrics, 0) as n_metrics, quality, duplicate_of
    from documents left join told using (doc_id) order by doc_id
"""


class Piece(NamedTuple):
    """A piece of a list.

    Attributes:
        path: where it stands in the review.
        script: the script that it is.
    """

    path: str
    script: str


class ListCounts(NamedTuple):
    """What the index has to know of its lists.

    Attributes:
        n_entries: how many entries each list has.
        kinds: for each list of rows the kinds that occur and how often.
    """

    n_entries: Mapping[str, int]
    kinds: Mapping[str, Sequence[tuple[str, int]]]


def list_counts(tables: Database) -> ListCounts:
    """Return how many entries the lists have that the tables give."""
    n_entries = {name: tables.rows(f"select count(*) from {name}")[0][0] for name in LISTS}  # noqa: S608 - declared
    counted = "select kind, count(*) from {} group by kind order by kind"
    kinds = {name: [(kind, n) for kind, n in tables.rows(counted.format(name))] for name in ROW_TABLES}
    return ListCounts(n_entries, kinds)


def pieces(tables: Database) -> Iterator[Piece]:
    """Yield all pieces of all lists, in the order of the ids."""
    yield from _pieces("documents", map(_document, _each(tables, _DOCUMENTS)))
    for name, key in ROW_TABLES.items():
        yield from _pieces(name, (_row(name, row[key], row) for row in _each(tables, _question(name, key))))


def index_page(found: ListCounts, snapshot: str) -> Html:
    """Return the page of the index.

    Args:
        found: what its lists hold.
        snapshot: the id of the snapshot that the review was made of.
    """
    return page(
        "Review",
        "index.js",
        "",
        element("header", element("h1", "Review"), element("p", *_told(found, snapshot), class_="told")),
        "\n",
        _form(found),
        "\n",
        element("p", id="state", role="status"),
        element("noscript", element("p", "The lists need scripts; the pages in the folder documents do without.")),
        element("table", element("thead"), element("tbody"), id="list"),
        element("p", element("button", "more", type="button", id="more", hidden=True)),
        class_="index",
        data_piece=str(_AT_A_TIME),
        **{f"data_{name}": str(n_entries) for name, n_entries in found.n_entries.items()},
    )


def _told(found: ListCounts, snapshot: str) -> list[Content]:
    counts = ", ".join(f"{found.n_entries[name]:,} {name}" for name in LISTS)
    return [f"{counts} of snapshot ", element("code", snapshot)]


def _form(found: ListCounts) -> Html:
    lists = [
        element(
            "label",
            element("input", type="radio", name="list", value=name, checked=name == "documents"),
            f"{name} ",
            element("small", f"{found.n_entries[name]:,}"),
        )
        for name in LISTS
    ]
    groups = [
        element("optgroup", *(_option(name, kind, n_rows) for kind, n_rows in kinds), label=name)
        for name, kinds in found.kinds.items()
        if kinds
    ]
    return element(
        "form",
        element("fieldset", element("legend", "list"), *lists),
        element(
            "fieldset",
            element("legend", "filter"),
            _field("words", element("input", type="search", name="words", placeholder="title, party, id …")),
            _field("kind", element("select", element("option", "all", value=""), *groups, name="kind")),
            _field("region", element("input", type="search", name="region", placeholder="name or code")),
            _field("confidence from", _bound("least")),
            _field("to", _bound("most")),
            _field("date from", element("input", type="date", name="since")),
            _field("to", element("input", type="date", name="until")),
            element("button", "clear", type="reset"),
        ),
        id="filters",
    )


def _option(table: str, kind: str, n_rows: int) -> Html:
    return element("option", f"{kind} ({n_rows:,})", value=f"{table}:{kind}")


def _field(label: str, control: Html) -> Html:
    return element("label", f"{label} ", control)


def _bound(name: str) -> Html:
    return element("input", type="number", name=name, min=0, max=1, step="0.01")


def _each(tables: Database, question: str) -> Iterator[dict[str, Any]]:
    for batch in tables.mapped(question).to_batches():
        yield from batch.to_pylist()


def _question(table: str, key: str) -> str:
    return f"""
        with told as (
            select row_id, list(distinct doc_id order by doc_id) as doc_ids from evidence
            where "table" = '{table}' group by row_id
        )
        select {table}.*, coalesce(doc_ids, []) as doc_ids from {table} left join told on row_id = {key} order by {key}
    """  # noqa: S608 - the names of the declared tables


def _document(row: Mapping[str, Any]) -> list[Any]:
    return [_entry(value) for value in row.values()]


def _row(table: str, row_id: str, row: Mapping[str, Any]) -> list[Any]:
    date, label = _ROWS[table]
    words = " · ".join(told for name in label if (told := as_text(row.get(name))))
    known = (row["kind"], row["status"], row[date], row["region_code"], row["region_name"])
    return [row_id, *(_entry(value) for value in known), visible(words), row["confidence"], row["doc_ids"]]


def _entry(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value


def _pieces(name: str, entries: Iterable[list[Any]]) -> Iterator[Piece]:
    rest, number = iter(entries), 0
    while some := list(islice(rest, _AT_A_TIME)):
        # Only ASCII: some signs that JSON leaves as they are end a line of a script.
        values = json.dumps([name, number, some], separators=(",", ":"))
        yield Piece(f"lists/{name}-{number}.js", f"qianyueList({values});\n")
        number += 1
