"""What is handed out is there whole or not at all, and replaces nothing that it should not."""

import pytest

from tasks.storage.exports import TargetTakenError, check_target, whole_export, write_lines


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_file_and_a_folder_take_their_place(tmp_path):
    with whole_export(tmp_path / "deep" / "a.txt") as unfinished:
        unfinished.write_text("new")
        (unfinished.parent / "a.txt.wal").write_text("rows that wait")
        assert not (tmp_path / "deep" / "a.txt").exists()
    with whole_export(tmp_path / "deep" / "b") as unfinished:
        write_lines(["1\r\n"], unfinished / "1.csv", "utf-8")
    assert names(tmp_path) == ["deep", "deep/a.txt", "deep/b", "deep/b/1.csv"]


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_writer_that_fails_leaves_what_was_there(tmp_path, is_folder):
    target = tmp_path / "a"
    old = target / "old.csv" if is_folder else target
    write_lines(["old"], old, "utf-8")
    before = names(tmp_path)

    def fail():
        with whole_export(target) as unfinished:
            write_lines(["half"], unfinished / "new.csv" if is_folder else unfinished, "utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert names(tmp_path) == before
    assert old.read_text() == "old"


def test_an_old_folder_is_replaced_with_all_that_is_in_it(tmp_path):
    for name in ("old", "new"):
        with whole_export(tmp_path / "a") as unfinished:
            write_lines([name], unfinished / f"{name}.csv", "utf-8")
    assert names(tmp_path) == ["a", "a/new.csv"]


def test_what_an_export_that_was_killed_has_left_is_removed(tmp_path):
    left = tmp_path / ".a.unfinished"
    left.mkdir()
    (left / "a").write_text("half")
    with whole_export(tmp_path / "a") as unfinished:
        assert not unfinished.exists()
        unfinished.write_text("whole")
    assert names(tmp_path) == ["a"]


def test_a_place_that_is_free_may_be_taken(tmp_path):
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "nothing", [], may_replace=False)
    check_target(tmp_path / "nothing", ["a.csv"], may_replace=False)
    check_target(tmp_path / "empty", ["a.csv"], may_replace=False)


@pytest.mark.parametrize(
    ("target", "files", "may_replace", "message"),
    [
        ("file", [], False, "is there already: add --overwrite"),
        ("dangling", [], False, "is there already: add --overwrite"),
        ("file", ["a.csv"], True, "is a file: give the folder"),
        ("folder", [], True, "is a folder: give the file"),
        ("folder", ["a.csv"], False, "is there already: add --overwrite"),
        ("folder", ["b.csv"], True, "holds 'a.csv', which no export made"),
    ],
)
def test_what_nobody_said_may_be_replaced_is_not(tmp_path, target, files, may_replace, message):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").write_text("mine")
    (tmp_path / "dangling").symlink_to("nowhere")
    with pytest.raises(TargetTakenError, match=message):
        check_target(tmp_path / target, files, may_replace=may_replace)


def test_what_may_be_replaced_can_be(tmp_path):
    (tmp_path / "file").write_text("old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").write_text("old")
    check_target(tmp_path / "file", [], may_replace=True)
    check_target(tmp_path / "folder", ["a.csv", "b.csv"], may_replace=True)
