"""One Prefect for all tests of the flow, a folder of pages, and the tables that an undisturbed run makes of it."""

import os
import shutil
import threading
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest

from flows.prefect_settings import embedded_prefect
from flows.workers import Workers
from tasks.storage import read_table
from tasks.storage.lock import alone_in

SAMPLES = Path(str(resources.files("schemas") / "samples" / "pages"))

#: Files that are no pages, each with the reason that the table must give.
BAD_FILES = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "english.txt": (b"The mayor opened a school on Monday. " * 40, "not_chinese"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "unsupported"),
    "lost.txt": (None, "unreadable"),
}


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """Return the flow as a function to the summary of the tables, with one server for all tests."""
    with embedded_prefect(tmp_path_factory.mktemp("prefect")):
        from prefect.settings import temporary_settings

        from flows.run import run_embedded

        os.environ.pop("PYTHONSAFEPATH")  # other tests of this session start modules from the checkout
        with temporary_settings():  # read anew: other tests may have imported Prefect before
            yield lambda *arguments, **options: run_embedded(*arguments, **options).summary


@pytest.fixture(scope="module")
def _pools():
    pools = {}
    yield pools
    for pool in pools.values():
        pool.__exit__(None, None, None)


@pytest.fixture
def lasting_workers(_pools, monkeypatch):
    """Let the runs of a module share their worker processes, which else load words and names anew for each run."""

    class Lent:
        def __init__(self, size):
            self.pool = _pools.setdefault(size, Workers(size))

        def __enter__(self):
            return self.pool

        def __exit__(self, *_):
            pass

    monkeypatch.setattr("flows.run.Workers", Lent)


def folder_of_pages(parent):
    """Return a folder below the parent with the sample pages and the bad files."""
    folder = parent / "news"
    shutil.copytree(SAMPLES, folder)
    for name, (content, _) in BAD_FILES.items():
        if content is None:
            (folder / name).symlink_to(folder / "nowhere.txt")
        else:
            (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def news(tmp_path):
    """Return a folder of pages that the test may change."""
    return folder_of_pages(tmp_path)


@pytest.fixture
def bad_files():
    """Return the reason for which each of the bad files must be rejected, by name."""
    return {name: reason for name, (_, reason) in BAD_FILES.items()}


@pytest.fixture(scope="session")
def undisturbed(run, tmp_path_factory):
    """Return the data folder and the summary of one run over the pages, with two workers."""
    parent = tmp_path_factory.mktemp("undisturbed")
    summary = run([folder_of_pages(parent)], parent / "data", 2, 500)
    return parent / "data", summary


#: What tells of the snapshot before; all else depends on the pages alone.
OF_HISTORY = ("changes.parquet", "manifest.json")


@pytest.fixture
def published():
    """Return a function from a data folder to the bytes of every published file by name, but for ``OF_HISTORY``."""

    def read(data):
        files = (data / "tables").resolve().iterdir()
        return {path.name: path.read_bytes() for path in files if path.name not in OF_HISTORY}

    return read


@pytest.fixture
def held():
    """Return a context in which somebody else holds a data folder."""

    @contextmanager
    def hold(data):
        holds, let_go = threading.Event(), threading.Event()

        def other():
            with alone_in(data):
                holds.set()
                let_go.wait()

        thread = threading.Thread(target=other)
        thread.start()
        assert holds.wait(10)
        try:
            yield
        finally:
            let_go.set()
            thread.join()

    return hold


@pytest.fixture
def undated():
    """Return a function from a data folder to its tables without what no two runs share."""

    def read(data):
        tables = {path.stem: read_table(path) for path in (data / "tables").resolve().glob("*.parquet")}
        tables["documents"] = tables["documents"].drop_columns(["fetched_at"])
        del tables["changes"]
        return tables

    return read
