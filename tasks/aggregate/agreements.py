"""From the tellings of agreements to the agreements themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from schemas.records import AgreementFinding, PartyFinding
from tasks.aggregate.conflicts import conflicts
from tasks.aggregate.meeting import Key, looks_at, stands_at
from tasks.aggregate.same_agreement import contradict, likeness, same_title, tied
from tasks.aggregate.same_party import matched
from tasks.aggregate.telling import AgreementTelling
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
    """One real-world agreement: all its tellings and the fields they settle on.

    Attributes:
        name: what its id is made of.
        tellings: in the order in which they were published.
    """

    name: str
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


@dataclass(slots=True)
class _Group:
    """Tellings of one agreement.

    Attributes:
        tellings: all of them.
        documents: the documents that they stand in.
        originals: those, or what they repeat.
        distinct: those of them that differ in what tellings are compared by; a story is reprinted by thousands.
    """

    tellings: list[AgreementTelling] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    originals: set[str] = field(default_factory=set)
    distinct: dict[Key, AgreementTelling] = field(default_factory=dict)

    def add(self, telling: AgreementTelling) -> None:
        self.tellings.append(telling)
        self.documents.add(telling.doc_id)
        self.originals.add(telling.original)
        self.distinct.setdefault(_compared_by(telling), telling)

    def takes(self, telling: AgreementTelling) -> bool:
        known = self.distinct.values()
        return (
            telling.doc_id not in self.documents
            and not any(contradict(telling, member) for member in known)
            and (telling.original in self.originals or any(tied(telling, member) for member in known))
        )

    def likeness(self, telling: AgreementTelling) -> int:
        return max(likeness(telling, member) for member in self.distinct.values())


def unite(tellings: Iterable[AgreementTelling]) -> list[Agreement]:
    """Return one agreement for each group of tellings of the same; the order of arrival does not matter."""
    return [settled(group.tellings) for group in _grouped(sorted(tellings, key=lambda telling: telling.order))]


def ids_of(names: Iterable[str]) -> Iterator[str]:
    """Yield the ids of agreements in the order of their first report; of several of one name the first has it bare."""
    known: Counter[str] = Counter()
    for name in names:
        yield stable_id("a", name, known[name]) if known[name] else stable_id("a", name)
        known[name] += 1


def _grouped(tellings: Sequence[AgreementTelling]) -> list[_Group]:
    groups: list[_Group] = []
    standing: dict[Key, set[int]] = defaultdict(set)
    looking: dict[Key, set[int]] = defaultdict(set)
    for telling in tellings:
        stands, looks = stands_at(telling), looks_at(telling)
        near = _at(looks, standing) | _at(stands, looking)
        fitting = [at for at in sorted(near) if groups[at].takes(telling)]
        place = max(fitting, key=lambda at: (groups[at].likeness(telling), -at), default=len(groups))
        if place == len(groups):
            groups.append(_Group())
        groups[place].add(telling)
        for key in stands:
            standing[key].add(place)
        for key in looks:
            looking[key].add(place)
    return groups


def _at(keys: Iterable[Key], groups: Mapping[Key, set[int]]) -> set[int]:
    return {group for key in keys for group in groups.get(key, ())}


def _compared_by(telling: AgreementTelling) -> Key:
    """Return all that two tellings of different documents are compared by, but for what these repeat."""
    finding = telling.finding
    parties = tuple((p.organization_id, p.canonical_name, p.operator, p.role, p.aliases) for p in finding.parties)
    facts = (finding.title, finding.kind, finding.status, finding.signed_edtf, finding.amount_cny)
    return (parties, facts, telling.published_on)


def _name(first: AgreementFinding) -> str:
    """Return what the id is made of: the two leading parties and the month and day, as the first report has them.

    Whatever is reported later adds to the agreement and leaves its name alone. The year is no part of it: reports of
    one signing differ in whether they give it.
    """
    ranked = sorted(first.parties, key=lambda party: (_ROLE_RANK[party.role], party.organization_id))
    leading = sorted(party.organization_id for party in ranked[:2])
    return "\x1f".join((*leading, month_and_day(first.signed_edtf) or ""))


def settled(group: Sequence[AgreementTelling]) -> Agreement:
    """Return the agreement that all the tellings are of, which are in the order of their publication."""
    findings = [telling.finding for telling in group]
    published = [telling.published_on for telling in group if telling.published_on]
    return Agreement(
        name=_name(findings[0]),
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
    known = {alias for party in same for alias in (*party.aliases, party.canonical_name) if not party.operator}
    aliases = tuple(sorted({*best.aliases, *known}))
    if signed is best and aliases == best.aliases:
        return best
    return replace(best, signatory=signed.signatory, signatory_title=signed.signatory_title, aliases=aliases)


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
