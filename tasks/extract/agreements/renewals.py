"""Older papers of those who sign anew: 双方续签协议. 2016年3月那份写的是光纤，2019年那份写的是5G."""

import re
from collections.abc import Iterator

from schemas.records import Article, Span
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.triggers import Trigger
from tasks.extract.located import number_at

_RENEWED = re.compile(r"续签|续订|续约|再续|重签|再[次度]签|第[二三四五六七八九]次[^，。；]{0,10}签")
_THAT_PAPER = re.compile(r"(?:签(?:下|署|订)?)?的?(?P<that>那一?[份纸版](?:协议|合同|文本|约)?)")
_YEAR = re.compile(r"\d{4}年")
_CLAUSE_END = re.compile(r"[；;。！？!?\n]")


def renewed_tellings(article: Article, veiled: str, told: list[Telling]) -> Iterator[Telling]:
    """Yield the older papers that a year and 那份 tell of, where one agreement alone is told and is a renewal."""
    full = [telling for telling in told if len(telling.parties) > 1]
    renewal = next((each for each in full if _RENEWED.search(veiled, *each.clause)), None)
    if renewal is None or any(each.ids != renewal.ids for each in full):
        return
    for date in article.dates:
        paper = _THAT_PAPER.match(veiled, date.end)
        if paper is None or date.start < renewal.clause.end or not _YEAR.match(veiled, date.start, date.end):
            continue
        end = _CLAUSE_END.search(veiled, paper.end())
        clause = Span(date.start, end.start() if end else len(veiled))
        number = number_at(article.sentences, clause.start)
        trigger = Trigger(*paper.span("that"), clause.end, "verb")
        yield Telling(clause, trigger, number, renewal.parties, implied=True, renews=renewal.clause)
