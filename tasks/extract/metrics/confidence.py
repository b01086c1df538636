"""How sure a figure is."""

from schemas.metric_kinds import IMPLAUSIBLE
from tasks.extract.metrics.figures import Figure, Tie

#: By the way the number was tied to its kind.
_TIES: dict[Tie, float] = {"named": 0.9, "cued": 0.8, "continued": 0.75, "elided": 0.6}


def confidence(figure: Figure) -> float:
    """Return a score from 0 to 1: by the tie of number and kind, low where the value cannot be."""
    kind = figure.kind
    if figure.measure == "level" and not kind.is_plausible(figure.value):
        return IMPLAUSIBLE
    if figure.measure == "level" and kind.unit == "count" and figure.value != figure.value.to_integral_value():
        return IMPLAUSIBLE
    if figure.measure == "share" and not 0 <= figure.value <= 100:
        return IMPLAUSIBLE
    return _TIES[figure.tie]
