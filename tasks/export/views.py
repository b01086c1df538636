"""Questions that are asked so often that a database has them ready, in SQL that DuckDB and SQLite both read."""

from typing import NamedTuple


class View(NamedTuple):
    """A question with a name.

    Attributes:
        name: what it is asked by.
        description: what one row of the answer is.
        query: the question.
    """

    name: str
    description: str
    query: str


VIEWS = (
    View(
        "agreements_with_parties",
        "One row is one party of one agreement, with what the agreement is.",
        """
        select a.agreement_id, a.signed_on, a.signed_edtf, a.kind, a.status, a.title, a.region_code, a.region_name,
               p.position, p.organization_id, p.canonical_name, p.role, p.operator, p.signatory, p.signatory_title,
               a.amount_cny, a.is_5g, a.confidence
        from agreements as a join agreement_parties as p on p.agreement_id = a.agreement_id
        """,
    ),
    View(
        "agreements_with_evidence",
        "One row is one place that supports one field of one agreement: the words, and the page that they stand on.",
        """
        select a.agreement_id, a.signed_edtf, a.region_name, a.title, e.field, e.quote, e.doc_id, e.start, e."end",
               d.title as document_title, d.published_on, d.site, d.url
        from agreements as a
        join evidence as e on e."table" = 'agreements' and e.row_id = a.agreement_id
        join documents as d on d.doc_id = e.doc_id
        """,
    ),
    View(
        "metrics_with_evidence",
        "One row is one place where a page states one figure: the words, and the page that they stand on.",
        """
        select m.metric_id, m.kind, m.value, m.value_upper, m.unit, m.aspect, m.status, m.as_of_edtf, m.region_code,
               m.region_name, e.quote, e.doc_id, e.start, e."end",
               d.title as document_title, d.published_on, d.site, d.url
        from metrics as m
        join evidence as e on e."table" = 'metrics' and e.row_id = m.metric_id and e.field = 'row'
        join documents as d on d.doc_id = e.doc_id
        """,
    ),
    View(
        "agreements_by_region",
        "One row is one division that agreements are for, itself and not those below it; amounts of signed ones alone.",
        """
        select r.region_code, r.full_name, r.level, r.province_code,
               count(*) as n_agreements,
               cast(sum(case when a.status = 'signed' then 1 else 0 end) as bigint) as n_signed,
               cast(sum(case when a.status = 'signed' then a.amount_cny end) as bigint) as signed_amount_cny,
               min(a.signed_on) as first_signed_on, max(a.signed_on) as last_signed_on
        from regions as r join agreements as a on a.region_code = r.region_code
        group by r.region_code, r.full_name, r.level, r.province_code
        order by r.region_code
        """,
    ),
)
