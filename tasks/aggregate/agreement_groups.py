"""All agreements from the tellings of all documents.

Tellings that meet at a key hang together with those that these meet elsewhere, and are seen together.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from schemas.json_codec import from_json
from tasks.aggregate.agreements import ids_of, unite
from tasks.aggregate.components import components
from tasks.aggregate.digest import AGREEMENT_ROWS, KEY, TEXTS, agreement_columns
from tasks.aggregate.groups import United, unite_groups, united_schema
from tasks.aggregate.rows import organizations_named
from tasks.aggregate.telling import AgreementTelling
from tasks.storage.database import Database

#: Agreements that several tellings were seen together for, and all the tellings of these.
UNITED = united_schema(AGREEMENT_ROWS, [pa.field("lead", KEY), pa.field("telling", KEY), pa.field("named", TEXTS)])

#: Every telling with what its document repeats.
_TOLD = """
    create table agreement as
    select telling, agreements.doc, agreements.doc_id, position, published, start, "end",
        coalesce(original, agreements.doc) as original, coalesce(original_id, agreements.doc_id) as original_id
    from agreements semi join page using (doc) left join repeat using (doc)
"""
#: The keys at which one telling stands and another looks, with all that do either; and documents that repeat others.
_LINKS = """
    create table link as
    with stand as not materialized (
        select telling, unnest(stands_at) as key from agreements semi join agreement using (telling)
    ), look as not materialized (
        select telling, unnest(looks_at) as key from agreements semi join agreement using (telling)
    ), met as (
        from stand semi join look using (key) union from look semi join stand using (key)
    )
    from met semi join (select key from met group by key having count(*) > 1) using (key)
    union all
    select telling, original from agreement where original in (select original from repeat)
"""
_GROUPS = """
    create table agreement_group as
    select md5(string_agg(telling || ' ' || original, ',' order by telling)) as "group", list(telling) as tellings
    from component join agreement using (telling) group by component having count(*) > 1
"""
#: All agreements, and for each telling the one that it is of.
_ALL = (
    """
    create view agreement_row as
    select * exclude (
        telling, doc, doc_id, position, told, published, start, "end", stands_at, looks_at, named
    )
    from agreements semi join agreement using (telling) anti join agreement_member using (telling)
    union all by name select one.* from (select unnest(rows) as one from agreement_united)
""",
    """
    create table agreement_telling as
    select telling as lead, telling, named
    from agreements semi join agreement using (telling) anti join agreement_member using (telling)
    union all by name select one.* from (select unnest(told) as one from agreement_united)
""",
    """
    create table named as select lead, name, bare_id from agreement_row
""",
)
#: Agreements of one name in the order of their first reports.
_NAMESAKES = """
    select lead, name from named join agreement on telling = lead
    where name in (select name from named group by name having count(*) > 1)
    order by name, published nulls last, doc_id, start, "end", position
"""
_IDS = """
    create table agreement_key as
    select lead, coalesce(agreement_id, bare_id) as agreement_id
    from named left join renamed using (lead)
"""


def unite_agreements(database: Database) -> None:
    """Make ``agreement_row``, ``agreement_key`` with the id of each, and ``agreement_telling``.

    The database holds the digests' ``agreements``, and ``page`` and ``repeat``.
    """
    database.run(_TOLD, _LINKS)
    database.keep("component", _components(database.ask("from link")))
    database.run(_GROUPS)
    unite_groups(database, "agreement", UNITED, _united)
    database.run(*_ALL)
    database.keep("renamed", _renamed(database.ask(_NAMESAKES)))
    database.run(_IDS)


def _components(links: pa.Table) -> pa.Table:
    tellings, nodes = np.unique(links["telling"].to_numpy(), return_inverse=True)
    _, hubs = np.unique(links["key"].to_numpy(), return_inverse=True)
    return pa.table({"telling": tellings, "component": components(nodes, hubs)})


def _united(members: Sequence[tuple[int, str, str]]) -> United:
    numbers: dict[int, int] = {}
    tellings: list[AgreementTelling] = []
    for number, told, original in members:
        telling = from_json(AgreementTelling, told)
        tellings.append(telling if telling.original == original else replace(telling, original=original))
        numbers[id(tellings[-1])] = number
    rows, told_of = [], []
    for agreement in unite(tellings):
        lead = numbers[id(agreement.tellings[0])]
        rows.append(agreement_columns(agreement, lead))
        told_of += [
            {"lead": lead, "telling": numbers[id(telling)], "named": organizations_named(telling, agreement)}
            for telling in agreement.tellings
        ]
    return rows, told_of


def _renamed(namesakes: pa.Table) -> pa.Table:
    ids = ids_of(namesakes["name"].to_pylist())
    return pa.table({"lead": namesakes["lead"], "agreement_id": pa.array(list(ids), pa.string())})
