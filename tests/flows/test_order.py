"""What a run is to read, by what somebody asked for."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.order import OrderError, Request, is_due, raw_in
from schemas.source import Window
from tasks.storage.raw_store import raw_store

AT = datetime(2024, 5, 20, 22, 30, tzinfo=UTC)  # half past six in the morning of the 21st in China
SOURCES = """
[defaults]
contact = "mailto:robot@qianyue.example"

[[source]]
name = "local"
kind = "folder"
address = "news"

[[source]]
name = "daily"
kind = "feed"
address = "https://daily.example/feed.xml"
schedule = "0 6 * * *"

[[source]]
name = "weekly"
kind = "sitemap"
address = "https://weekly.example/sitemap.xml"
schedule = "0 6 * * 1"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(SOURCES, encoding="utf-8")
    return path


def names(sources):
    return [source.name for source in sources]


def test_declared_folders_join_the_named_ones_and_the_others_are_asked(file, tmp_path):
    order = Request((Path("extra"),), file).order(tmp_path / "data", AT)
    assert order.folders == (Path("extra"), file.parent / "news")
    assert names(order.stored) == names(order.asked) == ["daily", "weekly"]
    assert order.titles == ["extra", str(file.parent / "news"), "daily", "weekly"]
    assert not raw_in(tmp_path / "data").exists()


def test_only_the_chosen_source_is_asked_and_the_others_are_still_read(file, tmp_path):
    order = Request(sources=file, only=["weekly"]).order(tmp_path, AT)
    assert names(order.stored) == ["daily", "weekly"]
    assert names(order.asked) == ["weekly"]
    with pytest.raises(OrderError, match="no source is called monthly: the sources are local, daily, weekly"):
        Request(sources=file, only=["monthly"]).order(tmp_path, AT)


def test_a_source_is_due_when_its_schedule_came_round_in_china(file, tmp_path):
    with raw_store(raw_in(tmp_path)) as store:
        for name in ("daily", "weekly"):
            store.note_harvest(name, datetime(2024, 5, 20, 1, tzinfo=UTC), 3, "")
    assert names(Request(sources=file, due_only=True).order(tmp_path, AT).asked) == ["daily"]
    assert is_due("", AT, AT)
    assert is_due("0 6 * * *", None, AT)
    assert not is_due("0 7 * * *", datetime(2024, 5, 20, 1, tzinfo=UTC), AT)


def test_a_source_that_had_a_problem_is_due_again_some_hours_later(file, tmp_path):
    hour = timedelta(hours=1)
    with raw_store(raw_in(tmp_path)) as store:
        store.note_harvest("daily", AT, 0, "no such host")
        store.note_harvest("weekly", AT, 0, "")

    def asked(later):
        return names(Request(sources=file, due_only=True).order(tmp_path, AT + later).asked)

    assert asked(hour) == []
    assert asked(7 * hour) == ["daily"]
    with raw_store(raw_in(tmp_path)) as store:
        store.note_harvest("daily", AT + 7 * hour, 3, "a remark that comes every time")
    assert asked(8 * hour) == asked(14 * hour) == []
    with raw_store(raw_in(tmp_path)) as store:
        store.note_harvest("daily", AT + 9 * hour, 3, "")
    assert asked(17 * hour) == []


def test_what_is_named_or_filled_up_is_asked_whatever_its_schedule(file, tmp_path):
    with raw_store(raw_in(tmp_path)) as store:
        for name in ("daily", "weekly"):
            store.note_harvest(name, AT, 3, "")
    assert names(Request(sources=file, due_only=True).order(tmp_path, AT).asked) == []
    assert names(Request(sources=file, due_only=True, only=["weekly"]).order(tmp_path, AT).asked) == ["weekly"]
    filled = Request(sources=file, due_only=True, since=date(2024, 5, 1)).order(tmp_path, AT)
    assert names(filled.asked) == ["daily", "weekly"]


def test_a_range_of_days_ends_today_in_china(file, tmp_path):
    order = Request(sources=file, since=date(2024, 5, 1)).order(tmp_path, AT)
    assert order.window == Window(date(2024, 5, 1), date(2024, 5, 21))


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (None, date(2024, 5, 1), "--since"),
        (date(2024, 5, 2), date(2024, 5, 1), "exchange the two days"),
        (date(2030, 1, 1), None, "today is 2024-05-21"),
    ],
)
def test_a_range_that_is_none_is_refused(file, tmp_path, since, until, said):
    with pytest.raises(OrderError, match=said):
        Request(sources=file, since=since, until=until).order(tmp_path, AT)


def test_every_fault_of_the_file_is_told(file, tmp_path):
    file.write_text(SOURCES.replace('"feed"', '"fed"').replace('"sitemap"', '"site map"'), encoding="utf-8")
    with pytest.raises(OrderError, match=r"(?s)sources\.toml cannot be used:.*daily.*did you mean feed.*weekly"):
        Request(sources=file).order(tmp_path, AT)


def test_a_file_in_another_encoding_says_what_to_do(file, tmp_path):
    file.write_bytes(SOURCES.encode() + "# 协议".encode("gb18030"))
    with pytest.raises(OrderError, match="UTF-8"):
        Request(sources=file).order(tmp_path, AT)
