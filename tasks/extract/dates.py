"""Dates of a document: each expression, and the date it means as EDTF. A year is never invented."""

import re
from collections.abc import Callable
from itertools import takewhile

from schemas.records import DateMention, Document
from tasks.extract.calendars import (
    PartialDate,
    as_partial,
    days_in,
    last_day,
    months_before,
    nearest,
    read_edtf,
    shifted,
    weekday,
)
from tasks.extract.date_grammar import Form, date_forms
from tasks.extract.date_scene import YEARS_AWAY, Scene, Told
from tasks.extract.numerals import fold_width, read_number

_COMING_BEFORE = re.compile(r"(?:将|拟|计划|定于|预计|力争|确保|有望|争取)[^。；，,\n]{0,8}$")
_COMING_AFTER = re.compile(
    r"之?前(?!夕|后)|，?(?:还|再|也|预计)?(?:将|计划|拟|力争|争取|要(?!求|点|闻))|，[^，。；]{2,20}(?:即?将|拟)(?=[与同和在举签]|正式)"
)
_DATELINE = re.compile(r"\s?(?:[\u4e00-\u9fff]{0,4}(?:讯|电)(?![子信力动话商视塔])|消息|报道)")
#: How far into the text a dateline may stand.
_DATELINE_REACH = 400
_DAYS_AWAY = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_PART_MONTHS = {"上半年": (1, 6), "下半年": (7, 12), "首季": (1, 3), "首季度": (1, 3)}
#: 4月18日，2021某市招商推介会: the event has its year in its name.
_EVENT_OF_YEAR = re.compile(
    r"(?:[上下]午|晚)?[，,]?(?:为期[^，。；]{1,4}的|第[^，。；]{1,4}届)?[“\"]?(?P<year>20\d{2})(?!\d|年)"
    r"[^，。；\d][^，。；]{0,28}(?:大会|年会|峰会|论坛|博览会|推介会|洽谈会|展览会|[节展周])"
)
#: 2021年国民经济和社会发展统计公报: a page without a date speaks from the year that its title sums up.
_SUMS_UP = re.compile(
    r"(?<![到至])(?P<year>20\d{2})年(?:(?!20\d{2}年)[^，。；]){0,24}(?:公报|运行情况|发展情况|执行情况|成绩单|工作总结|综述|盘点)"
)
_MONTH = re.compile(r"(?:\d{4}|XXXX)-\d{2}")
_SOON = 7
_OPENS = re.compile(r"[^，。；\n]{0,6}(?:启幕|开幕|启动|亮相|开启|登场|举行|举办)(?!了)")
_WHOLE_YEAR = ("年内", "全年")
_PART_MONTH = {"底": 12, "末": 12, "年底": 12, "年末": 12, "年终": 12, "年初": 1, "初": 1, "年中": 6}


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """Return the dates that the text names, in order; titles in 《》 are left out.

    A month and day without a year take it from an earlier date of the same sentence, else from the dateline or the
    publication date, else none (``XXXX-08-18``). 年底 is the month of December; an ``edtf`` of None says that nothing
    in the document settles the date.

    Example:
        >>> document = Document("d", "u", "8月18日签约。同日，2011年底的协议续签。")
        >>> [(mention.surface, mention.edtf) for mention in find_dates(document)]
        [('8月18日', 'XXXX-08-18'), ('同日', 'XXXX-08-18'), ('2011年底', '2011-12')]
    """
    folded = fold_width(document.text)
    forms = tuple(date_forms(folded))
    today = _today(document, folded, forms)
    told = Told(folded)
    scene = Scene(folded, today, told, document.title or "")
    for form in forms:
        start, end = form.match.span()
        told.add(DateMention(start, end, document.text[start:end], _read(form, scene)))
    return tuple(told.mentions)


def _today(document: Document, folded: str, forms: tuple[Form, ...]) -> PartialDate:
    """Return the day that 今天 means: the dateline's, else that of publication."""
    published = as_partial(document.published_on)
    if published.year is None and document.published_edtf:
        published = read_edtf(document.published_edtf)
    if published.year is None and (summed_up := _SUMS_UP.search(document.title or "")):
        published = PartialDate(int(summed_up["year"]))
    for form in forms:
        if form.match.end() > document.body_start + _DATELINE_REACH:
            break
        if form.name == "day" and _DATELINE.match(folded, form.match.end()):
            edtf = _read(form, Scene(folded, published, Told(folded)))
            return read_edtf(edtf) if edtf else published
    return published


def _read(form: Form, scene: Scene) -> str | None:
    return _READERS[form.name](form, scene)


def _dated(day: PartialDate) -> str | None:
    return day.edtf() if day.exists() else None


def _interval(year: int | None, first: int, last: int) -> str | None:
    """Return the months of one year as an interval."""
    written = "XXXX" if year is None else f"{year:04}"
    return f"{written}-{first:02}/{written}-{last:02}"


def _number(form: Form, part: str) -> int | None:
    written = form.part(part)
    if written == "元":  # 元月 is January
        return 1
    value = read_number(written) if written else None
    return None if value is None else int(value)


def _year_given(form: Form, scene: Scene) -> int | None:
    """Return the year that the expression itself gives, in figures or by 今年, 去年, 同年."""
    relative = form.part("relative_year")
    if relative is None:
        return _number(form, "year")
    if relative in YEARS_AWAY:
        return None if scene.today.year is None else scene.today.year + YEARS_AWAY[relative]
    last = scene.last().year
    return last + 1 if last is not None and relative == "次年" else last


def _has_year(form: Form) -> bool:
    return bool(form.part("year") or form.part("relative_year"))


def _is_coming(form: Form, scene: Scene) -> bool:
    before = scene.text[max(0, form.match.start() - 16) : form.match.start()]
    return bool(_COMING_BEFORE.search(before) or _COMING_AFTER.match(scene.text, form.match.end()))


def _year_meant(form: Form, scene: Scene, month: int, day: int | None = None) -> int | None:
    """Return the year of a month and day: given, carried over in the sentence, or the one nearest to today."""
    if _has_year(form):
        return _year_given(form, scene)
    carried = scene.year_of_sentence(form.match.start())
    if carried is not None:
        return carried
    if scene.today.year is None and (event := _EVENT_OF_YEAR.match(scene.text, form.match.end())):
        return int(event["year"])
    return nearest(month, day, scene.today, _is_coming(form, scene)).year


def _read_iso(form: Form, _: Scene) -> str | None:
    return _dated(PartialDate(_number(form, "year"), _number(form, "month"), _number(form, "day")))


def _read_years(form: Form, _: Scene) -> str | None:
    return f"{form.part('year')}/{form.part('year_to')}"


def _read_months(form: Form, scene: Scene) -> str | None:
    first, last = _number(form, "month") or 0, _number(form, "month_to") or 0
    return _interval(_year_meant(form, scene, last), first, last) if 1 <= first < last <= 12 else None


def _read_day(form: Form, scene: Scene) -> str | None:
    month, day = _number(form, "month") or 0, _number(form, "day")
    if not PartialDate(None, month, day).exists():
        return None
    return _dated(PartialDate(_year_meant(form, scene, month, day), month, day))


def _read_days(form: Form, scene: Scene) -> str | None:
    first, last = _read_day(form, scene), _number(form, "day_to") or 0
    if first is None or last > days_in(None, read_edtf(first).month or 1):
        return None
    return f"{first}/{first[:-2]}{last:02}"


def _read_month(form: Form, scene: Scene) -> str | None:
    month = _number(form, "month") or 0
    return _dated(PartialDate(_year_meant(form, scene, month), month))


def _read_year(form: Form, scene: Scene) -> str | None:
    return PartialDate(_year_given(form, scene)).edtf()


def _read_part(form: Form, scene: Scene) -> str | None:
    """Read a part of a year: 2021年底, 去年上半年, 三季度末, 前4个月."""
    part = form.part("part") or ""
    first, last = _months_of(form, part)
    if part in _WHOLE_YEAR:
        return PartialDate(_year_of_part(form, scene, 1)).edtf()
    finished = bool(form.part("months") or form.part("from_start") == "前")
    year = _year_of_part(form, scene, last if finished else first)
    if first == last or form.part("quarter_end"):
        return PartialDate(year, last).edtf()
    return _interval(year, first, last)


def _year_of_part(form: Form, scene: Scene, month: int) -> int | None:
    """Return the year of a part of it; 年底 and 年初 without a year are this year's."""
    part, position = form.part("part") or "", form.match.start()
    if _has_year(form) or not (part.startswith("年") or part in _WHOLE_YEAR):
        return _year_meant(form, scene, month)
    given = scene.year_of_sentence(position) or scene.year_spoken_of(position)
    return given or scene.year_looked_back_on(part, position) or scene.today.year


def _months_of(form: Form, part: str) -> tuple[int, int]:
    if part in _PART_MONTH:
        return _PART_MONTH[part], _PART_MONTH[part]
    if part in _PART_MONTHS:
        return _PART_MONTHS[part]
    quarter = _number(form, "quarter")
    if quarter is None:
        return 1, min(_number(form, "months") or 12, 12)
    return (1 if form.part("from_start") == "前" else 3 * quarter - 2), 3 * quarter


def _read_this_month(form: Form, scene: Scene) -> str | None:
    which = (form.part("which") or "")[0]
    base = scene.last(precise_to=2) if which == "当" else scene.today
    month = months_before(base, {"上": 1, "下": -1}.get(which, 0))
    return _dated(month._replace(day=_number(form, "day"))) if month.month else None


def _read_month_end(_: Form, scene: Scene) -> str | None:
    return months_before(scene.today, 0).edtf()


def _read_bare_day(form: Form, scene: Scene) -> str | None:
    """Read 16日: of the month named last in the paragraph, else the latest such day before today."""
    day = _number(form, "day") or 0
    named = _named_in_paragraph(form, scene)
    base = named if named.month else _month_of_title(scene) or scene.today
    ahead = base == scene.today and base.day is not None and day > base.day
    ahead = ahead and not _opens_soon(form, scene, day)
    month = months_before(base, int(ahead and not _is_coming(form, scene)))
    return _dated(month._replace(day=day)) if month.month else None


def _month_of_title(scene: Scene) -> PartialDate | None:
    """Return the month that a chronicle is of: 大事记 of 2018年11月 under that title."""
    in_title = takewhile(lambda mention: mention.end <= len(scene.title), scene.told.mentions)
    months = (mention.edtf for mention in in_title if mention.edtf and _MONTH.fullmatch(mention.edtf))
    month = next(months, None)
    return read_edtf(month) if month is not None else None


def _opens_soon(form: Form, scene: Scene, day: int) -> bool:
    """Say whether the day is one of the next week on which something opens: 28日启幕 on the 25th."""
    soon = scene.today.day is not None and day - scene.today.day <= _SOON
    return soon and _OPENS.match(scene.text, form.match.end()) is not None


def _named_in_paragraph(form: Form, scene: Scene) -> PartialDate:
    start = scene.text.rfind("\n", 0, form.match.start()) + 1
    last = scene.told.last(precise_to=3)
    return scene.last(precise_to=3) if last is not None and last.start >= start else PartialDate(None)


def _read_weekday(form: Form, scene: Scene) -> str | None:
    wanted = "一二三四五六日".find((form.part("weekday") or "").replace("天", "日"))
    week = (form.part("week") or "")[0]
    meant = weekday(scene.today, wanted, {"上": -1, "下": 1}.get(week, 0))
    if week in "周星礼" and meant.month and meant > scene.today:
        meant = meant if _is_coming(form, scene) else shifted(meant, -7)
    return meant.edtf()


def _read_relative(form: Form, scene: Scene) -> str | None:
    return shifted(scene.today, _DAYS_AWAY[(form.part("relative") or "")[:-1]]).edtf()


def _read_next(_: Form, scene: Scene) -> str | None:
    return shifted(scene.last(precise_to=3), 1).edtf()


def _read_same(_: Form, scene: Scene) -> str | None:
    return scene.last(precise_to=3).edtf()


def _read_same_point(_: Form, scene: Scene) -> str | None:
    """Read 同一时点: the time named last, a month's or year's end as its last day."""
    last = scene.told.last(precise_to=1)
    if last is None or last.edtf is None:
        return None
    is_end = last.surface[-1] in "底末" and "/" not in last.edtf
    return last_day(read_edtf(last.edtf)).edtf() if is_end else last.edtf


def _read_two_years(_: Form, scene: Scene) -> str | None:
    year = scene.today.year
    return None if year is None else f"{year}/{year + 1}"


def _read_years_ago(form: Form, scene: Scene) -> str | None:
    ago, year = _number(form, "ago"), scene.today.year
    return None if ago is None or year is None else PartialDate(year - ago).edtf()


def _read_plan_end(form: Form, _: Scene) -> str | None:
    """Read “十四五”末: the first five-year plan to be counted from ten ended in 2005."""
    return PartialDate(2005 + 5 * (_number(form, "plan") or 0)).edtf()


def _read_vague(_: Form, __: Scene) -> None:
    return None


_READERS: dict[str, Callable[[Form, Scene], str | None]] = {
    "iso": _read_iso,
    "years": _read_years,
    "months": _read_months,
    "days": _read_days,
    "day": _read_day,
    "month": _read_month,
    "part": _read_part,
    "year_end": _read_part,
    "year": _read_year,
    "lone_part": _read_part,
    "this_month": _read_this_month,
    "month_end": _read_month_end,
    "bare_day": _read_bare_day,
    "bracketed_day": _read_bare_day,
    "weekday": _read_weekday,
    "relative": _read_relative,
    "next": _read_next,
    "same": _read_same,
    "same_point": _read_same_point,
    "two_years": _read_two_years,
    "years_ago": _read_years_ago,
    "plan_end": _read_plan_end,
    "vague": _read_vague,
}
