"""The date that a figure speaks of, where its own sentence says one."""

import re
from bisect import bisect_right
from typing import NamedTuple

from schemas.metric_words import metric_words
from schemas.records import DateMention, Document, Quantity, Span
from tasks.extract.calendars import last_day, read_edtf
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.passages import DATE, Passage
from tasks.extract.metrics.reports import year_of_chapter

_COMPARED = re.compile(r"(?:[从由自]|[较比同]|于|相比|同比|[《“][^”》]{1,6}|《)$")
#: 是2018年末的近三倍: what a figure is a multiple of.
_MULTIPLE = re.compile(r"的[^，。；]{0,4}倍")
#: What only adds a part speaks for that part: 总计3.2万个，其中本年度净增2600个.
_ASIDE = re.compile(r"[，；]?(?:其中|较|比)[^，。；]{0,3}")
#: What says that a number is a stock, whatever was added in the time told.
_TOTAL = re.compile(r"总[数量]|规模|保有量|拥有量|累计(?:达|超|突破|为|\d|$)|在建")
_FROM = re.compile(r"[从由]$")
#: How far the number of 由去年的12个 may stand from its date.
_NEXT = 2
_BASE = re.compile(r"[较比]$")
_SINCE = re.compile(r"(?:首次)?[^，。；]{0,14}(?:以来|起(?!步)|算起|之后)|来[，,]")
#: A dateline: 8月18日电, 本报8月18日讯.
_DATELINE = re.compile(r"[^，。；]{0,2}(?:讯|电(?![子信力动话商视塔台]))")
_MONTHS = re.compile(r"-\d{2}/")
_END = re.compile(r"[底末]$")
_UNTIL = re.compile(r"(?:截[至止]|(?<!达)到|(?<![截增升降])至)$")
_SIGNED = re.compile(r"签[署约订下]|协议")
_LEARNT = re.compile(r"记者[^，。；]{0,6}$")
_IN_BRACKETS = re.compile(r"[个座户部张家台架项%]?[（(]截[至止]$")
_SERIES = re.compile(r"\s?(?:[、和与及，]|以及)\s?到?\s?")


class AsOf(NamedTuple):
    """A date as EDTF and the words that say it."""

    edtf: str
    span: Span


def as_of(figure: Figure, document: Document) -> AsOf | None:
    """Return the date of the figure: the time nearest before it in its sentence, else None.

    The end of a month or year is its last day, but a signing's date stays as the signing has it; 目前 is the day of
    publication. Dates of an announcement, of a comparison and of 以来 are no dates of the figure.
    """
    times = _times(figure, document)
    if not times:
        return _in_brackets(figure) or _of_chapter(figure, document)
    nearest = _nearest(figure, times)
    if nearest is None:
        return _of_chapter(figure, document)
    series = _date_series(figure, nearest)
    if figure.series > 1 and len(series) == figure.series:
        mention = series[figure.rank]
        return AsOf(_edtf(figure, mention), Span(mention.start, mention.end))
    return _of_stock(figure, _of_years(figure, nearest))


def _of_stock(figure: Figure, time: AsOf) -> AsOf:
    """Return the end of the months or years for a stock told with what they added: 前三季度…，总数达到1.42万座."""
    _, _, last = time.edtf.partition("/")
    is_stock = figure.measure == "level" and figure.kind.unit in ("count", "per_10k_people")
    return AsOf(last, time.span) if last and is_stock and _TOTAL.search(figure.clause) else time


def _of_chapter(figure: Figure, document: Document) -> AsOf | None:
    """Return the year that a work report's chapter is about, said by its heading."""
    year, chapter = year_of_chapter(figure.passage, document), figure.passage.chapter
    return AsOf(year, chapter) if year and chapter else None


def _of_years(figure: Figure, time: AsOf) -> AsOf:
    """Return the one year of 2021年到2023年 that a number has of a series of as many."""
    first, _, last = time.edtf.partition("/")
    is_years = len(first) == len(last) == len("2021")
    if is_years and figure.series > 1 and int(last) - int(first) + 1 == figure.series:
        return AsOf(str(int(first) + figure.rank), time.span)
    return time


def _nearest(figure: Figure, times: list[AsOf]) -> AsOf | None:
    """Return the last time in the figure's own clause, else the last one that reaches as far as the figure."""
    clause, overtaken = figure.passage.clause_start(figure.quantity.start), False
    for time in reversed(times):
        holds = _reaches(figure, time) and not (overtaken and not _is_point(figure.passage, time))
        if time.span.start >= clause or holds:
            return time
        overtaken = overtaken or not _is_aside(figure.passage, time)
    return None


def _reaches(figure: Figure, time: AsOf) -> bool:
    """Return whether a time of an earlier clause holds for the figure.

    What opens the sentence holds for all of it, what stands later for the clauses up to a semicolon, and the months
    of a flow for flows alone.
    """
    passage, start = figure.passage, time.span.start
    if _is_aside(passage, time):
        return False
    before = bisect_right(passage.quantities, figure.quantity.start, key=_end)
    opens = not before or passage.quantities[0].start >= start or _is_point(passage, time)
    if not opens and "；" in passage.masked[start : figure.quantity.start]:
        return False
    is_next = not before or passage.quantities[before - 1].start <= start
    return is_next or not _MONTHS.search(time.edtf) or _is_flow(figure)


def _end(quantity: Quantity) -> int:
    return quantity.end


def _is_aside(passage: Passage, time: AsOf) -> bool:
    return bool(_ASIDE.fullmatch(passage.masked, passage.clause_start(time.span.start), time.span.start))


def _is_point(passage: Passage, time: AsOf) -> bool:
    """Return whether the time is a day to which things are counted: 截至9月底."""
    is_date = passage.masked[time.span.start] == DATE
    return is_date and (
        len(time.edtf) == len("2020-01-31")
        or _UNTIL.search(passage.masked[max(0, time.span.start - 4) : time.span.start]) is not None
    )


def _is_flow(figure: Figure) -> bool:
    """Return whether the figure is of a stretch of time: money, a change, a measured rate, or what was added."""
    is_level = figure.measure == "level" and figure.kind.unit not in ("CNY", "Mbps", "ms")
    return not is_level or metric_words().added.search(figure.clause) is not None or figure.source is not None


def _times(figure: Figure, document: Document) -> list[AsOf]:
    """Return every time before the figure that could date it, in order."""
    passage, start = figure.passage, figure.quantity.start
    times = [
        AsOf(_edtf(figure, mention), Span(mention.start, mention.end))
        for mention in passage.dates
        if mention.end <= start and mention.edtf and _dates_figure(figure, mention)
    ]
    times += [time for mention in passage.dates if (time := _end_of_span(figure, mention))]
    if document.published_edtf:
        for match in metric_words().now.finditer(passage.masked, passage.start, start):
            if _FROM.search(passage.masked[max(0, match.start() - 1) : match.start()]) and start - match.end() > _NEXT:
                continue
            times.append(AsOf(document.published_edtf, Span(*match.span())))
    return sorted(times, key=lambda time: time.span)


def _end_of_span(figure: Figure, mention: DateMention) -> AsOf | None:
    """Return the year that a figure of 从A增长到B has where the sentence says 从2012年到2021年."""
    before = figure.passage.masked[max(figure.passage.start, mention.start - 2) : mention.start]
    if not mention.edtf or "/" not in mention.edtf or not _FROM.search(before) or mention.end > figure.quantity.start:
        return None
    first, last = mention.edtf.split("/")
    return AsOf(first if _FROM.search(figure.clause) else last, Span(mention.start, mention.end))


def _dates_figure(figure: Figure, mention: DateMention) -> bool:
    passage = figure.passage
    before = passage.masked[max(passage.start, mention.start - 8) : mention.start]
    after = passage.masked[mention.end : passage.clause_end(mention.end)]
    if _FROM.search(before) or (_BASE.search(before) and passage.masked[mention.end : figure.quantity.start] == "的"):
        return figure.quantity.start - mention.end <= _NEXT
    if (
        _COMPARED.search(before)
        or (_SINCE.match(after) and not _is_this_year(mention))
        or (before.endswith("是") and _MULTIPLE.match(after))
    ):
        return False
    return _UNTIL.search(before) is not None or _states(figure, mention, before, after)


def _is_this_year(mention: DateMention) -> bool:
    """Return whether 今年以来 is said, which is the year so far."""
    return mention.surface.startswith(("今年", "本年", "年初"))


def _states(figure: Figure, mention: DateMention, before: str, after: str) -> bool:
    """Return whether the date is the time of a state or flow, and not of what was announced or learnt then."""
    passage = figure.passage
    clause = passage.masked[passage.clause_start(mention.start) : passage.clause_end(mention.end)]
    same_clause = passage.clause_start(figure.quantity.start) <= mention.start
    if _LEARNT.search(before) or _DATELINE.match(after) or after.startswith("消息"):
        return False
    if figure.kind.name == "investment" and _SIGNED.search(passage.masked[mention.end : figure.quantity.start]):
        return True
    between = after if not same_clause else passage.masked[mention.end : figure.quantity.start]
    if metric_words().announcement.search(between):
        return False
    is_day = mention.edtf is not None and len(mention.edtf) == len("2020-01-01")
    following = passage.masked[mention.end : figure.quantity.start]
    return not (is_day and metric_words().announcement.search(following)) and bool(clause)


def _edtf(figure: Figure, mention: DateMention) -> str:
    if figure.kind.name == "investment" and _SIGNED.search(figure.passage.text) and not _is_until(figure, mention):
        return mention.edtf or ""
    return date_of(mention)


def date_of(mention: DateMention) -> str:
    """Return the date as EDTF, the end of a month or year as its last day."""
    edtf = mention.edtf or ""
    ends = _END.search(mention.surface) and "/" not in edtf and len(edtf) == len("2020-01")
    return last_day(read_edtf(edtf)).edtf() or edtf if ends else edtf


def _is_until(figure: Figure, mention: DateMention) -> bool:
    return bool(_UNTIL.search(figure.passage.masked[max(0, mention.start - 4) : mention.start]))


def _in_brackets(figure: Figure) -> AsOf | None:
    """Return the date that brackets right after the number give: 3万个（截至2022年底）."""
    passage = figure.passage
    for mention in passage.dates:
        if mention.edtf and _IN_BRACKETS.fullmatch(
            passage.masked, figure.quantity.end, max(mention.start, figure.quantity.end)
        ):
            return AsOf(_edtf(figure, mention), Span(mention.start, mention.end))
    return None


def _date_series(figure: Figure, nearest: AsOf) -> list[DateMention]:
    """Return the dates listed side by side that end with the nearest: 到2021年底和2022年底."""
    passage = figure.passage
    series: list[DateMention] = []
    for mention in reversed([mention for mention in passage.dates if mention.end <= nearest.span.end and mention.edtf]):
        if series and not _SERIES.fullmatch(passage.masked, mention.end, series[0].start):
            break
        series.insert(0, mention)
    return series if _adjoins(passage, nearest, series) else []


def _adjoins(passage: Passage, nearest: AsOf, series: list[DateMention]) -> bool:
    return bool(series) and series[-1].end == nearest.span.end and passage.start <= series[0].start
