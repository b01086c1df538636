"""Shards give back the records that were put in, and a writer that stops leaves no half file."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from schemas.records import MetricFinding, Page, Rejection
from tasks.storage import read_records, write_records

PAGE = Page("p0", "seiten/一.txt", b"\x00\xff", fetched_at=datetime(2024, 1, 2, tzinfo=UTC))
METRIC = MetricFinding(0, 4, "base_stations", Decimal("1200"), "count", "total", "over", "actual", "1200个")


@pytest.mark.parametrize(("record", "rows"), [(Page, [PAGE]), (MetricFinding, [METRIC, METRIC]), (Rejection, [])])
def test_what_is_written_is_read_again(tmp_path, record, rows):
    path = tmp_path / "deep" / "shard.parquet"
    assert write_records(record, rows, path) == len(rows)
    assert read_records(record, path) == rows


def test_equal_records_give_equal_bytes(tmp_path):
    write_records(Page, [PAGE], tmp_path / "one")
    write_records(Page, [PAGE], tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_writer_that_stops_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "shard.parquet"
    write_records(Page, [PAGE], path)
    before = path.read_bytes()

    def broken():
        yield PAGE
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_records(Page, broken(), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["shard.parquet"]
