"""One agreement once, however often and in however many words a page tells it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from schemas.records import Article, DateMention, OrganizationMention, Span
from schemas.vocabulary import AgreementStatus
from tasks.extract.agreements.coordination import Parties, distinct
from tasks.extract.agreements.kind import NamedKind
from tasks.extract.agreements.telling import Telling
from tasks.identity import stable_id


class Account(NamedTuple):
    """A telling with what its own words say of the agreement; 此次签署 points back at what was told before."""

    telling: Telling
    status: AgreementStatus
    signed: DateMention | None
    kind: NamedKind | None
    title: Span | None
    title_words: str = ""
    points_back: bool = False

    @property
    def looks_back(self) -> bool:
        """Whether it tells of an older agreement."""
        return self.status == "earlier"


@dataclass
class Case:
    """One agreement: its parties and the accounts of it, the fullest first."""

    parties: Parties
    accounts: list[Account] = field(default_factory=list)
    ids: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Gather the ids of the parties."""
        self.ids = frozenset(party.organization_id for party in self.parties)

    def take_in(self, account: Account) -> None:
        """Add an account of the agreement, with the parties that it alone names."""
        self.accounts.append(account)
        self.parties = distinct((*self.parties, *account.telling.parties))
        self.ids |= account.telling.ids

    @property
    def looks_back(self) -> bool:
        """Whether it is an older agreement."""
        return self.accounts[0].looks_back


def merge(article: Article, accounts: list[Account]) -> list[Case]:
    """Return the agreements that the accounts tell of, each with all that tell of it, in the order of the text."""
    accounts = [_with_branches(article, account) for account in accounts]
    full = [account for account in accounts if len(account.telling.parties) > 1]
    cases: list[Case] = []
    for account in [a for a in full if not a.telling.in_title]:
        _put(cases, account)
    cases = _without_summaries(cases)
    for account in [a for a in full if a.telling.in_title]:
        _put_title(cases, account)
    for account in [a for a in accounts if len(a.telling.parties) < 2]:
        _attach(cases, account)
    return sorted(cases, key=lambda case: min(a.telling.trigger.start for a in case.accounts))


def _put(cases: list[Case], account: Account) -> None:
    for case in cases:
        if account.points_back and _may_mean(case, account):
            case.accounts.append(account)
            return
        if _same(case, account):
            case.take_in(account)
            return
    cases.append(Case(account.telling.parties, [account]))


def _may_mean(case: Case, account: Account) -> bool:
    """Say whether each party of the account is one of the case's, the group of one, or a body of a government."""
    operators = {party.operator for party in case.parties if party.operator}
    governed = {party.region_code for party in case.parties if party.role == "government" and party.region_code}
    parties = account.telling.parties
    if not case.ids & account.telling.ids and not any(party.operator in operators for party in parties):
        return False
    return all(
        party.organization_id in case.ids
        or party.operator in operators
        or (party.role == "government" and bool(governed) and party.region_code in (None, *governed))
        for party in parties
    )


def _same(case: Case, account: Account) -> bool:
    """Say whether the account tells of the case: the same parties, and nothing that sets the two apart."""
    ids = account.telling.ids
    if not (ids <= case.ids or case.ids <= ids) or case.looks_back != account.looks_back:
        return False
    first = case.accounts[0]
    if first.telling.trigger == account.telling.trigger:
        return ids == case.ids and not _titles_differ(case, account)
    if ids != case.ids and account.telling.sentence != first.telling.sentence and not (ids < case.ids):
        return False
    return not _differ(first.signed, account.signed) and not _titles_differ(case, account)


def _differ(one: DateMention | None, other: DateMention | None) -> bool:
    if one is None or other is None or one.edtf is None or other.edtf is None:
        return False
    return not (one.edtf.startswith(other.edtf) or other.edtf.startswith(one.edtf))


def _titles_differ(case: Case, account: Account) -> bool:
    titles = {each.title_words for each in case.accounts if each.title_words}
    mine = account.title_words
    return bool(titles) and mine != "" and not any(mine in title or title in mine for title in titles)


def _without_summaries(cases: list[Case]) -> list[Case]:
    """Return the cases without one that only sums up others: 甲与乙、丙签约, told then as 甲与乙 and 甲与丙."""
    kept = []
    for case in cases:
        parts = [c for c in cases if c is not case and c.ids < case.ids and c.looks_back == case.looks_back]
        whole = frozenset[str]().union(*(part.ids for part in parts))
        if len(parts) > 1 and whole == case.ids:
            for part in parts:
                part.accounts += [a._replace(telling=a.telling._replace(shared=True)) for a in case.accounts]
        else:
            kept.append(case)
    return kept


def _put_title(cases: list[Case], account: Account) -> None:
    """Give the title's account to the agreements of the body that it announces; keep it where there are none."""
    current = [case for case in cases if not case.looks_back]
    met = [case for case in current if len(case.ids & account.telling.ids) > 1]
    near = [case for case in current if case.ids & account.telling.ids]
    if met:
        for case in met:
            case.accounts.append(account)
    elif not near:
        _put(cases, account)
    else:
        for case in near:
            case.accounts.append(account)


def _attach(cases: list[Case], account: Account) -> None:
    """Give an account that names fewer than two parties to the nearest case before it that it may speak of."""
    fitting = [case for case in cases if case.looks_back == account.looks_back and account.telling.ids <= case.ids]
    if not fitting:
        return
    at = account.telling.trigger.start
    before = [case for case in fitting if case.accounts[0].telling.trigger.start <= at]
    nearest = max(before, key=_told_at) if before else min(fitting, key=_told_at)
    for case in fitting:
        if case.accounts[0].telling.trigger == nearest.accounts[0].telling.trigger:
            case.accounts.append(account)


def _told_at(case: Case) -> int:
    return case.accounts[0].telling.trigger.start


def _with_branches(article: Article, account: Account) -> Account:
    """Return the account with 联通 read as the only branch of 中国联通 that the page names."""
    parties = distinct([_branch_meant(article, party) for party in account.telling.parties])
    if parties == account.telling.parties:
        return account
    return account._replace(telling=account.telling._replace(parties=parties))


def _branch_meant(article: Article, party: OrganizationMention) -> OrganizationMention:
    if party.operator is None or party.name not in (party.operator[2:], party.operator[2:] + "公司"):
        return party
    if any(each.name.startswith("中国") and each.canonical_name == party.operator for each in article.organizations):
        return party
    named = Counter(
        (each.canonical_name, each.region_code)
        for each in article.organizations
        if each.operator == party.operator and each.canonical_name != party.operator
    )
    if len(named) != 1:
        return party
    (name, region), _ = named.most_common(1)[0]
    return replace(party, canonical_name=name, organization_id=stable_id("o", name), region_code=region)
