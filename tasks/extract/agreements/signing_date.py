"""When an agreement was signed: by its own clause, else by the sentences before it that tell the same event."""

import re
from collections.abc import Iterator

from schemas.records import Article, DateMention, Span
from tasks.extract.agreements.telling import Telling
from tasks.extract.located import standing_in

_NOT_AN_EVENT = re.compile(r"(?:截至|截止|截止到|(?<![回直])到|(?<![追溯直])至|自从|力争|预计|确保|计划|近|未来|往前)$")
_DATELINE = re.compile(
    r"(?:日|号)?\s*(?:讯|电|\d{1,2}[:：]\d{2}|星期|第\d+版)|\s*(?:来源|作者|记者|编辑|浏览|点击|阅读|【|\|)"
)
_WIRED = re.compile(r"\s*[电讯]\s*(?:[（(]|[\u4e00-\u9fff])")
_HEADER = re.compile(r"(?:来源|发布时间|发布日期|发布|(?<!签订)(?<!签约)(?<!签署)(?:日期|时间)|更新时间|编辑)[:：]\s*$")
_LEARNED = re.compile(r"[，,]?(?:本[报网台]?)?记者[^，。；]{0,24}(?:了解到|获悉|得知)")
_LEARNED_FROM = re.compile(r"从[^，。；]{0,24}(?:了解到|获悉|得知)")
_PUBLISHER_BEFORE = re.compile(r"[^，。；：签]{2,20}[ \u3000]+")
_PUBLISHER = re.compile(r"[ \u3000]+[^\s，。；：签]{2,10}$", re.M)
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d{2}-\d{2}")
_SET_FOR = re.compile(r"(?:定于|拟于|将于|计划于|定在)$")
_ADVERB = re.compile(r"(?:正式|共同|双方|所|就已?|已|在[\u4e00-\u9fff]{2,6}){0,2}")
_SPEECH = re.compile(r"(?:表示|介绍|指出|强调|透露|坦言|回顾)[，,：:说]|说[，,：:]")


def signing_date(article: Article, telling: Telling) -> DateMention | None:
    """Return the date that the telling's own sentence gives for the signing; None where it gives none."""
    sentence = article.sentences[telling.sentence]
    if telling.trigger.end <= telling.clause.start:  # a line of a list, told by the words above it
        return next(event_dates(article, telling.clause), None)
    before = [*event_dates(article, Span(sentence.start, telling.trigger.start))]
    before = [date for date in before if not _told_on(article, date)] or before
    own = [date for date in before if date.start >= telling.clause.start]
    for dates in (own, before):
        if dates:
            return _right_before(article, dates, Span(telling.trigger.start, telling.trigger.end)) or _finest(dates)
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
    if here or days:
        return here[-1] if here else days[0]
    return _dateline(article)


def announced_day(article: Article) -> DateMention | None:
    """Return the day for which the page announces the event at which something will be signed: 定于8月28日举行."""
    for date in article.dates:
        if _is_day(date) and _SET_FOR.search(article.document.text[max(0, date.start - 6) : date.start]):
            return date
    return None


def first_day_told(article: Article) -> DateMention | None:
    """Return the first day that the body tells of, which is that of a signing told by the headline alone."""
    document = article.document
    days = [date for date in event_dates(article, Span(document.body_start, len(document.text))) if _is_day(date)]
    return days[0] if days else None


def _dateline(article: Article) -> DateMention | None:
    """Return the day of 本报某市5月17日电: news that gives no other day is of that day."""
    start = article.document.body_start
    for date in article.dates:
        if start <= date.start < start + 60 and _is_day(date) and _WIRED.match(article.document.text, date.end):
            return date
    return None


def event_dates(article: Article, zone: Span) -> Iterator[DateMention]:
    """Yield the dates of the zone on which something may have happened: no header, no dateline, no 截至 or 到."""
    text = article.document.text
    for date in standing_in(article.dates, *zone):
        if date.edtf and "/" not in date.edtf:
            before = text[max(0, date.start - 6) : date.start]
            if _NOT_AN_EVENT.search(before) or _HEADER.search(before) or _is_of_reporter(text, date):
                continue
            if not _DATELINE.match(text, date.end) and not _is_stamp(text, date):
                yield date


def _is_stamp(text: str, date: DateMention) -> bool:
    """Say whether the line has nothing but the date and its publisher: 2019-11-29 某某发布, 某某网站 2019年11月29日."""
    line = text.rfind("\n", 0, date.start) + 1
    if date.edtf is None or "X" in date.edtf:
        return False
    if line == date.start:
        return _PUBLISHER.match(text, date.end) is not None
    closes = text[date.end : date.end + 1] in ("\n", "")
    return closes and _PUBLISHER_BEFORE.fullmatch(text, line, date.start) is not None


def _is_of_reporter(text: str, date: DateMention) -> bool:
    """Say whether it is the day on which a reporter learned of it: 4月12日，记者从县政府了解到; 记者24日从某局获悉."""
    if _LEARNED.match(text, date.end):
        return True
    return text.endswith("记者", 0, date.start) and _LEARNED_FROM.match(text, date.end) is not None


def _finest(dates: list[DateMention]) -> DateMention:
    days = [date for date in dates if _is_day(date)]
    return days[-1] if days else dates[-1]


def _told_on(article: Article, date: DateMention) -> bool:
    """Say whether the date is that of the report: 4月12日消息."""
    return article.document.text.startswith("消息", date.end)


def _right_before(article: Article, dates: list[DateMention], trigger: Span) -> DateMention | None:
    """Return the date that stands right before the trigger: 2019年5月 in 决定终止2019年5月签署的协议."""
    text = article.document.text
    close = [date for date in dates if _ADVERB.fullmatch(text, date.end, trigger.start)]
    return close[-1] if close else None


def _is_day(date: DateMention) -> bool:
    return date.edtf is not None and _DAY.fullmatch(date.edtf) is not None
