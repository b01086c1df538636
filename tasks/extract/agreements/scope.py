"""Which sentences speak of which agreement."""

from schemas.records import Article, Span
from tasks.extract.agreements.merge import Case


def scopes(article: Article, cases: list[Case]) -> list[tuple[Span, ...]]:
    """Return for each case the stretches of text that speak of it.

    A telling's own clause speaks of its case, and so do the sentences after it up to the next telling of another
    case, as long as no older agreement is being told of: that has its own sentence alone.
    """
    ends = _next_starts(article, cases)
    return [_scope(article, case, ends) for case in cases]


def _next_starts(article: Article, cases: list[Case]) -> list[int]:
    starts = {account.telling.clause.start for case in cases for account in case.accounts if len(account.telling.parties) > 1}
    return [*sorted(starts), len(article.document.text)]


def _scope(article: Article, case: Case, ends: list[int]) -> tuple[Span, ...]:
    spans = []
    for account in case.accounts:
        telling = account.telling
        if telling.in_title:
            continue
        sentence = article.sentences[telling.sentence]
        following = next(end for end in ends if end > telling.clause.start or end == ends[-1])
        if account.looks_back:
            spans.append(Span(telling.clause.start, min(following, _end_of_next(article, telling.sentence))))
        else:
            spans.append(Span(telling.clause.start, max(following, min(sentence.end, following))))
    return tuple(spans)


def _end_of_next(article: Article, number: int) -> int:
    """Return the end of the sentence after, where it is of the same paragraph; else of the sentence itself."""
    sentence = article.sentences[number]
    if number + 1 < len(article.sentences):
        after = article.sentences[number + 1]
        if "\n" not in article.document.text[sentence.end : after.start]:
            return after.end
    return sentence.end
