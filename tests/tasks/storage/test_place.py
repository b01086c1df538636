"""What is written to a store is what is written to a disk, and is there whole or not at all."""

import pickle
from pathlib import Path

import pyarrow as pa
import pytest

from tasks.storage import Work, join_tables, read_column, read_least, read_table, select_rows, write_json, write_table
from tasks.storage.backup import back_up
from tasks.storage.files import read_json, whole_stream
from tasks.storage.place import PlaceError, is_remote, kept_here, near, place
from tasks.storage.snapshots import Snapshots
from tasks.storage.source import DataFolderError, SourceFile, list_files, read_file

TABLE = pa.table({"id": ["a", "b", "c"], "value": [1.0, 0.25, 0.5]})


def test_an_address_is_a_path_of_this_machine_unless_it_names_a_store(store):
    assert place("news/a") == Path("news/a")
    assert place(Path("news/a")) == Path("news/a")
    far = place(f"{store}/news")
    assert is_remote(far)
    assert not is_remote(Path("news"))
    assert str(far / "a" / "b.json") == f"{store}/news/a/b.json"
    assert str(place(far)) == str(far.absolute()) == f"{store}/news"
    sent = pickle.loads(pickle.dumps(Work(far)))  # noqa: S301 - our own
    assert str(sent.root) == str(far)


def test_a_store_of_an_unknown_kind_says_what_is_missing():
    for address in ("nothing://there/a", "dropbox://there/a"):
        with pytest.raises(PlaceError, match=rf"{address} cannot be opened .*qianyue\[cluster\]"):
            place(address)


def test_what_cannot_be_in_a_store_is_kept_on_this_machine_by_its_address(store, tmp_path):
    one, other = kept_here(place(f"{store}/a/b")), kept_here(place(f"{store}/a-b"))
    assert one.parent == other.parent == tmp_path / "state" / "qianyue"
    assert one != other
    assert one.name.startswith(f"s3-{store[5:]}-a-b-")


def test_a_table_has_the_same_bytes_and_the_same_rows(store, tmp_path):
    near_path, far = tmp_path / "a.parquet", place(f"{store}/d/a.parquet")
    write_table(TABLE, near_path)
    write_table(TABLE, far)
    assert far.read_bytes() == near_path.read_bytes()
    assert read_table(far).equals(TABLE)
    assert read_column(far, "id") == ["a", "b", "c"]
    assert read_least(far, "value", 0.5, ["id"]) == [{"id": "b"}, {"id": "c"}]


def test_shards_are_parted_and_joined(store):
    folder = place(f"{store}/d")
    write_table(TABLE, folder / "a.parquet")
    select_rows(folder / "a.parquet", "id", ["a", "c"], folder / "b.parquet")
    select_rows(folder / "a.parquet", "id", ["b"], folder / "c.parquet")
    join_tables([folder / "b.parquet", folder / "c.parquet"], folder / "d.parquet")
    assert read_column(folder / "d.parquet", "id") == ["a", "c", "b"]


def test_what_is_not_finished_leaves_the_old_object(store):
    path = place(f"{store}/d/a.bin")
    with whole_stream(path) as stream:
        stream.write(b"one")
    with pytest.raises(ZeroDivisionError), whole_stream(path) as stream:  # noqa: PT012 - it fails half-way
        stream.write(b"two")
        raise ZeroDivisionError
    assert path.read_bytes() == b"one"


def test_an_object_that_is_not_there_is_no_file(store):
    with pytest.raises(FileNotFoundError):
        read_table(place(f"{store}/a.parquet"))
    with pytest.raises(FileNotFoundError):
        read_json(place(f"{store}/a.json"))


def test_work_is_kept_and_tidied(store):
    work = Work(place(f"{store}/data/work"))
    for stage, name in (("clean", "a"), ("clean", "b"), ("extract", "c")):
        write_table(TABLE, work.shard(stage, name))
    work.finish("clean", "a", {"code": "new"})
    work.finish("clean", "b", {"code": "old"})
    assert work.tidy() == 1
    assert not work.shard("extract", "c").exists()
    assert work.finished("clean") == ["a", "b"]
    assert work.keep_only("clean", "new") == 1
    assert work.finished("clean") == ["a"]
    assert work.finished("segment") == []
    assert [path.name for path in (work.root / "clean").iterdir()] == ["a.json", "a.parquet"]


def test_files_of_a_store_are_copied_for_as_long_as_they_are_needed(store, tmp_path):
    far, local = place(f"{store}/d/a.json"), tmp_path / "b.json"
    write_json(1, far)
    write_json(2, local)
    with near([far, local], [], [far]) as ((copy, same), none, (again,)):
        assert (read_json(copy), same, none) == (1, local, [])
        assert (again, is_remote(copy), copy.name) == (copy, False, "a.json")
    assert not copy.exists()


def test_pages_are_found_as_in_a_folder(store, tmp_path):
    for folder in (tmp_path / "news", place(f"{store}/in/news")):
        for name in ("b.txt", "a.html", "一月/c.md", ".hidden.txt", ".git/d.txt"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"12345")
    found = list_files(place(f"{store}/in/news"), tmp_path)
    assert [file.source_uri for file in found] == [file.source_uri for file in list_files(tmp_path / "news")]
    assert read_file(found[0].path, 5) == b"12345"
    assert read_file(found[0].path, 4) is None
    assert list_files(place(f"{store}/in/news/b.txt")) == [SourceFile("b.txt", f"{store}/in/news/b.txt")]
    assert len(list_files(place(f"{store}/in/news"), place(f"{store}/in/news/一月"))) == 2
    with pytest.raises(FileNotFoundError, match="nowhere"):
        list_files(place(f"{store}/nowhere"))
    with pytest.raises(OSError, match="regular"):
        read_file(f"{store}/in/news/gone.txt", 5)


def test_a_data_folder_in_a_store_is_no_source(store):
    write_json({}, Work(place(f"{store}/data") / "work").root / "clean" / "a.json")
    with pytest.raises(DataFolderError, match="is a data folder"):
        list_files(place(f"{store}/data"))


def test_a_copy_of_a_data_folder_in_a_store_is_one_of_this_machine(store, tmp_path):
    data = place(f"{store}/data")
    write_json({"rows": 1}, Snapshots(data).begin() / "datapackage.json")
    name = Snapshots(data).publish(kept_here(data) / "snapshots" / ".unfinished", {})
    assert back_up(data, kept_here(data) / "raw" / "store.sqlite", tmp_path / "copy") == [tmp_path / "copy" / "tables"]
    assert Snapshots(tmp_path / "copy").current() == name
    assert read_json(tmp_path / "copy" / "tables" / "datapackage.json") == {"rows": 1}
