"""A month of daily runs over a site that brings its news: does a run cost as the news do, or as the archive?

    python -m benchmarks.month [PAGES A DAY] [SHARE ON THE SUBJECT]

Each day is a run of the flow, on one server that stands all the time, against a scripted site on this machine. Printed
are the seconds of each day and the ratio of the last days to the first; the first day of all, which has the workers
load everything, is left out.
"""

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from flows.prefect_settings import embedded_prefect
from tests.site import Site
from tests.site.front import declaration, site_on
from tests.site.news import Mix, articles

FIRST = date(2024, 5, 1)
DAYS = 30


def main(a_day: int = 100, relevant: float = 0.2) -> None:
    """Run the month and print what each day took."""
    paper = articles(a_day * DAYS, FIRST, DAYS, mix=Mix(relevant=relevant))
    with tempfile.TemporaryDirectory() as folder, embedded_prefect(Path(folder) / "prefect"), Site({}) as site:
        from flows.run import run_embedded  # noqa: PLC0415 - Prefect reads its settings on import

        sources = Path(folder) / "sources.toml"
        sources.write_text(declaration(site.url(""), 100, 8), encoding="utf-8")
        seconds = []
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            site.scripts[0] = site_on(day, paper, site.url(""))
            begun = time.perf_counter()
            at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
            report = run_embedded((), Path(folder) / "data", 2, 500, sources=sources, at=at)
            seconds.append(time.perf_counter() - begun)
            print(f"day {number + 1:2}  {report.summary.pages:6} pages  {seconds[-1]:6.2f} s", flush=True)
    early, late = median(seconds[1:5]), median(seconds[-4:])
    print(f"days 2 to 5: {early:.2f} s, the last four: {late:.2f} s, ratio {late / early:.2f}")
    print(f"day 3: {seconds[2]:.2f} s, day 30: {seconds[29]:.2f} s, ratio {seconds[29] / seconds[2]:.2f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(*([int(given[0])] if given else []), *([float(given[1])] if given[1:] else []))
