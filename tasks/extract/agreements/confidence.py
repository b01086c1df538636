"""How sure it is that an agreement was read right, as a probability."""

import math

from schemas.records import Article
from schemas.reference.confidence import confidence_weights
from tasks.extract.agreements.merge import Case


def confidence_of(article: Article, case: Case) -> float:
    """Return the probability, in hundredths, that a reader of the article takes the same agreement from it.

    The weights are measured; ``docs/agreements.md`` shows how often the rows of each band are right.
    """
    weights = confidence_weights()
    first = case.accounts[0].telling
    told = [account.telling for account in case.accounts if len(account.telling.parties) > 1]
    known = {each.organization_id for each in article.organizations}
    clause = range(first.clause.start, first.clause.end)
    log_odds = (
        weights.named
        + weights.implied * first.implied
        + weights.borrowed * (not first.implied and any(party.start not in clause for party in case.parties))
        + weights.headline_only * all(telling.in_title for telling in told)
        + weights.by_slot * any(party.organization_id not in known for party in case.parties)
        + weights.known_sort * any(party.role in ("government", "operator") for party in case.parties)
        + weights.several * (len(case.parties) > 2)
        + weights.told_again * (len(case.accounts) > 1)
    )
    return round(1 / (1 + math.exp(-log_odds)), 2)
