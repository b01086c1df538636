"""The first question about a number: do the words around it hold anything that could make it a figure?

Most numbers of the news count people, years or goods that are no network's. Where no figure stands before that a
number could go on about, one without a clue is none, and no rule need be asked.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from operator import or_

from schemas.metric_kinds import metric_kinds
from schemas.records import Quantity
from schemas.units import dimensions
from tasks.extract.metrics.anchors import CUED_SUBJECTS, bit
from tasks.extract.metrics.naming import is_explained, told_by
from tasks.extract.metrics.nouns import has_measure
from tasks.extract.metrics.passages import Passage

#: Units of what may be a part, a rate or a change of any thing.
PERCENTAGES = {"percent", "times", "percentage_points"}


def has_clue(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the passage or the one before it holds a word that a figure in this unit would need."""
    held = passage.around & _clues(quantity.unit)
    return bool(held or told_by(quantity.unit)) or is_explained(passage, quantity)


@lru_cache(maxsize=256)
def _clues(unit: str) -> int:
    """Return the bits of the patterns of which one would have to match."""
    return reduce(or_, map(bit, _of_any_thing() if unit in PERCENTAGES else _of_what_is_counted(unit)), 0)


def _of_any_thing() -> Iterable[str]:
    nouns = [f"nouns of {kind.name}" for kind in metric_kinds().values() if kind.nouns]
    return [*nouns, *(f"share of {name}" for name in CUED_SUBJECTS), "near coverage"]


def _of_what_is_counted(unit: str) -> Iterator[str]:
    """Yield the patterns of the kinds that a unit can count or measure; any may be meant where it is left out."""
    for kind in metric_kinds().values():
        if kind.nouns and has_measure(kind, unit):
            yield f"nouns of {kind.name}"
        if kind.clauses and has_measure(kind, unit):
            yield f"clauses of {kind.name}"
        if kind.cues and (not unit or dimensions()[unit] in kind.dimensions):
            yield f"cues of {kind.name}"
