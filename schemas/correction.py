"""What people correct in the tables: one entry of the file of corrections, and which fields may be set."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemas.vocabulary import CorrectedTable, CorrectionAction

#: The fields that a correction may set. The others follow from them, or from the pages.
SETTABLE: Mapping[CorrectedTable, tuple[str, ...]] = {
    "agreements": (
        "title",
        "kind",
        "status",
        "signed_edtf",
        "region_code",
        "parties",
        "topics",
        "amount_cny",
        "is_5g",
        "confidence",
    ),
    "metrics": (
        "kind",
        "value",
        "value_upper",
        "unit",
        "aspect",
        "approximator",
        "status",
        "as_of_edtf",
        "region_code",
        "region_name",
        "technology",
        "subject",
        "operator",
        "value_text",
        "confidence",
    ),
}
#: Fields that follow from another one, which is the one to set.
FOLLOWS: Mapping[CorrectedTable, Mapping[str, str]] = {
    "agreements": {
        "signed_on": "signed_edtf",
        "region_name": "region_code",
        "operators": "parties",
        "signatories": "parties",
    },
    "metrics": {"as_of_on": "as_of_edtf", "definition": "subject"},
}
#: The letter that the ids of a table begin with.
PREFIX: Mapping[CorrectedTable, str] = {"agreements": "a", "metrics": "m"}
#: What the part of a shard is called that holds the corrections.
CORRECTIONS = "corrections"
#: What an entry may say of a party; the name is what it goes by in all tables.
PARTY_KEYS = ("canonical_name", "name", "role", "operator", "region_code", "signatory", "signatory_title")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document that a correction rests on.

    Attributes:
        doc_id: the document.
        quote: the words as they stand in ``documents.text``.
        source_uri: where its page came from, by which a later version of the page is found; None for this version only.
        start: where the words begin, in code points of the text; a hint where they stand several times.
        end: where they end.
    """

    doc_id: str
    quote: str
    source_uri: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file of corrections.

    Attributes:
        position: its place in the file, from 1.
        table: the table of the row.
        row_id: the row, as the tables named it when the entry was written.
        action: what is done to the row.
        by: who decided it.
        on: when.
        reason: why.
        evidence: the words that the row rests on; of a split, those that go apart.
        other_evidence: of a merge, the words that the other row rests on; of a split, those that stay.
        field: what is set.
        value: what it is set to, as JSON.
        was: what it was when the entry was written, as JSON; None where the entry does not say.
        into: the row that it is merged into.
    """

    position: int
    table: CorrectedTable
    row_id: str
    action: CorrectionAction
    by: str
    on: date
    reason: str
    evidence: tuple[Words, ...]
    other_evidence: tuple[Words, ...] = ()
    field: str | None = None
    value: str | None = None
    was: str | None = None
    into: str | None = None

    @property
    def new_value(self) -> Any:
        """Return what the field is set to: text, a number, true or false, a list, or None for a blank."""
        return json.loads(self.value or "null")


def written(value: Any) -> str:
    """Return a value as JSON; equal values give equal texts.

    Example:
        >>> written(["智慧城市"]), written(None)
        ('["智慧城市"]', 'null')
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def plain(value: str) -> Any:
    """Return a value that is written as JSON as people read and compare it: parties by their names alone.

    Example:
        >>> plain('[{"canonical_name": "中国移动", "role": "operator"}]')
        ['中国移动']
    """
    said = json.loads(value)
    return (
        [item.get("canonical_name") if isinstance(item, dict) else item for item in said]
        if isinstance(said, list)
        else said
    )
