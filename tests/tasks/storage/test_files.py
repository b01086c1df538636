"""Files appear whole; the lock lets one run in; sources are listed as they are."""

import multiprocessing
import os
from types import SimpleNamespace

import pytest

from tasks.storage.files import read_json, read_text, whole_stream, write_json, write_text
from tasks.storage.lock import DataFolderBusyError, alone_in
from tasks.storage.source import list_files, read_file


def test_equal_values_give_equal_bytes_whatever_their_order(tmp_path):
    write_json({"b": 1, "a": "签"}, tmp_path / "one.json")
    write_json({"a": "签", "b": 1}, tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert read_json(tmp_path / "one.json") == {"a": "签", "b": 1}


def test_text_is_written_byte_for_byte(tmp_path):
    write_text("一\r\n二\n", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == "一\r\n二\n".encode()


def _enter(data, answers):
    try:
        with alone_in(data):
            answers.put("in")
    except DataFolderBusyError as error:
        answers.put(str(error))


def test_a_second_process_is_told_who_holds_the_folder(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()

    def try_it():
        process = spawn.Process(target=_enter, args=(tmp_path, answers))
        process.start()
        answer = answers.get(timeout=30)
        process.join()
        return answer

    with alone_in(tmp_path), alone_in(tmp_path):
        assert f"process {os.getpid()}" in try_it()
    assert try_it() == "in"


def test_files_are_named_from_the_given_folder_down(tmp_path):
    news = tmp_path / "news"
    (news / "一月").mkdir(parents=True)
    (news / ".git").mkdir()
    for name in ("b.txt", "a.html", "一月/c.md", ".hidden.txt", ".git/d.txt"):
        (news / name).write_text("x")
    assert [file.source_uri for file in list_files(news)] == ["news/a.html", "news/b.txt", "news/一月/c.md"]
    assert [file.source_uri for file in list_files(news / "b.txt")] == ["b.txt"]


def test_the_folder_that_one_stands_in_has_a_name_too(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert [file.source_uri for file in list_files(type(tmp_path)("."))] == [f"{tmp_path.name}/a.txt"]


def test_a_name_that_is_no_utf8_can_be_written_down(tmp_path):
    os.close(os.open(os.fsencode(tmp_path) + b"/\xc7\xa9.txt", os.O_CREAT))
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff.txt", os.O_CREAT))
    uris = [file.source_uri for file in list_files(tmp_path)]
    assert f"{tmp_path.name}/\\xff.txt" in uris
    assert all(uri.encode() for uri in uris)


def test_a_missing_source_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        list_files(tmp_path / "nowhere")


def test_no_more_is_read_than_the_limit(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert read_file(str(tmp_path / "a"), 5) == b"12345"
    assert read_file(str(tmp_path / "a"), 4) is None


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"12345")
    shorter = SimpleNamespace(st_size=2)
    monkeypatch.setattr(os, "fstat", lambda _: shorter)
    assert read_file(str(tmp_path / "a"), 5) == b"12345"
    assert read_file(str(tmp_path / "a"), 4) is None


def test_what_is_no_regular_file_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    for name in ("pipe", "dangling"):
        with pytest.raises(OSError, match="regular"):
            read_file(str(tmp_path / name), 10)


def test_a_stream_that_is_not_finished_leaves_the_old_file(tmp_path):
    path = tmp_path / "new" / "a.bin"
    with whole_stream(path) as stream:
        stream.write(b"one")
    with pytest.raises(ZeroDivisionError), whole_stream(path) as stream:  # noqa: PT012 - it fails half-way
        stream.write(b"two")
        raise ZeroDivisionError
    assert path.read_bytes() == b"one"
    assert [item.name for item in path.parent.iterdir()] == ["a.bin"]


def test_a_text_is_read_with_or_without_a_mark_and_a_wrong_byte_has_its_line(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + "签约\r\n".encode())
    assert read_text(path) == "签约\r\n"
    path.write_bytes(b"one\ntwo \xff")
    with pytest.raises(UnicodeError, match="is not UTF-8 from line 2 on"):
        read_text(path)
