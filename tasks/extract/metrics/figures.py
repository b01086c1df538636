"""A figure: a number of a passage together with the kind of thing that it counts or measures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from schemas.metric_kinds import MetricKind
from schemas.records import Quantity, Span
from tasks.extract.metrics.once import once
from tasks.extract.metrics.passages import Passage

Measure = Literal["level", "growth", "points", "share"]
#: How a number was tied to its kind, from the surest to the least sure way.
Tie = Literal["named", "cued", "continued", "elided"]


@dataclass(frozen=True)
class Figure:
    """One number of which the kind is known.

    Attributes:
        passage: the sentence that states it.
        quantity: the number.
        kind: what it counts or measures.
        phrase: the noun with its modifiers, or the cue, that names the kind.
        tie: how the number was tied to it.
        measure: whether it states a level, a change, a change in percentage points or a part.
        source: the figure that it continues (其中, 分别, 较上年), None where it names its own kind.
        rank: its position in a series (分别, 依次) of ``series`` figures.
        series: how many figures the series has, 1 where it stands alone.
        head: in a table, the words of the column's or row's head that name the kind.
        caption: the words over a table that name the kind where the head only says how much of it: 累计（个）.
    """

    passage: Passage
    quantity: Quantity
    kind: MetricKind
    phrase: Span
    tie: Tie
    measure: Measure = "level"
    source: "Figure | None" = None
    rank: int = 0
    series: int = 1
    head: Span | None = None
    caption: Span | None = None

    @once
    def words(self) -> str:
        """The words that name the kind."""
        caption, named = self.caption, self.head or self.phrase
        words = self.passage.masked[named.start : named.end]
        return self.passage.masked[caption.start : caption.end] + words if caption else words

    @once
    def clause(self) -> str:
        """The clause up to the number."""
        return self.passage.clause_before(self.quantity.start)

    @once
    def said(self) -> int:
        """The bits of the patterns that may match in the passage before the number."""
        return self.passage.anchors.held(self.passage.start, self.quantity.start)

    @once
    def value(self) -> Decimal:
        """The value in the unit of its kind; growth by times as percent."""
        return _plain(self.quantity.value * self._factor)

    @property
    def upper(self) -> Decimal | None:
        """Return the upper end of a range, in the unit of the value."""
        if self.quantity.upper is None:
            return None
        return _plain(self.quantity.upper * self._factor)

    @property
    def _factor(self) -> int:
        return 100 if self.quantity.unit == "times" else 1


def _plain(value: Decimal) -> Decimal:
    """Return the value without a fraction of zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
