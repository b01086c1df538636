"""Figures that cannot be, whatever the place and the date."""

from collections.abc import Iterable, Iterator

from schemas.metric_kinds import metric_kinds
from tasks.check.doubt import Doubt, in_words, number
from tasks.check.stated import Stated


def out_of_range(figures: Iterable[Stated]) -> Iterator[Doubt]:
    """Yield what cannot be: values outside the plausible range of their kind, broken counts, shares over 100."""
    for figure in figures:
        kind = metric_kinds()[figure.kind]
        low, high = float(kind.minimum), float(kind.maximum)
        if figure.aspect == "share":
            low, high = 0.0, 100.0
        elif figure.aspect == "growth" or figure.unit != kind.unit:
            continue
        is_count = figure.aspect in ("total", "added") and kind.unit == "count"
        if is_count and figure.value != int(figure.value):
            why = f"{number(figure.value)} counts nothing whole: a scale such as 万 is missing?"
            yield Doubt("range", figure.metric_id, in_words(figure), why)
        elif not low <= figure.value <= high:
            why = f"{number(figure.value)} lies outside {number(low)} to {number(high)}"
            yield Doubt("range", figure.metric_id, in_words(figure), why)
