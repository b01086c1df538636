"""The rows that a document supports, each field with its value and with the words that it was read from."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from schemas.records import Span
from schemas.tables import table_named
from tasks.review.html import Content, Html, element
from tasks.review.marks import Marks
from tasks.review.sheet import ROW_TABLES, WHOLE_ROW, Row, Use, as_text

#: What tells one row from the next at a glance, by table.
_AT_A_GLANCE: Mapping[str, Sequence[str]] = {
    "agreements": ("kind", "status", "signed_edtf", "region_name", "title"),
    "metrics": ("kind", "value_text", "aspect", "status", "as_of_edtf", "region_name"),
}
_OF_A_PARTY = ("canonical_name", "role", "operator", "region_code", "signatory", "signatory_title")


def row_part(row: Row, marks: Marks, *, is_open: bool) -> Html:
    """Return one row: its fields, those that the page does not tell, and where else it is told."""
    confidence = as_text(row.values["confidence"])
    return element(
        "details",
        element(
            "summary",
            element("span", as_text(row.values["kind"]), class_=f"kind {_ground(row)}"),
            element("span", _glance(row), lang="zh"),
            element("span", f"{row.values['confidence']:.2f}", class_="confidence", title=f"confidence {confidence}"),
        ),
        element("p", element("a", row.row_id, href=f"#{row.row_id}", class_="id"), " ", *_elsewhere(row)),
        element("dl", *_fields(row, marks)),
        element("p", "blank: " + ", ".join(_blank(row)), class_="blank") if _blank(row) else None,
        id=row.row_id,
        class_="row",
        data_table=row.table,
        open=is_open,
        data_kind=f"{row.table}:{row.kind}",
        data_confidence=confidence,
    )


def mentions_part(mentions: Sequence[Mapping[str, Any]], marks: Marks, regions: Mapping[str, str]) -> Html | None:
    """Return the places where the document names a region, each region once."""
    if not mentions:
        return None
    by_region: dict[str, list[Mapping[str, Any]]] = {}
    for mention in mentions:
        by_region.setdefault(_region_of(mention, regions), []).append(mention)
    return element(
        "details",
        element("summary", f"{len(mentions)} {'name' if len(mentions) == 1 else 'names'} of places"),
        element(
            "dl",
            *(
                piece
                for region, found in by_region.items()
                for piece in (
                    element("dt", region, lang="zh"),
                    element("dd", _quotes([_mention_link(one, marks) for one in found])),
                )
            ),
        ),
        id="mentions",
        open=False,
    )


def _region_of(mention: Mapping[str, Any], regions: Mapping[str, str]) -> str:
    code = mention["region_code"]
    if code:
        return f"{regions.get(code, '')} {code} {mention['level'] or ''}".strip()
    candidates = " or ".join(f"{regions.get(one, '')} {one}".strip() for one in mention["candidates"])
    return f"not settled: {candidates}" if candidates else "not settled"


def _mention_link(mention: Mapping[str, Any], marks: Marks) -> Html:
    return marks.link(Span(mention["start"], mention["end"]), "mention", mention["surface"])


def _ground(row: Row) -> str:
    return "on-agreement" if row.table == "agreements" else "on-figure"


def _glance(row: Row) -> str:
    told = [as_text(row.values[name]) for name in _AT_A_GLANCE[row.table][1:]]
    if row.table == "agreements" and row.values["title"] is None:
        told.append(as_text(row.values["parties"]))
    return " · ".join(one for one in told if one)


def _elsewhere(row: Row) -> list[Content]:
    others = row.values["n_documents"] - 1
    if not others:
        return ["told by this document alone"]
    words = f"told by {others} other {'document' if others == 1 else 'documents'}"
    return [element("a", words, href=f"../../index.html#{row.row_id}")]


def _fields(row: Row, marks: Marks) -> list[Content]:
    """Return the declared columns that hold something or have words behind them, the words of the whole row first."""
    uses: dict[str, list[Use]] = {}
    for use in row.uses:
        uses.setdefault(use.field, []).append(use)
    told: list[Content] = []
    if WHOLE_ROW in uses:
        told += [_head(WHOLE_ROW), _told(uses.pop(WHOLE_ROW), marks)]
    for column in table_named(row.table).columns:
        value, found = as_text(row.values.get(column.name)), uses.pop(column.name, [])
        if column.name == ROW_TABLES[row.table] or (value is None and not found):
            continue
        shown_value = _parties(row.parties) if column.name == "parties" and row.parties else _value(value)
        told += [_head(column.name), _told(found, marks, shown_value)]
    for field, found in uses.items():
        told += [_head(field), _told(found, marks)]
    return told


@cache
def _head(column: str) -> Html:
    """Return the name of a column; what it means, the page learns from one script for all pages."""
    return element("dt", column)


def _told(uses: Sequence[Use], marks: Marks, value: Html | None = None) -> Html:
    quotes = _quotes([marks.link(use.span, use.kind, use.quote) for use in uses]) if uses else None
    return element("dd", value, quotes, lang="zh")


def _value(value: str | None) -> Html | None:
    return None if value is None else element("span", value, class_="held")


def _quotes(links: Sequence[Html]) -> Html:
    return element("ul", *(element("li", link) for link in links), class_="quotes")


def _blank(row: Row) -> list[str]:
    told = {use.field for use in row.uses}
    columns = (column.name for column in table_named(row.table).columns if column.name not in told)
    return [name for name in columns if as_text(row.values.get(name)) is None]


def _parties(parties: Sequence[Mapping[str, Any]]) -> Html:
    """Return the parties in their order, each with all that the table of parties says of it."""
    items = []
    for party in parties:
        facts = [
            element("span", as_text(party[name]), data_column=name)
            for name in _OF_A_PARTY
            if as_text(party[name]) is not None and not (name == "canonical_name" and party[name] == party["name"])
        ]
        pieces = [piece for fact in facts for piece in (" · ", fact)]
        items.append(element("li", element("b", party["name"]), *pieces, value=party["position"]))
    return element("ol", *items, class_="parties", data_table="agreement_parties")
