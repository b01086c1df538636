"""Processes of a run do without pandas, though Arrow would load it."""

import subprocess
import sys
from pathlib import Path

from flows.workers import Workers

COLUMN = "import pyarrow; pyarrow.array(['签约']); import sys; print('pandas' in sys.modules)"


def said_by(code):
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_arrow_makes_a_column_without_it():
    assert said_by(COLUMN) == "True"
    assert said_by(f"from flows.without_pandas import do_without_pandas; do_without_pandas(); {COLUMN}") == "False"


def test_whoever_asks_for_it_is_told():
    code = "from flows.without_pandas import do_without_pandas; do_without_pandas()"
    tried = f"{code}\ntry:\n    import pandas\nexcept ImportError as error:\n    print(error)"
    assert said_by(tried) == "pandas is not loaded in a process of a run"


def test_a_worker_has_none():
    with Workers(1) as workers:
        assert workers.run("tests.flows.doors:modules_after_a_column") == []
