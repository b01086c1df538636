"""Folders that are made whole or not at all."""

from pathlib import Path

import pytest

from tasks.storage.folders import ForeignFolderError, facts_of, whole_folder, write_plain

MARK = "made.json"


def _made(path, text):
    with whole_folder(path, MARK, {"of": text}) as folder:
        write_plain(text, folder / "sub" / "page.html")


def _write_badly(folder):
    write_plain("half", folder / "page.html")
    write_plain("half", folder / "page.html" / "page.html")


def _names(path):
    return sorted(one.name for one in path.iterdir())


def test_a_folder_is_made_and_replaced_and_nothing_is_left_beside_it(tmp_path):
    target = tmp_path / "new" / "review"
    _made(target, "one")
    assert (target / "sub" / "page.html").read_text(encoding="utf-8") == "one"
    write_plain("old", target / "old.html")
    _made(target, "two")
    assert (target / "sub" / "page.html").read_text(encoding="utf-8") == "two"
    assert _names(target) == [MARK, "sub"]
    assert facts_of(target, MARK) == {"of": "two"}
    assert _names(target.parent) == ["review"]


def test_what_fails_leaves_the_folder_from_before(tmp_path):
    target = tmp_path / "review"
    _made(target, "one")
    with pytest.raises(FileExistsError), whole_folder(target, MARK, {}) as folder:
        _write_badly(folder)
    assert (target / "sub" / "page.html").read_text(encoding="utf-8") == "one"
    assert _names(tmp_path) == ["review"]


def test_where_nothing_stood_nothing_stands_after_a_failure(tmp_path):
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "review", MARK, {}):
        _ = 1 // 0
    assert _names(tmp_path) == []


def test_what_a_killed_writer_left_is_tidied(tmp_path):
    target = tmp_path / "review"
    _made(target, "one")
    target.rename(tmp_path / ".review.replaced")  # killed between the two names
    write_plain("half", tmp_path / ".review.unfinished" / "page.html")
    with pytest.raises(ZeroDivisionError), whole_folder(target, MARK, {}):
        _ = 1 // 0
    assert (target / "sub" / "page.html").read_text(encoding="utf-8") == "one"
    write_plain("old", tmp_path / ".review.replaced" / "page.html")  # killed before the old one was removed
    _made(target, "two")
    assert _names(tmp_path) == ["review"]


@pytest.mark.parametrize("content", ["", "no json", "[]"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, content):
    target = tmp_path / "photos"
    write_plain("mine", target / "letter.txt")
    if content:
        write_plain(content, target / MARK)
    with pytest.raises(ForeignFolderError, match="holds other files"), whole_folder(target, MARK, {}):
        pass
    assert (target / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_neither_a_file_nor_a_link_is_replaced(tmp_path):
    write_plain("mine", tmp_path / "file")
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    for name in ("file", "link"):
        with pytest.raises(ForeignFolderError, match="is no folder"), whole_folder(tmp_path / name, MARK, {}):
            pass


@pytest.mark.parametrize("path", ["/", ".."])
def test_what_is_no_name_is_refused(path):
    with pytest.raises(ForeignFolderError, match="not the name of a folder"), whole_folder(Path(path), MARK, {}):
        pass


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "review").mkdir()
    _made(tmp_path / "review", "one")
    assert _names(tmp_path / "review") == [MARK, "sub"]
