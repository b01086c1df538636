"""All checks of the table ``metrics``, in one call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.reference.figures import PublishedFigure
from tasks.check.doubt import CHECKS, Doubt
from tasks.check.ranges import out_of_range
from tasks.check.reference import against_published
from tasks.check.series import shrinking
from tasks.check.stated import stated_figures
from tasks.check.wholes import above_the_whole


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found.

    Attributes:
        n_figures: how many figures were looked at.
        n_published: against how many published ones they were held.
        doubts: what does not go together, by check and figure.
    """

    n_figures: int
    n_published: int
    doubts: tuple[Doubt, ...]


def check_figures(rows: Iterable[Mapping[str, Any]], published: Sequence[PublishedFigure]) -> Report:
    """Hold the rows of the table ``metrics`` against published figures and against each other.

    Args:
        rows: the rows; they are only read.
        published: the published figures.
    """
    figures = stated_figures(rows)
    doubts = [*out_of_range(figures), *against_published(figures, published), *shrinking(figures)]
    doubted = {name for doubt in doubts for name in (doubt.metric_id, doubt.against) if name is not None}
    doubts += above_the_whole(figures, published, doubted)
    doubts.sort(key=lambda doubt: (CHECKS.index(doubt.check), doubt.metric_id, doubt.why))
    return Report(len(figures), len(published), tuple(doubts))
