"""The flow on a standing server, beside the same stages called plainly.

usage: python -m benchmarks.flow FOLDER SCRATCH WORKERS

Prints as JSON the seconds of both, each into a data folder of its own, loading the program and starting the server not
counted. The flow goes first and once before, on three pages, so that neither has anything left to load.
"""

import json
import sys
import time
from pathlib import Path

from flows.prefect_settings import embedded_prefect


def compared(folder: Path, scratch: Path, workers: int) -> dict[str, float]:
    """Return the seconds of the flow and of the plain stages."""
    with embedded_prefect(scratch / "prefect"):
        from benchmarks.plain import run_plainly  # noqa: PLC0415 - Prefect reads its settings on import
        from flows.run import run_embedded  # noqa: PLC0415

        few = sorted(folder.rglob("*.*"))[:3]
        run_embedded(few, scratch / "few", workers, None)
        begun = time.perf_counter()
        run_embedded([folder], scratch / "flow", workers, None)
        seconds = time.perf_counter() - begun
        plain = run_plainly(folder, scratch / "plain", workers)
    return {"flow": seconds, "plain": plain["all"]}


if __name__ == "__main__":
    print(json.dumps(compared(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
