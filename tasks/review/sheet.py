"""What a review page is made of: one document, the rows that it supports, and the places that support them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from schemas.records import Span
from schemas.tables import AGREEMENTS, EVIDENCE, METRICS, table_named

#: The kinds of places, told apart by their look. Where one place is of several, the first of them is seen.
KINDS: Mapping[str, str] = {
    "value": "figures and sums",
    "party": "parties and who signed for them",
    "date": "dates",
    "place": "places of rows",
    "word": "other words",
    "mention": "names of places",
    "figure": "sentences with a figure",
    "agreement": "sentences with an agreement",
}
_KIND_OF_FIELD: Mapping[str, str] = {
    "value": "value",
    "amount_cny": "value",
    "parties": "party",
    "signatories": "party",
    "signed_edtf": "date",
    "as_of_edtf": "date",
    "region_code": "place",
}
#: What the whole row is called where a field is named.
WHOLE_ROW = "row"
_KIND_OF_ROW: Mapping[str, str] = {AGREEMENTS.name: "agreement", METRICS.name: "figure"}
#: The tables whose rows have evidence, and their keys.
ROW_TABLES: Mapping[str, str] = {name: table_named(name).key[0] for name in EVIDENCE.column("table").allowed}


class Use(NamedTuple):
    """One row of the table evidence, of one document."""

    table: str
    row_id: str
    field: str
    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        """Where the quote stands."""
        return Span(self.start, self.end)

    @property
    def kind(self) -> str:
        """What kind of place this is."""
        return kind_of(self.table, self.field)


class RawPlace(Protocol):
    """Where a stretch of a text stands on its raw page; ``tasks.clean.origin.Origin`` is one."""

    @property
    def raw(self) -> str:
        """The stretch of the decoded page."""

    @property
    def before(self) -> str:
        """What stands before it."""

    @property
    def after(self) -> str:
        """What stands behind it."""

    @property
    def page_bytes(self) -> Span:
        """Where it stands in the bytes of the page."""

    @property
    def encoding(self) -> str:
        """Their encoding."""

    @property
    def is_unpacked(self) -> bool:
        """Whether the bytes are counted in the unpacked page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table and the places of one document that support it.

    Attributes:
        table: the table's name.
        row_id: its key.
        values: its columns.
        uses: the places, in the order of the text.
        parties: of an agreement, its rows of ``agreement_parties``.
    """

    table: str
    row_id: str
    values: Mapping[str, Any]
    uses: Sequence[Use]
    parties: Sequence[Mapping[str, Any]] = ()

    @property
    def kind(self) -> str:
        """What sort of agreement it is, or what is counted."""
        return str(self.values["kind"])

    @property
    def states(self) -> Span:
        """The first place that states the whole row, or else any of it."""
        return min((use.span for use in self.uses if use.field == WHOLE_ROW), default=self.uses[0].span)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with all that was read from it.

    Attributes:
        document: its row of ``documents``.
        rows: the rows that it supports, in the order of the text.
        mentions: its rows of ``region_mentions``, in the order of the text.
    """

    document: Mapping[str, Any]
    rows: Sequence[Row] = ()
    mentions: Sequence[Mapping[str, Any]] = ()

    @property
    def text(self) -> str:
        """The text of the document."""
        return str(self.document["text"])

    def kinds(self) -> dict[Span, set[str]]:
        """Return of what kinds each place is, in the order of the text, a longer place before those in it."""
        found: dict[Span, set[str]] = {}
        for row in self.rows:
            for use in row.uses:
                found.setdefault(use.span, set()).add(use.kind)
        for mention in self.mentions:
            found.setdefault(Span(mention["start"], mention["end"]), set()).add("mention")
        return {span: found[span] for span in sorted(found, key=lambda span: (span.start, -span.end))}


def kind_of(table: str, field: str) -> str:
    """Return what kind of place supports a field.

    Example:
        >>> kind_of("metrics", "as_of_edtf"), kind_of("metrics", "row"), kind_of("agreements", "topics")
        ('date', 'figure', 'word')
    """
    if field == WHOLE_ROW:
        return _KIND_OF_ROW.get(table, "word")
    return _KIND_OF_FIELD.get(field, "word")


def as_text(value: Any) -> str | None:
    """Return a value of a table as words, None for a blank and for a list of none.

    Example:
        >>> as_text(3650.0), as_text(0.95), as_text(["a", "b"]), as_text(True), as_text([])
        ('3650', '0.95', 'a · b', 'true', None)
    """
    if value is None or value == []:
        return None
    if isinstance(value, list):
        return " · ".join(str(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)
