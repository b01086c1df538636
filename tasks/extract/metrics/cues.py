"""Numbers of which the unit and a word of the clause settle the kind: rates, latencies, money, computing power."""

import re
from dataclasses import replace
from functools import lru_cache

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.number import Number
from tasks.extract.metrics.passages import Passage
from tasks.extract.quantities import dimension

#: How far before and after the number its cue may stand.
_CUE_BEFORE, _CUE_AFTER = 22, 10
#: How near the cue must stand to a number without a unit, and how such a number ends.
_CUE_NEXT = 6
_SCALED = re.compile(r"[万亿][多余]?$")
#: How far around the number the words may stand that say what the money is for.
_NEAR_BEFORE, _NEAR_AFTER = 70, 50
#: Units of what a sentence that has named it may measure again elsewhere without naming it.
_GOES_ON = ("Mbps", "ms")
#: A sum for many projects together is no figure of networks.
_MANY_PROJECTS = re.compile(
    r"[\d多]+余?个(?:(?!5G|数据|算力|通信|数字|网络)[^，。；]){0,10}项目|(?<!数据)(?<!算力)(?<!数字)(?<!5G)(?<!中心)项目[^，。；]{0,4}\d+余?个|(?<!第.)批[^，。；]{0,6}项目|共签下"
)


def read_cued(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the number whose unit and a word of its clause settle the kind: rates, latencies, money."""
    passage, quantity = number.passage, number.quantity
    for kind in _cued_by(dimension(quantity)):
        if _is_price(kind, quantity):
            continue
        cue = _cue(number, kind) or _gone_on_with(kind, figures)
        if cue is None or (kind.unless and kind.unless.search(_around(number))):
            continue
        if kind.needs_near and not kind.needs_near.search(passage.title + _nearby(passage, quantity)):
            continue
        if kind.name == "investment" and _MANY_PROJECTS.search(passage.masked[passage.start : quantity.start]):
            continue
        return Figure(passage, quantity, kind, cue, "cued")
    return None


@lru_cache(maxsize=64)
def _cued_by(measured: str) -> tuple[MetricKind, ...]:
    """Return the kinds that a word settles for what is measured so."""
    return tuple(kind for kind in metric_kinds().values() if kind.cues and measured in kind.dimensions)


def _gone_on_with(kind: MetricKind, figures: list[Figure]) -> Span | None:
    """Return the cue of the rate or delay before in the sentence: 下行速率110Mbps，塔筒内部也有45Mbps."""
    last = figures[-1] if figures else None
    return last.phrase if last is not None and last.kind is kind and kind.unit in _GOES_ON else None


def read_unit_left_out(number: Number, figures: list[Figure]) -> Figure | None:
    """Return the number whose unit the text leaves out: 投资1.36亿, and 算力18.5万 after one in P."""
    passage, quantity = number.passage, number.quantity
    if quantity.unit or not _SCALED.search(passage.masked, max(0, quantity.end - 3), quantity.end):
        return None
    before = passage.masked[max(number.clause, quantity.start - _CUE_NEXT) : quantity.start]
    for kind in metric_kinds().values():
        cue = kind.cues.search(before) if kind.cues and kind.unit in ("CNY", "PFLOPS") else None
        measured = replace(quantity, unit=kind.unit)
        if cue is None or not (kind.unit == "CNY" or any(figure.kind is kind for figure in figures)):
            continue
        position = number.index
        whole = replace(
            passage, quantities=(*passage.quantities[:position], measured, *passage.quantities[position + 1 :])
        )
        found = read_cued(Number(whole, position), figures)
        if found is not None:
            return replace(found, passage=passage)
    return None


def _is_price(kind: MetricKind, quantity: Quantity) -> bool:
    """Return whether the money is in another currency or too little for a network: a price, a fee."""
    return kind.unit == "CNY" and (quantity.unit != "CNY" or quantity.value < kind.minimum)


def _nearby(passage: Passage, quantity: Quantity) -> str:
    """Return the words about the number, those of the sentence before included, as far as they bear on it."""
    start = passage.before.start if passage.before else passage.start
    return passage.masked[max(start, quantity.start - _NEAR_BEFORE) : min(passage.end, quantity.end + _NEAR_AFTER)]


def _asked_before(number: Number, kind: MetricKind) -> re.Match[str] | None:
    """Return the cue of an earlier clause or of the sentence before, no number between: 时延呢？8毫秒."""
    passage, quantity = number.passage, number.quantity
    clause = passage.masked[number.clause : quantity.start]
    if kind.cues is None or kind.unit == "CNY" or not metric_words().link.fullmatch(clause):
        return None
    start = number.floor
    if start == passage.start and passage.before is not None and not passage.before.quantities:
        start = passage.before.start
    matches = list(kind.cues.finditer(passage.masked, start, quantity.start))
    return matches[-1] if matches else None


def _around(number: Number) -> str:
    """Return the words of the clause since the number before, and what directly follows the number."""
    passage, quantity = number.passage, number.quantity
    after = passage.masked[quantity.end : min(passage.clause_end(quantity.end), quantity.end + 14)]
    return passage.masked[number.start : quantity.end] + re.split("[、，]", after)[0]


def _cue(number: Number, kind: MetricKind) -> Span | None:
    """Return the cue nearest before the number in its clause, else the first one right after it."""
    passage, quantity, clause = number.passage, number.quantity, number.clause
    if kind.unit == "Mbps":
        clause = passage.clause_start(max(passage.start, clause - 1))
    floor = max(number.floor, quantity.start - _CUE_BEFORE, clause)
    matches = list(kind.cues.finditer(passage.masked, floor, quantity.start)) if kind.cues else []
    if matches:
        return Span(*matches[-1].span())
    end = min(quantity.end + _CUE_AFTER, number.ceiling, passage.clause_end(quantity.end))
    match = kind.cues.search(passage.masked, quantity.end, end) if kind.cues else None
    match = match or _asked_before(number, kind)
    if match is None and kind.name == "compute":
        match = kind.cues.search(passage.with_before()) if kind.cues else None
        return Span(quantity.start, quantity.end) if match else None
    return Span(*match.span()) if match else None
