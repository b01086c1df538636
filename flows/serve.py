"""``qianyue serve``: which server, what schedule, what is said about it. Prefect is imported when all is settled."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from rich.console import Console

from flows.clock import now
from flows.prefect_settings import standing_prefect
from tasks.storage.lock import alone_in
from tasks.storage.place import kept_here, place
from tasks.storage.snapshots import KEPT, Snapshots


class PlanError(ValueError):
    """The schedule is no schedule; the message says why and how one is written."""


@dataclass(frozen=True)
class Plan:
    """What is served.

    Attributes:
        name: the name of the deployment.
        cron: when a run begins.
        timezone: where the clock hangs that the cron expression is read from, as an IANA name.
        parameters: what each run of the flow is called with.
        at_once: whether a run begins at once too.

    Raises:
        PlanError: there is no such zone, or the expression names no time.
    """

    name: str
    cron: str
    timezone: str
    parameters: Mapping[str, Any]
    at_once: bool = False

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError) as error:  # no such name, or no name at all
            raise PlanError(f"no time zone {self.timezone!r}: give a name such as Asia/Shanghai") from error
        try:
            self.next_run(datetime(2024, 1, 1, tzinfo=UTC))
        except (CronSimError, StopIteration) as error:
            raise PlanError(
                f"{self.cron!r} names no time: give minute, hour, day, month and weekday, such as '0 6 * * *'"
            ) from error

    def next_run(self, now: datetime) -> datetime:
        """Return when the next run begins, on the schedule's clock.

        Example:
            >>> plan = Plan("daily", "0 6 * * *", "Asia/Shanghai", {})
            >>> str(plan.next_run(datetime(2024, 5, 20, 1, tzinfo=UTC)))
            '2024-05-21 06:00:00+08:00'
        """
        return next(CronSim(self.cron, now.astimezone(ZoneInfo(self.timezone))))

    def lines(self, pages: str, now: datetime) -> list[str]:
        """Return what the console says while it is served.

        Args:
            pages: the address of the server's pages.
            now: the time, from which the next run is counted.
        """
        coming = self.next_run(now)
        return [
            f"tables      {Snapshots(place(self.parameters['data'])).sign}",
            f"schedule    {self.cron} ({self.timezone})",
            f"next run    {'now, then ' if self.at_once else ''}{coming:%Y-%m-%d %H:%M}",
            f"pages       {pages}",
            "stop        Ctrl-C",
        ]


def flow_parameters(  # noqa: PLR0913 - what the command line was asked for
    paths: Sequence[Path],
    sources: Path | None,
    data: Path,
    workers: int | None,
    cluster: str | None = None,
    *,
    keep_snapshots: int | None = None,
    corrections: Path | None = None,
) -> dict[str, Any]:
    """Return what each run of the flow is called with: whole paths, for it works in another folder."""
    return {
        "paths": [str(path.absolute()) for path in paths],
        "sources": None if sources is None else str(sources.absolute()),
        "data": str(data.absolute()),
        "due_only": True,
        "workers": workers,
        "cluster": cluster,
        "keep_snapshots": keep_snapshots or KEPT,
        "corrections": None if corrections is None else str(corrections.absolute()),
    }


def serve(plan: Plan, port: int, console: Console) -> None:
    """Serve the plan until Ctrl-C or SIGTERM, on the server that the environment names or on one of its own.

    Args:
        plan: what is served.
        port: where a server of its own listens.
        console: where it says what it does.

    Raises:
        DataFolderBusyError: another process serves the same data folder by a server of its own.
        EmbeddedServerError: its own server did not start, or ended.
    """
    address = os.environ.get("PREFECT_API_URL")
    if address:
        _serve_on(address.removesuffix("/api"), plan, console, lambda: None, is_our_server=False)
        return
    home = kept_here(place(plan.parameters["data"])) / "prefect"
    console.print("starting a Prefect server ...", highlight=False)
    with alone_in(home), standing_prefect(home, port) as server:
        _serve_on(server.pages, plan, console, server.check, is_our_server=True)


def _serve_on(pages: str, plan: Plan, console: Console, check: Callable[[], None], *, is_our_server: bool) -> None:
    from flows.deployment import serve_deployment  # noqa: PLC0415 - Prefect reads its settings on import

    def say() -> None:
        console.print("\n".join(plan.lines(pages, now())), highlight=False)

    serve_deployment(plan, check, say, is_our_server=is_our_server)
