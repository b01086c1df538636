"""The report and the review of many generated documents: how large they are, how long they take to make and to open.

usage: python -m benchmarks.pages [--documents N] [--scratch DIR]

Makes the tables of N documents on the subject, then the report and the review of them, and opens in Chromium the
report, the index of the review and the largest of its pages. Prints as JSON what the two commands cost, the bytes of
what they wrote, and the median seconds from asking for a page until it is drawn.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus import Mix, write_corpus
from benchmarks.measure import cost_of
from tests.flows.browser import driven
from tests.flows.local_pages import LocalPages

_ROUNDS = 5
_DRAWN = "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def pages(n_documents: int, scratch: Path) -> dict[str, Any]:
    """Return what the report and the review of so many documents cost, and how soon they open."""
    news, data, report, review = (scratch / name for name in ("news", "data", "report.html", "review"))
    write_corpus(news, range(n_documents), Mix())
    _cost("run", str(news), "--data", str(data))
    costs = {
        "report": _cost("report", str(report), "--data", str(data)),
        "review": _cost("review", str(review), "--data", str(data)),
    }
    of_documents = sorted((review / "documents").rglob("*.html"), key=lambda path: path.stat().st_size)
    opened = {"report": report, "index": review / "index.html", "largest": of_documents[-1]}
    return {
        "documents": len(of_documents),
        **costs,
        "bytes": {
            **{name: path.stat().st_size for name, path in opened.items()},
            "review": sum(path.stat().st_size for path in review.rglob("*") if path.is_file()),
        },
        "opened_seconds": _opened_seconds(opened, scratch),
    }


def _cost(*command: str) -> dict[str, float]:
    cost = asdict(cost_of([sys.executable, "-m", "flows.cli", *command]))
    del cost["output"]
    return cost


def _opened_seconds(opened: dict[str, Path], scratch: Path) -> dict[str, float]:
    with driven(scratch / "profile") as driver:
        window: Any = LocalPages(driver)

        def load(path: Path) -> None:
            driver.get(path.as_uri())
            if path != opened["report"]:  # the script of a review says when it is done
                window.settled()
            window.run(_DRAWN)

        return {name: median(_seconds(driver, load, path) for _ in range(_ROUNDS)) for name, path in opened.items()}


def _seconds(driver: Any, load: Callable[[Path], None], path: Path) -> float:
    driver.get("about:blank")
    begun = time.perf_counter()
    load(path)
    return time.perf_counter() - begun


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description="Measure report and review.")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--scratch", type=Path, help="an empty folder for all of it (default: a temporary one)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(pages(given.documents, given.scratch or Path(folder)), indent=1))


if __name__ == "__main__":
    main()
