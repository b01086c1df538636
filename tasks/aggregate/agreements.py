"""From the tellings of agreements to the agreements themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from schemas.records import AgreementFinding, PartyFinding
from tasks.aggregate.conflicts import conflicts
from tasks.aggregate.same_agreement import AgreementTelling, contradict, likeness, same_title, tied
from tasks.aggregate.same_party import blocks, matched
from tasks.edtf import detail, month_and_day
from tasks.identity import stable_id

Value = TypeVar("Value")

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
    conflicts: tuple[str, ...] = ()


def unite(tellings: Iterable[AgreementTelling]) -> list[Agreement]:
    """Return one agreement for each group of tellings of the same; the order of arrival does not matter."""
    groups = _grouped(sorted(tellings, key=lambda telling: telling.order))
    return _named(groups)


def _grouped(tellings: Sequence[AgreementTelling]) -> list[list[AgreementTelling]]:
    groups: list[list[AgreementTelling]] = []
    by_parties: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for telling in tellings:
        near = sorted({at for parties in _pairs(telling) for at in by_parties[parties]})
        fitting = [at for at in near if _belongs(telling, groups[at])]
        place = max(fitting, key=lambda at: (_likest(telling, groups[at]), -at), default=None)
        if place is None:
            place = len(groups)
            groups.append([])
        groups[place].append(telling)
        for parties in _pairs(telling):
            by_parties[parties].add(place)
    return groups


def _pairs(telling: AgreementTelling) -> list[tuple[str, ...]]:
    """Return every two of the parties, by which tellings of the same are found; a single party by itself."""
    keys = sorted({key for party in telling.finding.parties for key in blocks(party)})
    return list(combinations(keys, 2)) if len(keys) > 1 else [tuple(keys)]


def _belongs(telling: AgreementTelling, group: Sequence[AgreementTelling]) -> bool:
    return all(not contradict(telling, member) for member in group) and any(tied(telling, member) for member in group)


def _likest(telling: AgreementTelling, group: Sequence[AgreementTelling]) -> int:
    return max(likeness(telling, member) for member in group)


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
    published = [telling.document.published_on for telling in group if telling.document.published_on]
    return Agreement(
        agreement_id="",
        tellings=tuple(group),
        parties=_parties(findings),
        title=_title(findings),
        kind=_most_frequent(f.kind for f in findings if f.kind != "other") or "other",
        status=min((finding.status for finding in findings), key=_STATUS_RANK.__getitem__),
        signed_edtf=_fullest_date(findings),
        region_code=_most_frequent(finding.region_code for finding in findings),
        topics=tuple(sorted({topic for finding in findings for topic in finding.topics})),
        amount_cny=_most_frequent(finding.amount_cny for finding in findings),
        is_5g=any(finding.is_5g for finding in findings),
        confidence=max(finding.confidence for finding in findings),
        first_published_on=min(published, default=None),
        conflicts=conflicts(findings),
    )


def _parties(findings: Sequence[AgreementFinding]) -> tuple[PartyFinding, ...]:
    """Return the parties of the telling that names most, each by its fullest name, with those that only others name."""
    fullest = max(findings, key=lambda finding: len(finding.parties))
    parties = [[party] for party in fullest.parties]
    for finding in findings:
        if finding is fullest:
            continue
        pairs = matched(finding.parties, [same[0] for same in parties])
        for party, known in pairs:
            next(same for same in parties if same[0] is known).append(party)
        parties += [[each] for each in finding.parties if all(each is not party for party, _ in pairs)]
    return tuple(_best_party(same) for same in parties)


def _best_party(same: Sequence[PartyFinding]) -> PartyFinding:
    """Return the party by its fullest name, a branch before its group, with its signatory where one page names it."""
    best = max(same, key=lambda party: (party.canonical_name != party.operator, _fullness(party)))
    signed = next((party for party in (best, *same) if party.signatory is not None), best)
    aliases = {alias for party in same for alias in (*party.aliases, party.canonical_name) if not party.operator}
    return replace(
        best,
        signatory=signed.signatory,
        signatory_title=signed.signatory_title,
        aliases=tuple(sorted({*best.aliases, *aliases})),
    )


def _fullness(party: PartyFinding) -> int:
    return 0 if party.operator or party.role == "government" else len(party.canonical_name)


def _title(findings: Sequence[AgreementFinding]) -> str | None:
    """Return the title stated most often, in its longest form."""
    usual = _most_frequent(finding.title for finding in findings)
    forms = [finding.title for finding in findings if finding.title and same_title(finding.title, usual)]
    return max(forms, key=len, default=None)


def _fullest_date(findings: Sequence[AgreementFinding]) -> str | None:
    """Return the most exact date, of several the one stated most often."""
    most = max(detail(finding.signed_edtf) for finding in findings)
    return _most_frequent(finding.signed_edtf for finding in findings if detail(finding.signed_edtf) == most)


def _most_frequent(values: Iterable[Value | None]) -> Value | None:
    """Return the value stated most often, the first of equals; None where nobody states one."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None
