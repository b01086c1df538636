"""When a page was published, as its head, its header line, its closing line or its address say."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tasks.clean.dates import DATE, MONTH_DAY_TIME, dates

#: Meta elements and front matter that hold the day of publication, the surer first.
_META_DATES = (
    "pubdate", "publishdate", "publish_date", "publish_time", "article:published_time", "datepublished", "date",
)  # fmt: skip
_DATE_NAME = re.compile("(?:pub|date|time|creat|issu|release)")
_LATER_NAME = re.compile("modif|updat|expire|last|revis|end")
_JSON_LD = re.compile(r"\"(?:datePublished|pubDate|publishDate|upDate|publish_time)\"\s*:\s*\"([^\"]{8,40})\"")
_URL_DATES = (
    re.compile(
        r"/(?P<year>20[0-9]{2}|199[0-9])[-/_](?P<month>1[0-2]|0?[1-9])[-/_](?P<day>3[01]|[12][0-9]|0?[1-9])(?=[/_.-]|$)"
    ),
    re.compile(
        r"[/_tc](?P<year>20[0-9]{2}|199[0-9])(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12][0-9]|0[1-9])(?=[/_.-]|$)"
    ),
    re.compile(r"/(?P<year>20[0-9]{2}|199[0-9])[-/]?(?P<month>1[0-2]|0[1-9])/(?P<day>3[01]|[12][0-9]|0[1-9])(?=/)"),
    re.compile(r"/(?P<year>20[0-9]{2}|199[0-9])/(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12][0-9]|0[1-9])(?=/)"),
)
_FOOTER = re.compile(r"版权|Copyright|©|ICP|备案|\d{4}\s?[-—–]\s?20\d\d\s|All Rights", re.I)
_UPDATED = re.compile("更新(?:时间|日期)|修改时间")
_CLOSING = re.compile(
    r"[（(【\[][^（(【\[）)\]】。]{0,30}[）)\]】]\s*$|\s(?:来源|稿源)?[^。！？\s]{0,20}\s?20\d\d\s?[-年/.]\S{3,20}(?:\s\d\d:\d\d(?::\d\d)?)?\s*$"
)
_OPENING = re.compile(r"^[（(【\[][^（(【\[）)\]】。]{6,30}[）)\]】]")
_DATELINE = re.compile(r"^[^。，,；;]{0,40}?(?:讯|电|报道|消息)")


class Publication(NamedTuple):
    """The day of publication, and the EDTF of it, which may be known where the day is not."""

    day: date | None = None
    edtf: str | None = None


def find_publication(
    metadata: Mapping[str, str], scripts: Sequence[str], notes: Sequence[str], body: Sequence[str], url: str | None
) -> Publication:
    """Return when the page was published, as far as it says.

    The page's head is believed first, then its header and credit lines, the brackets that close the text, a dateline
    that names the year, and last the address. A copyright year dates nothing.

    Args:
        metadata: the meta elements or the front matter, by lower-case name.
        scripts: the page's scripts, for structured data.
        notes: the lines around the text, the header first.
        body: the paragraphs of the text.
        url: the address of the page.

    Example:
        >>> find_publication({}, [], ["发布时间：2020-12-11 07:58 来源：某报"], [], None)
        Publication(day=datetime.date(2020, 12, 11), edtf='2020-12-11')
    """
    day = (
        _of_metadata(metadata)
        or _of_scripts(scripts)
        or _of_notes(notes)
        or _of_edges(body)
        or _of_url(url)
        or _of_dateline(body)
    )
    if day:
        return Publication(day, day.isoformat())
    return Publication(None, _without_year(notes))


def _of_metadata(metadata: Mapping[str, str]) -> date | None:
    others = sorted(key for key in metadata if _DATE_NAME.search(key) and not _LATER_NAME.search(key))
    for key in (*_META_DATES, *others):
        found = dates(metadata.get(key, ""))
        if found:
            return found[0]
    return None


def _of_scripts(scripts: Sequence[str]) -> date | None:
    for script in scripts:
        for match in _JSON_LD.finditer(script):
            if found := dates(match[1]):
                return found[0]
    return None


def _of_notes(notes: Sequence[str]) -> date | None:
    dated = [note for note in notes if DATE.search(note) and not _FOOTER.search(note)]
    for note in sorted(dated, key=lambda note: bool(_UPDATED.search(note))):
        if found := dates(note):
            return found[0]
    return None


def _of_edges(body: Sequence[str]) -> date | None:
    """Return the date in brackets that open the first or close the last paragraph."""
    if not body:
        return None
    for text, pattern in ((body[0], _OPENING), (body[-1], _CLOSING)):
        match = pattern.search(text)
        if match and (found := dates(match[0])):
            return found[-1]
    return None


def _of_dateline(body: Sequence[str]) -> date | None:
    match = _DATELINE.match(body[0]) if body else None
    found = dates(body[0][: match.end() + 24].split("。")[0].split("，")[0]) if match else []
    return found[0] if found else None


def _of_url(url: str | None) -> date | None:
    for pattern in _URL_DATES:
        match = pattern.search(url or "")
        if match:
            found = dates(f"{match['year']}-{match['month']}-{match['day']}")
            if found:
                return found[0]
    return None


def _without_year(notes: Sequence[str]) -> str | None:
    for note in notes:
        match = MONTH_DAY_TIME.search(note)
        if match:
            return f"XXXX-{int(match['month']):02}-{int(match['day']):02}"
    return None
