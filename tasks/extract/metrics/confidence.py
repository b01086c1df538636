"""How sure a figure is."""

from schemas.metric_kinds import IMPLAUSIBLE
from schemas.vocabulary import Aspect
from tasks.extract.metrics.figures import Figure, Measure, Tie

#: By the way the number was tied to its kind.
_TIES: dict[Tie, float] = {"named": 0.9, "cued": 0.8, "continued": 0.75, "elided": 0.6}
#: What bounds a measure has: a stock and a flow have the same.
_ASPECTS: dict[Measure, Aspect] = {"level": "total", "growth": "growth", "points": "growth", "share": "share"}


def confidence(figure: Figure) -> float:
    """Return a score from 0 to 1: by the tie of number and kind, low where the value cannot be."""
    can_be = figure.kind.can_be(figure.value, _ASPECTS[figure.measure], figure.kind.unit)
    return _TIES[figure.tie] if can_be else IMPLAUSIBLE
