"""The file of corrections: TOML in, corrections and what is wrong with them out. docs/corrections.md explains it."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from schemas.correction import FOLLOWS, PREFIX, SETTABLE, Correction, Words, written
from schemas.correction_values import read_parties, read_value
from schemas.tables import table_named
from schemas.toml_keys import Bounds, Fault, Keys
from schemas.vocabulary import CorrectedTable, CorrectionAction, allowed

__all__ = ["Fault", "read_corrections"]

_TABLES = allowed(CorrectedTable)
_ACTIONS = allowed(CorrectionAction)
_POSITION = Bounds(0, 10**9)
_ADVICE = "begin each correction with a line [[correction]]"
#: The keys of one action, which say nothing in an entry of another one.
_OF_ACTION: Mapping[str, tuple[str, ...]] = {
    "field": ("set",),
    "value": ("set",),
    "blank": ("set",),
    "was": ("set",),
    "into": ("merge",),
    "other_evidence": ("merge", "split"),
}
_NO_DAY = date(1, 1, 1)


def read_corrections(text: str) -> tuple[tuple[Correction, ...], tuple[Fault, ...]]:
    """Return the corrections that nothing is wrong with, in their order, and everything that is wrong with the others.

    Args:
        text: what the file holds.

    Example:
        >>> corrections, faults = read_corrections('''
        ... [[correction]]
        ... table = "agreements"
        ... row_id = "a0f1e2d3c4b5a6978"
        ... action = "drop"
        ... by = "Li"
        ... on = 2024-05-20
        ... reason = "A rehearsal, nothing was signed."
        ... evidence = [{ doc_id = "d0f1e2d3c4b5a6978", quote = "双方彩排签约" }]
        ... [[correction]]
        ... table = "agreement"
        ... ''')
        >>> [correction.action for correction in corrections]
        ['drop']
        >>> print(faults[0])
        correction number 2: table: 'agreement' is no table that can be corrected; did you mean agreements?
    """
    try:
        content = tomllib.loads(text.removeprefix("\N{BOM}"))
    except ValueError as error:  # no TOML, or a number of thousands of digits
        return (), (Fault("", "", f"is no TOML: {error}", "mend that line"),)
    file = Keys(content, "")
    tables = file.tables("correction", _ADVICE)
    file.note_unknown()
    read = [_correction(table, position) for position, table in enumerate(tables, 1)]
    sound = tuple(correction for correction, faults in read if not faults)
    repeated = dict(_repeated(sound))
    faults = (*file.faults, *(fault for _, found in read for fault in found), *repeated.values())
    return tuple(correction for correction in sound if correction.position not in repeated), faults


def _correction(table: Mapping[str, Any], position: int) -> tuple[Correction, list[Fault]]:
    keys = Keys(table, _name(position))
    name = _word(keys, "table", _TABLES, "table that can be corrected")
    action = _word(keys, "action", _ACTIONS, "action")
    correction = Correction(
        position=position,
        table=name,
        row_id=_row_id(keys, "row_id", name),
        action=action,
        by=_said(keys, "by", "write who decided it"),
        on=keys.day("on") or _NO_DAY,
        reason=_said(keys, "reason", "write why, for those who come later"),
        evidence=_words(keys, "evidence"),
    )
    if "on" not in keys:
        keys.fault("on", "is missing", "write the day of the decision, on = 2024-05-20")
    if action == "set" and name:
        correction = _with_value(keys, correction)
    if action == "merge":
        correction = replace(correction, into=_row_id(keys, "into", name))
        if correction.into == correction.row_id != "":
            keys.fault("into", "is the row itself", "name the row that it is the same as")
    if action in ("merge", "split"):
        correction = replace(correction, other_evidence=_words(keys, "other_evidence"))
    for key, actions in _OF_ACTION.items():
        if key in keys and action and action not in actions:
            keys.anything(key)
            keys.fault(key, f"says nothing where the action is {action}", "leave it out")
    if name and action:  # what else may be asked for depends on them
        keys.note_unknown()
    return correction, keys.faults


def _with_value(keys: Keys, correction: Correction) -> Correction:
    """Return the correction with its field and what it is set to."""
    field = _field(keys, correction.table)
    is_blank = keys.truth("blank")
    if is_blank == ("value" in keys):
        problem = "is given beside blank" if is_blank else "is missing"
        keys.fault("value", problem, "write a value, or blank = true for a field that the page leaves open")
    if not field:
        keys.anything("value")
        keys.anything("was")
        return correction
    if is_blank and not table_named(correction.table).column(field).nullable:
        keys.fault("blank", f"{field} is always given", "write a value")
    value = _value(keys, "value", correction.table, field) if "value" in keys else None
    return replace(correction, field=field, value=written(value), was=_was(keys, correction.table, field))


def _was(keys: Keys, table: CorrectedTable, field: str) -> str | None:
    """Return what the field was, where the entry says so: an empty text for a blank."""
    if "was" not in keys:
        return None
    return written(None if keys.anything("was") == "" else _value(keys, "was", table, field))


def _value(keys: Keys, key: str, table: CorrectedTable, field: str) -> Any:
    return read_parties(keys, key) if field == "parties" else read_value(keys, key, table_named(table).column(field))


def _field(keys: Keys, table: CorrectedTable) -> str:
    field = keys.text("field")
    if field in SETTABLE[table]:
        return field
    if field in FOLLOWS[table]:
        keys.fault("field", f"{field} follows from {FOLLOWS[table][field]}", "set that one")
    elif field in table_named(table).arrow_schema().names:
        keys.fault("field", f"{field} cannot be set", f"fields that can are {', '.join(SETTABLE[table])}")
    else:
        near = get_close_matches(field, SETTABLE[table], 1, 0.6)
        advice = f"did you mean {near[0]}?" if near else f"fields that can be set are {', '.join(SETTABLE[table])}"
        keys.fault("field", f"{field!r} is no field of {table}" if field else "is missing", advice)
    return ""


def _word(keys: Keys, key: str, words: Sequence[str], what: str) -> Any:
    """Return one of the words, empty where it is none of them."""
    word = keys.text(key)
    if word in words:
        return word
    near = get_close_matches(word, words, 1, 0.6)
    advice = f"did you mean {near[0]}?" if near else f"write one of {', '.join(words)}"
    keys.fault(key, f"{word!r} is no {what}" if word else "is missing", advice)
    return ""


def _said(keys: Keys, key: str, advice: str) -> str:
    text = keys.text(key)
    if not text:
        keys.fault(key, "is missing" if key not in keys else "is empty", advice)
    return text


def _row_id(keys: Keys, key: str, table: str) -> str:
    row_id = keys.text(key)
    prefix = next((letter for name, letter in PREFIX.items() if name == table), "[am]")
    if not re.fullmatch(f"{prefix}[0-9a-f]{{16}}", row_id):
        problem = f"{row_id!r} is no id of {table or 'a table'}" if row_id else "is missing"
        keys.fault(key, problem, "copy the id of the row from the table")
    return row_id


def _words(keys: Keys, key: str) -> tuple[Words, ...]:
    advice = "write which words it rests on, [{ doc_id = …, quote = … }]: `qianyue corrections draft` gives them"
    words = keys.each(key, advice)
    if not words:
        keys.fault(key, "is missing" if key not in keys else "is empty", advice)
    return tuple(_one(each) for each in words)


def _one(keys: Keys) -> Words:
    doc_id, quote = keys.text("doc_id"), keys.verbatim("quote")
    if not re.fullmatch(r"d[0-9a-f]{16}", doc_id):
        keys.fault("doc_id", f"{doc_id!r} is no id of a document" if doc_id else "is missing", "copy it from documents")
    if not quote.strip():
        keys.fault("quote", "is missing", "write the words as they stand in documents.text")
    start, end = keys.whole("start", None, _POSITION), keys.whole("end", None, _POSITION)
    if (start is None) != (end is None):
        keys.fault("start", "stands without the other end", "write start and end, or neither")
    elif start is not None and end - start != len(quote):
        keys.fault("end", f"the quote has {len(quote)} characters, not {end - start}", "mend it, or leave both out")
    source_uri = keys.text("source_uri") or None
    keys.note_unknown()
    return Words(doc_id, quote, source_uri, start, end)


def _name(position: int) -> str:
    return f"correction number {position}"


def _repeated(corrections: Sequence[Correction]) -> Iterator[tuple[int, Fault]]:
    """Yield a fault for each entry that sets, drops, merges or splits what an earlier one does."""
    known: dict[tuple[Any, ...], int] = {}
    for one in corrections:
        what = (one.table, one.row_id, one.action, one.field, one.evidence if one.action == "split" else None)
        first = known.setdefault(what, one.position)
        if first != one.position:
            problem = f"number {first} does the same to {one.row_id}"
            yield one.position, Fault(_name(one.position), one.field or one.action, problem, "leave one of them")
