"""Which rows have what others rested on before: merged, split, or the same under another id.

A figure rests on the characters that give its value, an agreement on those that name its parties, an organisation on
the parties of agreements by their names, and a document on its address. A row has taken over from another one where
more than half of what the one that is gone rests on, or the one that was added, was the other's and is no more, and is
now its own and was not. What only one of the snapshots can know of, for its page is new or gone, does not count.
"""

from tasks.storage.database import Database


def find_moves(tables: Database) -> None:
    """Make the table ``move``: table, old_id, new_id, n_places; the old row is gone or the new one was added.

    Args:
        tables: shows the tables of both snapshots as ``see_snapshots`` does, the pages that came and went as ``event``
            and the rows that differ as ``other``.
    """
    tables.run(_MOVE, *_TOLD, *_TAKEN_OVER, *_SIGNED, *_TAKEN_OVER)


#: Of a page that gave another one, both are there.
_MOVE = """
    create table move as
    select 'documents' as "table", o.doc_id as old_id, n.doc_id as new_id, 1 as n_places
    from (from old_documents semi join event using (doc_id)) o
    join (from new_documents semi join event using (doc_id)) n using (source_uri)
"""


#: What rows rest on is looked up only where some of them came or went: all others keep theirs.
_TOLD_IN = """
    create or replace table SIDE_place as
    select "table", row_id, doc_id as holder, start || '-' || "end" as place
    from SIDE_evidence semi join touched using (doc_id)
    where ("table" = 'agreements' and field = 'parties') or ("table" = 'metrics' and field = 'value')
"""
_TOLD = (
    """
    create table touched as
    with moving as (from other where "table" in ('agreements', 'metrics') and change <> 'changed')
    select doc_id from (
        select doc_id from old_evidence semi join moving using ("table", row_id)
        union select doc_id from new_evidence semi join moving using ("table", row_id)
    ) anti join event using (doc_id)
    """,
    *(_TOLD_IN.replace("SIDE", side) for side in ("old", "new")),
)
#: An agreement that goes on under another id is the same one.
_SIGNED = (
    """
    create table touched_agreement as
    with moving as (
        select row_id as organization_id from other where "table" = 'organizations' and change <> 'changed'
    ), signed as (
        select agreement_id from both_agreement_parties semi join moving using (organization_id)
    )
    select agreement_id as old_id, agreement_id as new_id from (select distinct agreement_id from signed)
    semi join old_agreements using (agreement_id) semi join new_agreements using (agreement_id)
    union
    select old_id, new_id from move where "table" = 'agreements'
    """,
    """
    create or replace table old_place as
    select distinct 'organizations' as "table", organization_id as row_id, new_id as holder, name as place
    from old_agreement_parties join touched_agreement on old_id = agreement_id
    """,
    """
    create or replace table new_place as
    select distinct 'organizations' as "table", organization_id as row_id, new_id as holder, name as place
    from new_agreement_parties join touched_agreement on new_id = agreement_id
    """,
)
_TAKEN_OVER = (
    """
    create or replace table shared as
    with gone as (from old_place semi join (from other where change = 'removed') using ("table", row_id)),
    come as (from new_place semi join (from other where change = 'added') using ("table", row_id))
    select "table", gone.row_id as old_id, n.row_id as new_id, holder, place
    from gone join new_place n using ("table", holder, place) where old_id <> new_id
    union
    select "table", o.row_id as old_id, come.row_id as new_id, holder, place
    from old_place o join come using ("table", holder, place) where old_id <> new_id
    """,
    """
    insert into move
    with moved as (
        select "table", old_id, new_id, count(*) as n_places from shared
        anti join (select *, row_id as old_id from new_place) using ("table", old_id, holder, place)
        anti join (select *, row_id as new_id from old_place) using ("table", new_id, holder, place)
        group by all
    ), gone as (
        select "table", row_id as old_id, count(*) as n_old from old_place
        semi join (from other where change = 'removed') using ("table", row_id) group by all
    ), come as (
        select "table", row_id as new_id, count(*) as n_new from new_place
        semi join (from other where change = 'added') using ("table", row_id) group by all
    )
    select "table", old_id, new_id, n_places
    from moved left join gone using ("table", old_id) left join come using ("table", new_id)
    where 2 * n_places > least(n_old, n_new)
    """,
)
