"""A data folder as a run leaves it, made by the doors of the stages one after the other, without Prefect."""

import hashlib

from flows.plan import shard_of, work_in
from flows.stages import STAGES, names_of
from schemas.records import Page
from tasks.aggregate.digest import digest_shard
from tasks.aggregate.shard import aggregate_shards
from tasks.clean.shard import clean_shard
from tasks.extract.shard import extract_shard
from tasks.isolation import rejections_beside
from tasks.segment.shard import segment_shard
from tasks.storage import write_records
from tasks.storage.snapshots import Snapshots


def _page(path):
    uri, content = f"news/{path.name}", path.read_bytes()
    return Page("p" + hashlib.sha256(uri.encode() + b"\0" + content).hexdigest()[:16], uri, content)


def publish(data, folder):
    """Publish the tables of the pages in a folder and return the folder of the snapshot."""
    pages = [_page(path) for path in sorted(folder.iterdir())]
    work = work_in(data)
    names = names_of(shard_of(page.page_id for page in pages))
    shards = {stage: work.shard(stage, name) for stage, name in names.items()}
    write_records(Page, pages, shards["fetch"])
    clean_shard(shards["fetch"], shards["clean"])
    segment_shard(shards["clean"], shards["segment"])
    extract_shard(shards["clean"], shards["segment"], shards["extract"])
    digest_shard(shards["extract"], shards["clean"], shards["digest"])
    work.finish("fetch", names["fetch"], {})
    for stage in STAGES:
        made_from = {other: names[other] for other in stage.inputs}
        work.finish(stage.name, names[stage.name], {"code": stage.code, "made_from": made_from})
    snapshots = Snapshots(data)
    unfinished = snapshots.begin()
    rejections = [rejections_beside(shards[stage.name]) for stage in STAGES]
    active = {page.page_id for page in pages}
    aggregate_shards([shards["digest"]], rejections, active, unfinished, data / "work" / "aggregate" / "one.parquet")
    return data / "snapshots" / snapshots.publish(unfinished, {})
