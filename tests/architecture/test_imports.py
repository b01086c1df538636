"""The rules of imports hold, and each of them notices when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: For each rule: the file to write into, what to write, and the rule that must notice.
VIOLATIONS = {
    "a schema imports a task": ("schemas/vocabulary.py", "import tasks.isolation", "Imports run one way"),
    "a task imports a flow": ("tasks/clean/shard.py", "import flows.workers", "Imports run one way"),
    "a stage imports a stage": (
        "tasks/segment/shard.py",
        "import tasks.clean.document",
        "Stages do not import",
    ),
    "storage knows a stage": (
        "tasks/storage/work.py",
        "import tasks.fetch.page",
        "What stages share knows none",
    ),
    "a task imports Prefect": ("tasks/extract/shard.py", "from prefect import task", "Only flows knows Prefect"),
    "a schema imports Prefect": ("schemas/codec.py", "import prefect.cache_policies", "Only flows knows Prefect"),
    "help imports Prefect": ("flows/cli.py", "import prefect", "Help and workers do without Prefect"),
    "clean goes to the network": ("tasks/clean/shard.py", "import urllib.request", "Network only in tasks.fetch"),
    "extract goes to the network": ("tasks/extract/shard.py", "import httpx", "Network only in tasks.fetch"),
    "a flow goes to the network": ("flows/run.py", "import socket", "Network only in tasks.fetch"),
    "segment goes to the disk": ("tasks/segment/shard.py", "import shutil", "Disk only in tasks.storage"),
    "a schema goes to the disk": ("schemas/codec.py", "from os import remove", "Disk only in tasks.storage"),
    "fetch opens archives itself": ("tasks/fetch/archives.py", "import fsspec", "Archives anywhere only in tasks"),
    "aggregate looks at the clock": ("tasks/aggregate/shard.py", "import time", "No clock and no chance"),
    "storage throws dice": ("tasks/storage/files.py", "import random", "No clock and no chance"),
    "a schema makes a random id": ("schemas/codec.py", "from uuid import uuid4", "No clock and no chance"),
}


def _lint(folder):
    """Return what the import linter says of the project in the folder, and whether it is content."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _broken(said):
    return [line for line in said.splitlines() if " BROKEN" in line]


@pytest.fixture
def copy(tmp_path):
    for name in ("flows", "tasks", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rules_know_every_part_of_tasks():
    """A new module beside the stages must be put under the rules of what they share."""
    stages = {"fetch", "clean", "segment", "extract", "aggregate", "changes", "check"}
    parts = {
        path.stem for path in (ROOT / "tasks").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rules = {rule["name"]: rule for rule in settings["tool"]["importlinter"]["contracts"]}
    shared = {f"tasks.{part}" for part in parts - stages - {"__init__"}}
    assert set(rules["What stages share knows none of them"]["source_modules"]) == shared
    assert shared - {"tasks.storage"} <= set(rules["Disk only in tasks.storage"]["source_modules"])
    assert shared <= set(rules["Network only in tasks.fetch"]["source_modules"])


def test_the_rules_hold():
    code, said = _lint(ROOT)
    assert code == 0, said


@pytest.mark.parametrize("line", ["from . import page", "from .page import page_id", "from ..storage import Work"])
def test_a_relative_import_is_noticed(line):
    """The version of the code behind a shard does not follow them."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--select",
        "TID252",
        "--stdin-filename",
        "tasks/fetch/new.py",
        "-",
    ]
    done = subprocess.run(command, cwd=ROOT, input=f"{line}\n", capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "TID252" in done.stdout


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_broken_rule_is_noticed(copy, violation):
    path, line, rule = VIOLATIONS[violation]
    planted = copy / path
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n\ndef planted():\n    {line}\n", encoding="utf-8")
    code, said = _lint(copy)
    assert code == 1
    assert any(broken.startswith(rule) for broken in _broken(said)), said
