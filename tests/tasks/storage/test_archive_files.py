"""Archives are found at local paths and elsewhere, and known again by what changes with their content."""

import os

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.storage.archive_files import ArchiveError, NoParquetError, find_archives, opened, parquet_rows


@pytest.fixture
def folder(tmp_path):
    for name in ("b.gz", "a.gz", ".hidden.gz", "[1].gz", "c.txt"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "d.gz").mkdir()
    (tmp_path / "link.gz").symlink_to(tmp_path / "c.txt")
    (tmp_path / "lost.gz").symlink_to(tmp_path / "nowhere")
    (tmp_path / "d.gz" / "e.gz").write_bytes(b"e")
    return tmp_path


def names(address):
    return [file.name for file in find_archives(str(address))]


def test_a_pattern_names_files_links_to_files_and_nothing_else(folder):
    assert names(folder / "*.gz") == ["[1].gz", "a.gz", "b.gz", "link.gz"]
    assert names(folder / "**" / "*.gz") == ["[1].gz", "a.gz", "b.gz", "e.gz", "link.gz"]
    assert names(folder / "[ab].gz") == ["a.gz", "b.gz"]
    assert names(folder / "[1].gz") == ["[1].gz"]
    assert names(folder / "c.txt") == ["c.txt"]


@pytest.mark.parametrize("name", ["nothing.gz", "*.zip", "d.gz", "lost.gz"])
def test_where_there_is_no_file_the_address_is_named(folder, name):
    with pytest.raises(ArchiveError, match=r"no file .*: give a file, or a pattern"):
        find_archives(str(folder / name))


def test_the_form_changes_with_the_content_and_not_with_reading_it(folder):
    (before,) = find_archives(str(folder / "a.gz"))
    assert before.n_bytes == 4
    with opened(before) as stream:
        assert stream.read() == b"a.gz"
    assert find_archives(str(folder / "a.gz")) == [before]
    os.utime(folder / "a.gz", ns=(0, 1))
    (later,) = find_archives(str(folder / "a.gz"))
    assert later.form != before.form
    (folder / "a.gz").write_bytes(b"other size")
    os.utime(folder / "a.gz", ns=(0, 1))
    assert find_archives(str(folder / "a.gz"))[0].form not in (before.form, later.form)


def test_a_file_that_is_gone_when_it_is_opened_is_named(folder):
    (file,) = find_archives(str(folder / "a.gz"))
    (folder / "a.gz").unlink()
    with pytest.raises(ArchiveError, match=r"no file .*a\.gz"), opened(file):
        pass


def test_a_place_elsewhere_is_listed_and_opened():
    for name in ("b", "a"):
        with fsspec.open(f"memory://place/{name}.gz", "wb") as file:
            file.write(name.encode())
    found = find_archives("memory://place/*.gz")
    assert [(file.address, file.name, file.n_bytes) for file in found] == [
        ("memory:///place/a.gz", "a.gz", 1),
        ("memory:///place/b.gz", "b.gz", 1),
    ]
    with opened(found[1]) as stream:
        assert stream.read() == b"b"


@pytest.mark.parametrize("address", ["memory://place/none", "memory://place/none*", "nothing://x", "http://[broken"])
def test_a_place_that_cannot_be_asked_is_named(address):
    with pytest.raises(ArchiveError):
        find_archives(address)


def test_rows_of_parquet_come_without_the_other_columns_and_with_times_that_python_has(tmp_path):
    times = pa.array([1_714_543_200_000_000_123], pa.timestamp("ns", "Asia/Shanghai"))
    pq.write_table(pa.table({"a": [1], "at": times, "b": [2]}), tmp_path / "a.parquet")
    (file,) = find_archives(str(tmp_path / "a.parquet"))
    with opened(file) as stream:
        (row,) = parquet_rows(stream, ["at", "a"])
    assert sorted(row) == ["a", "at"]
    assert row["at"].isoformat() == "2024-05-01T14:00:00+08:00"
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more")
    with opened(file) as stream, pytest.raises(NoParquetError, match="no sound Parquet file"):
        list(parquet_rows(stream, ["a"]))


def test_large_rows_of_parquet_are_read_one_by_one(tmp_path):
    table = pa.table({"body": [bytes([number]) * (40 << 20) for number in range(8)]})
    pq.write_table(table, tmp_path / "a.parquet", use_dictionary=False)
    before = pa.total_allocated_bytes()
    most = 0
    with (tmp_path / "a.parquet").open("rb") as stream:
        for row in parquet_rows(stream, ["body"]):
            most = max(most, pa.total_allocated_bytes() - before)
            assert len(row["body"]) == 40 << 20
    assert most < 450 << 20, "read at once they take 640 MB"
