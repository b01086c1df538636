"""Records may go into a shard and come out of it one by one; nobody can tell from what stands in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.records import Document, Rejection
from tasks.storage import each_record, in_parts, read_records, write_each, write_records


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.integers(0, 300))
def test_what_was_written_one_by_one_is_read_either_way(tmp_path, n_records):
    records = [Rejection(f"news/{n}.txt", "clean", "empty", "没有正文" * (n % 7), f"p{n}") for n in range(n_records)]
    assert write_each(Rejection, iter(records), tmp_path / "a.parquet") == n_records
    write_records(Rejection, records, tmp_path / "b.parquet")
    for path in (tmp_path / "a.parquet", tmp_path / "b.parquet"):
        assert read_records(Rejection, path) == records
        assert list(each_record(Rejection, path)) == records


def test_a_shard_whose_records_fail_is_not_there(tmp_path):
    def failing():
        yield Rejection("a.txt", "clean", "empty", "")
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_each(Rejection, failing(), tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_only_some_records_are_there_at_a_time(tmp_path):
    drawn: list[int] = []

    def counted():
        for n in range(1000):
            drawn.append(n)
            yield Document(f"d{n}", f"{n}.txt", "正文")

    waiting = [len(drawn) - _last(some) for some in in_parts(counted(), 64)]
    assert len(waiting) > 10
    assert set(waiting) == {0}


def _last(some):
    return int(some[-1].doc_id[1:]) + 1
