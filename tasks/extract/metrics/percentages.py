"""Percentages: rates of coverage and use, parts of a whole, and changes of what was counted before."""

import re
from dataclasses import replace

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from tasks.extract.metrics.anchors import CUED_SUBJECTS
from tasks.extract.metrics.figures import Figure, Measure
from tasks.extract.metrics.nouns import Named, named_before, nouns_in
from tasks.extract.metrics.number import Number
from tasks.extract.metrics.passages import Passage

_REACHED = re.compile(
    r"[^，。；]{0,4}(?:行政村|自然村|村|乡镇|乡村|镇区|人口|区域|面积|城区|社区|街道|县|市|地区|家庭|小区|园区|景区|煤矿|矿山|口岸|码头|国土|路段|里程|农村|学校|医院|场所|住户|楼宇|站点)"
)
_COVERS = re.compile(
    r"覆盖(?:了|到|至|率)?(?:(?:家庭|人口|行政村|自然村|乡镇|农村|小区|区域|面积|住户)的?|全[国省市区县州][^，。；、]{0,2}|[^，。；]{0,24}[和与及、])?$"
)
_GROWTH_END = re.compile(
    r"(?:同比|环比|年均|增长|增幅|增速|增加|提高|提升|上升|扩大|增长率|增|涨|翻|多出|再加|扩容)[了约达为]*$"
)
_COMPARED = re.compile(r"[，,]?相?[较比同与]于?(?:[^，。；]{1,10}?)(?=增|提|扩|上|多|翻|净|高|涨|扬|大)")
_AND = re.compile(r"[^，。；]{0,14}(?:[和与、及]|以及)")
_COVERING = re.compile(r"[^。；]{0,44}?实现[^，。；、]{0,10}覆盖")
_COVERED = re.compile(r"(?:5G|4G|千兆|光纤|光网|网络|宽带)[^。；]{0,14}覆盖[^。；]{0,30}$")
_TASK = re.compile(r"计划|任务|目标")
_PLACES_HAVE = re.compile(
    r"(?:行政村|自然村|村|乡镇|小区|社区|县城|家庭|园区|景区)(?:里|中)?(?:也|则|已经?|还|，)*(?:有|占)?$"
)
_HAVE = re.compile(
    r"(?:以上)?(?:都|已经?|也|能够?|可以?)*(?:连|通|用|有|覆盖|开通|接入|收)[^，。；\d]{0,4}(?:5G|4G|千兆|光纤|宽带|网|信号)"
)
_GROWN_BY = re.compile(r"(?:增[幅速]|增长率|同比增长)(?:[^，]{0,4}(?:达到?|为)|(?:计划|预计|目标|力争|将|平均)*)$")
_NETWORK = re.compile(r"(?:5G|4G|千兆|光纤|光网|宽带|网络信号|手机信号|移动网络)[^，。；]{0,4}")
_USERS = re.compile(r"用户|客户|人口|占比|总数")
#: 其中甲类占23%: a part that is named otherwise than by its kind.
_PART = re.compile(r"其中[^，。；]{0,20}")
#: 占全省的三成 is a share of another total than all users.
_OTHER_TOTAL = re.compile(r"占[^，。；]{0,6}(?:全[国省市区县球]|世界|\x02)")
#: 在固定宽带用户中占比: the noun is the whole, not the part.
_IN_WHOLE = re.compile(r"，?在[^，。；]{0,18}中的?所?占")
_CONNECT_AFTER = re.compile(r"以?上?的?[^，。；]{0,12}(?:实现|通|开通)[^，。；]{0,4}(?:5G|4G|光纤|宽带|千兆)")
_CONNECTED = re.compile(r"(?:通|覆盖|用上|开通|接入|连)[了上到通]{0,2}(?:5G|4G|光纤|宽带|千兆|网络)")
_PLACES = re.compile(r"村|乡镇|镇区|社区|小区|街道|景区|园区|学校")
_ABOUT = re.compile(r"(?:大约|大概|约)占")
_COVERED_AFTER = re.compile(r"(?:的)?(?:全)?覆盖(?!率)")
#: 乡镇5G覆盖率达到100%，行政村为82%.
_OF_OTHER_PLACES = re.compile(
    r"[^，。；、\d]{0,14}(?:村|乡镇|镇区|城区|县城|社区|街道|小区|场所|沿线|园区|景区|区域|海岛|学校)(?:则|也|更|均|都|已|将)*"
    r"(?:为|是|达到?|超过?|不少于|不低于|突破|接近)?"
)
_OF_WHICH = re.compile(r"其中(?:有|约|近|超过?)?(?P<part>[^，。；\d]{0,6})")
_OWN_TOTAL = re.compile(r"^在(?:各自|全部|其|全国|全省|全市)?[^，。；]{0,10}(?:总量|总数|总体)?中?所?$|所$")
#: What a clause of growth may say besides: the measure before it, whose growth, when and with what certainty.
_BESIDE = re.compile(
    r"^(?:个|座|户|比重|占比|其|前者|后者)|多出?|再加|(?:预计)?(?:今年|明年|全年|年内)?(?:还)?(?:会|将|要)|预计"
)
_PARTED = re.compile(r"[，,；;。、]")
_NO_GROWTH = re.compile(r"产能|效率|成本|质量|准确率|良品率|不良率|能耗|GDP|生产总值|税|利润|出口|进口|客流|产值(?!达)")


def read_percentage(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the percentage as a figure: a rate, a part, or a change of the figure or noun before it."""
    passage, floor, quantity, clause = number.passage, number.floor, number.quantity, number.own
    if _is_growth(passage, quantity, clause):
        return _growth(number, figures)
    if quantity.unit == "times":
        return None
    part = _part_of_stock(passage, floor, quantity, figures, clause)
    if part is not None:
        return part
    if metric_words().share.search(clause):
        named = named_before(number)
        if named is None or named.kind.name != "coverage":
            return _share_of_places(passage, quantity, clause) or _share(passage, floor, quantity, figures, clause)
    return _rate(number) or _continued_rate(passage, quantity, figures, clause)


def _part_of_stock(
    passage: Passage, floor: int, quantity: Quantity, figures: list[Figure], clause: str
) -> Figure | None:
    """Return the part of the stock told right before: 5G基站2万个，其中八成借用旧站址, 其中智能算力四成."""
    last = figures[-1] if figures else None
    named = _OF_WHICH.fullmatch(clause)
    if last is None or named is None or last.measure != "level" or last.kind.unit not in ("count", "PFLOPS"):
        return None
    if named["part"] and _cued_subject(passage, floor, quantity.start) is None:
        return None
    return replace(last, quantity=quantity, tie="continued", measure="share", source=last, rank=0, series=1)


def _is_growth(passage: Passage, quantity: Quantity, clause: str) -> bool:
    written = passage.masked[quantity.start : quantity.end]
    if _GROWN_BY.search(clause):
        return True
    if re.search(r"(?:到|至|达|为)$", clause):
        return False
    return "翻" in written or quantity.unit == "percentage_points" or bool(_GROWTH_END.search(clause))


def _growth(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the change of the noun before it in the clause, else of the figure before it."""
    passage, quantity, start = number.passage, number.quantity, number.start
    measure: Measure = "points" if quantity.unit == "percentage_points" else "growth"
    named = _subject(number)
    if named is not None:
        return Figure(passage, quantity, named.kind, named.phrase, "named", measure)
    cued = _cued_subject(passage, start, quantity.start)
    if cued is not None:
        return Figure(passage, quantity, cued.kind, cued.phrase, "cued", measure)
    last = figures[-1] if figures else None
    if last is None or number.floor > last.quantity.end:
        return None
    clause = _PARTED.split(passage.masked[number.floor : quantity.start])[-1]
    if _NO_GROWTH.search(clause) or not _only_compares(clause):
        return None
    return replace(last, quantity=quantity, tie="continued", measure=measure, source=last, rank=0, series=1)


def _only_compares(clause: str) -> bool:
    """Return whether the clause says nothing but what the change is measured against."""
    rest = metric_words().growth.sub("", _COMPARED.sub("", clause))
    rest = _BESIDE.sub("", rest)
    return bool(metric_words().link.fullmatch(rest)) or bool(re.fullmatch(r"一年|[一两三四五六七八九]年来?|年均", rest))


def _subject(number: Number) -> Named | None:
    """Return the noun that grows, nothing but words of growth and comparison between it and the number."""
    passage, quantity = number.passage, number.quantity
    for named in reversed(nouns_in(passage, number.start, quantity.start)):
        between = passage.masked[named.phrase.end : quantity.start]
        between = metric_words().growth.sub("", _COMPARED.sub("", between))
        if metric_words().link.fullmatch(between):
            return named
    return None


def _share(passage: Passage, floor: int, quantity: Quantity, figures: list[Figure], clause: str) -> Figure | None:
    """Return the part that the noun before 占 takes, else the figure before it."""
    start = max(floor, passage.clause_start(quantity.start))
    part = metric_words().share.search(clause)
    at = start + (part.start() if part else 0)
    named = [noun for noun in nouns_in(passage, start, at + 2) if _adjoins(passage, noun.phrase.end, at)]
    named = [noun for noun in named if noun.kind.name != "coverage" and not _IN_WHOLE.match(clause)]
    if named:
        kind = _shared(named[-1].kind, clause)
        return Figure(passage, _about(quantity, clause), kind, named[-1].phrase, "named", "share")
    cued = _cued_subject(passage, start, at)
    if cued is not None:
        return Figure(passage, quantity, cued.kind, cued.phrase, "cued", "share")
    last = figures[-1] if figures else None
    between = passage.masked[max(last.quantity.end, last.phrase.end) : at] if last else ""
    lead = _OWN_TOTAL.sub("", between.lstrip("，,；; "))
    if last is None or not (metric_words().link.fullmatch(_COMPARED.sub("", lead)) or _PART.fullmatch(lead)):
        return None
    return replace(
        last,
        kind=_shared(last.kind, clause, last.clause),
        quantity=_about(quantity, clause),
        tie="continued",
        measure="share",
        source=last,
        rank=0,
        series=1,
    )


def _share_of_places(passage: Passage, quantity: Quantity, clause: str) -> Figure | None:
    """Return the coverage that a share of places with a network is: 9个村连上了光纤，占比75%."""
    if not metric_words().link.fullmatch(metric_words().share.sub("", clause)):
        return None
    end = passage.clause_start(quantity.start)
    start = passage.clause_start(max(passage.start, end - 1))
    connected = _CONNECTED.search(passage.masked, start, end)
    if connected is None or not _PLACES.search(passage.masked, start, end):
        return None
    return Figure(passage, quantity, metric_kinds()["coverage"], Span(*connected.span()), "elided")


def _about(quantity: Quantity, clause: str) -> Quantity:
    """Return the number with the approximator that stands before its verb: 约占五成."""
    return replace(quantity, approximator="about") if _ABOUT.search(clause) else quantity


def _reaches_more(passage: Passage, last: Figure, quantity: Quantity) -> bool:
    """Return whether the number adds places to the coverage before it: 97.7%的县城城区和40%的乡镇镇区."""
    places = last.kind.name == "coverage" and _REACHED.match(passage.masked, quantity.end)
    return bool(places and _AND.fullmatch(passage.masked, last.quantity.end, quantity.start))


def _reached(passage: Passage, quantity: Quantity) -> Figure | None:
    """Return the coverage of places whose verb stands apart from the number: 97%的县城和40%的乡镇实现5G网络覆盖."""
    coverage = metric_kinds()["coverage"]
    if not _REACHED.match(passage.masked, quantity.end):
        return None
    ahead = _COVERING.match(passage.masked, quantity.end, passage.end)
    behind = _COVERED.search(passage.masked, max(passage.start, quantity.start - 44), quantity.start)
    match = ahead or behind or _NETWORK.search(passage.masked, passage.clause_start(quantity.start), passage.end)
    if match is None or (coverage.needs_near and not coverage.needs_near.search(match.group())):
        return None
    return Figure(passage, quantity, coverage, Span(*match.span()), "named" if ahead or behind else "elided")


def _elided_rate(passage: Passage, quantity: Quantity, clause: str) -> Figure | None:
    """Return the rate that an earlier clause names: 用户占比稳步提升，超过三成."""
    start = passage.clause_start(max(passage.start, passage.clause_start(quantity.start) - 1))
    if _TASK.search(clause) or not metric_words().link.fullmatch(clause):
        return None
    named = [noun for noun in nouns_in(passage, start, quantity.start) if noun.kind.unit == "percent"]
    if not named:
        return None
    measure: Measure = "share" if "占比" in passage.masked[start : quantity.start] else "level"
    return Figure(passage, quantity, named[-1].kind, named[-1].phrase, "elided", measure)


def _cued_subject(passage: Passage, start: int, end: int) -> Named | None:
    """Return a thing of which a unit else settles the kind, right before 占 or 增长: 5G投资, 智能算力."""
    for name, subject in CUED_SUBJECTS.items():
        kind = metric_kinds()[name]
        for match in subject.finditer(passage.masked, start, end):
            between = metric_words().growth.sub("", _COMPARED.sub("", passage.masked[match.end() : end]))
            if metric_words().link.fullmatch(between):
                return Named(kind, Span(*match.span()))
    return None


def _adjoins(passage: Passage, end: int, at: int) -> bool:
    return end >= at or metric_words().link.fullmatch(passage.masked, end, at)


def _shared(kind: MetricKind, clause: str, whole: str = "") -> MetricKind:
    """Return the kind that a share of all users is stated under; a share of the world's is one of its own kind."""
    if "连接" in clause:
        return kind
    of_users = _USERS.search(clause) or ("其中" in whole and not _OTHER_TOTAL.search(clause))
    return metric_kinds()[kind.share_kind] if kind.share_kind and of_users else kind


def _rate(number: Number) -> Figure | None:
    """Return a rate of coverage or use: 普及率为11%, 覆盖93%以上行政村."""
    passage, quantity = number.passage, number.quantity
    named = named_before(number)
    if named is not None and named.kind.name == "penetration":
        return Figure(passage, quantity, named.kind, named.phrase, "named")
    coverage = metric_kinds()["coverage"]
    if coverage.needs_near is None or not coverage.needs_near.search(passage.with_before()):
        return None
    phrase = _covering(passage, quantity, number.own)
    if phrase is None and named is not None and named.kind.name == "coverage":
        phrase = named.phrase
    phrase = phrase or _connecting(passage, quantity)
    return Figure(passage, quantity, coverage, phrase, "named") if phrase else None


def _covering(passage: Passage, quantity: Quantity, clause: str) -> Span | None:
    """Return the words that say coverage before the number or right after it: 覆盖家庭八成, 隧道4G信号100%覆盖."""
    network = _NETWORK.search(passage.masked, passage.start, quantity.start)
    if _COVERED_AFTER.match(passage.masked, quantity.end) and network:
        return Span(quantity.start - len(clause), quantity.start)
    covers = _COVERS.search(clause)
    if covers is None:
        return None
    reached = _REACHED.match(passage.masked, quantity.end) or _REACHED.search(covers.group())
    if not reached and "率" not in covers.group():
        return None
    end = quantity.start - len(clause) + covers.start()
    return Span(passage.clause_start(end), end + 2)


def _connecting(passage: Passage, quantity: Quantity) -> Span | None:
    """Return the words after the number that say which places have the network: 98%的行政村通了5G."""
    after = _CONNECT_AFTER.match(passage.masked, quantity.end)
    return Span(quantity.end, after.end()) if after and _REACHED.match(passage.masked, quantity.end) else None


def _continued_rate(passage: Passage, quantity: Quantity, figures: list[Figure], clause: str) -> Figure | None:
    """Return a later level of the rate stated before: 到2025年升至60%."""
    last = figures[-1] if figures else None
    if last is not None and _reaches_more(passage, last, quantity):
        return replace(last, quantity=quantity, tie="continued", source=last, rank=0, series=1)
    reached = _reached(passage, quantity)
    if reached is not None:
        return reached
    if (
        last is not None
        and last.kind.name == "coverage"
        and last.measure == "level"
        and _OF_OTHER_PLACES.fullmatch(clause)
    ):
        return replace(last, quantity=quantity, tie="continued", source=last, rank=0, series=1)
    if last is not None and last.measure == "share" and not re.search(r"[到至升提增达为]", clause):
        last = None
    is_rate = last is not None and (last.kind.unit == "percent" or last.measure == "share")
    if last is None or not is_rate or not metric_words().link.fullmatch(clause):
        return _elided_rate(passage, quantity, clause)
    measure: Measure = "share" if last.measure == "share" else "level"
    return replace(last, quantity=quantity, tie="continued", measure=measure, source=last, rank=0, series=1)
