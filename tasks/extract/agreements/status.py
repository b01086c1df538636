"""Whether a signing is reported, lies ahead or is only looked back on."""

import re
from datetime import date
from functools import cache, lru_cache

from schemas.records import Article, DateMention
from schemas.reference.signing import any_of, signing_words
from schemas.vocabulary import AgreementStatus
from tasks.extract.agreements.telling import Telling

#: News reports a signing within weeks; one that lies further back is background.
_NEWS_DAYS = 45
#: A date without a year is told as news, if late: 9月8日 on a page of November.
_LATE_NEWS_DAYS = 100
#: Background is told by the month, news by the day.
_MONTH_ALONE = re.compile(r"\d{4}-\d{2}")
_YEAR_TOLD = re.compile(r"年")
#: The day after something that was told has come.
_DAY_AFTER = ("第二天", "次日", "翌日", "隔天")
_AGENDA = re.compile(
    r"(?:议程|日程|流程|程序)[^\n，。；]{0,6}\n(?:[^\n]*\n){0,8}\s*[（(]?[一二三四五六七八九十\d]+[）).、][^\n]{0,4}$"
)
_SINCE_REACH = 60
_EVER_SINCE = re.compile(r"[^，。；]{0,50}以来(?:[，,]|的)")
_SINCE, _FROM_THEN = re.compile(r"自[^，。；]*$"), re.compile(r"[^，。；]*(?:以来|算起|起)")
_FOLLOWING, _THEN = re.compile(r"继[^，。；]*$"), re.compile(r"[^，。；]{0,12}后")
#: 三年前, unless news follows: 三年前结盟，近日签署.
_YEARS_AGO = re.compile(
    r"(?<!\d)(?:[一二两三四五六七八九十几多数]|\d{1,2})年(?:多)?(?:之|以)?前"
    r"(?![^。；]*(?:\d日|[今昨][天日]|日前|近日|如今|再次|基础))"
)
_PARTIAL = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def status_of(article: Article, veiled: str, telling: Telling, signed: DateMention | None) -> AgreementStatus:
    """Return what the telling's words, else its date, say of the signing.

    Args:
        article: the article; its publication date tells news from background.
        veiled: its text with titles and speech covered.
        telling: the telling.
        signed: the date in the telling's own sentence.
    """
    before = without_names(article, veiled[telling.clause.start : telling.trigger.start])
    segment = before[max(before.rfind(mark) for mark in "，,：:") + 1 :]
    if _planned().search(segment) or _lies_ahead(article, signed) or _on_agenda(article, telling):
        return "planned"
    trigger = veiled[telling.trigger.start : telling.trigger.end]
    if (
        telling.renews is not None
        or trigger.endswith("过")
        or veiled.startswith("过", telling.trigger.end)
        or _is_of_earlier(before)
        or _is_since(veiled, telling)
    ):
        return "earlier"
    return "earlier" if _lies_behind(article, signed) else "signed"


def without_names(article: Article, words: str) -> str:
    """Return the words with the persons' names covered, as 曾 is a surname too.

    Args:
        article: the article.
        words: any words of it.
    """
    for name in {person.name for person in article.persons}:
        words = words.replace(name, "〇" * len(name))
    return words


def _is_of_earlier(before: str) -> bool:
    """Say whether the words before the signing look back: 曾, 三年前."""
    return _earlier().search(before) is not None or ("年" in before and _YEARS_AGO.search(before) is not None)


def _is_since(veiled: str, telling: Telling) -> bool:
    before = veiled[telling.clause.start : telling.trigger.start]
    after = veiled[telling.trigger.end : telling.trigger.end + _SINCE_REACH]
    if _EVER_SINCE.match(after):
        return True
    since = _SINCE.search(before) and _FROM_THEN.match(after)
    sequel = _FOLLOWING.search(before) and _THEN.match(after[:24])
    return since is not None or sequel is not None


def _on_agenda(article: Article, telling: Telling) -> bool:
    """Say whether the line is an item of what an event that lies ahead will bring: 议程 over （三）甲与乙签署协议."""
    stop = telling.clause.start + 4
    if article.document.text.find("程", 0, stop) < 0:  # as every word for an agenda has it
        return False
    heading = _AGENDA.search(article.document.text[:stop])
    return heading is not None and any(_lies_ahead(article, date) for date in article.dates)


def _lies_ahead(article: Article, signed: DateMention | None) -> bool:
    published = article.document.published_on
    day = first_day(signed) if published is not None else None
    if signed is None or published is None or day is None or day <= published:
        return False
    return article.document.text[signed.start : signed.end] not in _DAY_AFTER


def _lies_behind(article: Article, signed: DateMention | None) -> bool:
    published = article.document.published_on
    day = last_day(signed)
    if published is None or day is None or signed is None:
        return False
    if _MONTH_ALONE.fullmatch(signed.edtf or "") and (day.year, day.month) != (published.year, published.month):
        return True
    told_year = _YEAR_TOLD.search(article.document.text, signed.start, signed.end) is not None
    return (published - day).days > (_NEWS_DAYS if told_year else _LATE_NEWS_DAYS)


def first_day(mention: DateMention | None) -> date | None:
    """Return the first day of an EDTF date with a year; None for one without."""
    parts = _parts(mention)
    return date(*[*parts, 1, 1][:3]) if parts else None


def last_day(mention: DateMention | None) -> date | None:
    """Return a day at or shortly before the end of an EDTF date with a year; None for one without."""
    parts = _parts(mention)
    return date(*(parts + [12, 28][len(parts) - 1 :])[:3]) if parts else None


def _parts(mention: DateMention | None) -> list[int]:
    return list(_numbers(mention.edtf)) if mention is not None and mention.edtf is not None else []


@lru_cache(maxsize=1024)
def _numbers(edtf: str) -> tuple[int, ...]:
    """Return the year, the month and the day of an EDTF date, as far as it has them."""
    return tuple(map(int, edtf.split("-"))) if _PARTIAL.fullmatch(edtf) else ()


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(rf"{any_of(signing_words().planned)}(?!军|来)")


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().earlier))
