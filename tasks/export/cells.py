"""What a cell of an Excel sheet can hold, and what becomes of the rest.

Excel keeps 32,767 UTF-16 units of text, numbers of 15 digits, days from 1 March 1900 on, 65,530 links a sheet of 2,079
characters each, and 1,048,576 rows. What does not fit is written as far as it fits, and told.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tasks.web_address import web_address

ROWS = 1_048_576
LINKS = 65_530
_UNITS = 32_767
_DIGITS = 15
#: Excel takes 1900 for a leap year, so that days before this one are one off.
_FIRST_DAY = date(1900, 3, 1)
_LINK_UNITS = 2_079
#: An address that is written as it is. In others XlsxWriter would escape some characters, also each % where none begins
#: an escape: such a link would be longer, and lead elsewhere.
_LINK = re.compile(r'https?://(?:[^\s"<>\[\\\]^`{|}%\x00-\x1f]|%[0-9A-Fa-f]{2})+')
_CUT = "…"
_NARROWEST, _WIDEST = 8, 60


class Loss(NamedTuple):
    """What a sheet could not hold.

    Attributes:
        table: the table.
        column: its column; None where whole rows are meant.
        what: what became of the values.
    """

    table: str
    column: str | None
    what: str


CUT = "cut after 32,767 characters"
LEFT_OUT = "left out: a sheet ends with row 1,048,576"
UNLINKED = "written without a link, which Excel would not take"
OLD_DAY = "days before March 1900, written as text"
LONG_NUMBER = "numbers of more than 15 digits, written as text"


def fitting_text(text: str) -> str:
    """Return the text as far as a cell holds it; one that is cut ends with an ellipsis.

    Example:
        >>> fitting_text("5G"), len(fitting_text("通" * 40_000)), len(fitting_text("😀" * 20_000))
        ('5G', 32767, 16384)
    """
    if 2 * len(text) <= _UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _UNITS:
        return text
    return units[: 2 * (_UNITS - 1)].decode("utf-16-le", errors="ignore") + _CUT


def fits_number(value: float) -> bool:
    """Return whether Excel keeps a whole number as it is; of others it keeps the first 15 digits.

    Example:
        >>> fits_number(123_456_789_012_345), fits_number(1_234_567_890_123_456)
        (True, False)
    """
    return not isinstance(value, int) or abs(value) < 10**_DIGITS


def fits_day(value: date) -> bool:
    """Return whether Excel has the day; the time of day is no matter."""
    return (value.year, value.month, value.day) >= (_FIRST_DAY.year, _FIRST_DAY.month, _FIRST_DAY.day)


def is_link(text: str) -> bool:
    """Return whether the text is an address on the web that can be clicked.

    Example:
        >>> is_link("https://news.example/1.html"), is_link("https://bank.example@evil.example/")
        (True, False)
    """
    return _units(text) <= _LINK_UNITS and _LINK.fullmatch(text) is not None and web_address(text) is not None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def width_of(texts: Iterable[str]) -> int:
    """Return the width of a column that shows the texts, in digits; Chinese characters take two.

    Example:
        >>> width_of(["region_name", "山东省烟台市"])
        14
    """
    widest = max((sum(_columns(character) for character in text[:_WIDEST]) for text in texts), default=0)
    return max(_NARROWEST, min(_WIDEST, widest + 2))


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
