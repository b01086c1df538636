"""The door of the aggregate stage: all digests in, the published tables out."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from schemas.codec import arrow_schema
from schemas.dictionary import data_package
from schemas.records import Rejection
from schemas.tables import TABLES
from tasks.aggregate import agreement_groups, metric_groups
from tasks.aggregate.agreement_groups import unite_agreements
from tasks.aggregate.digest import PAGES, PARTS
from tasks.aggregate.metric_groups import unite_metrics
from tasks.aggregate.organizations import gather_organizations
from tasks.aggregate.repeats import CHECKED, find_repeats
from tasks.aggregate.tables import write_tables
from tasks.storage import has_parts, part_beside, write_json, write_stream
from tasks.storage.database import Database, DatabaseFullError, database

#: What is kept of one run so that the next one need not work it out again; without it the tables are the same.
MEMORY: Mapping[str, pa.Schema] = {
    "checked": CHECKED,
    "agreement_united": agreement_groups.UNITED,
    "metric_united": metric_groups.UNITED,
}
_ROWS = 8192
#: How much memory the database may take. The first is enough for a hundred thousand pages full of agreements; where it
#: is not, the tables are begun anew with more.
MEGABYTES = (400, 800, 1600, 3200)


def aggregate_shards(
    digests: Sequence[Path],
    rejections: Sequence[Path],
    active: Collection[str],
    target: Path,
    made: Path,
    before: Sequence[Path] = (),
) -> dict[str, int]:
    """Write every table and ``datapackage.json`` into the target folder.

    Args:
        digests: the shards of the digest stage.
        rejections: the rejections of all stages.
        active: the ids of the pages that the sources hold now; what other pages of the shards say is left out.
        target: the folder to write to.
        made: the shard beside which it is kept what this run has worked out.
        before: the shard beside which an earlier run of this code has kept the same, if there is one.

    Returns:
        How many rows each table has, and how many documents repeat another (``duplicates``) or were skipped as
        irrelevant (``skipped``).
    """
    *less, most = MEGABYTES
    for megabytes in less:
        with suppress(DatabaseFullError):
            return _aggregate(digests, rejections, active, target, made, before, megabytes)
    return _aggregate(digests, rejections, active, target, made, before, most)


def _aggregate(  # noqa: PLR0913, PLR0917 - the same as above, and how much memory the database may take
    digests: Sequence[Path],
    rejections: Sequence[Path],
    active: Collection[str],
    target: Path,
    made: Path,
    before: Sequence[Path],
    megabytes: int,
) -> dict[str, int]:
    with database(target, megabytes) as tables:
        _see(tables, digests, rejections, before)
        tables.keep("active", pa.table({"page_id": pa.array(active, pa.string())}))
        tables.run(*_LIVING)
        find_repeats(tables)
        unite_agreements(tables)
        unite_metrics(tables)
        gather_organizations(tables)
        counts = write_tables(tables, digests, target)
        for name, schema in MEMORY.items():
            parts = (part.cast(schema) for part in tables.stream(f"from {name}"))
            write_stream(parts, schema, part_beside(made, name), _ROWS)
        ((counts["duplicates"], counts["skipped"]),) = tables.rows(_COUNTS)
    write_json(data_package(TABLES), target / "datapackage.json")
    return counts


_LIVING = (
    "create table refused as from rejections semi join active using (page_id)",
    """
    create table living as
    select doc_id from digest semi join active on active.page_id = 'p' || doc_id[2:]
    anti join refused on refused.page_id = 'p' || doc_id[2:]
    """,
)
_COUNTS = """
    select (select count(*) from repeat), (select count(*) from digest semi join page using (doc) where not is_relevant)
"""


def _see(tables: Database, digests: Sequence[Path], rejections: Sequence[Path], before: Sequence[Path]) -> None:
    tables.see("digest", digests, PAGES)
    for name, schema in PARTS.items():
        tables.see(name, [part_beside(shard, name) for shard in digests], schema)
    tables.see("rejections", rejections, arrow_schema(Rejection))
    known = [shard for shard in before if has_parts(shard, MEMORY)]
    for name, schema in MEMORY.items():
        tables.see(f"{name}_before", [part_beside(shard, name) for shard in known], schema)
