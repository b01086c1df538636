"""The door of the digest: of each document once, and in columns, all that the tables need of it.

What the document says alone is here as it will be published; only what other documents say too is put together later.
No text is looked into after this, but where a document may repeat another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa

from schemas.json_codec import to_json
from schemas.records import AgreementFinding, Document, FieldSpan, Findings, MetricFinding, Rejection
from schemas.tables import table_named
from tasks.aggregate.agreements import Agreement, ids_of, settled
from tasks.aggregate.duplicates import content_of, names_in
from tasks.aggregate.meeting import looks_at, stands_at
from tasks.aggregate.metrics import is_common, signature, unite
from tasks.aggregate.rows import agreement_row, document_row, mention_rows, metric_row, organizations_named, party_rows
from tasks.aggregate.sketch import sketch_of
from tasks.aggregate.telling import AgreementTelling, MetricTelling, agreements_told, metrics_told
from tasks.identity import stable_number
from tasks.isolation import isolated, rejections_beside
from tasks.storage import in_parts, part_beside, write_records, write_table
from tasks.storage.keyed_records import KeyedRecords

Row = dict[str, Any]
Told = TypeVar("Told", AgreementTelling, MetricTelling)

KEY = pa.uint64()
TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))
_NUMBERS = pa.list_(pa.field("item", pa.uint64(), nullable=False))
#: How many documents are read at a time where they are merged in the order of their ids.
DOCUMENTS_AT_A_TIME = 128
#: The field of evidence for a row as a whole.
WHOLE_ROW = "row"


def _plain(table: str, without: Sequence[str] = ()) -> list[pa.Field]:
    schema = table_named(table).arrow_schema()
    return [pa.field(field.name, field.type) for field in schema if field.name not in without]


PAGES = pa.schema(
    [
        *_plain("documents", without=["duplicate_of"]),
        ("doc", KEY),
        ("content", KEY),
        ("numbers", KEY),
        ("n_words", pa.int64()),
        ("sample", _NUMBERS),
        ("places", TEXTS),
        ("persons", TEXTS),
        ("parties", TEXTS),
    ]
)
MENTIONS = pa.schema([("doc", KEY), *_plain("region_mentions")])
_PARTY = pa.struct([*_plain("agreement_parties", without=["agreement_id"]), ("aliases", TEXTS)])
#: An agreement by the telling that reports it first, and by what its id is made of: the first of its name has it bare.
AGREEMENT_ROWS = pa.schema(
    [
        ("lead", KEY),
        ("name", pa.string()),
        ("bare_id", pa.string()),
        *_plain("agreements", without=["agreement_id"]),
        ("members", pa.list_(_PARTY)),
    ]
)
METRIC_ROWS = pa.schema(
    [
        *_plain("metrics"),
        ("series", pa.string()),
        ("last_day", pa.date32()),
        ("date_detail", pa.int64()),
        ("is_official", pa.bool_()),
    ]
)
_TELLING = [("telling", KEY), ("doc", KEY), ("doc_id", pa.string()), ("position", pa.int64()), ("told", pa.string())]
AGREEMENTS = pa.schema(
    [
        *_TELLING,
        ("published", pa.date32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("stands_at", _NUMBERS),
        ("looks_at", _NUMBERS),
        ("named", TEXTS),
        *AGREEMENT_ROWS,
    ]
)
METRICS = pa.schema([*_TELLING, ("signature", KEY), ("is_common", pa.bool_()), *METRIC_ROWS])
EVIDENCE = pa.schema([("telling", KEY), *_plain("evidence", without=["row_id"])])

#: The tables beside that of the documents.
PARTS: Mapping[str, pa.Schema] = {
    "mentions": MENTIONS,
    "agreements": AGREEMENTS,
    "metrics": METRICS,
    "evidence": EVIDENCE,
}
_TABLES: Mapping[str, pa.Schema] = {"pages": PAGES, **PARTS}


class QuoteError(ValueError):
    """A place that a finding names is not in its document."""


def digest_shard(findings: Path, documents: Path, digests: Path) -> dict[str, int]:
    """Digest every document of the shard; the tables of what they say and the rejections stand beside.

    Returns:
        How many documents were digested, and how many were rejected.
    """
    said = KeyedRecords(Findings, findings, "doc_id")
    read = KeyedRecords(Document, documents, "doc_id", without=("offsets",))
    tables: dict[str, list[pa.Table]] = {name: [schema.empty_table()] for name, schema in _TABLES.items()}
    rejected: list[Rejection] = []
    for ids in in_parts(sorted(read), DOCUMENTS_AT_A_TIME):
        found = said.some(ids)
        outcomes = [_digested(document, found.get(name, Findings(name))) for name, document in read.some(ids).items()]
        rejected += [outcome for outcome in outcomes if isinstance(outcome, Rejection)]
        digested = [outcome for outcome in outcomes if not isinstance(outcome, Rejection)]
        for name, schema in _TABLES.items():
            rows = [row for outcome in digested for row in outcome[name]]
            tables[name].append(pa.Table.from_pylist(rows, schema))
    whole = {name: pa.concat_tables(parts) for name, parts in tables.items()}
    write_records(Rejection, rejected, rejections_beside(digests))
    for name in PARTS:
        write_table(whole[name], part_beside(digests, name))
    write_table(whole["pages"], digests, DOCUMENTS_AT_A_TIME)
    return {"documents": whole["pages"].num_rows, "rejected": len(rejected)}


def _digested(document: Document, said: Findings) -> dict[str, list[Row]] | Rejection:
    return isolated("digest", document.source_uri, document.page_id, lambda: digest(document, said))


def digest(document: Document, said: Findings) -> dict[str, list[Row]]:
    """Return the rows of a document for the table of pages and for those beside it.

    Raises:
        QuoteError: a finding names a place that is not in the text.
    """
    doc = stable_number(document.doc_id)
    agreements = [_agreement(telling, at) for at, telling in enumerate(agreements_told(document, said))]
    metrics = [_metric(telling, at) for at, telling in enumerate(metrics_told(document, said))]
    told: list[tuple[str, Row, AgreementFinding | MetricFinding]] = [
        *(("agreements", row, agreement) for row, agreement in zip(agreements, said.agreements, strict=True)),
        *(("metrics", row, metric) for row, metric in zip(metrics, said.metrics, strict=True)),
    ]
    mentions = mention_rows(said)
    for mention in mentions:
        if quoted(document, mention["start"], mention["end"]) != mention["surface"]:
            raise QuoteError(f"{mention['surface']!r} does not stand at {mention['start']}:{mention['end']}")
    return {
        "pages": [_page(document, said, doc)],
        "mentions": [{"doc": doc, **mention} for mention in mentions],
        "agreements": agreements,
        "metrics": metrics,
        "evidence": [
            place for table, row, finding in told for place in _evidence(table, row["telling"], finding, document)
        ],
    }


def quoted(document: Document, start: int, end: int) -> str:
    """Return the words between two positions of the document.

    Raises:
        QuoteError: there are none.
    """
    if not 0 <= start < end <= len(document.text):
        raise QuoteError(f"document {document.doc_id} has no text at {start}:{end}")
    return document.text[start:end]


def _page(document: Document, said: Findings, doc: int) -> Row:
    names = names_in(document, said)
    content = content_of(document.text, names)
    return {
        **document_row(document),
        "doc": doc,
        "content": content.number,
        "numbers": content.number_of_numbers,
        "n_words": len(content.words),
        "sample": sorted(sketch_of(content.words)),
        "places": sorted(names.places),
        "persons": sorted(names.persons),
        "parties": sorted(names.parties),
    }


def _telling(record: type[Told], telling: Told, position: int) -> Row:
    told = to_json(record, telling)
    return {
        "telling": stable_number(record.__name__, position, told),
        "doc": stable_number(telling.doc_id),
        "doc_id": telling.doc_id,
        "position": position,
        "told": told,
    }


def _agreement(telling: AgreementTelling, position: int) -> Row:
    alone = settled([telling])
    row = _telling(AgreementTelling, telling, position)
    return {
        **row,
        "published": telling.published_on,
        "start": telling.finding.start,
        "end": telling.finding.end,
        "stands_at": sorted(stable_number(*key) for key in stands_at(telling)),
        "looks_at": sorted(stable_number(*key) for key in looks_at(telling)),
        "named": organizations_named(telling, alone),
        **agreement_columns(alone, row["telling"]),
    }


def agreement_columns(agreement: Agreement, lead: int) -> Row:
    """Return the row of an agreement with its parties; ``lead`` is the telling that reports it first."""
    return {
        "lead": lead,
        "name": agreement.name,
        "bare_id": next(ids_of([agreement.name])),
        **agreement_row(agreement),
        "members": party_rows(agreement),
    }


def _metric(telling: MetricTelling, position: int) -> Row:
    (alone,) = unite([telling])
    return {
        **_telling(MetricTelling, telling, position),
        "signature": stable_number(*signature(telling)),
        "is_common": is_common(telling),
        **metric_row(alone),
    }


def _evidence(table: str, telling: int, finding: AgreementFinding | MetricFinding, document: Document) -> Iterator[Row]:
    """Yield a row for each place that supports a finding, each place once a field."""
    places: Iterable[FieldSpan] = (FieldSpan(WHOLE_ROW, finding.start, finding.end), *finding.evidence)
    for place in dict.fromkeys(places):
        yield {
            "telling": telling,
            "table": table,
            "field": place.field,
            "doc_id": document.doc_id,
            "start": place.start,
            "end": place.end,
            "quote": quoted(document, place.start, place.end),
        }
