"""Whether an agreement is about 5G."""

import re

from schemas.records import Article, Span
from tasks.extract.agreements.merge import Case

_FIVE_G = re.compile(r"[5５][GgＧｇ]")


def is_5g(article: Article, case: Case, spans: tuple[Span, ...], alone: bool) -> bool:
    """Say whether 5G stands in the agreement's words, in the page's title, or, of the page's only one, in its text.

    Args:
        article: the article.
        case: the agreement.
        spans: the stretches of text that speak of it.
        alone: whether it is the only agreement that the page reports.
    """
    text = article.document.text
    if any(_FIVE_G.search(text, span.start, span.end) for span in spans):
        return True
    if case.looks_back:
        return False
    if _FIVE_G.search(text, 0, article.document.body_start):
        return True
    return alone and _FIVE_G.search(text) is not None
