"""A warm ``qianyue run`` on three pages, beside an empty flow and the plain stages on the same pages.

usage: python -m benchmarks.few SCRATCH

Each is a process of its own, with its own server where it has a flow, started from nothing but the files that an
earlier run left (the database of the server, compiled modules, the cache of the word cutter). Prints as JSON the median
seconds of several rounds in which they take turns.
"""

import json
import shutil
import sys
import time
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, run

from benchmarks.corpus import Mix, write_corpus

_ROUNDS = 5
_EMPTY = """
import sys
from pathlib import Path
from flows.prefect_settings import embedded_prefect
with embedded_prefect(Path(sys.argv[1])):
    from prefect import flow
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        flow(lambda: None, name="empty")()
"""


def few(scratch: Path) -> dict[str, float]:
    """Return the median seconds of the run, of the empty flow and of the plain stages."""
    seconds: dict[str, list[float]] = {"run": [], "empty": [], "plain": []}
    for number in range(_ROUNDS + 1):
        pages = scratch / f"pages-{number}"
        write_corpus(pages, range(3 * number, 3 * number + 3), Mix())
        python = [sys.executable]
        took = {
            "run": _seconds([*python, "-m", "flows.cli", "run", str(pages), "--data", str(scratch / "run")]),
            "empty": _seconds([*python, "-c", _EMPTY, str(scratch / "empty")]),
            "plain": _seconds([*python, "-m", "benchmarks.plain", str(pages), str(scratch / "plain"), "1"]),
        }
        if number:  # the first has the databases made
            for name, taken in took.items():
                seconds[name].append(taken)
        shutil.rmtree(pages)
    return {name: median(taken) for name, taken in seconds.items()}


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    run(command, check=True, stdout=DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(few(Path(sys.argv[1]))))
