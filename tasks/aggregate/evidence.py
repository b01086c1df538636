"""The places in the documents that support the rows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from schemas.records import AgreementFinding, FieldSpan, MetricFinding
from schemas.tables import table_named
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.metrics import Metric
from tasks.aggregate.telling import Telling

Row = dict[str, Any]

#: The field of evidence for a row as a whole.
WHOLE_ROW = "row"


def evidence_rows(agreements: Iterable[Agreement], metrics: Iterable[Metric]) -> list[Row]:
    """Return one row for each place that supports an agreement or a figure, each place once a field."""
    rows = [
        row for table, row_id, telling in _supported(agreements, metrics) for row in _places(table, row_id, telling)
    ]
    return list({tuple(row.values()): row for row in rows}.values())


def check_supported(tables: Mapping[str, pa.Table]) -> None:
    """Raise ValueError unless every piece of evidence names a row that exists and one of its columns.

    Args:
        tables: the published tables by name.
    """
    keys = {name: set(tables[name][table_named(name).key[0]].to_pylist()) for name in ("agreements", "metrics")}
    for row in tables["evidence"].select(["table", "row_id", "field"]).to_pylist():
        name, field = row["table"], row["field"]
        if row["row_id"] not in keys[name]:
            raise ValueError(f"table evidence: {name} holds no row {row['row_id']}")
        if field != WHOLE_ROW and field not in tables[name].column_names:
            raise ValueError(f"table evidence: {name} has no column {field}")


def check_quotes(tables: Mapping[str, pa.Table]) -> None:
    """Raise ValueError unless every quote and every named place is what its document says there.

    Args:
        tables: the published tables by name.
    """
    documents = tables["documents"]
    texts = dict(zip(documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    for table, column in (("evidence", "quote"), ("region_mentions", "surface")):
        places = tables[table].select(["doc_id", "start", "end", column]).to_pylist()
        for place in places:
            said = texts[place["doc_id"]][place["start"] : place["end"]]
            if said != place[column] or not said:
                raise ValueError(
                    f"table {table}: document {place['doc_id']} says {said!r} at {place['start']}:{place['end']},"
                    f" not {place[column]!r}"
                )


def _supported(
    agreements: Iterable[Agreement], metrics: Iterable[Metric]
) -> Iterator[tuple[str, str, Telling[AgreementFinding] | Telling[MetricFinding]]]:
    for agreement in agreements:
        for told in agreement.tellings:
            yield "agreements", agreement.agreement_id, told
    for metric in metrics:
        for stated in metric.tellings:
            yield "metrics", metric.metric_id, stated


def _places(table: str, row_id: str, telling: Telling[AgreementFinding] | Telling[MetricFinding]) -> Iterator[Row]:
    finding, document = telling.finding, telling.document
    whole = FieldSpan(WHOLE_ROW, finding.start, finding.end)
    for place in (whole, *finding.evidence):
        yield {
            "table": table,
            "row_id": row_id,
            "field": place.field,
            "doc_id": document.doc_id,
            "start": place.start,
            "end": place.end,
            "quote": document.text[place.start : place.end],
        }
