"""Archives are found at local paths and elsewhere, and known again by what changes with their content."""

import os
from io import BytesIO

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.storage import archive_files
from tasks.storage.archive_files import (
    ArchiveError,
    NoParquetError,
    Oversized,
    find_archives,
    opened,
    parquet_rows,
)


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
        (row,) = parquet_rows(stream, ["at", "a"], 100)
    assert sorted(row) == ["a", "at"]
    assert row["at"].isoformat() == "2024-05-01T14:00:00+08:00"
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and no more")
    with opened(file) as stream, pytest.raises(NoParquetError, match="no sound Parquet file"):
        list(parquet_rows(stream, ["a"], 100))


def parquet(table, **how):
    target = BytesIO()
    pq.write_table(table, target, **how)
    target.seek(0)
    return target


KINDS = (
    pa.string(), pa.binary(), pa.large_string(), pa.large_binary(), pa.dictionary(pa.int32(), pa.string()),
    pa.string_view(), pa.binary_view(),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_value_above_the_limit_is_not_taken_out(kind):
    table = pa.table({"a": pa.array(["x" * 100, "x" * 101, None, ""]).cast(kind)})
    values = [row["a"] for row in parquet_rows(parquet(table), ["a"], 100)]
    assert [value.encode() if isinstance(value, str) else value for value in values] == [
        b"x" * 100, Oversized(101), None, b"",
    ]  # fmt: skip


@pytest.mark.parametrize("is_shared", [True, False])
def test_few_large_rows_are_in_memory_at_a_time(monkeypatch, is_shared):
    monkeypatch.setattr(archive_files, "_ROW_BYTES", 500_000)
    texts = ["x" * 400_000] * 20 if is_shared else [chr(97 + n) * 200_000 for n in range(20)]
    stream = parquet(pa.table({"a": texts, "b": [1] * 20}), use_dictionary=is_shared, row_group_size=10)
    sizes = []
    original = archive_files._in_microseconds

    def noting(batch):
        sizes.append(batch.num_rows)
        return original(batch)

    monkeypatch.setattr(archive_files, "_in_microseconds", noting)
    assert list(parquet_rows(stream, ["a", "b"], 500_000)) == [{"a": text, "b": 1} for text in texts]
    assert max(sizes) == (1 if is_shared else 2)


def test_many_small_rows_are_in_memory_at_a_time():
    group = pq.ParquetFile(parquet(pa.table({"a": ["x" * 9] * 1000}))).metadata.row_group(0)
    assert archive_files._rows_at_a_time(group, ["a"]) == 64


def test_a_text_that_is_no_utf_8_does_not_stop_the_rows():
    texts = pa.Array.from_buffers(pa.string(), 2, pa.array([b"\xff\xfe", b"5G"], pa.binary()).buffers())
    rows = list(parquet_rows(parquet(pa.table({"a": texts})), ["a"], 100))
    assert rows == [{"a": "\udcff\udcfe"}, {"a": "5G"}]


def test_a_column_of_lists_is_refused_as_a_whole():
    with pytest.raises(NoParquetError, match="list<"):
        list(parquet_rows(parquet(pa.table({"a": [["x"]]})), ["a"], 100))
