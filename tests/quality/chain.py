"""The plain chain from pages to tables, without the flow and without the disk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.records import Document, Findings, Page, Rejection
from schemas.vocabulary import Stage
from tasks.clean.document import clean_page
from tasks.extract.article import extract
from tasks.extract.grounding import grounded
from tasks.isolation import isolated
from tasks.segment.segmentation import segment
from tests.tasks.aggregate.columnar import tables_of

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Reading:
    """What was read from some pages."""

    documents: tuple[Document, ...]
    findings: tuple[Findings, ...]
    rejections: tuple[Rejection, ...]

    def tables(self) -> dict[str, pa.Table]:
        return tables_of(self.documents, self.findings, self.rejections)


def read(pages: Iterable[Page]) -> Reading:
    """Clean, cut and read every page; as in a run, a page that goes wrong is rejected and leaves no document."""
    cleaned = [_isolated("clean", page, partial(clean_page, page)) for page in pages]
    documents = {item.page_id: item for item in cleaned if isinstance(item, Document)}
    said = [_isolated("extract", item, partial(_extract, item)) for item in documents.values()]
    rejections = tuple(item for item in (*cleaned, *said) if isinstance(item, Rejection))
    for rejection in rejections:
        documents.pop(rejection.page_id, None)
    findings = tuple(item for item in said if isinstance(item, Findings))
    return Reading(tuple(documents.values()), findings, rejections)


def _extract(document: Document) -> Findings:
    return grounded(extract(document, segment(document)), len(document.text))


def _isolated(stage: Stage, item: Page | Document, work: Callable[[], Outcome]) -> Outcome | Rejection:
    outcome = isolated(stage, item.source_uri, item.page_id, work)
    return replace(outcome, page_id=item.page_id) if isinstance(outcome, Rejection) else outcome


def pages_in(folder: Path, names: Sequence[str]) -> list[Page]:
    """Return the named files of a folder as pages."""
    return [Page(page_id=name, source_uri=name, content=(folder / name).read_bytes()) for name in names]


def write(tables: dict[str, pa.Table], folder: Path) -> None:
    """Write each table as one Parquet file."""
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
