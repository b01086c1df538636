"""All figures from the tellings of all documents: those that agree in everything but the date are seen together."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from schemas.json_codec import from_json
from tasks.aggregate.digest import KEY, METRIC_ROWS
from tasks.aggregate.groups import United, unite_groups, united_schema
from tasks.aggregate.metrics import unite
from tasks.aggregate.rows import metric_row
from tasks.aggregate.telling import MetricTelling
from tasks.storage.database import Database

#: Figures that several tellings were seen together for, and all the tellings of these.
UNITED = united_schema(METRIC_ROWS, [pa.field("metric_id", pa.string()), pa.field("telling", KEY)])

#: Every telling with the document that alone can state its figure, and whether that is another one than its own.
_TOLD = """
    create table metric as
    select telling, metrics.doc, metrics.doc_id, position, signature,
        coalesce(original_id, metrics.doc_id) as original_id,
        case when not is_common then coalesce(original, metrics.doc) end as owner,
        not is_common and original is not null as is_borrowed
    from metrics semi join page using (doc) left join repeat using (doc)
"""
_GROUPS = """
    create table metric_group as
    select md5(concat_ws(' ', owner, string_agg(telling, ',' order by telling))) as "group", list(telling) as tellings
    from metric group by signature, owner having count(*) > 1 or bool_or(is_borrowed)
"""
#: All figures, and for each telling the one that it states.
_ALL = (
    """
    create view metric_row as
    select * exclude (telling, doc, doc_id, position, told, signature, is_common)
    from metrics semi join metric using (telling) anti join metric_member using (telling)
    union all by name select one.* from (select unnest(rows) as one from metric_united)
""",
    """
    create table metric_telling as
    select telling, metric_id
    from metrics semi join metric using (telling) anti join metric_member using (telling)
    union all by name select one.* from (select unnest(told) as one from metric_united)
""",
)


def unite_metrics(database: Database) -> None:
    """Make ``metric_row`` and ``metric_telling``; the database holds ``metrics``, ``page`` and ``repeat``."""
    database.run(_TOLD, _GROUPS)
    unite_groups(database, "metric", UNITED, _united)
    database.run(*_ALL)


def _united(members: Sequence[tuple[int, str, str]]) -> United:
    numbers: dict[int, int] = {}
    tellings: list[MetricTelling] = []
    for number, told, original in members:
        telling = from_json(MetricTelling, told)
        tellings.append(telling if telling.original == original else replace(telling, original=original))
        numbers[id(tellings[-1])] = number
    metrics = unite(tellings)
    told_of = [
        {"metric_id": metric.metric_id, "telling": numbers[id(telling)]}
        for metric in metrics
        for telling in metric.tellings
    ]
    return [metric_row(metric) for metric in metrics], told_of
