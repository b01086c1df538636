"""The flow on a Dask cluster, with its data in a store, makes the tables that it makes on one machine."""

import dataclasses
import multiprocessing
import os
from types import SimpleNamespace

import pytest

from flows import cluster as clusters
from flows import stages
from flows.cluster import CLUSTER, ClusterError, address_of_cluster, crew
from flows.stages import STAGES, OtherCodeError, carry_out, names_of
from flows.workers import DoorError, OwnWorkers, Workers
from tasks.storage import Work, read_column
from tasks.storage.place import kept_here, place
from tasks.storage.snapshots import MANIFEST, Snapshots
from tests.flows.dask_cluster import cluster_of
from tests.flows.operation import free_port, until


@pytest.fixture(scope="module")
def dask(s3_server, tmp_path_factory):
    with cluster_of(2, tmp_path_factory.mktemp("dask"), AWS_ENDPOINT_URL=s3_server) as cluster:
        yield cluster


@pytest.fixture
def cleaned_by(monkeypatch):
    """Return a function that puts another door in the place of that of the stage clean."""

    def put(door):
        changed = tuple(
            dataclasses.replace(s, door=f"tests.flows.doors:{door}") if s.name == "clean" else s for s in STAGES
        )
        monkeypatch.setattr(stages, "STAGES", changed)
        monkeypatch.setattr("flows.run.STAGES", changed)

    return put


def contents(folder):
    """Return the bytes of every file but the manifest, which tells of the time and of the code."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_cluster_and_a_store_do_not_change_a_byte(run, dask, store, news, undisturbed):
    data = place(f"{store}/data")
    summary = run([news], data, 2, 4, cluster=dask.address)
    expected = Snapshots(undisturbed[0])
    assert contents(summary.tables) == contents(expected.folder())
    assert dataclasses.replace(summary, tables=undisturbed[1].tables) == undisturbed[1]
    assert str(summary.tables) == f"{store}/data/snapshots/{expected.current()}"
    assert not (kept_here(data) / "snapshots" / ".unfinished").exists()
    work, before = Work(data / "work"), {path.name for path in (data / "work").glob("*/*")}
    assert len(work.finished("extract")) > 3
    again = run([news], data, 2, 4, cluster=dask.address)
    assert (again.is_new, again.snapshot) == (False, summary.snapshot)
    assert {path.name for path in (data / "work").glob("*/*")} == before


def test_a_worker_that_is_killed_costs_time_and_nothing_else(run, dask, store, news, undisturbed, cleaned_by):
    cleaned_by("killing_once")
    assert not dask.killed()
    summary = run([news], place(f"{store}/data"), 1, 4, cluster=dask.address)
    assert contents(summary.tables) == contents(Snapshots(undisturbed[0]).folder())
    assert len(dask.killed()) == 1
    dask.start_worker()


def test_a_page_that_takes_its_process_down_is_rejected_on_a_cluster_too(run, dask, news, tmp_path, cleaned_by):
    """The folder of the data is one that all machines see."""
    cleaned_by("deadly")
    (news / "deadly.txt").write_text("DEADLY", encoding="utf-8")
    for path in sorted(news.iterdir())[3:]:
        if path.name != "deadly.txt":
            path.unlink()
    n_killed = len(dask.killed())
    summary = run([news], tmp_path / "data", 1, 500, cluster=dask.address)
    rejected = Snapshots(tmp_path / "data").tables / "rejected.parquet"
    (reason,) = [
        r
        for r, uri in zip(read_column(rejected, "reason"), read_column(rejected, "source_uri"), strict=True)
        if uri == "news/deadly.txt"
    ]
    assert (reason, summary.pages) == ("failed", 4)
    assert len(dask.killed()) == n_killed


def test_other_code_than_that_of_the_flow_makes_no_shard(tmp_path):
    names = names_of("pages") | {"clean": "named by other code"}
    with pytest.raises(OtherCodeError, match="other code"):
        carry_out(STAGES[0], names, Work(tmp_path), OwnWorkers())


def _as_daemon(answers):
    try:
        OwnWorkers().run("tests.flows.doors:echo", 1)
    except DoorError as error:
        answers.put(str(error))


def test_a_worker_that_may_have_no_children_says_how_it_is_started():
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    process = spawn.Process(target=_as_daemon, args=(answers,), daemon=True)
    process.start()
    assert "--no-nanny" in answers.get(timeout=60)
    process.join()


def _own_pids(answers):
    answers.put([OwnWorkers().run("tests.flows.doors:echo", 1)[1] for _ in range(2)])


def test_the_processes_of_a_worker_are_kept_and_end_with_it():
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    process = spawn.Process(target=_own_pids, args=(answers,))
    process.start()
    one, other = answers.get(timeout=60)
    assert one == other != process.pid
    process.join()
    until(lambda: is_gone(one), "its child has ended")


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "_PATIENCE", 0.5)
    address = f"tcp://127.0.0.1:{free_port()}"
    with Workers(1) as pool, pytest.raises(ClusterError, match=address), crew(address, pool):
        pass


def test_the_environment_names_a_cluster_where_nothing_else_does(monkeypatch):
    monkeypatch.delenv(CLUSTER, raising=False)
    assert address_of_cluster(None) is None
    monkeypatch.setenv(CLUSTER, "tcp://a:8786")
    assert address_of_cluster(None) == "tcp://a:8786"
    assert address_of_cluster("tcp://b:8786") == "tcp://b:8786"


def test_a_task_that_a_cluster_lost_counts_as_failed(run):
    from flows.run import _failure_of

    def lost(**_):
        raise ConnectionError("KilledWorker")

    assert str(_failure_of(SimpleNamespace(result=lost))) == "KilledWorker"
    assert str(_failure_of(SimpleNamespace(result=lambda **_: DoorError("full")))) == "full"
    assert _failure_of(SimpleNamespace(result=lambda **_: {"pages": 1})) is None
