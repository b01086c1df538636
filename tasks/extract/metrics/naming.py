"""Numbers tied to their kind by a noun beside them."""

import re
from functools import cache, lru_cache

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.metric_words import metric_words
from schemas.records import Quantity, Span
from schemas.reference.operators import short_names
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.nouns import Named, named_after, named_before, nouns_counted
from tasks.extract.metrics.number import Number
from tasks.extract.metrics.passages import Passage
from tasks.extract.quantities import dimension

#: 平均每万人, 5G基站是21座: the people are named a clause before.
_SHARED_OUT = re.compile(r"(?:摊|平均|均|算|每万人)[^，。；]{0,12}，")
_NEW_NUMBER = re.compile(r"\d(?!G)[^，]*，")
#: How many numbers ahead the noun of a list may stand.
_LIST_REACH = 8
#: What says after a number what it is.
_LABEL = re.compile(
    r"[”』]?(?:[，：。！]|——|\n)+[”』]?(?:这|那|它)?(?:个数字?|组数字)?(?:就|便|正)?(?:是|为|即|说的是|指的是|代表的?是?|背后是)"
    r"(?P<label>[^，。；\n]{2,32})"
)
#: 电信180个、移动320个、联通150个5G基站.
_MEMBERS = re.compile(rf"(?:[、和与及]|以及)(?:\x02+[省市区县州]?|{short_names()})?")
_AND = re.compile(r"[、和与及]|以及")


def read_named(number: Number, _: list[Figure]) -> Figure | None:
    """Return the number that the noun right before or after it names."""
    passage, quantity = number.passage, number.quantity
    named = _chosen(passage, quantity, named_before(number), named_after(number))
    if named is None:
        return None
    kind = refined(passage, named.kind, quantity)
    return Figure(passage, quantity, kind, named.phrase, "named") if kind else None


def read_listed(number: Number, _: list[Figure]) -> Figure | None:
    """Return the number of a list whose noun follows its last number: 1200个、900个和850个5G基站."""
    passage, quantity, following = number.passage, number.quantity, number.index + 1
    while following < min(len(passage.quantities), number.index + _LIST_REACH):
        other = passage.quantities[following]
        if other.unit != quantity.unit:
            return None
        if not _MEMBERS.fullmatch(passage.masked, passage.quantities[following - 1].end, other.start):
            return None
        named = named_after(Number(passage, following))
        kind = refined(passage, named.kind, quantity) if named else None
        if named and kind:
            return Figure(passage, quantity, kind, named.phrase, "continued")
        following += 1
    return None


def is_explained(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a clause after the number says what it is."""
    return _LABEL.match(passage.masked, quantity.end) is not None


def read_label(number: Number, _: list[Figure]) -> Figure | None:
    """Return the number that a clause after it explains: 8.6万座，这是全省5G基站的数量."""
    passage, quantity = number.passage, number.quantity
    label = _LABEL.match(passage.masked, quantity.end)
    if label is None or not metric_words().link.fullmatch(passage.clause_before(quantity.start)):
        return None
    start, end = label.span("label")
    named = nouns_counted(number, start, end)
    if named:
        kind = refined(passage, named[-1].kind, quantity)
        return Figure(passage, quantity, kind, named[-1].phrase, "elided") if kind else None
    for kind in metric_kinds().values():
        cue = kind.cues.search(passage.masked, start, end) if kind.cues else None
        if cue and dimension(quantity) in kind.dimensions and kind.is_plausible(quantity.value):
            return Figure(passage, quantity, kind, Span(*cue.span()), "elided")
    return None


def read_alone(number: Number, _: list[Figure]) -> Figure | None:
    """Return the number whose measure word names the thing itself: 3万机架."""
    passage, quantity = number.passage, number.quantity
    for kind in told_by(quantity.unit):
        near = kind.needs_near is None or kind.needs_near.search(passage.with_before())
        if near and not (kind.unless and kind.unless.search(_phrase(passage, quantity))):
            return Figure(passage, quantity, kind, Span(quantity.start, quantity.end), "named")
    return None


@lru_cache(maxsize=256)
def told_by(measure: str) -> tuple[MetricKind, ...]:
    """Return the kinds whose things a measure word names itself."""
    return tuple(kind for kind in metric_kinds().values() if measure in kind.alone)


def _phrase(passage: Passage, quantity: Quantity) -> str:
    """Return the clause around the number."""
    return passage.masked[passage.clause_start(quantity.start) : passage.clause_end(quantity.end)]


def _chosen(passage: Passage, quantity: Quantity, before: Named | None, after: Named | None) -> Named | None:
    """Return the noun that the number counts: the one after it, unless one before stands in the same clause."""
    if before is None or after is None:
        return before or after
    same_clause = before.phrase.end >= passage.clause_start(quantity.start)
    return before if same_clause and not passage.masked[quantity.end : after.phrase.start + 1].strip() else after


@cache
def _instead_of(kind: str) -> tuple[MetricKind, ...]:
    return tuple(other for other in metric_kinds().values() if other.instead_of == kind)


def _own_end(passage: Passage, quantity: Quantity) -> int:
    """Return where the words end that belong to the number: its clause, but for what leads to the next number."""
    end = passage.clause_end(quantity.end)
    following = [other.start for other in passage.quantities if quantity.end <= other.start < end]
    return quantity.end if following else end


def refined(passage: Passage, kind: MetricKind, quantity: Quantity) -> MetricKind | None:
    """Return the kind that takes this one's place where the clause says so (每万人拥有…基站)."""
    if kind.instead_of and quantity.value > kind.maximum:
        return metric_kinds()[kind.instead_of]
    if not (kind.instead_of or _instead_of(kind.name)):
        return kind
    start = passage.clause_start(max(passage.start, passage.clause_start(quantity.start) - 1))
    end = _own_end(passage, quantity)
    clause = passage.masked[start:end]
    if not _SHARED_OUT.search(clause) or _NEW_NUMBER.search(clause[: quantity.start - start]):
        clause = passage.masked[passage.clause_start(quantity.start) : end]
    for other in _instead_of(kind.name):
        if other.where and other.where.search(clause):
            return other
    if kind.instead_of and kind.where and not kind.where.search(clause):
        return None
    return kind
