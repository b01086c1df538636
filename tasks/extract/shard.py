"""The door of the extract stage: shards of documents and segmentations in, a shard of findings out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from schemas.codec import arrow_schema, to_arrow
from schemas.records import Document, Findings, Rejection, Segmentation
from tasks.extract.article import extract
from tasks.extract.grounding import grounded
from tasks.isolation import isolated, rejections_beside
from tasks.storage import each_record, in_parts, write_records, write_stream
from tasks.storage.keyed_records import KeyedRecords

Outcomes = list[Findings | Rejection]

#: Documents that are read and held at a time; their findings take many times the memory that they take in columns.
_AT_A_TIME = 64
#: Findings that stand together in the file.
_ROWS = 1024


def extract_shard(documents: Path, segmentations: Path, findings: Path) -> dict[str, int]:
    """Read every segmented document of the shards; rejections stand beside the findings.

    Returns:
        How many documents were read, how many agreements, figures and places they name, and how many were rejected.
    """
    counts = Counter(documents=0, agreements=0, metrics=0, regions=0, rejected=0)
    rejected: list[Rejection] = []

    def found() -> Iterator[pa.Table]:
        for read, segmented in _segmented(documents, segmentations):
            table, outcomes = _as_table([_extracted(read[item.doc_id], item) for item in segmented], read)
            rejected.extend(outcome for outcome in outcomes if isinstance(outcome, Rejection))
            counts.update(_counts(_kept(outcomes)))
            yield table

    write_stream(found(), arrow_schema(Findings), findings, _ROWS)
    write_records(Rejection, rejected, rejections_beside(findings))
    return {**counts, "rejected": len(rejected)}


def _segmented(documents: Path, segmentations: Path) -> Iterator[tuple[Mapping[str, Document], Sequence[Segmentation]]]:
    """Yield documents by their ids with their segmentations, some at a time."""
    all_documents = KeyedRecords(Document, documents, "doc_id", without=("offsets",))
    for some in in_parts(each_record(Segmentation, segmentations), _AT_A_TIME):
        yield all_documents.some(item.doc_id for item in some), some


def _counts(found: Sequence[Findings]) -> dict[str, int]:
    return {
        "documents": len(found),
        "agreements": sum(len(item.agreements) for item in found),
        "metrics": sum(len(item.metrics) for item in found),
        "regions": sum(len(item.regions) for item in found),
    }


def _extracted(document: Document, segmentation: Segmentation) -> Findings | Rejection:
    return _isolated(document, lambda: grounded(extract(document, segmentation), len(document.text)))


def _as_table(outcomes: Outcomes, by_id: Mapping[str, Document]) -> tuple[pa.Table, Outcomes]:
    """Return the findings as a table, and the outcomes; a number that no column holds is its page's fault alone.

    There is hardly ever one, so each page is asked by itself only where the pages together do not fit.
    """
    try:
        return to_arrow(Findings, _kept(outcomes)), outcomes
    except Exception:  # whichever page provoked it: it provokes the same when it is asked alone
        fitting = [_fitting(outcome, by_id) for outcome in outcomes]
        return to_arrow(Findings, _kept(fitting)), fitting


def _fitting(outcome: Findings | Rejection, by_id: Mapping[str, Document]) -> Findings | Rejection:
    if isinstance(outcome, Rejection):
        return outcome

    def checked() -> Findings:
        to_arrow(Findings, [outcome])
        return outcome

    return _isolated(by_id[outcome.doc_id], checked)


def _isolated(document: Document, work: Callable[[], Findings]) -> Findings | Rejection:
    return isolated("extract", document.source_uri, document.page_id, work)


def _kept(outcomes: Outcomes) -> list[Findings]:
    return [outcome for outcome in outcomes if isinstance(outcome, Findings)]
