"""Addresses with holes: the pages of a listing by number, and listings by day.

``{page}`` is the number of the page, from 1; ``{page:0}`` counts from 0. What stands in square brackets around it is
left out on the first page. ``{date:FORMAT}`` is a day as ``strftime`` writes it.

========================================  ============================================
``https://a.example/list?p={page}``       ``/list?p=1``, ``/list?p=2``, …
``https://a.example/index[_{page:0}].html``  ``/index.html``, ``/index_1.html``, …
``https://a.example/5g/[page/{page}/]``   ``/5g/``, ``/5g/page/2/``, …
``https://a.example/{date:%Y-%m/%d}/``    ``/2024-05/20/``
========================================  ============================================
"""

import re
from datetime import date
from itertools import count

from tasks.fetch.address import normal

_PAGE = re.compile(r"\{page(?::(\d{1,9}))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]{}]*\{page(?::\d{1,9})?\}[^\[\]{}]*)\]")
_DATE = re.compile(r"\{date:([^{}]+)\}")
#: Stand in the holes while an address is brought into its normal form, which they survive; around a day that shows
#: which digits a format writes.
_PAGE_MARK = "qQpageQq"
_SAMPLE = date(2024, 12, 22)
_DATE_MARK = re.compile("qQdate(.+?)Qq")


def has_days(template: str) -> bool:
    """Return whether there is one address for each day."""
    return _DATE.search(template) is not None


def first_page(template: str, day: date) -> str:
    """Return the address of the first page, on a day.

    Example:
        >>> first_page("https://a.example/{date:%Y-%m/%d}/index[_{page:0}].html", date(2024, 5, 20))
        'https://a.example/2024-05/20/index.html'
    """
    dated = _DATE.sub(lambda hole: day.strftime(hole[1]), template)
    return _PAGE.sub(lambda hole: hole[1] or "1", _OPTIONAL.sub("", dated))


def next_page(template: str, url: str) -> str | None:
    """Return the address of the page after this one, None where the template has no pages or this is none of them.

    Args:
        template: the address with its holes.
        url: the address of a page, in normal form.

    Example:
        >>> template = "https://a.example/index[_{page:0}].html"
        >>> next_page(template, "https://a.example/index.html"), next_page(template, "https://a.example/index_9.html")
        ('https://a.example/index_1.html', 'https://a.example/index_10.html')
    """
    hole = _PAGE.search(template)
    if hole is None:
        return None
    numbered = _marked(_OPTIONAL.sub(r"\1", template))
    if _PAGE_MARK not in numbered:  # the number stands in the fragment, or it is no address
        return None
    found = _matched(numbered, url)
    if found is not None:
        number = int(found["page"])
    else:
        found, number = _matched(_marked(_OPTIONAL.sub("", template)), url), int(hole[1] or 1)
    return None if found is None else _filled(numbered, number + 1, found)


def _marked(template: str) -> str:
    dated = _DATE.sub(lambda hole: f"qQdate{_SAMPLE.strftime(hole[1])}Qq", template)
    return normal(_PAGE.sub(_PAGE_MARK, dated)) or ""


def _matched(marked: str, url: str) -> re.Match[str] | None:
    """Return how the address fills the holes: the group ``page``, and ``day0``, ``day1`` … in order."""
    pattern = re.escape(marked).replace(_PAGE_MARK, r"(?P<page>\d{1,9})", 1).replace(_PAGE_MARK, "(?P=page)")
    numbers = count()
    pattern = _DATE_MARK.sub(lambda mark: f"(?P<day{next(numbers)}>{_digits(mark[1])})", pattern)
    return re.fullmatch(pattern, url)


def _digits(sample: str) -> str:
    """Return the pattern of a day: digits like the sample's, where a month or day may have one or two."""
    return re.sub(r"\d+", lambda run: r"\d{1,2}" if len(run[0]) == 2 else rf"\d{{{len(run[0])}}}", sample)


def _filled(marked: str, page: int, days: re.Match[str]) -> str:
    filled = marked.replace(_PAGE_MARK, str(page))
    values = (value for name, value in days.groupdict().items() if name.startswith("day"))
    return _DATE_MARK.sub(lambda _: next(values), filled)
