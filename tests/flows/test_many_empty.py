"""A folder of ten thousand files that hold nothing, through the command itself."""

import os
import resource
import shutil
import subprocess
import sys
import time

from tasks.storage import read_table
from tests.flows.conftest import SAMPLES
from tests.flows.test_kill import ROOT

N_EMPTY = 10_000
#: Several times what was measured on a quiet machine with two processors: 16 seconds and 409 megabytes.
SECONDS, MEGABYTES = 150, 1200


def test_ten_thousand_empty_files_are_rejected_and_the_others_read(tmp_path):
    folder = tmp_path / "news"
    shutil.copytree(SAMPLES, folder)
    for number in range(N_EMPTY):
        (folder / f"empty{number:05}.{('txt', 'html', 'md')[number % 3]}").touch()
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", str(folder), "--data", str(tmp_path / "data")],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - begin < SECONDS
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < MEGABYTES
    rejected = read_table(tmp_path / "data" / "tables" / "rejected.parquet").to_pylist()
    assert len(rejected) == N_EMPTY
    assert {row["reason"] for row in rejected} == {"empty"}
    assert read_table(tmp_path / "data" / "tables" / "documents.parquet").num_rows == len(list(SAMPLES.iterdir()))
