"""What imports do not show: files opened by a method, and the time asked of a class that is needed for dates."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Methods of paths that touch the disk; names that other classes share (replace, rename, exists) need no own rule,
#: since a path that was never opened, listed or made is only a name.
READS = {"read_text", "read_bytes", "iterdir", "glob", "rglob", "walk", "is_file", "is_dir", "open"}
WRITES = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "symlink_to", "hardlink_to", "chmod"}
PANDAS = {"read_parquet", "to_parquet", "read_csv", "to_csv", "read_json", "to_json", "to_pickle", "read_pickle"}
CLOCK = {"now", "utcnow", "today", "urandom", "time_ns", "perf_counter", "monotonic", "getrandbits"}


def impurities(code, *, packaged=False):
    """Return the calls in the code that touch the disk or the clock.

    Args:
        code: Python source.
        packaged: whether it may read what is installed with it, through ``importlib.resources``.
    """
    forbidden = WRITES | PANDAS | CLOCK | (set() if packaged else READS)
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    methods = [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in forbidden]
    return methods + [call.id for call in calls if isinstance(call, ast.Name) and call.id == "open"]


def _pure_modules():
    for path in [path for name in ("qianyue", "tasks", "schemas") for path in (ROOT / name).rglob("*.py")]:
        if path.relative_to(ROOT).parts[:2] != ("tasks", "storage"):
            yield path


def test_neither_disk_nor_clock_outside_of_storage():
    found = {}
    for path in _pure_modules():
        code = path.read_text(encoding="utf-8")
        wrong = impurities(code, packaged="importlib" in code and "resources" in code)
        if wrong:
            found[str(path.relative_to(ROOT))] = wrong
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "open('a.txt')",
        "Path('a').read_text()",
        "Path('a').write_bytes(b'')",
        "pd.read_parquet('a')",
        "frame.to_csv('a')",
        "datetime.now(tz=UTC)",
        "date.today()",
    ],
)
def test_a_call_of_disk_or_clock_is_noticed(line):
    assert impurities(line)


def test_package_data_may_be_read_and_not_written():
    assert impurities("files('schemas').joinpath('a').read_text()", packaged=True) == []
    assert impurities("files('schemas').joinpath('a').write_text('')", packaged=True) == ["write_text"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("tasks/extract/planted.py", "from datetime import date\n\nTODAY = date.today()\n"),
        ("tasks/extract/planted.py", "import datetime\n\nNOW = datetime.datetime.now(tz=datetime.UTC)\n"),
        ("tasks/aggregate/planted.py", "import pyarrow.parquet as pq\n\nTABLE = pq.read_table('a')\n"),
        ("flows/planted.py", "import pyarrow.parquet as pq\n\nTABLE = pq.read_table('a')\n"),
    ],
)
def test_the_linter_notices_them_too(path, line):
    """The names that are banned in the settings are found wherever they stand."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--stdin-filename", path, "-"]
    done = subprocess.run(command, cwd=ROOT, input=line, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout
    assert "TID251" in done.stdout
