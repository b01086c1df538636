"""Kept work counts only when it was finished, and only for the code that made it."""

from pathlib import Path

from schemas.records import Rejection
from tasks.storage import Work, fingerprint, has_parts, part_beside, read_column, select_rows, write_records


def _shard(work, name, code="c1"):
    write_records(Rejection, [], work.shard("clean", name))
    work.finish("clean", name, {"code": code})


def test_a_shard_without_its_marker_does_not_count_and_is_tidied_away(tmp_path):
    work = Work(tmp_path)
    _shard(work, "a1")
    write_records(Rejection, [], work.shard("clean", "b2"))
    (tmp_path / "clean" / ".c3.parquet.99").write_bytes(b"half")
    assert work.finished("clean") == ["a1"]
    assert work.facts("clean", "b2") is None
    assert work.tidy() == 2
    assert sorted(path.name for path in (tmp_path / "clean").iterdir()) == ["a1.json", "a1.parquet"]


def test_a_marker_cut_short_does_not_count(tmp_path):
    work = Work(tmp_path)
    _shard(work, "a1")
    (tmp_path / "clean" / "a1.json").write_text('{"code": ')
    assert work.facts("clean", "a1") is None
    assert work.finished("clean") == []


def test_a_shard_that_was_removed_does_not_count(tmp_path):
    work = Work(tmp_path)
    _shard(work, "a1")
    work.shard("clean", "a1").unlink()
    assert work.facts("clean", "a1") is None
    assert work.finished("clean") == []


def test_work_of_other_code_is_removed(tmp_path):
    work = Work(tmp_path)
    _shard(work, "a1", "old")
    _shard(work, "b2", "new")
    assert work.keep_only("clean", "new") == 1
    assert sorted(path.name for path in (tmp_path / "clean").iterdir()) == ["b2.json", "b2.parquet"]


def test_tables_beside_a_shard_go_with_it_or_before_it(tmp_path):
    work = Work(tmp_path)
    for name in ("a1", "b2"):
        _shard(work, name)
        for part in ("one", "two"):
            write_records(Rejection, [], part_beside(work.shard("clean", name), part))
    work.keep_parts_of("clean", "b2")
    assert not has_parts(work.shard("clean", "a1"), ["one"])
    assert has_parts(work.shard("clean", "b2"), ["one", "two"])
    assert work.finished("clean") == ["a1", "b2"]
    assert work.tidy() == 0
    work.keep_only("clean", "other")
    assert list((tmp_path / "clean").iterdir()) == []


def test_parts_are_told_apart():
    assert fingerprint("a", ["b"]) != fingerprint("a", "b")
    assert fingerprint("ab") != fingerprint("a", "b")
    assert len(fingerprint()) == 32


def test_selected_rows_keep_their_order(tmp_path: Path):
    rows = [Rejection(f"{name}.txt", "clean", "empty", "", name) for name in "cabd"]
    write_records(Rejection, rows, tmp_path / "all.parquet")
    select_rows(tmp_path / "all.parquet", "page_id", ["b", "c"], tmp_path / "some.parquet")
    assert read_column(tmp_path / "some.parquet", "page_id") == ["c", "b"]
