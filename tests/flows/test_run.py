"""The flow does only what changed, publishes the same bytes whatever the way, and survives what goes wrong."""

import dataclasses

import pytest

from flows import plan, stages
from flows.order import Order
from flows.stages import STAGES
from tasks.storage import Work, read_table
from tasks.storage.lock import DataFolderBusyError
from tasks.storage.source import list_files


def _shards(data):
    """Return the finished shards of every stage, each with the time at which it was written."""
    work = Work(data / "work")
    return {
        stage: {name: work.shard(stage, name).stat().st_mtime_ns for name in work.finished(stage)}
        for stage in ("fetch", *(stage.name for stage in STAGES))
    }


def _with_door(monkeypatch, name, door):
    changed = tuple(dataclasses.replace(s, door=door) if s.name == name else s for s in STAGES)
    monkeypatch.setattr(stages, "STAGES", changed)
    monkeypatch.setattr("flows.run.STAGES", changed)


def test_every_page_is_accounted_for(undisturbed, bad_files):
    data, summary = undisturbed
    assert summary.pages == summary.documents + summary.duplicates + sum(summary.rejected.values())
    assert summary.pages == 16 + len(bad_files)
    rows = read_table(data / "tables" / "rejected.parquet").to_pylist()
    assert {row["source_uri"].removeprefix("news/"): row["reason"] for row in rows} == bad_files
    assert all(row["detail"] for row in rows)


@pytest.mark.parametrize(("workers", "shard_size"), [(1, 500), (2, 3)])
def test_neither_workers_nor_shards_change_a_byte(run, news, tmp_path, undisturbed, published, workers, shard_size):
    run([news], tmp_path / "data", workers, shard_size)
    assert published(tmp_path / "data") == published(undisturbed[0])


def test_the_order_of_arrival_does_not_change_a_byte(run, news, tmp_path, undisturbed, published):
    """Half of the pages came in an earlier run, the last ones first."""
    later = tmp_path / "later"
    later.mkdir()
    for path in sorted(news.iterdir())[:10]:
        path.rename(later / path.name)
    first = run([news], tmp_path / "data", 1, 4)
    for path in later.iterdir():
        path.rename(news / path.name)
    last = run([news], tmp_path / "data", 2, 4)
    assert first.pages == last.pages - 10
    assert published(tmp_path / "data") == published(undisturbed[0])


def test_files_in_reverse_order_give_the_same_bytes(run, news, tmp_path, published):
    files = sorted(path for path in news.iterdir() if path.exists())
    run(files, tmp_path / "one", 2, 5)
    run(files[::-1], tmp_path / "two", 2, 5)
    assert published(tmp_path / "one") == published(tmp_path / "two")


def test_a_second_run_does_nothing(run, news, tmp_path):
    data = tmp_path / "data"
    first = run([news], data, 1, 500)
    before, snapshot = _shards(data), (data / "tables").resolve().stat().st_mtime_ns
    second = run([news], data, 1, 500)
    assert plan.unchanged(Order((news,)), data) == second == dataclasses.replace(first, is_new=False)
    assert _shards(data) == before
    assert (data / "tables").resolve().stat().st_mtime_ns == snapshot


def test_more_files_than_were_ever_read_are_not_looked_at_twice(run, news, tmp_path, monkeypatch):
    data = tmp_path / "data"
    first = run([news], data, 1, 500)
    n_files = len(list_files(news, data))
    assert plan.unchanged(Order((news,)), data, n_files) == dataclasses.replace(first, is_new=False)
    monkeypatch.delattr(plan, "look")
    assert plan.unchanged(Order((news,)), data, n_files + 1) is None


def test_only_the_changed_page_is_read_again(run, news, tmp_path, published):
    data = tmp_path / "data"
    run([news], data, 1, 500)
    before = _shards(data)
    page = news / "visit.txt"
    page.write_bytes(page.read_bytes() + "\n记者又到现场看了看。\n".encode())
    assert plan.unchanged(Order((news,)), data) is None
    assert run([news], data, 1, 500).is_new
    after = _shards(data)
    new = {stage: set(after[stage]) - set(before[stage]) for stage in after}
    assert {stage: len(names) for stage, names in new.items()} == dict.fromkeys(after, 1)
    assert all(after[stage][name] == before[stage][name] for stage in before for name in before[stage])
    (name,) = new["fetch"]
    assert read_table(Work(data / "work").shard("fetch", name))["source_uri"].to_pylist() == ["news/visit.txt"]
    run([news], tmp_path / "fresh", 1, 500)
    assert published(data) == published(tmp_path / "fresh")


def test_pages_that_are_gone_do_not_count(run, news, tmp_path, published):
    run([news], tmp_path / "data", 1, 500)
    (news / "figures.txt").unlink()
    (news / "empty.txt").unlink()
    summary = run([news], tmp_path / "data", 1, 500)
    run([news], tmp_path / "fresh", 1, 500)
    assert published(tmp_path / "data") == published(tmp_path / "fresh")
    assert "empty" not in summary.rejected


def test_an_empty_page_that_can_no_longer_be_read_counts_once(run, news, tmp_path):
    """Its rejection as an empty page is still kept beside its shard."""
    run([news], tmp_path / "data", 1, 500)
    (news / "empty.txt").unlink()
    (news / "empty.txt").symlink_to(news / "nowhere.txt")
    summary = run([news], tmp_path / "data", 1, 500)
    assert summary.rejected["unreadable"] == 2
    assert "empty" not in summary.rejected


def test_going_back_publishes_the_old_snapshot_again(run, news, tmp_path):
    data = tmp_path / "data"
    first = run([news], data, 1, 500)
    page = (news / "figures.txt").rename(tmp_path / "figures.txt")
    second = run([news], data, 1, 500)
    page.rename(news / "figures.txt")
    before = _shards(data)
    third = run([news], data, 1, 500)
    assert first.snapshot == third.snapshot != second.snapshot
    assert third.is_new
    assert _shards(data) == before


def test_other_code_of_a_stage_makes_only_what_depends_on_it(run, news, tmp_path, monkeypatch, published):
    data = tmp_path / "data"
    run([news], data, 1, 500)
    before, tables = _shards(data), published(data)
    real = stages.code_version
    monkeypatch.setattr(stages, "code_version", lambda name: "other" if name == "tasks.extract.shard" else real(name))
    run([news], data, 1, 500)
    after = _shards(data)
    assert {stage for stage in after if after[stage] != before[stage]} == {"extract", "digest"}
    assert set(after["extract"]).isdisjoint(before["extract"])
    assert len(after["extract"]) == len(before["extract"])
    assert published(data) == tables


def test_nothing_is_published_when_a_shard_fails(run, news, tmp_path, monkeypatch, published, undisturbed):
    from flows.run import RunFailedError

    data = tmp_path / "data"
    small = tmp_path / "small" / "news"
    small.mkdir(parents=True)
    (news / "figures.txt").rename(small / "figures.txt")
    run([small], data, 1, 500)
    tables = published(data)
    (small / "figures.txt").rename(news / "figures.txt")
    with monkeypatch.context() as patch:
        _with_door(patch, "clean", "tests.flows.doors:broken")
        with pytest.raises(RunFailedError, match=r"clean: .*No space left on device"):
            run([news], data, 2, 8)
    assert published(data) == tables
    run([news], data, 2, 8)
    assert published(data) == published(undisturbed[0])


def test_a_page_that_takes_its_process_down_is_rejected(run, news, tmp_path, monkeypatch):
    for path in sorted(news.iterdir())[:-5]:
        path.unlink()
    for name in ("a_deadly.txt", "z_deadly.txt"):
        (news / name).write_text("某市与运营商签署协议 DEADLY")
    _with_door(monkeypatch, "clean", "tests.flows.doors:deadly")
    summary = run([news], tmp_path / "data", 2, 4)
    rows = read_table(tmp_path / "data" / "tables" / "rejected.parquet").to_pylist()
    failed = [(row["source_uri"], row["stage"]) for row in rows if row["reason"] == "failed"]
    assert failed == [("news/a_deadly.txt", "clean"), ("news/z_deadly.txt", "clean")]
    assert summary.pages == summary.documents + summary.duplicates + sum(summary.rejected.values())


def test_a_page_that_never_ends_is_rejected_and_the_others_go_through(run, news, tmp_path, monkeypatch):
    for path in sorted(news.iterdir())[:-1]:
        path.unlink()
    (news / "stuck.txt").write_text("某市与运营商签署协议 STUCK")
    _with_door(monkeypatch, "clean", "tests.flows.doors:stuck_at_one")
    monkeypatch.setattr(stages, "seconds_for", lambda _: 10.0)
    summary = run([news], tmp_path / "data", 1, 500)
    rows = read_table(tmp_path / "data" / "tables" / "rejected.parquet").to_pylist()
    failed = [row["source_uri"] for row in rows if row["reason"] == "failed"]
    assert failed == ["news/stuck.txt"]
    assert summary.pages == 2 == summary.documents + summary.duplicates + sum(summary.rejected.values())


def test_pages_that_are_deadly_only_together_go_through_in_parts(run, news, tmp_path, monkeypatch):
    for path in sorted(news.iterdir())[:-7]:
        path.unlink()
    whole = run([news], tmp_path / "whole", 1, 500)
    _with_door(monkeypatch, "clean", "tests.flows.doors:deadly_together")
    parted = run([news], tmp_path / "parted", 1, 500)
    assert parted.snapshot == whole.snapshot
    shards = [path for path in (tmp_path / "parted" / "work" / "clean").iterdir() if path.suffix == ".parquet"]
    assert len(shards) == 2  # documents and rejections, nothing in parts


def test_a_process_that_is_killed_once_costs_no_page(run, news, tmp_path, monkeypatch, undisturbed):
    _with_door(monkeypatch, "clean", "tests.flows.doors:dying_once")
    summary = run([news], tmp_path / "data", 2, 500)
    assert (tmp_path / "data" / "work" / "died.flag").exists()
    assert summary.snapshot == undisturbed[1].snapshot


def test_a_page_that_changes_while_it_is_read_does_not_stop_the_others(run, news, tmp_path, monkeypatch, published):
    """It changes after the survey; the next run reads it as it is then."""
    for path in sorted(news.iterdir())[:-6]:
        path.unlink()
    page = news / "visit.txt"
    old, see = page.read_bytes(), plan.survey

    def see_and_change(*arguments, **options):
        seen = see(*arguments, **options)
        page.write_bytes(old + "\n后来又改了一句。\n".encode())
        return seen

    with monkeypatch.context() as patch:
        patch.setattr(plan, "survey", see_and_change)
        summary = run([news], tmp_path / "data", 1, 500)
    assert summary.pages == 6 == summary.documents + summary.duplicates + sum(summary.rejected.values())
    rows = read_table(tmp_path / "data" / "tables" / "rejected.parquet").to_pylist()
    assert ("news/visit.txt", "changed while it was read") in {(row["source_uri"], row["detail"]) for row in rows}
    page.write_bytes(old)
    run([news], tmp_path / "data", 1, 500)
    run([news], tmp_path / "fresh", 1, 500)
    assert published(tmp_path / "data") == published(tmp_path / "fresh")


def test_two_runs_on_one_folder_are_one_too_many(run, news, tmp_path, held):
    with held(tmp_path / "data"), pytest.raises(DataFolderBusyError, match="another run"):
        run([news], tmp_path / "data", 1, 500)


@pytest.mark.parametrize(("workers", "n_threads"), [(1, 32), (40, 40)])
def test_there_is_a_thread_for_each_worker(run, workers, n_threads):
    from flows.run import flow_for

    assert flow_for(workers).task_runner._max_workers == n_threads


def test_a_folder_without_files_is_an_error(run, tmp_path):
    from flows.run import NothingToReadError

    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToReadError, match="empty"):
        run([tmp_path / "empty"], tmp_path / "data", 1, 500)
