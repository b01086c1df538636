"""The divisions that the tables name, with all above them and what is known of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from schemas.records import MetricFinding
from schemas.reference.regions import Gazetteer
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.latest import is_spent_investment, is_stock_of_base_stations, latest_by_region
from tasks.aggregate.metrics import Metric
from tasks.edtf import day_of

Row = dict[str, Any]
Item = TypeVar("Item")


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
    signed = _rolled_up(gazetteer, ((item.region_code, item) for item in agreements))
    stated = _rolled_up(gazetteer, ((item.finding.region_code, item) for item in metrics))
    naming = _rolled_up(gazetteer, ((code, doc_id) for code, ids in documents_naming.items() for doc_id in ids))
    stock = latest_by_region(metrics, is_stock_of_base_stations)
    spent = latest_by_region(metrics, is_spent_investment)
    return [
        {
            **_division(gazetteer, code),
            "n_documents": len(naming.own[code]),
            "n_documents_total": len(set(naming.total[code])),
            "n_agreements": len(signed.own[code]),
            "n_agreements_total": len(signed.total[code]),
            "n_metrics": len(stated.own[code]),
            "n_metrics_total": len(stated.total[code]),
            "first_signed_on": _signed(signed.total[code], min),
            "last_signed_on": _signed(signed.total[code], max),
            "operators": sorted({p.operator for item in signed.total[code] for p in item.parties if p.operator}),
            "base_stations": _value(stock.get(code)),
            "base_stations_as_of_edtf": _date(stock.get(code)),
            "investment_committed_cny": _committed(signed.own[code]),
            "investment_committed_total_cny": _committed(signed.total[code]),
            "investment_spent_cny": _value(spent.get(code)),
            "investment_spent_as_of_edtf": _date(spent.get(code)),
        }
        for code in sorted(codes)
    ]


@dataclass(frozen=True, slots=True)
class _RolledUp(Generic[Item]):
    """The items of each division itself, and those of each division with all below it."""

    own: Mapping[str, list[Item]]
    total: Mapping[str, list[Item]]


def _rolled_up(gazetteer: Gazetteer, placed: Iterable[tuple[str | None, Item]]) -> _RolledUp[Item]:
    own: dict[str, list[Item]] = defaultdict(list)
    total: dict[str, list[Item]] = defaultdict(list)
    for code, item in placed:
        if code is not None:
            own[code].append(item)
            for holder in gazetteer.lineage(code):
                total[holder].append(item)
    return _RolledUp(own, total)


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
        "successors": list(region.successors),
        "lon": region.lon,
        "lat": region.lat,
    }


def _signed(agreements: Iterable[Agreement], pick: Callable[[list[date]], date]) -> date | None:
    days = [day for item in agreements if item.status != "planned" and (day := day_of(item.signed_edtf))]
    return pick(days) if days else None


def _committed(agreements: Iterable[Agreement]) -> int | None:
    """Return the sum of what the signed agreements commit, None where none of them names an amount."""
    amounts = [item.amount_cny for item in agreements if item.amount_cny is not None and item.status != "planned"]
    return sum(amounts) if amounts else None


def _value(finding: MetricFinding | None) -> float | None:
    return None if finding is None or finding.value is None else float(finding.value)


def _date(finding: MetricFinding | None) -> str | None:
    return None if finding is None else finding.as_of_edtf
