"""Showing how far a run is: a bar in a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.progress import Watcher


class Lines:
    """One line for each stage that has something to do, and one for each tenth of it that is done.

    Where nobody knows how much there is to do (a total of 0), there is one for each hundred.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._done: dict[str, int] = {}
        self._total: dict[str, int] = {}

    def begin(self, stage: str, total: int) -> None:
        """Take down how much there is to do."""
        self._done[stage], self._total[stage] = 0, total
        if total and stage == "aggregate":
            self._console.print(f"{stage}: {total} pages", highlight=False)

    def advance(self, stage: str, pages: int) -> None:
        """Say how much is done, where it is another tenth."""
        before, total = self._done[stage], self._total[stage]
        self._done[stage] = after = before + pages
        if not total:
            if before // 100 != after // 100:
                self._console.print(f"{stage}: {after} answers", highlight=False)
            return
        if stage != "aggregate" and before * 10 // total != after * 10 // total:
            self._console.print(f"{stage}: {after} of {total} pages", highlight=False)


class Bars:
    """A bar for each stage that has something to do."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bars = {"start": progress.add_task("start", total=None)}

    def begin(self, stage: str, total: int) -> None:
        """Add the stage's bar."""
        self._progress.update(self._bars["start"], visible=False)
        if total or stage == "harvest":
            self._bars[stage] = self._progress.add_task(stage, total=total or None)

    def advance(self, stage: str, pages: int) -> None:
        """Move the stage's bar."""
        self._progress.advance(self._bars[stage], pages)


@contextmanager
def watching(console: Console) -> Iterator[Watcher]:
    """Show on the console how far the run is that goes on inside the block."""
    if not console.is_terminal:
        yield Lines(console)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bars(progress)
