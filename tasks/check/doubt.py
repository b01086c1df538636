"""What a check has to say about a figure."""

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from schemas.reference.figures import PublishedFigure
from tasks.check.stated import Stated

CheckName = Literal["range", "reference", "series", "whole"]
#: The names of the checks, in the order in which they are reported.
CHECKS: tuple[CheckName, ...] = get_args(CheckName)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look at a figure again.

    Attributes:
        check: the check that it failed.
        metric_id: the figure.
        what: the figure in words: place, kind, value as written and date.
        why: what it does not go with, and what may have happened.
        against: the source or the figure that it was held against; None for a range.
    """

    check: CheckName
    metric_id: str
    what: str
    why: str
    against: str | None = None

    def as_row(self) -> dict[str, str | None]:
        """Return the doubt as a row."""
        return asdict(self)


def in_words(figure: Stated) -> str:
    """Return the figure for people: ``湖北省 base_stations 5G 1.2万座 as of 2021-12``."""
    place = figure.region_name or figure.region_code or "a place not settled:"
    parts = [place, figure.kind, figure.technology, figure.definition, figure.value_text]
    when = f"as of {figure.as_of}" if figure.as_of else "without a date"
    return " ".join([*(part for part in parts if part), when])


def published_in_words(figure: PublishedFigure) -> str:
    """Return a published figure for people: ``690,000 on 2020-09-30``, and whether its source only repeats it."""
    when = f"{'on' if figure.aspect == 'total' else 'for'} {figure.as_of}"
    return f"{number(figure.value)} {when}{'' if figure.first_hand else ' (second hand)'}"


def number(value: float) -> str:
    """Return the number for people.

    Example:
        >>> number(1425000.0), number(22.78)
        ('1,425,000', '22.78')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
