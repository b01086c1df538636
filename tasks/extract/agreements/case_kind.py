"""What sort of paper a case is about, from its title, its tellings and the sentences around them."""

from schemas.records import Article
from tasks.extract.agreements.kind import NamedKind, chief, is_bare, kind_of_paper
from tasks.extract.agreements.merge import Account, Case

_SENTENCES_AROUND = 6


def case_kind(article: Article, case: Case, cases: list[Case]) -> NamedKind | None:
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
    named = (account.telling for each in cases if each is not case for account in each.accounts)
    others = {telling.sentence for telling in named if telling.parties} - {number}
    before = [each for each in range(number, -1, -1) if each not in others][:_SENTENCES_AROUND]
    for each in (*before, number + 1):
        if each < len(article.sentences) and each not in others:
            found = kind_of_paper(article.document.text, article.sentences[each])
            if found is not None and found.kind != "other":
                return found
    return None
