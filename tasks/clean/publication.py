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
#: Structured data, variables of scripts and comments of content systems.
_IN_SCRIPT = re.compile(
    r"[\"'_]?(?:datePublished|pub_?(?:lish)?_?(?:date|time)|release_?date)[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
    r"([0-9]{4}[^\"'<>;]{4,30})|<date>([^<>]{8,40})</date>",
    re.I,
)
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
#: What stands after the last sentence, or in the brackets that end the text.
_CLOSING = re.compile(r"[（(【\[][^（(【\[）)\]】。]{0,60}[）)\]】]\s?$|(?<=[。！？”）])[^。！？”]{4,40}$")
_LONGEST_LINE = 60
_LINE_DATE = re.compile(
    r"(?:^|[\s|｜/（(【\[：:】\]])20\d\d\s?[-/.年]\s?\d\d?\s?[-/.月]\s?\d\d?日?(?=$|[\s|｜/）)】\]]|印发|发布)"
    r"|^[（(]?二[〇零○][〇零○一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日[）)]?$"
)
#: Brackets that open the text: （某报2021年7月19日讯）, or the reporter and then the day: 【本报专稿】（2021-07-19）.
_OPENING = re.compile(r"^(?:[（(【\[][^（(【\[）)\]】。]{2,40}[）)\]】]){1,2}")
_DATELINE = re.compile(
    r"^[^。，,；;]{0,40}?(?:讯|电|报道|消息)|^20\d\d年\d\d?月\d\d?日，[\u4e00-\u9fff]{2,6}(?:讯|电|。)"
)
#: The stamp of a content system that ran into the text: 2023-05-08 07:53 来源：某报.
_STAMP = re.compile(r"20\d\d[-/.]\d\d?[-/.]\d\d?\s+\d\d?:\d\d(?::\d\d)?\s*(?:来源|作者|编辑|记者)")
_FIRST_CHARACTERS = 120
#: A scripted header may give the year on one line and the day on another, near the head of the page.
_FIRST_LINES = 6
_YEAR_ALONE = re.compile(r"20\d\d")
_DAY_ALONE = re.compile(r"\d\d[-/]\d\d(?:\s|$)")


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
        or _of_parted_lines([*notes, *body[:_FIRST_LINES]])
        or _of_edges(body)
        or _of_short_lines(body)
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
        for match in _IN_SCRIPT.finditer(script):
            if found := dates(match[1] or match[2]):
                return found[0]
    return None


def _of_notes(notes: Sequence[str]) -> date | None:
    dated = [note for note in notes if DATE.search(note) and not _FOOTER.search(note)]
    for note in sorted(dated, key=lambda note: bool(_UPDATED.search(note))):
        if found := dates(note):
            return found[0]
    return None


def _of_parted_lines(lines: Sequence[str]) -> date | None:
    """Return the day that scripted headers spread over lines: the year on one, month and day on the next."""
    year = next((line for line in lines if _YEAR_ALONE.fullmatch(line)), None)
    day = next((line for line in lines if _DAY_ALONE.match(line)), None)
    found = dates(f"{year}-{day[:5]}") if year is not None and day is not None else []
    return found[0] if found else None


def _of_edges(body: Sequence[str]) -> date | None:
    """Return the date in brackets that open the first or close the last paragraph."""
    if not body:
        return None
    for text, pattern in ((body[0], _OPENING), (body[-1], _CLOSING)):
        match = pattern.search(text)
        if match and (found := dates(match[0])):
            return found[-1]
    return None


def _of_short_lines(body: Sequence[str]) -> date | None:
    """Return the day that a short line before or after the prose sets apart: 云溪市商务局 2023-03-07 发布."""
    for line in (*body[:3], *body[:-3:-1]):
        match = _LINE_DATE.search(line) if len(line) <= _LONGEST_LINE and "。" not in line else None
        if match and (found := dates(match[0])):
            return found[0]
    return None


def _of_dateline(body: Sequence[str]) -> date | None:
    """Return the day in the words before 讯, 电 or 报道 that open one of the first paragraphs."""
    for paragraph in body[:3]:
        stamp = _STAMP.search(paragraph, 0, _FIRST_CHARACTERS)
        match = _DATELINE.match(paragraph)
        if stamp and (found := dates(stamp[0])):
            return found[0]
        clause = re.split("[。，；]", paragraph[: match.end() + 24])[0] if match else ""
        if found := dates(clause):
            return found[0]
    return None


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
