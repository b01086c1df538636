"""Whether an agreement is about 5G."""

import re

from schemas.records import Article, Span
from tasks.extract.agreements.merge import Case

_FIVE_G = re.compile(r"[5５][GgＧｇ]")
#: An event that has 5G in its name, and how far into the text it is told.
_EVENT = re.compile(r"[5５][GgＧｇ][^，。；]{0,20}(?:活动|大会|峰会|论坛|博览会|推介会|发布会|启动会|展)")
_LEAD = 160


def is_5g(article: Article, case: Case, spans: tuple[Span, ...], dated: bool) -> bool:
    """Say whether 5G stands in the agreement's words, in the page's title or in the name of the event.

    Args:
        article: the article.
        case: the agreement.
        spans: the stretches of text that speak of it.
        dated: whether the text ties the signing to a day, as it does for what is signed at an event.
    """
    text = article.document.text
    if any(_FIVE_G.search(text, span.start, span.end) for span in spans):
        return True
    if case.looks_back:
        return False
    if _FIVE_G.search(text, 0, article.document.body_start):
        return True
    return dated and _EVENT.search(text, article.document.body_start, article.document.body_start + _LEAD) is not None
