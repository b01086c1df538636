"""Data folders with published tables, without a run."""

from datetime import datetime, timedelta, timezone
from functools import cache

from schemas.samples import sample_pages
from schemas.tables import CHANGES
from tasks.storage import write_json, write_stream
from tasks.storage.snapshots import Snapshots
from tests.quality.chain import read

#: The time of the runs that are played, by the clock of the machine that they are played on.
PUBLISHED_AT = datetime(2024, 5, 20, 14, tzinfo=timezone(timedelta(hours=8)))


@cache
def sample_tables():
    """Return the tables of the sample pages by name; they are the first, so nothing has changed."""
    return {**read(sample_pages()).tables(), "changes": CHANGES.arrow_schema().empty_table()}


def publish(data, tables):
    """Publish the tables as a run does, and return the id of the snapshot."""
    snapshots = Snapshots(data)
    unfinished = snapshots.begin()
    for name, table in tables.items():
        write_stream([table], table.schema, unfinished / f"{name}.parquet", 8192)
    write_json({"name": "qianyue"}, unfinished / "datapackage.json")
    return snapshots.publish(unfinished, {"code": {}, "published_at": PUBLISHED_AT.isoformat()})


def earlier_tables():
    """Return tables as an earlier version of the code may have made them: fewer rows, a column and a table missing."""
    tables = dict(sample_tables())
    tables.pop("rejected")
    tables["agreements"] = tables["agreements"].drop_columns("conflicts")
    tables["evidence"] = tables["evidence"].slice(0, 100)
    return tables
