"""What docs/scaling.md says is done, with a store, a Prefect server and a Dask cluster on this machine."""

import shutil
from contextlib import ExitStack

import pytest

from tasks.storage.place import place
from tasks.storage.snapshots import Snapshots
from tests.flows.conftest import SAMPLES
from tests.flows.dask_cluster import IMPATIENT
from tests.flows.operation import ROOT, Api, environment, free_port, process, until
from tests.flows.page import blocks

PAGE = blocks((ROOT / "docs" / "scaling.md").read_text(encoding="utf-8"))


@pytest.fixture
def words(s3_server, store, tmp_path):
    """Return what is on this machine in the place of what the page names."""
    ports = {"4200": str(free_port()), "8786": str(free_port())}
    return {"http://127.0.0.1:9000": s3_server, "s3://qianyue": store, "/srv/qianyue": str(tmp_path), **ports}


def test_the_commands_of_the_page_bring_the_same_tables_by_both_ways(words, store, tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "news")
    for page in SAMPLES.iterdir():
        (place(store) / "news" / page.name).write_bytes(page.read_bytes())
    env, said = environment(XDG_STATE_HOME=str(tmp_path / "state"), **IMPATIENT), []
    api = Api(f"http://127.0.0.1:{words['4200']}")
    with ExitStack() as services:
        for number, block in enumerate(block for block in PAGE if block.kind != "install"):
            here = block.with_words(words)
            if block.kind == "service":
                command = ["/bin/bash", "-euc", here.text]
                services.enter_context(process(command, tmp_path / f"{number}.log", ROOT, env))
            else:
                said.append(here.run(env, ROOT))
            if "prefect server" in here.text:
                until(api.is_up, "the server answers")
        (run,) = api.runs("Completed")
    alone, many = Snapshots(place(f"{store}/data")), Snapshots(place(f"{store}/large"))
    assert said[2].splitlines()[0] == str(alone.tables)
    assert alone.current() == many.current()
    assert said[-1].splitlines()[-1] == f"tables      {many.tables}"
    assert run["parameters"]["cluster"] == f"tcp://127.0.0.1:{words['8786']}"


def test_every_block_is_run_by_a_test():
    assert {(block.language, block.kind) for block in PAGE} == {("sh", kind) for kind in ("", "service", "install")}
    assert {block.section for block in PAGE} == {"Install", "A store", "A cluster"}


def test_the_page_installs_what_the_check_does():
    """Packages are not fetched twice: the extra is part of what ``.ci/run`` installs."""
    (install,) = [block for block in PAGE if block.kind == "install"]
    assert "-c constraints.txt '.[cluster]'" in install.text
    assert '"qianyue[cluster]",' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
