"""The plain chain from pages to tables, without the flow and without the disk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.records import Document, Findings, Page, Rejection
from tasks.aggregate.tables import build_tables
from tasks.clean.document import clean_page
from tasks.extract.article import extract
from tasks.segment.segmentation import segment


@dataclass(frozen=True)
class Reading:
    """What was read from some pages."""

    documents: tuple[Document, ...]
    findings: tuple[Findings, ...]
    rejections: tuple[Rejection, ...]

    def tables(self) -> dict[str, pa.Table]:
        return build_tables(self.documents, self.findings, self.rejections)


def read(pages: Iterable[Page]) -> Reading:
    """Clean, cut and read every page."""
    cleaned = [clean_page(page) for page in pages]
    documents = tuple(item for item in cleaned if isinstance(item, Document))
    rejections = tuple(item for item in cleaned if isinstance(item, Rejection))
    findings = tuple(extract(document, segment(document)) for document in documents)
    return Reading(documents, findings, rejections)


def pages_in(folder: Path, names: Sequence[str]) -> list[Page]:
    """Return the named files of a folder as pages."""
    return [Page(page_id=name, source_uri=name, content=(folder / name).read_bytes()) for name in names]


def write(tables: dict[str, pa.Table], folder: Path) -> None:
    """Write each table as one Parquet file."""
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
