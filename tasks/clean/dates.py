"""Full dates as pages write them, outside of the prose of the article."""

import re
from datetime import date

_YEAR = r"(?:19[89]|20[0-9])[0-9]"
#: A day with its year: 2020-04-16, 2020/4/16, 2020.04.16, 2020年4月16日, 20200416 is not one.
DATE = re.compile(
    rf"(?<![0-9])(?P<year>{_YEAR})\s?(?:[-/.－]|年\s?)\s?(?P<month>1[0-2]|0?[1-9])\s?(?:[-/.－]|月\s?)\s?"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])\s?[日号]?"
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
    found = (_date(match) for match in DATE.finditer(text))
    return [day for day in found if day is not None]


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
