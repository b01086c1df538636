"""What a run shows on its page: how far it is while it works, and a report at its end."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from prefect.logging import get_logger

from flows.run_report import RunReport, brought

#: How many seconds lie at least between two updates of how far a stage is.
_SECONDS = 5.0
#: How many of the slowest hosts and of the implausible figures are named.
_NAMED = 10
#: What would be read as markup; a backslash before it keeps it what it is.
_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()#!|~"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def report_markdown(report: RunReport) -> str:
    """Return the report of a run as Markdown; text of pages and addresses in it is never read as markup."""
    summary = report.summary
    counts = ("pages", "documents", "duplicates", "skipped", "agreements", "metrics", "regions")
    slow = {host: seconds for tally in report.tallies for host, seconds in tally.slow_hosts}
    hosts = sorted(slow.items(), key=lambda item: -item[1])[:_NAMED]
    changed = [change for change in report.changes if change.added or change.removed]
    parts = [
        _table("", ("", "count"), [(name, getattr(summary, name)) for name in counts]),
        _list("Expected otherwise", report.broken),
        _table("Rejected", ("reason", "pages"), sorted(summary.rejected.items())),
        _table(
            "Changed tables",
            ("table", "rows before", "rows after", "new ids", "gone ids"),
            [(change.table, change.before, change.after, change.added, change.removed) for change in changed],
        ),
        _table("Sources", ("source", "brought"), [(tally.source, brought(tally)) for tally in report.tallies]),
        _table("Slowest hosts", ("host", "seconds an answer"), [(host, f"{seconds:.1f}") for host, seconds in hosts]),
        _list("Corrections not applied", summary.amiss_in_short),
        _list("Hardly to be believed", summary.implausible[:_NAMED]),
        f"Tables: {escaped(str(summary.tables.absolute()))}",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def escaped(text: object) -> str:
    r"""Return the text on one line, so that nothing in it is markup.

    Example:
        >>> escaped("a|b\n<script> [x](y)")
        'a\\|b &lt;script&gt; \\[x\\]\\(y\\)'
    """
    return " ".join(str(text).split()).translate(_MARKUP)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(escaped(cell) for cell in row) + " |" for row in rows]
    if not lines:
        return ""
    ruler = "| --- " + "| ---: " * (len(head) - 1) + "|"
    return "\n".join([*_title(title), "| " + " | ".join(head) + " |", ruler, *lines])


def _list(title: str, sentences: Sequence[str]) -> str:
    return "\n".join([*_title(title), *(f"- {escaped(sentence)}" for sentence in sentences)]) if sentences else ""


def _title(title: str) -> list[str]:
    return [f"## {title}", ""] if title else []


def publish_report(report: RunReport) -> None:
    """Show the report on the page of this run and, under the key ``run-report``, beside those of other runs.

    The tables are published already, so a server that is away does not make the run a failed one.
    """
    text = report_markdown(report)
    _kept(lambda: create_markdown_artifact(text, key="run-report", description="What the run came to"))


class ProgressArtifacts:
    """A watcher that shows on the run's page how far each stage is; a server that is away keeps no run from its work.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stages: dict[str, _Stage] = {}

    def begin(self, stage: str, total: int) -> None:
        """Show the stage, where it is known how much there is to do."""
        if total:
            artifact = _kept(lambda: create_progress_artifact(0.0, f"progress-{stage}", f"{stage}: {total} pages"))
            self._stages[stage] = _Stage(artifact, total, self._clock())

    def advance(self, stage: str, pages: int) -> None:
        """Show how far the stage is, but not more often than anybody would look."""
        one = self._stages.get(stage)
        if one is None or one.artifact is None:
            return
        one.done += pages
        if one.done >= one.total or self._clock() - one.shown_at >= _SECONDS:
            artifact, share = one.artifact, min(100.0, 100.0 * one.done / one.total)
            one.shown_at = self._clock()
            _kept(lambda: update_progress_artifact(artifact, share))


@dataclass
class _Stage:
    artifact: UUID | None
    total: int
    shown_at: float
    done: int = 0


def _kept(call: Callable[[], object]) -> UUID | None:
    try:
        return cast(UUID, call())  # a coroutine only where an event loop is running
    except Exception as error:  # whatever keeps the server from showing it
        get_logger("qianyue").warning("not shown on the run's page: %s", type(error).__name__)
        return None
