"""The agreements in numbers: by time, operator, topic and party, and the newest of them one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tasks.report.holdings import months_of
from tasks.report.periods import Dated
from tasks.storage.database import Database

#: How many agreements are shown one by one, and how many organisations.
NEWEST, BUSIEST = 200, 15


class Shares(NamedTuple):
    """How many agreements there are of one sort, and how many of them are about 5G.

    Attributes:
        name: the sort, as the table names it; None where the table has a blank or an empty list.
        n_5g: about 5G.
        n_other: not about 5G.
    """

    name: str | None
    n_5g: int
    n_other: int


class Party(NamedTuple):
    """An organisation that signs often."""

    name: str
    role: str
    region_name: str | None
    n_agreements: int
    n_documents: int
    last_seen_on: date | None


@dataclass(frozen=True)
class Signing:
    """One agreement and the page that told of it first."""

    agreement_id: str
    title: str | None
    kind: str
    status: str
    signed_edtf: str | None
    region_name: str | None
    operators: tuple[str, ...]
    parties: tuple[str, ...]
    amount_cny: int | None
    is_5g: bool
    n_conflicts: int
    confidence: float
    n_documents: int
    first_published_on: date | None
    page_title: str | None
    page_site: str | None
    page_url: str | None
    page_source: str | None


@dataclass(frozen=True)
class Signings:
    """The agreements in numbers.

    Attributes:
        n_all: how many there are.
        signed: by month of signing: about 5G, others.
        by_operator: by operator; an agreement of two operators counts with both.
        signed_by: each operator's agreements by month of signing.
        by_kind: by kind.
        by_status: by status.
        by_topic: by topic; an agreement of several topics counts with each.
        n_without_place: agreements that are for no one division.
        busiest: the organisations with most agreements.
        newest: the agreements that were signed last.
    """

    n_all: int
    signed: tuple[Dated, ...]
    by_operator: tuple[Shares, ...]
    signed_by: Mapping[str, tuple[Dated, ...]]
    by_kind: tuple[Shares, ...]
    by_status: tuple[Shares, ...]
    by_topic: tuple[Shares, ...]
    n_without_place: int
    busiest: tuple[Party, ...]
    newest: tuple[Signing, ...]


def signings(tables: Database) -> Signings:
    """Return the agreements in numbers.

    Args:
        tables: shows the published tables under their names.
    """
    ((n_all, n_without_place),) = tables.rows("select count(*), count(*) - count(region_code) from agreements")
    signed = tables.rows(_SIGNED)
    by_operator = _shares(tables, _EACH.replace("COLUMN", "operators"))
    return Signings(
        n_all=n_all,
        signed=tuple(Dated(begin, end, (n_5g, n_other)) for begin, end, n_5g, n_other in signed),
        by_operator=by_operator,
        signed_by=_by_operator(tables.rows(_SIGNED_BY)),
        by_kind=_shares(tables, _BY.replace("COLUMN", "kind")),
        by_status=_shares(tables, _BY.replace("COLUMN", "status")),
        by_topic=_shares(tables, _EACH.replace("COLUMN", "topics")),
        n_without_place=n_without_place,
        busiest=tuple(Party(*row) for row in tables.rows(_BUSIEST)),
        newest=tuple(_signing(row) for row in tables.ask(_NEWEST).to_pylist()),
    )


def _shares(tables: Database, query: str) -> tuple[Shares, ...]:
    return tuple(Shares(*row) for row in tables.rows(query))


def _by_operator(rows: list[tuple[Any, ...]]) -> dict[str, tuple[Dated, ...]]:
    found: dict[str, tuple[Dated, ...]] = {}
    for operator, begin, end, n in rows:
        found[operator] = (*found.get(operator, ()), Dated(begin, end, (n,)))
    return found


def _signing(row: dict[str, Any]) -> Signing:
    return Signing(**{**row, "operators": tuple(row["operators"]), "parties": tuple(row["parties"])})


_SIGNED = f"""
    select {months_of("signed_edtf")}, count(*) filter (is_5g), count(*) filter (not is_5g)
    from agreements group by 1, 2 order by 1, 2
"""  # noqa: S608 - the column is named here
_BY = """
    select COLUMN, count(*) filter (is_5g), count(*) filter (not is_5g)
    from agreements group by 1 order by count(*) desc, 1 nulls last
"""
_EACH = """
    select one, count(*) filter (is_5g), count(*) filter (not is_5g)
    from (select unnest(if(len(COLUMN) = 0, [null], COLUMN)) as one, is_5g from agreements)
    group by 1 order by one is null, count(*) desc, 1
"""
_SIGNED_BY = f"""
    select operator, {months_of("signed_edtf")}, count(*)
    from (select unnest(operators) as operator, signed_edtf from agreements)
    group by 1, 2, 3 order by 1, 2, 3
"""  # noqa: S608 - the column is named here
_BUSIEST = f"""
    select canonical_name, role, region_name, n_agreements, n_documents, last_seen_on
    from organizations order by n_agreements desc, n_documents desc, organization_id limit {BUSIEST}
"""  # noqa: S608 - a number of ours
#: Newest by the date of signing; where its year is not known, by the day of the first report.
_NEWEST = f"""
    with newest as (
        select *, if(regexp_matches(signed_edtf, '^[0-9]{{4}}'), signed_edtf, null) as dated
        from agreements
        order by coalesce(dated, first_published_on::varchar) desc nulls last, agreement_id
        limit {NEWEST}
    ), told as (
        select row_id as agreement_id, first(
            {{'title': title, 'site': site, 'url': url, 'source_uri': source_uri}}
            order by duplicate_of is not null, published_on nulls last, doc_id
        ) as page
        from (
            select distinct row_id, doc_id from evidence
            where "table" = 'agreements' and row_id in (select agreement_id from newest)
        ) join documents using (doc_id)
        group by row_id
    )
    select agreement_id, newest.title, kind, status, signed_edtf, region_name, operators, parties, amount_cny, is_5g,
        len(conflicts) as n_conflicts, confidence, n_documents, first_published_on,
        page.title as page_title, page.site as page_site, page.url as page_url, page.source_uri as page_source
    from newest left join told using (agreement_id)
    order by coalesce(dated, first_published_on::varchar) desc nulls last, agreement_id
"""  # noqa: S608 - a number of ours
