"""What brought a difference about: a correction, a page that came or went, or other rules.

Each page that came or went is followed to the rows that rest on it, in the snapshot before or in this one, and from
those to the organisations and divisions that count them.
"""

import pyarrow as pa

from schemas.vocabulary import ChangeReason, allowed
from tasks.storage.database import Database

#: The first that applies is the one that is told.
_ORDER = allowed(ChangeReason)


def find_events(tables: Database, *, is_other_code: bool) -> None:
    """Make the table ``event``: each document that came or went, why, and the document that shows it (``shown``).

    Of an address that gave another page both pages are there, and the new one shows it.

    Args:
        tables: shows the tables of both snapshots as ``see_snapshots`` does.
        is_other_code: whether other code made the new snapshot; it may read a page that was rejected before.
    """
    tables.keep("circumstance", pa.table({"is_other_code": [is_other_code]}))
    tables.run(_EVENT)


def find_reasons(tables: Database) -> None:
    """Make the table ``reason``: each row of ``difference`` with its ``reason`` and ``doc_id``.

    A correction of the row comes first. Else what touches the very field comes before what touches the row, and of
    either the first in the order of the reasons, and the document with the least id. Where nothing touches the row it
    is other code, if there is any, and else what other rows have brought about.

    Args:
        tables: shows the tables of both snapshots as ``see_snapshots`` does, and holds ``event``, ``difference`` and
            ``move``.
    """
    tables.keep("known_reason", pa.table({"reason": list(_ORDER), "place": list(range(len(_ORDER)))}))
    tables.run(_CORRECTED, *_CAUSES, _OTHERWISE, _REASON)


_EVENT = """
    create table event as
    with came as (select doc_id, source_uri from new_documents anti join old_documents using (doc_id)),
    went as (select doc_id, source_uri from old_documents anti join new_documents using (doc_id)),
    successor as (select source_uri, min(doc_id) as shown from came group by all)
    select doc_id, doc_id as shown, case
        when source_uri in (select source_uri from went) then 'changed_page'
        when is_other_code and source_uri in (select source_uri from old_rejected) then 'new_rules'
        else 'new_page' end as reason
    from came cross join circumstance
    union all
    select doc_id, coalesce(shown, doc_id), case
        when shown is not null then 'changed_page'
        when is_other_code and source_uri in (select source_uri from new_rejected) then 'new_rules'
        else 'gone_page' end
    from went left join successor using (source_uri) cross join circumstance
"""
#: The rows of corrections that are applied in one of the snapshots only; one that has long been so changes nothing,
#: though its entry is written in other words. What a merge or split comes to follows the pages.
_CORRECTED = """
    create table corrected as
    with done as (
        select side, row_id, other_row_id, action, field, if(action = 'set', new_value, null) as new_value
        from (
            select 'old' as side, * from old_corrections union all by name select 'new' as side, * from new_corrections
        )
        where status = 'applied'
    ), in_one as (
        select row_id, other_row_id from done group by row_id, other_row_id, action, field, new_value
        having count(distinct side) = 1
    )
    from (select distinct unnest([row_id, other_row_id]) as row_id from in_one) where row_id is not null
"""
#: What may have changed which field of which row; ``row`` where it is not known which field.
_CAUSES = (
    """
    create table cause as
    select "table", row_id, 'row' as field, 'correction' as reason, null::varchar as doc_id
    from corrected
    cross join (select unnest(['agreements', 'metrics', 'organizations', 'regions', 'documents']) as "table")
    """,
    """
    insert into cause select distinct "table", row_id, field, reason, shown
    from both_evidence join event using (doc_id)
    """,
    """
    insert into cause
    select 'documents', doc_id, 'row', reason, shown from event
    union
    select 'documents', d.doc_id, 'duplicate_of', reason, shown
    from both_documents d join event on d.duplicate_of = event.doc_id
    """,
    """
    insert into cause
    select "table", old_id, 'row', reason, doc_id
    from cause join (select *, new_id as row_id from move) using ("table", row_id)
    union
    select "table", new_id, 'row', reason, doc_id
    from cause join (select *, old_id as row_id from move) using ("table", row_id)
    """,
    """
    create table counted as
    select distinct agreement_id, reason, doc_id from (select *, row_id as agreement_id from cause)
    where "table" = 'agreements'
    """,
    """
    insert into cause
    select distinct 'organizations', organization_id, 'row', reason, counted.doc_id
    from counted join both_agreement_parties using (agreement_id)
    """,
    """
    create table placed as
    select region_code, reason, doc_id from counted join both_agreements using (agreement_id)
    union
    select region_code, reason, doc_id from counted join both_agreement_parties using (agreement_id)
    union
    select region_code, reason, doc_id from cause join (select *, metric_id as row_id from both_metrics) using (row_id)
    where "table" = 'metrics'
    union
    select region_code, reason, shown from both_region_mentions join event using (doc_id)
    """,
    """
    insert into cause
    select distinct 'regions', unnest([region_code, prefecture_code, province_code]), 'row', reason, doc_id
    from placed join both_regions using (region_code)
    """,
)
_OTHERWISE = """
    create table otherwise as
    select coalesce(
        if(is_other_code, 'new_rules', null),
        (select arg_min(reason, place) from event join known_reason using (reason)),
        if((select count(*) from corrected) > 0, 'correction', 'new_rules')
    ) as last_reason
    from circumstance
"""
_REASON = """
    create table reason as
    with ordered as (
        select "table", row_id, field, {'place': place, 'doc_id': doc_id, 'reason': reason} as why
        from cause join known_reason using (reason)
    ), of_field as (
        select "table", row_id, field, min(why) as field_why from ordered group by all
    ), of_row as (
        select "table", row_id, min(why) as row_why from ordered group by all
    )
    select * exclude (why, last_reason), coalesce(why.reason, last_reason) as reason, why.doc_id as doc_id from (
        select difference.*, if(row_why.reason = 'correction', row_why, coalesce(field_why, row_why)) as why
        from difference left join of_field using ("table", row_id, field) left join of_row using ("table", row_id)
    ) cross join otherwise
"""
