"""The organisations that sign, each once, with all names that pages give it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from schemas.records import PartyFinding
from schemas.reference.regions import Gazetteer
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.same_party import matched

Row = dict[str, Any]


@dataclass
class _Organization:
    parties: list[PartyFinding] = field(default_factory=list)
    agreements: set[str] = field(default_factory=set)
    documents: dict[str, date | None] = field(default_factory=dict)


def organization_rows(gazetteer: Gazetteer, agreements: Iterable[Agreement]) -> list[Row]:
    """Return one row for each organisation that is party to one of the agreements.

    Where pages differ in what they say of one, the role and place stated most often stand.
    """
    organizations: dict[str, _Organization] = defaultdict(_Organization)
    for agreement in agreements:
        for party in agreement.parties:
            organization = organizations[party.organization_id]
            organization.parties.append(party)
            organization.agreements.add(agreement.agreement_id)
        for telling in agreement.tellings:
            for _, party in matched(telling.finding.parties, agreement.parties):
                organizations[party.organization_id].documents[telling.document.doc_id] = telling.document.published_on
    return [_row(gazetteer, key, organization) for key, organization in sorted(organizations.items())]


def _row(gazetteer: Gazetteer, organization_id: str, organization: _Organization) -> Row:
    parties = sorted(organization.parties, key=lambda party: party.canonical_name)
    region = _usual([party.region_code for party in parties if party.region_code])
    seen = sorted(day for day in organization.documents.values() if day is not None)
    name = parties[0].canonical_name
    return {
        "organization_id": organization_id,
        "canonical_name": name,
        "role": _usual([party.role for party in parties]),
        "operator": parties[0].operator,
        "region_code": region,
        "region_name": gazetteer.full_name(region) if region else None,
        "aliases": sorted({alias for party in parties for alias in party.aliases} - {name}),
        "n_agreements": len(organization.agreements),
        "n_documents": len(organization.documents),
        "first_seen_on": seen[0] if seen else None,
        "last_seen_on": seen[-1] if seen else None,
    }


def _usual(values: list[str]) -> str | None:
    """Return the value that stands most often, the first in the order of the alphabet of equals."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
