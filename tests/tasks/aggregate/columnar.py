"""The tables as a run makes them, from documents and what they say."""

from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.records import Document, Findings, Rejection
from schemas.tables import TABLES
from tasks.aggregate.digest import digest_shard
from tasks.aggregate.shard import aggregate_shards
from tasks.isolation import rejections_beside
from tasks.storage import read_table, write_records


def tables_of(documents, findings, rejections=(), n_shards=1):
    """Return the tables by name."""
    with TemporaryDirectory() as folder:
        aggregated(Path(folder), documents, findings, rejections, n_shards)
        return read_all(Path(folder, "tables"))


def read_all(folder):
    return {table.name: read_table(folder / f"{table.name}.parquet") for table in TABLES}


def aggregated(folder, documents, findings, rejections=(), n_shards=1, before=None):
    """Write the tables below the folder; return the counts and the shard that the next run may begin with."""
    write_records(Rejection, rejections, folder / "refused.parquet")
    digests = [digested(folder / f"{at}.parquet", documents[at::n_shards], findings) for at in range(n_shards)]
    active = [*(item.page_id for item in documents), *(item.page_id for item in rejections)]
    refused = [folder / "refused.parquet", *map(rejections_beside, digests)]
    made = folder / "made.parquet"
    return aggregate_shards(digests, refused, active, folder / "tables", made, before), made


def digested(path, documents, findings):
    known = {item.doc_id for item in documents}
    documents_path, findings_path = path.with_suffix(".documents"), path.with_suffix(".findings")
    write_records(Document, documents, documents_path)
    write_records(Findings, [item for item in findings if item.doc_id in known], findings_path)
    digest_shard(findings_path, documents_path, path)
    return path
