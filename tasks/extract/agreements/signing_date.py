"""When an agreement was signed: by its own clause, else by the sentences before it that tell the same event."""

import re
from collections.abc import Iterator

from schemas.records import Article, DateMention, Span
from tasks.extract.agreements.telling import Telling

_NOT_AN_EVENT = re.compile(r"(?:截至|截止|截止到|到|至|自从|力争|预计|确保|计划|近|未来|往前)$")
_DATELINE = re.compile(
    r"(?:日|号)?\s*(?:讯|电|\d{1,2}[:：]\d{2}|星期|第\d+版)|\s*(?:来源|作者|记者|编辑|浏览|点击|阅读|【|\|)"
)
_HEADER = re.compile(r"(?:来源|发布时间|发布日期|发布|日期|时间|更新时间|编辑)[:：]\s*$")
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d{2}-\d{2}")
_SPEECH = re.compile(r"(?:表示|介绍|指出|强调|透露|坦言|回顾)[，,：:说]|说[，,：:]")


def signing_date(article: Article, telling: Telling) -> DateMention | None:
    """Return the date that the telling's own sentence gives for the signing; None where it gives none."""
    sentence = article.sentences[telling.sentence]
    if telling.trigger.end <= telling.clause.start:  # a line of a list, told by the words above it
        return next(event_dates(article, telling.clause), None)
    before = [*event_dates(article, Span(sentence.start, telling.trigger.start))]
    own = [date for date in before if date.start >= telling.clause.start]
    for dates in (own, before):
        if dates:
            return _finest(dates)
    after = [*event_dates(article, Span(telling.trigger.end, telling.clause.end))]
    return after[0] if after else None


def carried_date(article: Article, telling: Telling) -> DateMention | None:
    """Return the day that the story has reached before the telling's sentence; None inside reported speech."""
    text = article.document.text
    sentence = article.sentences[telling.sentence]
    paragraph = text.rfind("\n", 0, sentence.start) + 1
    if _SPEECH.search(text, paragraph, telling.trigger.start):
        return None
    days = [date for date in event_dates(article, Span(article.document.body_start, sentence.start)) if _is_day(date)]
    here = [date for date in days if date.start >= paragraph]
    return here[-1] if here else (days[0] if days else None)


def event_dates(article: Article, zone: Span) -> Iterator[DateMention]:
    """Yield the dates of the zone on which something may have happened: no header, no dateline, no 截至 or 到."""
    text = article.document.text
    for date in article.dates:
        if zone.start <= date.start and date.end <= zone.end and date.edtf and "/" not in date.edtf:
            before = text[max(0, date.start - 6) : date.start]
            if _NOT_AN_EVENT.search(before) or _HEADER.search(before):
                continue
            if not _DATELINE.match(text, date.end):
                yield date


def _finest(dates: list[DateMention]) -> DateMention:
    days = [date for date in dates if _is_day(date)]
    return days[-1] if days else dates[-1]


def _is_day(date: DateMention) -> bool:
    return date.edtf is not None and _DAY.fullmatch(date.edtf) is not None
