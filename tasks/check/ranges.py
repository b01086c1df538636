"""Figures that cannot be, whatever the place and the date."""

from collections.abc import Iterable, Iterator

from schemas.metric_kinds import MetricKind, metric_kinds
from tasks.check.doubt import Doubt, in_words, number
from tasks.check.stated import Stated


def out_of_range(figures: Iterable[Stated]) -> Iterator[Doubt]:
    """Yield what cannot be: values outside the plausible range of their kind, broken counts, shares over 100."""
    for figure in figures:
        kind = metric_kinds()[figure.kind]
        if not kind.can_be(figure.value, figure.aspect, figure.unit):
            yield Doubt("range", figure.metric_id, in_words(figure), f"{number(figure.value)} {_fault(figure, kind)}")


def _fault(figure: Stated, kind: MetricKind) -> str:
    """Return what is wrong with a value that cannot be."""
    if figure.aspect != "share" and kind.is_broken(figure.value):
        return "counts nothing whole: a scale such as 万 is missing?"
    low, high = (0.0, 100.0) if figure.aspect == "share" else (float(kind.minimum), float(kind.maximum))
    return f"lies outside {number(low)} to {number(high)}"
