"""An entry for the file of corrections made from the published tables: nobody need copy ids and words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemas.correction import SETTABLE, Words, plain, written
from schemas.vocabulary import CorrectedTable, CorrectionAction
from tasks.aggregate.correction_check import pages_named, read_of, rows_of
from tasks.aggregate.correction_words import Page, Read, common, supports
from tasks.storage import read_where


@dataclass(frozen=True)
class Wanted:
    """What is to be corrected.

    Attributes:
        table: the table.
        row_id: the row.
        action: what is to be done.
        field: what is to be set; empty where that is not known yet.
        into: the row that it is to be merged into.
        apart: the document whose telling is to be split off.
    """

    table: CorrectedTable
    row_id: str
    action: CorrectionAction = "set"
    field: str = ""
    into: str = ""
    apart: str = ""


def drafted(wanted: Wanted, tables: Path, today: date, by: str) -> str:
    """Return the entry as TOML, what a person has to write left empty.

    Args:
        wanted: the row and what is to be done.
        tables: the folder of the published tables.
        today: the day that the entry bears.
        by: who decides it; may be empty.

    Raises:
        FileNotFoundError: there are no tables.
        LookupError: there is no such row, or no such document of it.
    """
    rows = rows_of(wanted.table, {wanted.row_id, wanted.into} - {""}, tables)
    for name in (wanted.row_id, wanted.into):
        if name and name not in rows:
            raise LookupError(f"{wanted.table} holds no row {name}")
    mine, other = _sides(wanted, tables)
    lines = [
        "",
        *_settable(wanted, rows[wanted.row_id]),
        "[[correction]]",
        _line("table", wanted.table),
        _line("row_id", wanted.row_id),
        _line("action", wanted.action),
        *_what(wanted, rows[wanted.row_id], tables),
        _line("by", by),
        f"on = {today.isoformat()}",
        _line("reason", ""),
        *(line for words in mine for line in _evidence("evidence", words)),
        *(line for words in other for line in _evidence("other_evidence", words)),
    ]
    return "\n".join(lines) + "\n"


def _sides(wanted: Wanted, tables: Path) -> tuple[Sequence[Words], Sequence[Words]]:
    """Return the words that the row rests on, and those of the other side of a merge or split."""
    documents = _documents(wanted.table, wanted.row_id, tables)
    if wanted.action == "split":
        others = [doc_id for doc_id in documents if doc_id != wanted.apart]
        if wanted.apart not in documents or not others:
            known = ", ".join(documents)
            raise LookupError(f"{wanted.row_id} cannot be split by {wanted.apart}: its documents are {known}")
        stay = _words(wanted.table, wanted.row_id, others[0], tables)
        return _words(wanted.table, wanted.row_id, wanted.apart, tables), stay
    mine = _words(wanted.table, wanted.row_id, documents[0], tables)
    if wanted.action != "merge":
        return mine, ()
    return mine, _words(wanted.table, wanted.into, _documents(wanted.table, wanted.into, tables)[0], tables)


def _documents(table: CorrectedTable, row_id: str, tables: Path) -> list[str]:
    """Return the documents that support the row, the one published first at the head."""
    places = read_where(tables / "evidence.parquet", "row_id", [row_id], ["table", "doc_id"])
    names = {place["doc_id"] for place in places if place["table"] == table}
    known = read_where(tables / "documents.parquet", "doc_id", names, ["doc_id", "published_on"])
    in_order = sorted(known, key=lambda row: (row["published_on"] or date.max, row["doc_id"]))
    return [row["doc_id"] for row in in_order]


def _words(table: CorrectedTable, row_id: str, doc_id: str, tables: Path) -> Sequence[Words]:
    """Return as few words of the document as tell the row from its others: the whole first, then fields."""
    (page,) = pages_named({doc_id}, (), tables)
    read = read_of(table, {doc_id}, tables)
    own = [each for each in read[doc_id] if each.owner == row_id]
    left = sorted({(each.start - each.end, each.start, each.end) for each in own})
    chosen: list[Words] = []
    owners: frozenset[str] = frozenset()
    while left and (not chosen or len(owners) > 1):
        tried = [
            (_owners([*chosen, _quoted(page, start, end)], page, read), at) for at, (_, start, end) in enumerate(left)
        ]
        fewest, at = min(tried, key=lambda pair: (len(pair[0]) if chosen else 0, pair[1]))
        if chosen and len(fewest) == len(owners):
            break
        _, start, end = left.pop(at)
        chosen.append(_quoted(page, start, end))
        owners = fewest
    return chosen


def _quoted(page: Page, start: int, end: int) -> Words:
    quote = page.text[start:end]
    is_alone = page.text.count(quote) == 1
    return Words(page.doc_id, quote, page.source_uri, None if is_alone else start, None if is_alone else end)


def _owners(words: Sequence[Words], page: Page, read: Mapping[str, Sequence[Read[str]]]) -> frozenset[str]:
    return common([supports(each, [page], read).exact for each in words])


def _settable(wanted: Wanted, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what can be set, where it is not said what is to be."""
    if wanted.action == "set" and not wanted.field:
        yield "# What can be set, as it is now:"
        for name in SETTABLE[wanted.table]:
            yield f"#   {name} = {_toml(row[name])}"


def _what(wanted: Wanted, row: Mapping[str, Any], tables: Path) -> Iterator[str]:
    if wanted.action == "merge":
        yield _line("into", wanted.into)
    if wanted.action == "set":
        yield _line("field", wanted.field)
        now = row[wanted.field] if wanted.field else None
        yield f"value = {_toml(now)}  # what it should be; blank = true instead where the pages leave it open"
        if wanted.field:
            yield f"was = {_toml(plain(_without_correction(wanted, row, tables)))}"


def _without_correction(wanted: Wanted, row: Mapping[str, Any], tables: Path) -> str:
    """Return as JSON what the tables would say of the field had it not been corrected already."""
    if wanted.field in row.get("corrected", ()):
        for entry in read_where(tables / "corrections.parquet", "row_id", [wanted.row_id]):
            if (entry["field"], entry["status"]) == (wanted.field, "applied"):
                return str(entry["old_value"])
    return written(row[wanted.field])


def _evidence(key: str, words: Words) -> Iterator[str]:
    yield from ("", f"[[correction.{key}]]", _line("doc_id", words.doc_id), _line("source_uri", words.source_uri))
    yield _line("quote", words.quote)
    if words.start is not None:
        yield from (_line("start", words.start), _line("end", words.end))


def _line(key: str, value: Any) -> str:
    return f"{key} = {_toml(value)}"


def _toml(value: Any) -> str:
    r"""Return a value as TOML; a blank, for which there is none, as an empty text.

    Example:
        >>> _toml("近“10”\n亿"), _toml(None), _toml([{"canonical_name": "甲"}]), _toml(True)
        ('"近“10”\\n亿"', '""', '[{ canonical_name = "甲" }]', 'true')
    """
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    text = json.dumps("" if value is None else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")
