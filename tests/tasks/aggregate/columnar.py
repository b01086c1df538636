"""The tables as a run makes them, from documents and what they say."""

from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.correction import CORRECTIONS, Correction
from schemas.records import Document, Findings, Rejection
from schemas.tables import TABLES_OF_PAGES
from tasks.aggregate.digest import PAGES, digest_shard
from tasks.aggregate.repeats import CHECKED, find_repeats
from tasks.aggregate.shard import aggregate_shards
from tasks.isolation import rejections_beside
from tasks.storage import part_beside, read_table, write_records
from tasks.storage.database import database


def tables_of(documents, findings, rejections=(), n_shards=1, corrections=()):
    """Return the tables by name."""
    with TemporaryDirectory() as folder:
        if corrections:
            write_records(Correction, corrections, part_beside(Path(folder, "made.parquet"), CORRECTIONS))
        aggregated(Path(folder), documents, findings, rejections, n_shards)
        return read_all(Path(folder, "tables"))


def originals(documents, findings=()):
    """Return for each document's id the id of the one it repeats, its own where it repeats none."""
    with TemporaryDirectory() as folder, database(Path(folder, "tables")) as tables:
        tables.see("digest", [digested(Path(folder, "0.parquet"), documents, findings)], PAGES)
        tables.keep("checked_before", CHECKED.empty_table())
        tables.run("create table living as select doc_id from digest")
        find_repeats(tables)
        repeats = dict(tables.rows("select doc_id, original_id from repeat"))
        return {item.doc_id: repeats.get(item.doc_id, item.doc_id) for item in documents}


def read_all(folder):
    return {table.name: read_table(folder / f"{table.name}.parquet") for table in TABLES_OF_PAGES}


def aggregated(folder, documents, findings, rejections=(), n_shards=1, before=()):
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
