"""Numbers tied to their kind by a noun beside them."""

import re

from schemas.metric_kinds import MetricKind, metric_kinds
from schemas.records import Quantity, Span
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.nouns import Named, named_after, named_before
from tasks.extract.metrics.passages import Passage

_AND = re.compile(r"[、和与及]|以及")


def read_named(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number that the noun right before or after it names."""
    quantity = passage.quantities[index]
    floor = passage.floor(index)
    before, after = named_before(passage, floor, quantity), named_after(passage, quantity, passage.ceiling(index))
    named = _chosen(passage, quantity, before, after)
    if named is None:
        return None
    kind = refined(passage, named.kind, quantity)
    return Figure(passage, quantity, kind, named.phrase, "named") if kind else None


def read_listed(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number of a list whose noun follows its last number: 1200个、900个和850个5G基站."""
    quantity, following = passage.quantities[index], index + 1
    while following < len(passage.quantities):
        other = passage.quantities[following]
        between = passage.masked[passage.quantities[following - 1].end : other.start]
        if other.unit != quantity.unit or not re.fullmatch(r"[、和与及]|以及", between):
            return None
        named = named_after(passage, other, passage.ceiling(following))
        kind = refined(passage, named.kind, quantity) if named else None
        if named and kind:
            return Figure(passage, quantity, kind, named.phrase, "continued")
        following += 1
    return None


def read_alone(passage: Passage, index: int, _: list[Figure]) -> Figure | None:
    """Return the number whose measure word names the thing itself: 3万机架."""
    quantity = passage.quantities[index]
    for kind in metric_kinds().values():
        if quantity.unit in kind.alone:
            return Figure(passage, quantity, kind, Span(quantity.start, quantity.end), "named")
    return None


def _chosen(passage: Passage, quantity: Quantity, before: Named | None, after: Named | None) -> Named | None:
    """Return the noun that the number counts: the one after it, unless one before stands in the same clause."""
    if before is None or after is None:
        return before or after
    same_clause = before.phrase.end >= passage.clause_start(quantity.start)
    return before if same_clause and not passage.masked[quantity.end : after.phrase.start + 1].strip() else after


def refined(passage: Passage, kind: MetricKind, quantity: Quantity) -> MetricKind | None:
    """Return the kind that takes this one's place where the clause says so (每万人拥有…基站)."""
    clause = passage.masked[passage.clause_start(quantity.start) : passage.clause_end(quantity.end)]
    for other in metric_kinds().values():
        if other.instead_of == kind.name and other.where and other.where.search(clause):
            return other
    if kind.instead_of and kind.where and not kind.where.search(clause):
        return None
    return kind
