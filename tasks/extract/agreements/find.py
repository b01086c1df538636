"""Every agreement that an article tells of."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from schemas.records import AgreementFinding, Article, DateMention, PartyFinding, PersonMention, Span
from schemas.vocabulary import AgreementStatus
from tasks.extract.agreements.amount import amount_of
from tasks.extract.agreements.confidence import confidence_of
from tasks.extract.agreements.evidence import Place, field_spans, names_of, place_of_region
from tasks.extract.agreements.five_g import find_5g
from tasks.extract.agreements.implied import implied_parties
from tasks.extract.agreements.kind import NamedKind, chief, find_kind, is_bare, kind_of_paper
from tasks.extract.agreements.merge import Account, Case, merge
from tasks.extract.agreements.reading import read_tellings
from tasks.extract.agreements.region import region_of
from tasks.extract.agreements.scope import scopes
from tasks.extract.agreements.signatories import signatories
from tasks.extract.agreements.signing_date import announced_day, carried_date, first_day_told, signing_date
from tasks.extract.agreements.status import first_day, status_of
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.titles import further_titles, title_beside, title_of
from tasks.extract.agreements.topics import find_topics
from tasks.extract.agreements.veiled import veil

_SENTENCES_AROUND = 6
_WEEKS = timedelta(days=30)
_DATELINE = re.compile(r"\s*\d{1,2}月\d{1,2}日\s*[电讯]")
#: 此次签署 speaks of a signing that was told before.
_POINTS_BACK = re.compile(r"(?:此次|本次|这次|该次|此番)(?:正式|共同|双方|成功){0,2}$")


def find_agreements(article: Article) -> tuple[AgreementFinding, ...]:
    """Return the agreements that the article tells of, each once, in the order of the text.

    An agreement needs a word that says that it was, will be or had been signed, and two parties that the text
    names. Visits, talks, tenders, wishes and contracts of persons are none.
    """
    veiled = veil(article.document.text)
    tellings = list(read_tellings(article, veiled))
    accounts = [each for number in range(len(tellings)) for each in _accounts(article, veiled, tellings, number)]
    accounts = _as_told_before(_with_older_days(_with_older_years(accounts)))
    accounts = _with_implied(article, veiled, accounts)
    cases = merge(article, accounts)
    for case in cases:
        _add_title(article, case, cases)
    spans = scopes(article, cases)
    return tuple(_finding(article, case, cases, span) for case, span in zip(cases, spans, strict=True))


def _add_title(article: Article, case: Case, cases: list[Case]) -> None:
    """Give the case the title that stands away from its signing, if it has none and there is one."""
    title = None if any(account.title for account in case.accounts) else title_beside(article, case, cases)
    if title is not None:
        kind = find_kind(article.document.text, title.start, title.end)
        words = _words(article, title)
        case.accounts[0] = replace(case.accounts[0], title=title, title_words=words, kind=kind)


def _words(article: Article, title: Span | None) -> str:
    return "".join(article.document.text[title.start : title.end].split()) if title is not None else ""


def _as_told_before(accounts: list[Account]) -> list[Account]:
    """Return the accounts; one without a date right after one of the same parties tells on of the same signing."""
    read: list[Account] = []
    for account in accounts:
        last = next((each for each in reversed(read) if each.telling.parties), None)
        goes_on = last is not None and account.signed is None and account.status == "signed" and _goes_on(last, account)
        read.append(replace(account, status=last.status) if goes_on and last is not None else account)
    return read


def _goes_on(last: Account, account: Account) -> bool:
    near = 0 <= account.telling.sentence - last.telling.sentence < 4
    return near and not last.telling.in_title and account.telling.ids <= last.telling.ids


def _with_older_years(accounts: list[Account]) -> list[Account]:
    """Return the accounts; where the news has no year, one that names its year looks back."""
    first = next((account.signed for account in accounts if account.signed is not None), None)
    if first is None or first.edtf is None or not first.edtf.startswith("XXXX"):
        return accounts
    return [
        replace(account, status="earlier") if account.signed and _has_year(account.signed) else account
        for account in accounts
    ]


def _with_older_days(accounts: list[Account]) -> list[Account]:
    """Return the accounts; beside one signed weeks later, an earlier one of the same parties only leads up to it."""
    newest: dict[frozenset[str], date] = {}
    for account in accounts:
        day = first_day(account.signed)
        if day is not None and account.status == "signed" and len(account.telling.ids) > 1:
            newest[account.telling.ids] = max(day, newest.get(account.telling.ids, day))
    return [replace(account, status="earlier") if _leads_up(account, newest) else account for account in accounts]


def _leads_up(account: Account, newest: Mapping[frozenset[str], date]) -> bool:
    day, new = first_day(account.signed), newest.get(account.telling.ids)
    return account.status == "signed" and day is not None and new is not None and new - day > _WEEKS


def _has_year(mention: DateMention) -> bool:
    return mention.edtf is not None and not mention.edtf.startswith("XXXX")


def _accounts(article: Article, veiled: str, tellings: list[Telling], number: int) -> Iterator[Account]:
    """Yield the account of a telling, and where it names several papers one of each."""
    account = _account(article, veiled, tellings, number)
    yield account
    if account.title is not None and len(account.telling.parties) > 1:
        for title in further_titles(article, account.title):
            kind = find_kind(article.document.text, *title)
            yield replace(account, title=title, title_words=_words(article, title), kind=kind)


def _account(article: Article, veiled: str, tellings: list[Telling], number: int) -> Account:
    telling = tellings[number]
    sentence = article.sentences[telling.sentence]
    following = [each.trigger.start for each in tellings[number + 1 :] if each.sentence == telling.sentence]
    later = [start for start in following if start > telling.trigger.start]
    signed = signing_date(article, telling)
    title = title_of(article, telling, later[0] if later else sentence.end)
    return Account(
        telling=telling,
        status=status_of(article, veiled, telling, signed),
        signed=signed,
        kind=_kind(article, telling, title),
        title=title,
        title_words=_words(article, title),
        points_back=_POINTS_BACK.search(veiled[max(0, telling.trigger.start - 8) : telling.trigger.start]) is not None,
    )


def _kind(article: Article, telling: Telling, title: Span | None) -> NamedKind | None:
    text = article.document.text
    if title is not None:
        return find_kind(text, title.start, title.end)
    ends = [party.end for party in telling.parties if telling.clause.start <= party.start < telling.trigger.start]
    named = find_kind(text, max(ends, default=telling.clause.start), telling.clause.end)
    starts = [party.start for party in telling.parties if telling.clause.start <= party.start]
    before = find_kind(text, telling.clause.start, min(starts)) if starts and named is None else None
    renewed = find_kind(text, *telling.renews) if telling.renews is not None else None
    return named or before or renewed


def _with_implied(article: Article, veiled: str, accounts: list[Account]) -> list[Account]:
    """Return the accounts; where none names two parties, with those that the page implies."""
    if any(len(account.telling.parties) > 1 and not account.looks_back for account in accounts):
        return _with_older(accounts)
    for number, account in enumerate(accounts):
        if account.status == "signed" and not account.telling.in_title:
            parties = implied_parties(article, veiled, account.telling)
            if len(parties) > 1:
                telling = replace(account.telling, parties=parties, implied=True)
                accounts[number] = replace(account, telling=telling)
                break
    return _with_older(accounts)


def _with_older(accounts: list[Account]) -> list[Account]:
    return [_first_signing(accounts, account) for account in accounts]


def _first_signing(accounts: list[Account], account: Account) -> Account:
    """Return 自2009年首次签署 with the parties of what the page reports: an older agreement of the same."""
    if len(account.telling.parties) > 1 or not account.looks_back or account.signed is None:
        return account
    current = [a for a in accounts if len(a.telling.parties) > 1 and not a.looks_back]
    told = [a for a in current if account.telling.ids <= a.telling.ids and not a.telling.shared]
    if not told:
        return account
    return replace(account, telling=replace(account.telling, parties=told[0].telling.parties, implied=True))


def _finding(article: Article, case: Case, cases: list[Case], spans: tuple[Span, ...]) -> AgreementFinding:
    text = article.document.text
    signed = _signed(article, case)
    title = next((account.title for account in case.accounts if account.title is not None), None)
    amount = amount_of(article, case, spans)
    kind = _case_kind(article, case, cases)
    topics = find_topics(text, spans)
    five_g = find_5g(article, case, spans, dated=signed is not None)
    region_code = region_of(case.parties, article.home, _venue(article, case))
    signing = signatories(article, case)
    first = case.accounts[0].telling
    sources: dict[str, Iterable[Place | None]] = {
        "kind": [kind.words] if kind is not None else [],
        "status": [first.trigger],
        "parties": case.parties,
        "title": [title],
        "signed_edtf": [signed],
        "region_code": [place_of_region(article, case, region_code)],
        "topics": topics.values(),
        "amount_cny": [amount],
        "is_5g": [five_g],
        "signatories": signing.values(),
    }
    return AgreementFinding(
        start=first.clause.start,
        end=first.clause.end,
        kind=kind.kind if kind is not None else "other",
        status=_status(case),
        parties=tuple(_parties(article, case, signing)),
        title=text[title.start : title.end] if title else None,
        signed_edtf=signed.edtf if signed else None,
        region_code=region_code,
        topics=tuple(topics),
        amount_cny=int(amount.value) if amount else None,
        is_5g=five_g is not None,
        confidence=confidence_of(article, case),
        evidence=tuple(field_spans(sources)),
    )


def _status(case: Case) -> AgreementStatus:
    said = [account.status for account in case.accounts]
    if case.looks_back:
        return "earlier"
    return "planned" if said[0] == "planned" or "signed" not in said else "signed"


def _signed(article: Article, case: Case) -> DateMention | None:
    dated = [account.signed for account in case.accounts if account.signed is not None]
    days = [date for date in dated if date.edtf is not None and date.edtf.count("-") >= 2]
    if dated:
        return (days or dated)[0]
    if case.looks_back:
        return None
    if _status(case) == "planned":
        return announced_day(article)
    told = [account for account in case.accounts if not account.telling.in_title][:1]
    carried = carried_date(article, told[0].telling) if told else None
    return carried or (first_day_told(article) if not told or told[0].telling.implied else None)


def _case_kind(article: Article, case: Case, cases: list[Case]) -> NamedKind | None:
    """Return the kind that the title names, else the accounts, else the sentences around the signing."""
    titled = chief(account.kind for account in case.accounts if account.title is not None and account.kind)
    if titled is not None:
        return titled
    full = chief(account.kind for account in case.accounts if account.kind and _names_the_parties(case, account))
    if full is not None and full.kind != "other":
        return full
    events = chief(account.kind for account in case.accounts if account.kind and not account.telling.in_title)
    named = events if events is not None and events.kind != "other" else full or events
    if case.looks_back or (named is not None and not is_bare(article.document.text, named)):
        return named
    return _kind_around(article, case, cases) or named


def _names_the_parties(case: Case, account: Account) -> bool:
    """Say whether the account names two of the parties; a headline may tell of another agreement of one of them."""
    if account.telling.in_title:
        return len(account.telling.ids & case.ids) > 1
    return len(account.telling.parties) > 1


def _kind_around(article: Article, case: Case, cases: list[Case]) -> NamedKind | None:
    """Return the kind that the sentences around the signing name, the nearest before it first; none of another's."""
    number = case.accounts[0].telling.sentence
    others = {account.telling.sentence for each in cases if each is not case for account in each.accounts} - {number}
    before = [each for each in range(number, -1, -1) if each not in others][:_SENTENCES_AROUND]
    for each in (*before, number + 1):
        if each < len(article.sentences) and each not in others:
            found = kind_of_paper(article.document.text, article.sentences[each])
            if found is not None and found.kind != "other":
                return found
    return None


def _venue(article: Article, case: Case) -> str | None:
    """Return the place that stands after 在 in the sentence of the signing, else that of the dateline before it."""
    text = article.document.text
    sentence = article.sentences[case.accounts[0].telling.sentence]
    for place in article.regions:
        if sentence.start < place.start < sentence.end and text[place.start - 1] == "在" and place.region_code:
            return place.region_code
    paragraph = text.rfind("\n", 0, sentence.start) + 1
    for place in article.regions:
        if place.region_code and paragraph <= place.start < paragraph + 20 and _DATELINE.match(text, place.end):
            return place.region_code
    return None


def _parties(article: Article, case: Case, signing: Mapping[str, PersonMention]) -> Iterator[PartyFinding]:
    for party in case.parties:
        person = signing.get(party.organization_id)
        yield PartyFinding(
            start=party.start,
            end=party.end,
            name=party.name,
            canonical_name=party.canonical_name,
            organization_id=party.organization_id,
            role=party.role,
            operator=party.operator,
            region_code=party.region_code,
            signatory=person.name if person else None,
            signatory_title=person.post if person else None,
            aliases=tuple(sorted(names_of(article, party))),
        )
