"""The organisations that sign, each once, with all names that pages give it."""

import pyarrow as pa

from schemas.reference.regions import gazetteer
from tasks.storage.database import Database

#: Every party of every agreement, and the documents that name an organisation as one.
PARTIES = (
    """
    create table party as
    select agreement_id, member.* from (
        select agreement_id, unnest(members) as member from agreement_row join agreement_key using (lead)
    )
""",
    """
    create table sighting as
    select distinct organization_id, doc, published from (
        select unnest(named) as organization_id, doc, published
        from agreement_telling join agreement using (telling)
    )
""",
)
#: Where pages differ in what they say of one, the role and place stated most often stand; of several so often, the
#: first in the order of the alphabet.
_USUAL = (
    """
    create table usual_role as
    select organization_id, arg_min(role, (-n, role)) as role
    from (select organization_id, role, count(*) as n from party group by all) group by organization_id
""",
    """
    create table usual_region as
    select organization_id, arg_min(region_code, (-n, region_code)) as region_code
    from (select organization_id, region_code, count(*) as n from party where region_code is not null group by all)
    group by organization_id
""",
    """
    create table seen as
    select organization_id, count(*) as n_documents, min(published) as first_seen_on, max(published) as last_seen_on
    from sighting group by organization_id
""",
    """
    create table organization as
    select organization_id, min(canonical_name) as canonical_name,
        arg_min_null(operator, (canonical_name, agreement_id, position)) as operator,
        count(distinct agreement_id) as n_agreements
    from party group by organization_id
""",
    """
    create table known_as as
    select organization_id, list(name order by name) as names
    from (select distinct organization_id, unnest(aliases) as name from party) group by organization_id
""",
)
ORGANIZATIONS = """
    select organization_id, canonical_name, role, operator, usual_region.region_code, region_name,
        list_filter(coalesce(names, []), lambda name: name <> canonical_name) as aliases, n_agreements, n_documents,
        first_seen_on, last_seen_on
    from organization join usual_role using (organization_id) join seen using (organization_id)
        left join known_as using (organization_id)
        left join usual_region using (organization_id) left join place_name using (region_code)
    order by organization_id
"""


def gather_organizations(database: Database) -> None:
    """Make ``party`` and what ``ORGANIZATIONS`` asks; the database holds all agreements."""
    database.run(*PARTIES, *_USUAL)
    codes = database.ask("select distinct region_code from usual_region")["region_code"].to_pylist()
    names = pa.array([gazetteer().full_name(code) for code in codes], pa.string())
    database.keep("place_name", pa.table({"region_code": pa.array(codes, pa.string()), "region_name": names}))
