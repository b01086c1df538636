"""The version of a stage's code changes with what the stage is made of, and with nothing else."""

import ast
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

import tasks
from tasks.storage import code


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Return a copy of the project's packages, which ``code_version`` takes for the project."""
    root = Path(tasks.__file__).parent.parent
    for name in ("tasks", "schemas"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    def found(top):
        from importlib.machinery import PathFinder

        return PathFinder.find_spec(top, [str(tmp_path)])

    monkeypatch.setattr(code, "find_spec", found)
    return tmp_path


def _versions():
    code.code_version.cache_clear()
    return {stage: code.code_version(f"tasks.{stage}.shard") for stage in ("clean", "segment", "extract", "aggregate")}


def _changed(before):
    after = _versions()
    return {stage for stage in before if after[stage] != before[stage]}


@pytest.fixture(autouse=True)
def _forget():
    yield
    code.code_version.cache_clear()


def test_a_change_in_one_stage_leaves_the_others(copy):
    before = _versions()
    assert _changed(before) == set()
    path = copy / "tasks" / "extract" / "article.py"
    path.write_text(path.read_text() + "\n# changed\n")
    assert _changed(before) == {"extract"}


def test_a_change_in_what_all_share_changes_all(copy):
    before = _versions()
    path = copy / "schemas" / "records.py"
    path.write_text(path.read_text() + "\n# changed\n")
    assert _changed(before) == set(before)


def test_data_beside_a_module_belongs_to_it(copy):
    """Words in a file of the module's name change the stages that load the module, however deep."""
    (copy / "tasks" / "segment" / "sentences.toml").write_text("a = 1")
    before = _versions()
    (copy / "tasks" / "segment" / "sentences.toml").write_text("a = 2")
    assert _changed(before) == {"segment"}


def test_data_without_a_module_of_its_name_belongs_to_the_whole_folder(copy):
    (copy / "tasks" / "clean" / "lists").mkdir()
    (copy / "tasks" / "clean" / "lists" / "menus.csv").write_text("a")
    before = _versions()
    (copy / "tasks" / "clean" / "lists" / "menus.csv").write_text("b")
    assert _changed(before) == {"clean"}


def test_data_belongs_to_the_modules_that_name_it_wherever_it_stands(copy):
    path = copy / "schemas" / "lists" / "menus.csv"
    path.parent.mkdir()
    path.write_text("a")
    module = copy / "tasks" / "extract" / "article.py"
    module.write_text(module.read_text() + "\n_MENUS = 'menus.csv'\n")
    before = _versions()
    path.write_text("b")
    assert _changed(before) == {"extract"}


@pytest.mark.parametrize("call", [b"files('jieba').joinpath('dict.txt')", b"find_spec('jieba').origin"])
def test_a_package_whose_files_are_opened_counts_as_imported(call):
    assert "jieba" in set(code._imported_names(b"words = " + call))


def test_another_version_of_a_library_is_another_code(monkeypatch):
    before = _versions()
    real = code.metadata.version
    monkeypatch.setattr(code.metadata, "version", lambda name: "0.0" if name == "trafilatura" else real(name))
    assert _changed(before) == {"clean"}


def test_an_unknown_module_is_an_error():
    with pytest.raises(ModuleNotFoundError):
        code.code_version("tasks.nothing.here")


def test_no_two_threads_parse_at_a_time(monkeypatch):
    """Two tasks that begin together both want to know the version of their code."""
    parse, at_it, seen = ast.parse, [], []

    def slow(*source):
        at_it.append(1)
        sleep(0.001)
        seen.append(len(at_it))
        at_it.pop()
        return parse(*source)

    monkeypatch.setattr(ast, "parse", slow)
    code.code_version.cache_clear()
    code._imports_in.cache_clear()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(code.code_version, ["tasks.clean.shard", "tasks.segment.shard"]))
    assert set(seen) == {1}
