"""Records are found by a field of theirs, some at a time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Page, Rejection
from tasks.storage import in_parts, write_records
from tasks.storage.keyed_records import KeyedRecords

RECORDS = [Rejection(f"news/{n}.txt", "clean", "failed", "it broke", f"p{n}") for n in range(5)]


@pytest.fixture
def shard(tmp_path):
    write_records(Rejection, RECORDS, tmp_path / "shard.parquet")
    return tmp_path / "shard.parquet"


def test_all_records_are_found_by_their_keys(shard):
    found = KeyedRecords(Rejection, shard, "page_id")
    assert list(found) == [record.page_id for record in RECORDS]
    assert found.some(found) == {record.page_id: record for record in RECORDS}


def test_some_come_in_the_order_asked_for_and_what_is_not_there_does_not(shard):
    found = KeyedRecords(Rejection, shard, "page_id").some(["p3", "p9", "p0"])
    assert list(found.items()) == [("p3", RECORDS[3]), ("p0", RECORDS[0])]
    assert KeyedRecords(Rejection, shard, "page_id").some([]) == {}


def test_a_field_left_out_keeps_its_default(tmp_path):
    page = Page("p0", "news/0.txt", b"0", fetched_at=datetime(2024, 1, 2, tzinfo=UTC))
    write_records(Page, [page], tmp_path / "pages.parquet")
    found = KeyedRecords(Page, tmp_path / "pages.parquet", "page_id", without=["fetched_at"])
    assert found.some(["p0"]) == {"p0": Page("p0", "news/0.txt", b"0")}


@given(st.lists(st.integers()), st.integers(1, 9))
def test_parts_hold_everything_in_order_and_are_full_but_for_the_last(values, n_records):
    parts = list(in_parts(values, n_records))
    assert [value for part in parts for value in part] == values
    assert all(len(part) == n_records for part in parts[:-1])
    assert all(parts)
