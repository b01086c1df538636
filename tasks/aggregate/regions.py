"""The divisions that the tables name, with all above them and what is known of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from schemas.records import MetricFinding
from schemas.reference.regions import Gazetteer
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.edtf import day_of
from tasks.aggregate.metrics import Metric

Row = dict[str, Any]


def region_rows(
    gazetteer: Gazetteer,
    documents_naming: Mapping[str, set[str]],
    agreements: Iterable[Agreement],
    metrics: Iterable[Metric],
    party_regions: Iterable[str],
) -> list[Row]:
    """Return one row for each division that the tables name and for each of its ancestors.

    Args:
        gazetteer: the divisions.
        documents_naming: for a division's code the ids of the documents that name it.
        agreements: all agreements.
        metrics: all figures.
        party_regions: the codes at which parties are at home.
    """
    agreements, metrics = list(agreements), list(metrics)
    named = {*documents_naming, *party_regions}
    named |= {item.region_code for item in agreements if item.region_code}
    named |= {item.finding.region_code for item in metrics if item.finding.region_code}
    codes = {held for code in named for held in gazetteer.lineage(code)}
    own, below = _agreements_by_region(gazetteer, agreements)
    stock = _latest_base_stations(metrics)
    return [
        {
            **_division(gazetteer, code),
            "n_documents": len(documents_naming.get(code, ())),
            "n_agreements": len(own[code]),
            "n_agreements_total": len(below[code]),
            "first_signed_on": _signed(below[code], min),
            "last_signed_on": _signed(below[code], max),
            "operators": sorted({p.operator for item in below[code] for p in item.parties if p.operator}),
            "base_stations": None if code not in stock else float(stock[code].value or 0),
            "base_stations_as_of_edtf": None if code not in stock else stock[code].as_of_edtf,
        }
        for code in sorted(codes)
    ]


def _division(gazetteer: Gazetteer, code: str) -> Row:
    region = gazetteer.region(code)
    if region is None:
        raise KeyError(f"the table of regions has no code {code}")
    return {
        "region_code": code,
        "name": region.name,
        "full_name": gazetteer.full_name(code),
        "name_en": region.name_en,
        "level": region.level,
        "parent_code": region.parent_code,
        "province_code": gazetteer.province_of(code),
        "prefecture_code": gazetteer.prefecture_of(code),
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
        "lon": region.lon,
        "lat": region.lat,
    }


def _agreements_by_region(
    gazetteer: Gazetteer, agreements: Iterable[Agreement]
) -> tuple[dict[str, list[Agreement]], dict[str, list[Agreement]]]:
    """Return the agreements of each division itself, and of each with all below it."""
    own: dict[str, list[Agreement]] = defaultdict(list)
    below: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in agreements:
        if agreement.region_code:
            own[agreement.region_code].append(agreement)
            for code in gazetteer.lineage(agreement.region_code):
                below[code].append(agreement)
    return own, below


def _signed(agreements: Iterable[Agreement], pick: Callable[[list[date]], date]) -> date | None:
    days = [day for item in agreements if item.status != "planned" and (day := day_of(item.signed_edtf))]
    return pick(days) if days else None


def _latest_base_stations(metrics: Iterable[Metric]) -> dict[str, MetricFinding]:
    """Return for each division the dated stock of 5G base stations that is the latest.

    Only what is stated for the division as a whole counts: no operator's own figure, no target, no flow. Of two
    figures for one date the surer one stands, then the one that more documents state.
    """
    best: dict[str, tuple[tuple[Any, ...], MetricFinding]] = {}
    for metric in metrics:
        finding = metric.finding
        if finding.region_code and _is_stock_of_base_stations(finding):
            rank = (finding.as_of_edtf, finding.confidence, len(metric.tellings), metric.metric_id)
            if finding.region_code not in best or rank > best[finding.region_code][0]:
                best[finding.region_code] = (rank, finding)
    return {code: finding for code, (_, finding) in best.items()}


def _is_stock_of_base_stations(finding: MetricFinding) -> bool:
    return (
        finding.kind == "base_stations"
        and finding.unit == "count"
        and finding.aspect == "total"
        and finding.status == "actual"
        and finding.technology == "5G"
        and finding.operator is None
        and finding.value is not None
        and finding.as_of_edtf is not None
    )
