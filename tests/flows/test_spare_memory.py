"""Processes of a run spare memory: they do without pandas, and keep nothing for threads that may come back."""

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
    assert said_by(f"from flows.spare_memory import spare_memory; spare_memory(); {COLUMN}") == "False"


def test_whoever_asks_for_it_is_told():
    code = "from flows.spare_memory import spare_memory; spare_memory()"
    tried = f"{code}\ntry:\n    import pandas\nexcept ImportError as error:\n    print(error)"
    assert said_by(tried) == "pandas is not loaded in a process of a run"


def test_a_worker_has_none():
    with Workers(1) as workers:
        assert workers.run("tests.flows.doors:modules_after_a_column") == []


def test_arrow_gives_back_what_it_took_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("ARROW_DEFAULT_MEMORY_POOL", raising=False)
    code = "from flows.spare_memory import spare_memory; spare_memory(); import pyarrow"
    assert said_by(f"{code}; print(pyarrow.default_memory_pool().backend_name)") == "system"
    monkeypatch.setenv("ARROW_DEFAULT_MEMORY_POOL", "mimalloc")
    assert said_by(f"{code}; print(pyarrow.default_memory_pool().backend_name)") == "mimalloc"


def test_the_command_spares_memory_in_its_own_process_alone():
    code = "import sys; from flows.cli import main\ntry: main({})\nexcept SystemExit: pass\n"
    seen = "print(any(type(one).__name__ == '_Refusal' for one in sys.meta_path))"
    assert said_by(f"import sys; sys.argv = ['qianyue', '--version']\n{code.format('')}{seen}").endswith("True")
    assert said_by(f"{code.format(['--version'])}{seen}").endswith("False")


def test_the_processes_that_it_starts_spare_memory_too(monkeypatch):
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    child = "subprocess.run([sys.executable, '-c', 'import os; print(os.environ[\"MALLOC_ARENA_MAX\"])'], check=True)"
    assert (
        said_by(f"import subprocess, sys; from flows.spare_memory import spare_memory; spare_memory(); {child}") == "2"
    )
