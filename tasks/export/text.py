r"""Values as text: a list as JSON, a day and an instant as ISO 8601 writes them.

For spreadsheets, text that they would take for a formula is *guarded*: an apostrophe stands before it. So that the way
back is certain, text that begins with apostrophes and then such a formula gets one more. Who reads the text takes one
apostrophe off wherever it matches ``GUARDED``.
"""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime

#: What spreadsheets begin a formula with, also in the width of Chinese characters, which Excel takes alike.
_SIGNS = "=+\\-@＝＋－＠"
#: What they may skip before it: white space, and characters that are not seen.
_SKIPPED = r"[\s\x00-\x1f\x7f\u00a0\u200b-\u200f\u2028-\u202f\u2060-\u2069\u3000\ufeff]*"
_BEGINS_FORMULA = rf"(?:{_SKIPPED}[{_SIGNS}]|[\t\r\n\x00])"
_UNSAFE = re.compile(rf"'*{_BEGINS_FORMULA}")
#: Text that ``guarded`` has put an apostrophe before.
GUARDED = re.compile(rf"'+{_BEGINS_FORMULA}")


def guarded(text: str) -> str:
    """Return the text such that no spreadsheet takes it for a formula.

    Example:
        >>> guarded("=1+1"), guarded("5G=五代"), guarded("'=1+1"), guarded("'名")
        ("'=1+1", '5G=五代', "''=1+1", "'名")
    """
    return f"'{text}" if _UNSAFE.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded.

    Example:
        >>> unguarded("'=1+1"), unguarded("'名")
        ('=1+1', "'名")
    """
    return text[1:] if GUARDED.match(text) else text


def list_text(values: Sequence[str]) -> str:
    """Return a list as a JSON array.

    Example:
        >>> list_text(["烟台市人民政府", "烟台联通"])
        '["烟台市人民政府", "烟台联通"]'
    """
    return json.dumps(list(values), ensure_ascii=False)


def day_text(value: date) -> str:
    """Return a day such as ``2021-12-31``."""
    return value.isoformat()


def instant_text(value: datetime) -> str:
    """Return an instant in UTC.

    Example:
        >>> from datetime import UTC
        >>> instant_text(datetime(2024, 5, 1, 6, 30, tzinfo=UTC))
        '2024-05-01T06:30:00Z'
    """
    return value.replace(tzinfo=None).isoformat() + "Z"


def number_text(value: float) -> str:
    """Return a number with the fewest digits that name it.

    Example:
        >>> number_text(719000.0), number_text(0.1), number_text(-2)
        ('719000', '0.1', '-2')
    """
    return repr(value).removesuffix(".0")
