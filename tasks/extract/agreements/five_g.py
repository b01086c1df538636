"""Whether an agreement is about 5G, and the words that say so."""

import re
from collections.abc import Iterator

from schemas.records import Article, Span
from tasks.extract.agreements.merge import Case
from tasks.extract.agreements.status import without_names
from tasks.extract.located import standing_around

_FIVE_G = re.compile(r"[5５][GgＧｇ]")
#: Words before 5G that make it a fact of the past or of the present, not of the agreement.
_DONE = re.compile(
    r"近年来|截至|截止|目前|(?:^|[，；])(?:(?!将|计划|拟|预计|力争)[^，；])*累计|此前|去年|前年|早在|回顾|曾经?|现有|在用|(?:已经?|现已|先后)(?:建|开|有|在|完|部|实|投|达|覆)|早已"
    r"|\d{4}年[，,]?[^，。；]{0,12}(?:新建|建成|开通)|据[^，。；]{2,12}(?:介绍|统计)"
)
_DONE_AFTER = re.compile(
    r"[5５][GgＧｇ][^，。；]{0,4}(?:基站|用户|网络)[^，。；]{0,10}(?:已|达到|达|总数|有)[^，。；]{0,4}\d"
)
#: An event that has 5G in its name, and how far into the text it is told.
_EVENT = re.compile(
    r"[5５][GgＧｇ][^，。；]{0,20}(?:活动|大会|峰会|论坛|博览会|推介会|发布会|启动会|(?<![开发拓扩])展)"
)
_LEAD = 160


def _hits(text: str, span: Span) -> Iterator[Span]:
    return (Span(*found.span()) for found in _FIVE_G.finditer(text, span.start, span.end))


def _is_agreed(article: Article, case: Case, position: int) -> bool:
    """Say whether 5G is there part of what is agreed, and not of what was built, counted or done before."""
    text = article.document.text
    sentence = standing_around(article.sentences, position)
    if sentence is None or case.looks_back:  # 曾 says then that it was signed
        return True
    before = without_names(article, text[_part_start(text, sentence.start, position) : position])
    return _DONE.search(before) is None and _DONE_AFTER.match(text, position) is None


def _part_start(text: str, start: int, stop: int) -> int:
    """Return where the part of a sentence begins that the stretch ends with, after its last semicolon."""
    return max(start, text.rfind("；", start, stop) + 1, text.rfind(";", start, stop) + 1)


def find_5g(article: Article, case: Case, spans: tuple[Span, ...], dated: bool) -> Span | None:
    """Return where 5G stands in the agreement's words, in the page's title or in the name of the event, if it does.

    Args:
        article: the article.
        case: the agreement.
        spans: the stretches of text that speak of it.
        dated: whether the text ties the signing to a day, as it does for what is signed at an event.
    """
    text = article.document.text
    titles = [account.title for account in case.accounts if account.title is not None]
    events = (account.telling for account in case.accounts if not account.telling.parties)
    clauses = (telling.clause for telling in events if not telling.in_title)
    agreed = (hit for span in (*spans, *clauses) for hit in _hits(text, span) if _is_agreed(article, case, hit.start))
    named = next((hit for title in titles for hit in _hits(text, title)), None) or next(agreed, None)
    if named is not None or case.looks_back:
        return named
    body = article.document.body_start
    event = _EVENT.search(text, body, body + _LEAD) if dated else None
    return next(_hits(text, Span(0, body)), None) or (Span(*event.span()) if event is not None else None)
