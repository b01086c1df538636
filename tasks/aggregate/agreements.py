"""From the tellings of agreements to the agreements themselves.

Two tellings from different documents are of one agreement where

* the parties of one are among the parties of the other, and they share at least two, or the one that both name,
* nothing that both state contradicts: date, title, kind, sum,
* and something ties them: the same month and day, the same title, one document repeating the other, or - where a date
  is lacking - publication within ten days.

Two tellings from the same document are two agreements: within a document extraction has already united them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TypeVar

from schemas.records import AgreementFinding, PartyFinding
from tasks.aggregate.edtf import compatible, detail, month_and_day
from tasks.aggregate.telling import Telling
from tasks.identity import stable_id

AgreementTelling = Telling[AgreementFinding]
Value = TypeVar("Value")

#: News of a signing is reprinted within days; ten days cover weekly papers.
_NEWS_LASTS = timedelta(days=10)
_STATUS_RANK = {"signed": 0, "planned": 1, "earlier": 2}
_ROLE_RANK = {
    "operator": 0,
    "government": 1,
    "zone": 2,
    "vendor": 3,
    "institution": 4,
    "enterprise": 5,
    "other": 6,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """One real-world agreement: all its tellings and the fields they settle on."""

    agreement_id: str
    tellings: tuple[AgreementTelling, ...]
    parties: tuple[PartyFinding, ...]
    title: str | None
    kind: str
    status: str
    signed_edtf: str | None
    region_code: str | None
    topics: tuple[str, ...]
    amount_cny: int | None
    is_5g: bool
    confidence: float
    first_published_on: date | None


def unite(tellings: Iterable[AgreementTelling]) -> list[Agreement]:
    """Return one agreement for each group of tellings of the same; the order of arrival does not matter."""
    groups = _grouped(sorted(tellings, key=lambda telling: telling.order))
    return _named(groups)


def _grouped(tellings: Sequence[AgreementTelling]) -> list[list[AgreementTelling]]:
    groups: list[list[AgreementTelling]] = []
    by_parties: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for telling in tellings:
        near = sorted({at for parties in _pairs(telling) for at in by_parties[parties]})
        place = next((at for at in near if _belongs(telling, groups[at])), None)
        if place is None:
            place = len(groups)
            groups.append([])
        groups[place].append(telling)
        for parties in _pairs(telling):
            by_parties[parties].add(place)
    return groups


def _pairs(telling: AgreementTelling) -> list[tuple[str, ...]]:
    """Return every two of the parties, by which tellings of the same are found; a single party by itself."""
    ids = sorted(_party_ids(telling))
    return list(combinations(ids, 2)) if len(ids) > 1 else [tuple(ids)]


def _belongs(telling: AgreementTelling, group: Sequence[AgreementTelling]) -> bool:
    return all(not _contradict(telling, member) for member in group) and any(_tied(telling, member) for member in group)


def _contradict(one: AgreementTelling, other: AgreementTelling) -> bool:
    a, b = one.finding, other.finding
    return (
        one.document.doc_id == other.document.doc_id
        or not _share_parties(one, other)
        or not compatible(a.signed_edtf, b.signed_edtf)
        or _differ(a.title, b.title)
        or _differ(a.amount_cny, b.amount_cny)
        or (a.kind != b.kind and "other" not in (a.kind, b.kind))
    )


def _tied(one: AgreementTelling, other: AgreementTelling) -> bool:
    a, b = one.finding, other.finding
    same_day = month_and_day(a.signed_edtf) is not None and month_and_day(a.signed_edtf) == month_and_day(b.signed_edtf)
    same_title = a.title is not None and a.title == b.title
    repeats = one.original == other.original
    return same_day or same_title or repeats or _same_news(one, other)


def _same_news(one: AgreementTelling, other: AgreementTelling) -> bool:
    """Whether one lacks the day, and both report the agreement as news within days of each other."""
    a, b = one.document.published_on, other.document.published_on
    days = (month_and_day(one.finding.signed_edtf), month_and_day(other.finding.signed_edtf))
    news = "earlier" not in (one.finding.status, other.finding.status)
    return None in days and news and a is not None and b is not None and abs(a - b) <= _NEWS_LASTS


def _share_parties(one: AgreementTelling, other: AgreementTelling) -> bool:
    a, b = _party_ids(one), _party_ids(other)
    return a == b or (len(a & b) >= 2 and (a <= b or b <= a))


def _party_ids(telling: AgreementTelling) -> frozenset[str]:
    return frozenset(party.organization_id for party in telling.finding.parties)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _named(groups: Iterable[Sequence[AgreementTelling]]) -> list[Agreement]:
    """Return the agreements with their ids; of several that one name would fit, the first reported has it bare."""
    by_name: dict[tuple[str, ...], list[Agreement]] = defaultdict(list)
    for group in groups:
        by_name[_name(group[0].finding)].append(_settled(group))
    return [
        _with_id(agreement, name, place)
        for name, alike in sorted(by_name.items())
        for place, agreement in enumerate(sorted(alike, key=lambda agreement: agreement.tellings[0].order))
    ]


def _with_id(agreement: Agreement, name: tuple[str, ...], place: int) -> Agreement:
    parts = name if place == 0 else (*name, str(place))
    return replace(agreement, agreement_id=stable_id("a", *parts))


def _name(first: AgreementFinding) -> tuple[str, ...]:
    """Return what the id is made of: the two leading parties and the month and day, as the first report has them.

    Whatever is reported later adds to the agreement and leaves its name alone. The year is no part of it: reports of
    one signing differ in whether they give it.
    """
    ranked = sorted(first.parties, key=lambda party: (_ROLE_RANK[party.role], party.organization_id))
    leading = sorted(party.organization_id for party in ranked[:2])
    return (*leading, month_and_day(first.signed_edtf) or "")


def _settled(group: Sequence[AgreementTelling]) -> Agreement:
    findings = [telling.finding for telling in group]
    fullest = max(group, key=lambda telling: len(telling.finding.parties)).finding
    published = [telling.document.published_on for telling in group if telling.document.published_on]
    return Agreement(
        agreement_id="",
        tellings=tuple(group),
        parties=tuple(_best_party(party, findings) for party in fullest.parties),
        title=_most_frequent(finding.title for finding in findings),
        kind=_most_frequent(f.kind for f in findings if f.kind != "other") or "other",
        status=min((finding.status for finding in findings), key=_STATUS_RANK.__getitem__),
        signed_edtf=_fullest_date(findings),
        region_code=_most_frequent(finding.region_code for finding in findings),
        topics=tuple(sorted({topic for finding in findings for topic in finding.topics})),
        amount_cny=_most_frequent(finding.amount_cny for finding in findings),
        is_5g=any(finding.is_5g for finding in findings),
        confidence=max(finding.confidence for finding in findings),
        first_published_on=min(published, default=None),
    )


def _best_party(party: PartyFinding, findings: Iterable[AgreementFinding]) -> PartyFinding:
    """Return the party as the telling that names its signatory has it."""
    same = [p for f in findings for p in f.parties if p.organization_id == party.organization_id]
    return next((p for p in same if p.signatory is not None), party)


def _fullest_date(findings: Iterable[AgreementFinding]) -> str | None:
    return max((f.signed_edtf for f in findings), key=detail, default=None)


def _most_frequent(values: Iterable[Value | None]) -> Value | None:
    """Return the value stated most often, the first of equals; None where nobody states one."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None
