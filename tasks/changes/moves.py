"""Which rows have what others rested on before: merged, split, or the same under another id.

A figure rests on the characters that give its value, an agreement on those that name its parties, an organisation on
the parties of agreements by their names, and a document on its address. A row has taken over from another one where
more than half of what the smaller of the two rests on was the other's and is no more, and is now its own and was not.
What only one of the snapshots can know of, for its page is new or gone, does not count.
"""

from tasks.storage.database import Database


def find_moves(tables: Database) -> None:
    """Make the table ``move``: table, old_id, new_id, n_places; the old row is gone or the new one was added.

    Args:
        tables: shows the tables of both snapshots as ``see_snapshots`` does, the pages that came and went as ``event``
            and the rows that differ as ``difference``.
    """
    places = [_PLACE.replace("SIDE", side).replace("OTHER", other) for side, other in (("old", "new"), ("new", "old"))]
    tables.run(*places, *_MOVES)


_PLACE = """
    create view SIDE_place as
    select "table", row_id, doc_id as holder, start || '-' || "end" as place
    from SIDE_evidence anti join event using (doc_id)
    where ("table" = 'agreements' and field = 'parties') or ("table" = 'metrics' and field = 'value')
    union all
    select distinct 'organizations', organization_id, agreement_id, name
    from SIDE_agreement_parties semi join OTHER_agreements using (agreement_id)
"""
#: Only what rows rest on that came or went is looked for: all others keep most of theirs.
_MOVES = (
    """
    create table shared as
    with gone as (
        from old_place semi join (from difference where change = 'removed') using ("table", row_id)
    ), come as (
        from new_place semi join (from difference where change = 'added') using ("table", row_id)
    )
    select "table", gone.row_id as old_id, n.row_id as new_id, holder, place
    from gone join new_place n using ("table", holder, place) where old_id <> new_id
    union
    select "table", o.row_id as old_id, come.row_id as new_id, holder, place
    from old_place o join come using ("table", holder, place) where old_id <> new_id
    """,
    """
    create table moved as
    from shared
    anti join (select *, row_id as old_id from new_place) using ("table", old_id, holder, place)
    anti join (select *, row_id as new_id from old_place) using ("table", new_id, holder, place)
    """,
    """
    create table move as
    with old_size as (
        select "table", row_id as old_id, count(*) as n_old from old_place
        semi join (select "table", old_id as row_id from moved) using ("table", row_id) group by all
    ), new_size as (
        select "table", row_id as new_id, count(*) as n_new from new_place
        semi join (select "table", new_id as row_id from moved) using ("table", row_id) group by all
    )
    select "table", old_id, new_id, n_places from (
        select "table", old_id, new_id, count(*) as n_places from moved group by all
    ) join old_size using ("table", old_id) join new_size using ("table", new_id)
    where 2 * n_places > least(n_old, n_new)
    union all
    select 'documents', o.doc_id, n.doc_id, 1
    from (from old_documents semi join event using (doc_id)) o
    join (from new_documents semi join event using (doc_id)) n using (source_uri)
    """,
)
