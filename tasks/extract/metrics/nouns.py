"""Nouns that name what a number counts, before or after it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from schemas.units import dimensions
from tasks.extract.metrics.anchors import bit
from tasks.extract.metrics.number import PHRASE, Number
from tasks.extract.metrics.passages import Passage

_MODIFIERS = 32
#: How far after the number a noun may end that a verb follows at once.
_HEAD_REACH = 14
_DIRECT = 8
#: Measure words that do not say that people are counted: 330个城市开通5G.
_VAGUE = {"", "个"}
_BREAK = re.compile(r"[，,。；;：:！？!?\n\x01]")
_LIST = re.compile(r"[、和与及]")
#: 比手机用户还多: what another thing is held against is not counted.
_MEASURED_AGAINST = re.compile(r"[^，。；]{0,2}(?:比|较)(?!重|例|率|为)")
#: How far a noun may stand before the number that counts it.
_REACH = 60


class Named(NamedTuple):
    """A kind and the words, in the document, that name it."""

    kind: MetricKind
    phrase: Span


def named_before(number: Number) -> Named | None:
    """Return what the words since the number before name, if nothing but linking words stand between."""
    passage, quantity, start = number.passage, number.quantity, number.floor
    offset = max(start, quantity.start - _REACH)
    text = passage.masked[offset : quantity.start]
    best: Named | None = None
    for kind in _counting(passage, quantity, offset, quantity.start):
        for match in _matches(kind, text):
            if not metric_words().link.fullmatch(text, match.end()):
                continue
            named = _accepted(passage, kind, offset + match.start(), offset + match.end(), start)
            best = _further(best, named)
    return best


def named_after(number: Number) -> Named | None:
    """Return what the phrase after the number names: its last noun, with nothing but a tail behind."""
    here, best = number.quantity.end, _claused(number)
    kinds = _counting(number.passage, number.quantity, here, min(number.ceiling, here + PHRASE))
    phrase = _counted(number.phrase, kinds) if kinds else ""
    for kind in kinds:
        for match in _matches(kind, phrase):
            if _ends_phrase(phrase, match) and not _heads_next(number, match):
                best = _further(best, _accepted(number.passage, kind, here + match.start(), here + match.end(), here))
    return best


def _heads_next(number: Number, noun: re.Match[str]) -> bool:
    """Return whether the noun is counted by the next number, and this one counts what stands before it.

    In 15个特色镇5G基站640个 the towns are 15. A noun right after its number is its own: 5个机房30个机架.
    """
    passage, end = number.passage, number.ceiling
    after = number.quantity.end + noun.end()
    is_own = noun.start() == 0 or end >= passage.end or end < after
    return not is_own and metric_words().link.fullmatch(passage.masked, after, end)


def _claused(number: Number) -> Named | None:
    """Return what a clause after the number says of the things counted: 530万市民用上了5G."""
    passage, quantity = number.passage, number.quantity
    counted = _with_clauses(quantity.unit)
    if not counted.bits & passage.around:
        return None
    stop = min(number.ceiling, passage.clause_end(quantity.end))
    for kind in _of(counted, passage.anchors.held(quantity.end, stop)):
        match = kind.clauses.match(passage.masked, quantity.end, stop) if kind.clauses else None
        if match is not None and (quantity.unit in kind.clause_measures or match.groupdict().get("who")):
            return Named(kind, Span(*match.span()))
    return None


def _counted(phrase: str, kinds: list[MetricKind]) -> str:
    """Return the phrase up to 的 where a noun stands right after the number: 1.2万个机柜的数据中心."""
    direct, found, _ = phrase.partition("的")
    if not found or len(direct) > _DIRECT:
        return phrase
    ends = (match.end() for kind in kinds for match in _matches(kind, direct))
    return direct if len(direct) in ends else phrase


def _ends_phrase(phrase: str, noun: re.Match[str]) -> bool:
    """Return whether nothing follows the noun but a tail, or a verb that no list holds."""
    rest = phrase[noun.end() :]
    if metric_words().tail.fullmatch(rest):
        return True
    return noun.end() <= _HEAD_REACH and not metric_words().compound.match(rest) and not noun.group().endswith("的")


def nouns_counted(number: Number, start: int, end: int) -> list[Named]:
    """Return the nouns of a stretch of the text that name what the number may count, in order."""
    kinds = _counting(number.passage, number.quantity, start, end)
    return _named(number.passage, kinds, start, end) if kinds else []


def nouns_in(passage: Passage, start: int, end: int) -> list[Named]:
    """Return every noun that names a counted thing between two positions, in order."""
    kinds = _of(_with_nouns(), passage.anchors.held(start, end))
    return _named(passage, kinds, start, end) if kinds else []


def _named(passage: Passage, kinds: list[MetricKind], start: int, end: int) -> list[Named]:
    text = passage.masked[start:end]
    found = [
        named
        for kind in kinds
        for match in _matches(kind, text)
        if (named := _accepted(passage, kind, start + match.start(), start + match.end(), start))
    ]
    return sorted(found, key=lambda named: (named.phrase.end, named.phrase.start))


def counts_with(kind: MetricKind, quantity: Quantity) -> bool:
    """Return whether the kind's things can be counted so: by the measure word, or by a bare number."""
    return kind.name in _counted_with(quantity.unit)


@lru_cache(maxsize=256)
def _counted_with(unit: str) -> frozenset[str]:
    """Return the names of the kinds whose things can be counted with a unit."""
    return frozenset(kind.name for kind in metric_kinds().values() if has_measure(kind, unit))


def has_measure(kind: MetricKind, unit: str) -> bool:
    """Return whether the kind's things can be counted with a unit."""
    measured = dimensions()[unit]
    if measured not in kind.dimensions or (kind.unit == "CNY" and unit != "CNY"):
        return False
    return not unit or measured != "count" or not kind.measures or unit in kind.measures


class _Kinds(NamedTuple):
    """Kinds, each with the bit of one of its patterns, and all their bits together."""

    bits: int
    each: tuple[tuple[int, MetricKind], ...]


@cache
def _with_nouns() -> _Kinds:
    return _asked_for("nouns", [kind for kind in metric_kinds().values() if kind.nouns])


@lru_cache(maxsize=256)
def _with_counted_nouns(unit: str) -> _Kinds:
    return _asked_for("nouns", [kind for _, kind in _with_nouns().each if kind.name in _counted_with(unit)])


@lru_cache(maxsize=256)
def _with_clauses(unit: str) -> _Kinds:
    counted = [kind for kind in metric_kinds().values() if kind.clauses and kind.name in _counted_with(unit)]
    return _asked_for("clauses", counted)


def _asked_for(pattern: str, kinds: list[MetricKind]) -> _Kinds:
    each = tuple((bit(f"{pattern} of {kind.name}"), kind) for kind in kinds)
    return _Kinds(reduce(or_, (own for own, _ in each), 0), each)


def _of(kinds: _Kinds, held: int) -> list[MetricKind]:
    """Return the kinds whose bit is among those held."""
    return [kind for own, kind in kinds.each if own & held] if held & kinds.bits else []


def _counting(passage: Passage, quantity: Quantity, start: int, end: int) -> list[MetricKind]:
    """Return the kinds that the number may count and whose nouns may stand in the stretch."""
    kinds = _with_counted_nouns(quantity.unit)
    if end <= passage.end and not kinds.bits & passage.around:
        return []
    return _of(kinds, passage.anchors.held(start, end))


def _matches(kind: MetricKind, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the kind's nouns, those that overlap too: the last noun of a phrase is its head."""
    position = 0
    while kind.nouns is not None and (match := kind.nouns.search(text, position)) is not None:
        yield match
        position = match.start() + 1


def _further(best: Named | None, named: Named | None) -> Named | None:
    """Return the noun that ends later; of two that end together the one that says more."""
    if best is None or named is None:
        return named or best
    ends = (named.phrase.end, -named.phrase.start), (best.phrase.end, -best.phrase.start)
    return named if ends[0] > ends[1] else best


def _accepted(passage: Passage, kind: MetricKind, start: int, end: int, floor: int) -> Named | None:
    """Return the noun with its modifiers, None where the words around make it something else."""
    modifiers = passage.masked[max(floor, start - _MODIFIERS) : start]
    breaks = list(_BREAK.finditer(modifiers))
    modifiers = (modifiers[breaks[-1].end() :] if breaks else modifiers).lstrip("、和与及 ")
    noun = passage.masked[start:end]
    if _MEASURED_AGAINST.match(modifiers + noun):
        return None
    last = _LIST.split(modifiers)[-1]
    if kind.unless and kind.unless.search(last + noun + passage.masked[end : end + 4]):
        return None
    if not _has_needs(passage, kind, modifiers, noun):
        return None
    return Named(kind, Span(start - len(modifiers), end))


def _has_needs(passage: Passage, kind: MetricKind, modifiers: str, noun: str) -> bool:
    if kind.needs is None:
        return kind.needs_near is None or bool(kind.needs_near.search(passage.with_before()))
    if kind.needs.search(modifiers + noun):
        return True
    if kind.needs_near is None or (kind.needs_at_level and not kind.needs_at_level.search(modifiers)):
        return False
    return bool(kind.needs_near.search(passage.with_before()))
