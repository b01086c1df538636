"""What each telling of an article says by itself, and what the others add to it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from schemas.records import Article, DateMention, Span
from tasks.extract.agreements.implied import implied_parties
from tasks.extract.agreements.kind import NamedKind, find_kind
from tasks.extract.agreements.merge import Account
from tasks.extract.agreements.reading import read_tellings
from tasks.extract.agreements.signing_date import signing_date
from tasks.extract.agreements.status import first_day, status_of
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.titles import further_titles, title_of, words_of

_WEEKS = timedelta(days=30)
#: 此次签署 speaks of a signing that was told before.
_POINTS_BACK = re.compile(r"(?:此次|本次|这次|该次|此番)(?:正式|共同|双方|成功){0,2}$")
#: 分别代表双方签字 names those who held the pen, a 局长 for the city among them.
_FOR_BOTH = re.compile(
    r"代表[^，。；]{0,2}(?:双方|各方|三方|四方|多方|各自|[本所各](?:企业|公司|单位|方|家))[^，。；]{0,8}$"
)


def read_accounts(article: Article, veiled: str) -> list[Account]:
    """Return the account of every telling in the order of the text, each with its status beside the others."""
    tellings = list(read_tellings(article, veiled))
    accounts = [each for number in range(len(tellings)) for each in _accounts(article, veiled, tellings, number)]
    accounts = _as_told_before(_with_older_days(_with_older_years(accounts)))
    return _with_implied(article, veiled, accounts)


def _as_told_before(accounts: list[Account]) -> list[Account]:
    """Return the accounts; one without a date right after one of the same parties tells on of the same signing."""
    read: list[Account] = []
    for account in accounts:
        last = next((each for each in reversed(read) if each.telling.parties), None)
        goes_on = last is not None and account.signed is None and account.status == "signed" and _goes_on(last, account)
        read.append(account._replace(status=last.status) if goes_on and last is not None else account)
    return read


def _goes_on(last: Account, account: Account) -> bool:
    if last.looks_back and account.points_back:
        return False
    near = 0 <= account.telling.sentence - last.telling.sentence < 4
    return near and not last.telling.in_title and account.telling.ids <= last.telling.ids


def _with_older_years(accounts: list[Account]) -> list[Account]:
    """Return the accounts; where the news has no year, one that names its year looks back."""
    first = next((account.signed for account in accounts if account.signed is not None), None)
    if first is None or first.edtf is None or not first.edtf.startswith("XXXX"):
        return accounts
    return [
        account._replace(status="earlier") if account.signed and _has_year(account.signed) else account
        for account in accounts
    ]


def _with_older_days(accounts: list[Account]) -> list[Account]:
    """Return the accounts; beside one signed weeks later, an earlier one of the same parties only leads up to it."""
    newest: dict[frozenset[str], date] = {}
    for account in accounts:
        day = first_day(account.signed)
        if day is not None and account.status == "signed" and len(account.telling.ids) > 1:
            newest[account.telling.ids] = max(day, newest.get(account.telling.ids, day))
    return [account._replace(status="earlier") if _leads_up(account, newest) else account for account in accounts]


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
            yield account._replace(title=title, title_words=words_of(article.document.text, title), kind=kind)


def _account(article: Article, veiled: str, tellings: list[Telling], number: int) -> Account:
    telling = tellings[number]
    sentence = article.sentences[telling.sentence]
    following = [each.trigger.start for each in tellings[number + 1 :] if each.sentence == telling.sentence]
    later = [start for start in following if start > telling.trigger.start]
    signed = signing_date(article, telling)
    title = title_of(article, telling, later[0] if later else sentence.end)
    back = _points_back(veiled, telling, anew=title is not None or signed is not None)
    telling = _without_strangers(article, telling) if back else telling
    return Account(
        telling=telling,
        status=status_of(article, veiled, telling, signed),
        signed=signed,
        kind=_kind(article, telling, title),
        title=title,
        title_words=words_of(article.document.text, title),
        points_back=back,
    )


def _without_strangers(article: Article, telling: Telling) -> Telling:
    """Return the telling without firms that only their place in it would make one: who holds the pen is a person."""
    known = {each.organization_id for each in article.organizations}
    parties = tuple(each for each in telling.parties if each.role != "enterprise" or each.organization_id in known)
    return telling._replace(parties=parties)


def _points_back(veiled: str, telling: Telling, anew: bool) -> bool:
    """Say whether the telling speaks of a signing told before; one that gives a title or date may be another."""
    before = veiled[max(telling.clause.start, telling.trigger.start - 14) : telling.trigger.start]
    return _POINTS_BACK.search(before) is not None or (not anew and _FOR_BOTH.search(before) is not None)


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
                telling = account.telling._replace(parties=parties, implied=True)
                accounts[number] = account._replace(telling=telling)
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
    return account._replace(telling=account.telling._replace(parties=told[0].telling.parties, implied=True))
