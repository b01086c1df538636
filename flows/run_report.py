"""What a run came to: the tables' numbers, what the sources brought, what is not as expected and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.changes import TableChange
from flows.summary import Summary
from schemas.visit import Tally


@dataclass(frozen=True)
class RunReport:
    """What a run came to.

    Attributes:
        at: the time of the run.
        summary: the numbers of the tables.
        tallies: what each source that was asked came to.
        broken: the expectations that do not hold, in words.
        changes: how each table differs from the one before it.
    """

    at: datetime
    summary: Summary
    tallies: Sequence[Tally] = ()
    broken: Sequence[str] = ()
    changes: Sequence[TableChange] = ()

    @property
    def remarks(self) -> Sequence[str]:
        """Return what an operator should look at: broken expectations, and corrections that could not be applied."""
        return [*self.broken, *(f"not applied: {sentence}" for sentence in self.summary.amiss_in_short)]

    def lines(self) -> list[str]:
        """Return the report as lines for people."""
        return [
            *(f"source      {tally.source}: {brought(tally)}" for tally in self.tallies),
            *self.summary.lines(),
            *(f"gone        {_gone(change)}" for change in self.changes if change.after < change.before),
            *(f"expected    {sentence}" for sentence in self.broken),
        ]


def _gone(change: TableChange) -> str:
    return f"{change.removed} of {change.table} ({change.before} before, {change.added} new, {change.after} now)"


def brought(tally: Tally) -> str:
    """Return in words what a source came to."""
    counts = [f"{count} {outcome}" for outcome, count in sorted(tally.outcomes.items()) if count]
    pending = [f"{tally.n_pending} left for the next run"] if tally.n_pending else []
    problem = [tally.problem] if tally.problem else []
    return ", ".join([*counts, *pending, *problem]) or "nothing new"
