"""What the code imports is declared, what is declared is used, and all of it is pinned."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("qianyue", "flows", "tasks", "schemas")

#: Declared for a reason that no import shows; pyproject.toml says which.
UNSEEN = {
    "fastapi",
    "sqlalchemy",
    "lxml-html-clean",
    "jieba",
    "pypinyin",
    "universal-pathlib",
    "s3fs",
    "distributed",
}


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    return {_normal(re.match(r"[\w.-]+", line).group()) for line in lines}


def _imported():
    names = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(PACKAGES) - set(sys.stdlib_module_names)


def test_every_import_is_declared_and_every_declaration_is_used():
    distributions = metadata.packages_distributions()
    needed = {_normal(distributions[name][0]) for name in _imported()}
    assert needed - _declared() == set()
    assert _declared() - needed - UNSEEN == set()


def test_every_dependency_is_pinned_without_an_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pins)
    assert {_normal(line.partition("==")[0]) for line in pins} >= _declared()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git knows what belongs to the project")
def test_what_is_packed_is_what_is_kept():
    command = ["git", "ls-files", "--cached"]
    kept = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    always = {"/pyproject.toml", "/.gitignore"}
    assert {f"/{path.split('/')[0]}" for path in kept} == always | set(packed["sdist"]["include"])
