"""The divisions that the tables name, with all above them and what is known of each."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from schemas.reference.regions import Gazetteer, gazetteer
from tasks.storage.database import Database

Row = dict[str, Any]

#: What names a division, each with where it is.
_PLACED = (
    """
    create table naming as select distinct region_code, doc from mentions semi join page using (doc)
    where region_code is not null
""",
    """
    create table signed as select region_code, status, signed_on, amount_cny, operators from agreement_row
    where region_code is not null
""",
    """
    create table stated as
    select metric_id, region_code, value, as_of_edtf, series, last_day, date_detail, is_official, confidence,
        n_documents
    from metric_row where region_code is not null
""",
)
_NAMED = """
    select distinct region_code from (
        select region_code from naming union all select region_code from signed
        union all select region_code from stated
        union all select region_code from party where region_code is not null
    )
"""
#: What is known of each division itself, and with all below it: ``held`` says for each code what holds it.
_OF_ITSELF = (
    "select region_code, count(*) as n_documents from naming group by region_code",
    """
    select region_code, count(*) as n_agreements,
        (sum(amount_cny) filter (status <> 'planned'))::bigint as investment_committed_cny
    from signed group by region_code
    """,
    "select region_code, count(*) as n_metrics from stated group by region_code",
)
_WITH_ALL_BELOW = (
    """
    select holder as region_code, count(distinct doc) as n_documents_total
    from naming join held using (region_code) group by holder
    """,
    """
    select holder as region_code, count(*) as n_agreements_total, min(signed_on) as first_signed_on,
        max(signed_on) as last_signed_on,
        (sum(amount_cny) filter (status <> 'planned'))::bigint as investment_committed_total_cny
    from signed join held using (region_code) group by holder
    """,
    """
    select holder as region_code, list(distinct operator order by operator) as operators
    from (select region_code, unnest(operators) as operator from signed) join held using (region_code) group by holder
    """,
    """
    select holder as region_code, count(*) as n_metrics_total
    from stated join held using (region_code) group by holder
    """,
)
#: The latest figure of each series: ``Rank`` says in which order the questions are asked.
_LATEST = """
    select region_code, series, value, as_of_edtf from stated where series is not null
    qualify row_number() over (
        partition by region_code, series
        order by last_day desc, date_detail desc, is_official desc, confidence desc, n_documents desc, metric_id desc
    ) = 1
"""
_NOTHING: Mapping[str, Any] = {
    "n_documents": 0,
    "n_documents_total": 0,
    "n_agreements": 0,
    "n_agreements_total": 0,
    "n_metrics": 0,
    "n_metrics_total": 0,
    "first_signed_on": None,
    "last_signed_on": None,
    "operators": [],
    "base_stations": None,
    "base_stations_as_of_edtf": None,
    "investment_committed_cny": None,
    "investment_committed_total_cny": None,
    "investment_spent_cny": None,
    "investment_spent_as_of_edtf": None,
}


def region_rows(database: Database) -> list[Row]:
    """Return one row for each division that the tables name and for each of its ancestors.

    The database holds ``mentions``, ``page``, ``party`` and all agreements and figures.
    """
    places = gazetteer()
    database.run(*_PLACED)
    named = database.ask(_NAMED)["region_code"].to_pylist()
    held = [(code, holder) for code in named for holder in places.lineage(code)]
    rows: dict[str, Row] = {code: {**_division(places, code), **_NOTHING} for code in sorted({two for _, two in held})}
    columns = [pa.array([pair[at] for pair in held], pa.string()) for at in (0, 1)]
    database.keep("held", pa.table(columns, ["region_code", "holder"]))
    for query in (*_OF_ITSELF, *_WITH_ALL_BELOW):
        for row in database.ask(query).to_pylist():
            rows[row["region_code"]].update(row)
    for code, series, value, date in database.rows(_LATEST):
        column = "base_stations" if series == "base_stations" else "investment_spent_cny"
        rows[code].update({column: value, f"{series}_as_of_edtf": date})
    return list(rows.values())


def _division(places: Gazetteer, code: str) -> Row:
    region = places.region(code)
    if region is None:
        raise KeyError(f"the table of regions has no code {code}")
    return {
        "region_code": code,
        "name": region.name,
        "full_name": places.full_name(code),
        "name_en": region.name_en,
        "level": region.level,
        "parent_code": region.parent_code,
        "province_code": places.province_of(code),
        "prefecture_code": places.prefecture_of(code),
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
        "successors": list(region.successors),
        "lon": region.lon,
        "lat": region.lat,
    }
