"""The forms in which Chinese news writes a date, as patterns. What they mean is read in ``dates``."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tasks.extract.anchored import earliest_start
from tasks.extract.wanted import Wanted

_CJK = "一二三四五六七八九"
_YEAR = (
    rf"(?:(?P<year>(?<!\d)(?:19|20)\d{{2}}|[一二][〇○零0{_CJK}]{{3}})\s?年度?"
    r"|(?P<relative_year>今年|本年度?|去年|前年|明年|后年|同年|当年|次年))"
)
_MONTH_NUMBER = rf"1[0-2]|0?[1-9]|十[一二]?|[{_CJK}元]"
_DAY_NUMBER = rf"3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_CJK}]?|[{_CJK}]"
_MONTH = rf"(?<![\d.个每十])(?P<month>{_MONTH_NUMBER})\s?月"
_DAY = rf"(?P<day>{_DAY_NUMBER})\s?[日号](?![线楼院])"
_TO = r"\s?[-—–−~～至到]{1,2}\s?"
_THIRD = r"(?P<third>底|末|初|中旬|上旬|下旬)"
_PART = (
    r"(?P<part>年底|年末|年终|年初|年中|年内|全年(?![龄无候有都]|平均)|[上下]半年|首季度?"
    rf"|(?P<from_start>[第前])?(?P<quarter>[一二三四1-4])个?季度?(?P<quarter_end>末|底)?"
    rf"|[前头](?P<months>\d{{1,2}}|[{_CJK}十]{{1,2}})个?月)"
)
_BARE_DAY_AFTER = "内均常报游制子夜用元程志历益渐后前间本产活线"

_FORMS: dict[str, str] = {
    "iso": (
        r"(?<![\d.\-/])(?P<year>(?:19|20)\d{2})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)"
        r"(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.\-/])"
    ),
    "years": rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})\s?年?{_TO}(?P<year_to>(?:19|20)\d{{2}})\s?年",
    "months": (
        rf"(?:{_YEAR}\s?)?(?<![\d.个每十])(?P<month>{_MONTH_NUMBER})\s?(?:月份?)?"
        rf"{_TO}(?P<month_to>{_MONTH_NUMBER})\s?月份?(?!\s?\d)"
    ),
    "days": rf"(?:{_YEAR}\s?)?{_MONTH}\s?(?P<day>{_DAY_NUMBER})\s?[日号]?{_TO}(?P<day_to>{_DAY_NUMBER})\s?[日号]",
    "day": rf"(?:{_YEAR}的?\s?)?{_MONTH}\s?{_DAY}",
    "month": rf"(?:{_YEAR}的?\s?)?{_MONTH}(?:份(?!额)|(?![份球饼租薪供嫂均度活产票]))(?:{_THIRD}(?![国心间型期]))?",
    "part": rf"{_YEAR}的?{_PART}",
    "year_end": rf"{_YEAR}(?P<part>底|末|初)(?![级期])",
    "year": _YEAR,
    "lone_part": rf"(?<![\d每历当上{_CJK}]){_PART}",
    "this_month": (
        r"(?P<which>本|上个?|当|下个?)月(?:份?)(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<third>底|末|初|中旬|上旬|下旬))?"
    ),
    "month_end": rf"(?<![\d个每上本当下{_CJK}十])月[底末初]",
    "bare_day": (
        rf"(?<![\d.月/:：\-第])(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_CJK}]|二十)日(?![{_BARE_DAY_AFTER}])"
    ),
    "weekday": (
        r"(?<!每)(?P<week>[本这上下]周|[本这上下]?星期|[本这上下]?礼拜|周)"
        r"(?P<weekday>[一二三四五六日天])(?![年期边围到报刊])"
    ),
    "bracketed_day": r"[今昨前]\s?[（(](?P<day>3[01]|[12]\d|0?[1-9])日?[）)]\s?[日天]",
    "relative": r"(?P<relative>大前天|前[天日]|昨[日天晚晨]|今[日天晚晨早]|明[日天晚]|后天)",
    "next": r"次日|翌日|第二天",
    "same": r"当[天日晚]|同日|同一天|这一?天|(?<=[。，；\n])那一?天",
    "same_point": r"同一时[点间]",
    "two_years": r"今明两年",
    "years_ago": rf"(?<![\d{_CJK}十百千几数])(?P<ago>[{_CJK}两十]|\d{{1,2}})年(?:之|以)?前(?![期沿景往后])",
    "plan_end": r"“?十(?P<plan>[一二三四五六七])五[”\"]?(?:规划)?(?:时?期)?末",
    "vague": r"日前|近日|近期|前不久|不久前|连日来",
}
#: For each form the words of which every expression of it holds one, and how far into it that may begin at most.
_ANCHORS: dict[str, tuple[str, int]] = {
    "iso": ("19 20", 0),
    "years": ("19 20", 0),
    "months": ("月", 18),
    "days": ("月", 11),
    "day": ("月", 12),
    "month": ("月", 12),
    "part": ("年", 5),
    "year_end": ("年", 5),
    "year": ("年", 5),
    "lone_part": ("年 季 月", 4),
    "this_month": ("月", 2),
    "month_end": ("月", 0),
    "bare_day": ("日", 3),
    "weekday": ("周 星期 礼拜", 1),
    "bracketed_day": ("（ (", 2),
    "relative": ("前天 前日 昨日 昨天 昨晚 昨晨 今日 今天 今晚 今晨 今早 明日 明天 明晚 后天", 1),
    "next": ("次日 翌日 第二天", 0),
    "same": ("当天 当日 当晚 同日 同一天 这天 这一天 那天 那一天", 0),
    "same_point": ("同一时", 0),
    "two_years": ("今明两年", 0),
    "years_ago": ("年", 2),
    "plan_end": ("十一五 十二五 十三五 十四五 十五五 十六五 十七五", 1),
    "vague": ("日前 近日 近期 前不久 不久前 连日来", 0),
}
_FARTHEST = max(reach for _, reach in _ANCHORS.values())
#: What stands in an expression before such a word.
_LEAD = r"\s\d\-—–−~～“零〇○一二三四五六七八九十两元年度月份今本去前明后同当次的至到上下首第头个半全季大这"


class _Pattern(NamedTuple):
    """The pattern of a form; ``rank`` is its place among the forms."""

    rank: int
    name: str
    match: Callable[[str, int], re.Match[str] | None]
    reach: int


_PATTERNS = [
    _Pattern(rank, name, re.compile(_FORMS[name]).match, reach)
    for rank, (name, (_, reach)) in enumerate(_ANCHORS.items())
]
_PATTERNS_AROUND: dict[str, list[_Pattern]] = {}
for _pattern in _PATTERNS:
    for _anchor in _ANCHORS[_pattern.name][0].split():
        _PATTERNS_AROUND.setdefault(_anchor, []).append(_pattern)
_WANTED = Wanted(_PATTERNS_AROUND)
_first_start = earliest_start(_FARTHEST, _LEAD)
#: What stands in a title belongs to its name: 《三年行动计划（2020—2022年）》.
_TITLE = re.compile(r"《[^《》\n]{1,80}》")


class Form(NamedTuple):
    """One date expression as it stands in the text, not yet read."""

    name: str
    match: re.Match[str]

    def part(self, name: str) -> str | None:
        """Return the named part of the expression, None where its form has no such part."""
        return self.match[name] if name in self.match.re.groupindex else None


def date_forms(folded: str) -> Iterator[Form]:
    """Yield the date expressions of a text of ASCII width, leftmost and longest first, none inside another."""
    found = sorted(_matches(folded), key=lambda pair: (pair[1].start(), -pair[1].end(), pair[0].rank))
    titles = deque(match.span() for match in _TITLE.finditer(folded))
    end = 0
    for pattern, match in found:
        start = match.start()
        while titles and titles[0][1] <= start:
            titles.popleft()
        if start >= end and not (titles and titles[0][0] < start):
            end = match.end()
            yield Form(pattern.name, match)


def _matches(folded: str) -> Iterator[tuple[_Pattern, re.Match[str]]]:
    """Yield what each pattern finds by itself, from its first to its last match."""
    tried = [0] * len(_PATTERNS)
    for place, patterns in sorted(_places(folded).items()):
        first = _first_start(folded, place)
        for pattern in patterns:
            nearest = place - pattern.reach
            start = max(tried[pattern.rank], nearest if nearest > first else first)
            while start <= place:
                match = pattern.match(folded, start)
                start = start + 1 if match is None else match.end()
                if match is not None:
                    yield pattern, match
            tried[pattern.rank] = start


def _places(folded: str) -> dict[int, list[_Pattern]]:
    """Return where one of the anchors begins, with the patterns whose matches may hold it."""
    places: dict[int, list[_Pattern]] = {}
    for start, end in _WANTED.spans(folded):
        places.setdefault(start, []).extend(_PATTERNS_AROUND[folded[start:end]])
    return places
