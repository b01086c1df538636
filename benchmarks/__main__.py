"""Measure the program and write what it cost.

usage: python -m benchmarks [--documents N ...] [--corpora NAME ...] [--parts PART ...] [--scratch DIR] [--out FILE]

For each corpus and each number of documents: the stages called plainly with one worker; the libraries that do a part of
the same work, on the same pages; ``qianyue run`` with two workers on a new data folder, once more with nothing changed,
and once more with one page in a hundred new; the flow on a standing server beside the stages called plainly with two
workers. At the end a run on three pages beside an empty flow. The results are written to the file as they come, and
what stands there already is not measured again. ``python -m benchmarks.report FILE.json`` makes the page of it.

The whole takes hours; one size, some corpora or one part of it can be had by itself.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.corpus import Mix, write_corpus
from benchmarks.measure import Cost, cost_of

CORPORA: Mapping[str, Mix] = {
    "text, all relevant": Mix(1.0, "text"),
    "HTML, 5 % relevant": Mix(0.05, "html"),
    "text, 5 % relevant": Mix(0.05, "text"),
    "HTML, all relevant": Mix(1.0, "html"),
    "damaged text, all relevant": Mix(1.0, "text", damaged=1.0),
    "damaged HTML, 5 % relevant": Mix(0.05, "html", damaged=1.0),
}
#: The larger sizes are measured on these two; what form and damage cost can be told from the smallest.
_MAIN = ("text, all relevant", "HTML, 5 % relevant")
_PARTS = ("stages", "flow", "runs")
_SIZES = (1000, 10_000, 100_000)
_LIBRARIES = ("prefect", "pyarrow", "duckdb", "pandas", "jieba", "rjieba", "trafilatura")
#: One page in a hundred comes new.
_NEW = 100


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the program.")
    parser.add_argument("--documents", type=int, nargs="+", default=list(_SIZES))
    parser.add_argument("--corpora", nargs="+", choices=CORPORA, default=list(CORPORA))
    parser.add_argument("--parts", nargs="+", choices=_PARTS, default=list(_PARTS))
    parser.add_argument("--scratch", type=Path, help="where pages and data go (default: a temporary folder)")
    parser.add_argument("--out", type=Path, default=Path("performance.json"))
    given = parser.parse_args()
    results = _Results(given.out)
    with tempfile.TemporaryDirectory() as folder:
        scratch = given.scratch or Path(folder)
        for n_documents in given.documents:
            for name in given.corpora:
                if name in _MAIN or n_documents == min(_SIZES):
                    _measure(results, scratch, f"{n_documents} {name}", given.parts)
        results.add("few", lambda: _printed(["-m", "benchmarks.few", str(_empty(scratch / "few"))]))


class _Results:
    """What was measured, by name, in a file that is written anew after each figure."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"machine": _machine()}

    def add(self, name: str, measure: Callable[[], Any]) -> Any:
        if name not in self.found:
            print(name, end=" … ", flush=True)
            self.found[name] = measure()
            self._path.write_text(json.dumps(self.found, ensure_ascii=False, indent=1) + "\n")
            print(json.dumps(self.found[name], ensure_ascii=False))
        return self.found[name]


def _measure(results: _Results, scratch: Path, title: str, wanted: Sequence[str]) -> None:
    n_documents, name = int(title.partition(" ")[0]), title.partition(" ")[2]
    pages, one, two = (scratch / part for part in ("pages", "one", "two"))
    parts = {
        "stages": lambda: _stages(pages, _empty(one)),
        "flow": lambda: _printed(["-m", "benchmarks.flow", str(pages), str(_empty(two)), "2"]),
        "runs": lambda: _runs(pages, _empty(two), n_documents, CORPORA[name]),
    }
    missing = [part for part in wanted if f"{title}: {part}" not in results.found]
    if missing:  # pages that are there may be another corpus
        n_characters = write_corpus(_empty(pages), range(n_documents), CORPORA[name])
        results.add(f"{title}: characters", lambda: n_characters)
    for part in missing:
        results.add(f"{title}: {part}", parts[part])
    for folder in (pages, one, two):
        shutil.rmtree(folder, ignore_errors=True)


def _stages(pages: Path, data: Path) -> dict[str, float]:
    anchors = ["-m", "benchmarks.anchors", str(pages), str(data)]
    return {
        **_printed(["-m", "benchmarks.plain", str(pages), str(data), "1", "warm"]),
        **json.loads(_python(anchors).output),
    }


def _runs(pages: Path, data: Path, n_documents: int, mix: Mix) -> dict[str, dict[str, float]]:
    """Return what the first run costs, one with nothing changed, and one with new pages."""
    run = ["-m", "flows.cli", "run", str(pages), "--data", str(data), "--workers", "2"]
    time.sleep(3)  # a file that was written within two seconds before a run is read again by the next
    costs = {"first": _cost(run), "again": _cost(run)}
    write_corpus(pages, range(n_documents, n_documents + n_documents // _NEW), mix)
    return costs | {"new": _cost(run)}


def _printed(arguments: list[str]) -> dict[str, float]:
    cost = _python(arguments)
    figures: dict[str, float] = json.loads(cost.output)
    return figures | {"peak_bytes": cost.peak_bytes}


def _cost(arguments: list[str]) -> dict[str, float]:
    found = asdict(_python(arguments))
    del found["output"]
    return found


def _python(arguments: list[str]) -> Cost:
    return cost_of([sys.executable, *arguments])


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _machine() -> dict[str, Any]:
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processors": os.cpu_count(),
        "processor": _processor(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main()
