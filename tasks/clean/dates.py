"""Full dates as pages write them, outside of the prose of the article."""

import re
from datetime import date

_YEAR = r"(?:19[89]|20[0-9])[0-9]"
#: A day with its year: 2020-04-16, 2020/4/16, 2020.04.16, 2020年4月16日, 20200416 is not one.
DATE = re.compile(
    rf"(?<![0-9])(?P<year>{_YEAR})\s?(?:[-/.－]|年\s?)\s?(?P<month>1[0-2]|0?[1-9])\s?(?:[-/.－]|月\s?)\s?"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])\s?[日号]?"
)
_DIGITS = "〇一二三四五六七八九"
_IN_CHARACTERS = re.compile(
    "(?P<year>二[〇零○][〇零○一二三四五六七八九]{2})年(?P<month>十[一二]?|[一二三四五六七八九])月"
    "(?P<day>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
TIME = re.compile(
    r"T?\s?(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9](?:[:：][0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
MONTH_DAY_TIME = re.compile(
    r"(?<![0-9-])(?P<month>1[0-2]|0?[1-9])[-/.月]\s?(?P<day>3[01]|[12][0-9]|0?[1-9])日?\s{0,3}(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]"
)


def dates(text: str) -> list[date]:
    """Return the full dates of a text in order; a day that no calendar has is none.

    Example:
        >>> dates("发布时间：2020-04-16 08:20，2021年2月30日")
        [datetime.date(2020, 4, 16)]
    """
    found = [(match.start(), _date(match)) for match in DATE.finditer(text)]
    found += [(match.start(), _date_in_characters(match)) for match in _IN_CHARACTERS.finditer(text)]
    return [day for _, day in sorted(found, key=lambda pair: pair[0]) if day is not None]


def _date_in_characters(match: re.Match[str]) -> date | None:
    """Return the date of 二〇二三年三月七日."""
    year = int("".join(str(_DIGITS.index(c) % 10) for c in match["year"].replace("零", "〇").replace("○", "〇")))
    try:
        return date(year, _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None


def _number(characters: str) -> int:
    """Return 十一 as 11, 二十三 as 23."""
    tens, ten, ones = characters.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1 if ten else 0) * 10 + (_DIGITS.index(ones) if ones else 0)


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
