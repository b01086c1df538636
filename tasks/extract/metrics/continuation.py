"""Numbers that go on about a thing named before: series, parts, later levels, elided nouns."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from schemas.metric_words import metric_words
from schemas.records import Quantity
from schemas.reference.operators import short_names
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.naming import refined
from tasks.extract.metrics.nouns import Named, counts_with, named_after, nouns_counted
from tasks.extract.metrics.number import Number
from tasks.extract.metrics.passages import Passage
from tasks.extract.quantities import dimension

#: A sentence of this length or less may set the topic of the next.
_TOPIC = 24
#: How far back a sentence may have named what it goes on counting.
_REACH = 160
#: How far a noun may stand before a number that other words part from it.
_LOOSE = 30
_BETWEEN_SERIES = re.compile(r"[、，,]?\s*[和与及]?以?及?(?:到\x01+|\x01+)?")
_OTHER_NOUN = re.compile(
    r"[、和与及]|覆盖|配套|查勘|勘察|设计|选址|改造|优化|维护|整治|审批|验收|企业|机房|站房|杆|塔|村|项目|学校|医院|家庭"
    r"|岗位|人才|专利|标准"
)
_OTHER_THING = re.compile(_OTHER_NOUN.pattern + r"|每|平均|占|数据|流量|嘉宾|代表|亿元|万元|投资")
#: 其中5G: a part is told, and nothing new named.
_AMONG_THEM = re.compile(r"^(?:个|座|户|部|、)?其中[，,]?(?:5G|4G)?")
_BUILDING = re.compile(
    r"(?:追加|再加|新增|净增|再增|新建|再建|建成|建设|开通|新开通|部署|新部署|共建共享|共享|增至|增加到|扩容至?|再[推拉添引上培育认定打造投放带动立建开设架]{1,2})(?:了|到)?$"
)
_STATED = re.compile(
    r"[是有]$|^[从由]|累计|总数|总量|数量|规模|达|共|已|建成|开通|新增|新建|净增|增加|多出|添|突破|超过|增至|有$|为$"
)
#: Other things that a sentence on networks counts: 标识解析二级节点有7个.
_NODE = re.compile(r"节点|指标|城市|单位|人次|专家|院士|基地|实验室|平台有$")
#: A verb that the number takes with it: 去年突破800亿元.
_BROKEN = re.compile(r"突破|超过|接近|逼近")
_FEWER = re.compile(r"[减少降裁省缩]")
_DATED = re.compile(r"[，；、]")
_DONE = re.compile(r"[\u4e00-\u9fff]{1,2}(?:着|到了?|出了?|下了?|成了?|起来?了?|足了?|满了?|上了?|了)$")
_OTHER_PART = re.compile(r"每|平均|数据|流量|元|投资|改造|机房|杆|塔|岗位|人才|专利|标准|配套|(?:平台|企业)$")
_PART_COUNTED = re.compile(
    r"(?:个|座|户|部)?(?:其中|其余|其他|[^，。；]{0,3}（(?:其中)?)(?P<part>[^，。；、]{1,14}?)(?:占了?|有|达到?|为|约)?"
)
_OPERATOR = rf"(?:中国)?(?:{short_names()})(?:公司|集团)?"
_OPERATORS = re.compile(rf"[、，；和与]?(?:其中)?[，：]?{_OPERATOR}(?:[和与及、]{_OPERATOR})*(?:共建|共享|共同)?")
_BASE = re.compile(r"^[较比]\x01+的$")
_PART = re.compile(r"(?:5G|4G|网络)?(?:其中|单是|仅|光是|单单|包括)")


def read_series(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the number as the next of a series: 达到3万个和7万个, 依次为40万、12.5万."""
    passage, quantity, index = number.passage, number.quantity, number.index
    if not figures or index == 0 or figures[-1].quantity is not passage.quantities[index - 1]:
        return None
    last = figures[-1]
    between = passage.masked[last.quantity.end : quantity.start]
    same = quantity.unit == last.quantity.unit or (
        "" in (quantity.unit, last.quantity.unit) and last.measure == "level" and last.kind.unit != "percent"
    )
    if (
        not same
        or not re.match(r"[、和与及，,]|以及", between)
        or not _is_link(_BETWEEN_SERIES.sub("", between, count=1))
    ):
        return None
    if between[0] in "，," and not re.match(r"[，,]到?\x01", between):
        return None
    if number.phrase and named_after(number):
        return None
    return replace(last, quantity=quantity, tie="continued", source=last, rank=last.rank + 1)


def read_continued(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the number that goes on about the thing counted last: 到年底增至2.5万个, 其中5G占43.7亿元."""
    last = (_last_like(number, figures) or _grown(number, figures)) if figures else None
    if last is None or not (
        _says_nothing_new(number)
        or _has_done(number)
        or _has_bare_verb(number)
        or _is_part(number, last)
        or _is_counted_part(number)
        or _is_of_operators(number)
        or _is_base(number)
    ):
        return None
    passage, quantity = number.passage, number.quantity
    kind = refined(passage, last.kind, quantity) or last.kind
    return replace(last, quantity=quantity, kind=kind, tie="continued", measure="level", source=last, rank=0)


def _last_like(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the figure of the number before that is counted alike, None where that number is no figure."""
    passage, quantity = number.passage, number.quantity
    for index in range(number.index - 1, -1, -1):
        other = passage.quantities[index]
        if other.unit == quantity.unit or (not quantity.unit and dimension(other) == "count"):
            return next((figure for figure in _figures_of(other, figures) if figure.measure == "level"), None)
    topic = figures[-1] if figures[-1].quantity.end == passage.start else None
    alike = topic is not None and topic.quantity.unit in ("", quantity.unit) and topic.measure == "level"
    return topic if alike else None


def _figures_of(quantity: Quantity, figures: list[Figure]) -> list[Figure]:
    """Return the figures of one number, in order; later ones are those of the numbers after it."""
    last = bisect_right(figures, quantity.start, key=_start)
    first = bisect_left(figures, quantity.start, hi=last, key=_start)
    return [figure for figure in figures[first:last] if figure.quantity is quantity]


def _start(figure: Figure) -> int:
    return figure.quantity.start


def _grown(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the thing whose growth was told right before its level: 营业收入增长25%，力争270亿元."""
    last, before = figures[-1], number.passage.quantities[number.index - 1 : number.index]
    if last.measure != "growth" or not before or last.quantity is not before[0]:
        return None
    return last if last.source is None and counts_with(last.kind, number.quantity) else None


def _has_bare_verb(number: Number) -> bool:
    """Return whether a verb of building stands right before the number and no noun after it: 还要再建3000个."""
    passage, quantity = number.passage, number.quantity
    builds = quantity.unit and _BUILDING.search(number.own)
    return bool(builds) and "；" not in passage.masked[number.floor : quantity.start] and number.ends_phrase


def _is_part(number: Number, last: Figure) -> bool:
    """Return whether a sum is named as a part of the sum before it: 其中管道占3亿元."""
    clause = number.passage.masked[number.clause : number.quantity.start]
    near = last.kind.needs_near
    return last.kind.unit == "CNY" and near is not None and bool(_PART.match(clause) and near.search(clause))


def _is_counted_part(number: Number) -> bool:
    """Return whether the number is that of a part, whatever the part is called: 其中大学城占了120座."""
    named = _PART_COUNTED.fullmatch(number.own)
    return bool(
        number.quantity.unit and named and (named["part"].endswith("的") or not _OTHER_PART.search(named["part"]))
    ) and (number.ends_phrase)


def _is_of_operators(number: Number) -> bool:
    """Return whether the number is that of one operator of several: 移动49.69亿元、电信35.66亿元."""
    unit = number.quantity.unit
    clause = number.own.removeprefix(unit)
    named = _OPERATORS.match(clause)
    return bool(unit and named and _is_link(clause[named.end() :])) and number.ends_phrase


def _is_base(number: Number) -> bool:
    """Return whether the number is what the one before it is compared with: 42亿元，比2021年的30亿元."""
    return bool(_BASE.search(number.passage.masked[number.clause : number.quantity.start]))


def _says_nothing_new(number: Number) -> bool:
    """Return whether the clause before the number holds only linking words, and no noun follows the number."""
    return _is_link(_AMONG_THEM.sub("", number.own).lstrip("、")) and number.ends_phrase


def read_loose(number: Number, _: list[Figure]) -> Figure | None:
    """Return the number that counts a noun of its clause, a verb right before it: 基站比计划多建了300个."""
    passage, quantity = number.passage, number.quantity
    nouns = nouns_counted(number, number.start, quantity.start)
    if not nouns or not number.ends_phrase:
        return None
    if not 0 < quantity.start - nouns[-1].phrase.end <= _LOOSE:
        return None
    if _OTHER_NOUN.search(passage.masked, nouns[-1].phrase.end, quantity.start):
        return None
    kind = refined(passage, nouns[-1].kind, quantity)
    return Figure(passage, quantity, kind, nouns[-1].phrase, "elided") if kind and quantity.unit else None


def read_elided(number: Number, _: list[Figure]) -> Figure | None:
    """Return the number that counts the noun of an earlier clause: 基站建设提速，累计达9.5万个."""
    passage, quantity = number.passage, number.quantity
    nouns = _named_earlier(number)
    if not nouns or not (_says_nothing_new(number) or _has_done(number)):
        return None
    clause = passage.masked[number.clause : quantity.start]
    if not (
        _DONE.search(clause)
        or _STATED.search(clause)
        or _BROKEN.match(passage.masked, quantity.start)
        or _is_link(_DATED.sub("", passage.masked[passage.start : quantity.start]))
    ):
        return None
    kind = refined(passage, nouns[-1].kind, quantity)
    return Figure(passage, quantity, kind, nouns[-1].phrase, "elided") if kind else None


def _named_earlier(number: Number) -> list[Named]:
    """Return the nouns since the number before, else those of the sentence before that this one goes on about."""
    passage, quantity = number.passage, number.quantity
    nouns = nouns_counted(number, max(number.floor, quantity.start - _REACH), quantity.start)
    if nouns or number.floor != passage.start or passage.before is None:
        return nouns
    goes_on = _carries_on(passage.before, passage.masked[number.clause : quantity.start])
    return nouns_counted(number, passage.before.start, passage.before.end) if goes_on else []


def _has_done(number: Number) -> bool:
    """Return whether the clause before the number is but a verb with its complement, no noun behind: 翻到了9.9万座."""
    done = _DONE.search(number.own)
    return bool(done and _is_link(number.own[: done.start()])) and number.ends_phrase


def read_topic(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the number that counts the one thing its sentence has spoken of, whatever verb stands between."""
    passage, quantity, own = number.passage, number.quantity, number.own
    if not quantity.unit or len(own) > _TOPIC:
        return None
    begin = passage.before.start if passage.before and not passage.before.quantities else passage.start
    nouns = nouns_counted(number, max(begin, quantity.start - _REACH), quantity.start)
    if not nouns or not nouns[-1].kind.topic or len({named.kind.name for named in nouns}) > 1:
        return None
    if not number.ends_phrase or _OTHER_THING.search(own):
        return None
    if not (_is_link(own) or _DONE.search(own) or _is_stated(own) or _BUILDING.search(own)) or _FEWER.search(own):
        return None
    earlier = (passage.quantities[index] for index in range(number.index - 1, -1, -1))
    alike = next((other for other in earlier if other.unit == quantity.unit), None)
    if alike is not None and not _figures_of(alike, figures):
        return None
    kind = refined(passage, nouns[-1].kind, quantity)
    return Figure(passage, quantity, kind, nouns[-1].phrase, "elided") if kind else None


def _is_stated(words: str) -> bool:
    """Return whether a verb of stating stands right before the number, no other noun between them."""
    stated = list(_STATED.finditer(words))
    return bool(stated) and _is_link(words[stated[-1].end() :]) and not _NODE.search(words)


def _carries_on(before: Passage, clause: str) -> bool:
    """Return whether a sentence goes on about the noun of the one before: a heading, a topic or a question."""
    if not clause.strip():
        return not before.quantities
    return not before.quantities and ("累计" in clause or bool(_BUILDING.search(clause)) or len(before.text) <= _TOPIC)


def _is_link(text: str) -> bool:
    return metric_words().link.fullmatch(text)
