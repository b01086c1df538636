"""What there is to do is told without reading again what an earlier run has read."""

import pytest

from flows import plan
from flows.order import Order
from flows.plan import kept_pages, look, work_in
from tasks.fetch import survey

LATER_NS = 10_000_000_000


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"签约 {name}")
    return folder


@pytest.fixture
def read(monkeypatch):
    """Return the paths of the files that were read."""
    paths = []
    plain = survey.read_file
    monkeypatch.setattr(survey, "read_file", lambda path, limit: (paths.append(path), plain(path, limit))[1])
    return paths


def _looked(news):
    data = news.parent / "data"
    return look(Order((news,)), data, kept_pages(work_in(data)))


def _in_ten_seconds(monkeypatch):
    plain = plan.time_of_files
    monkeypatch.setattr(plan, "time_of_files", lambda folder: plain(folder) + LATER_NS)


def test_files_that_are_as_they_were_are_read_once(news, read, monkeypatch):
    _in_ten_seconds(monkeypatch)
    first = _looked(news)
    assert len(read) == 2
    assert _looked(news) == first
    assert len(read) == 2
    (news / "b.txt").write_text("改了")
    assert _looked(news).active != first.active
    assert read[2:] == [str(news / "b.txt")]


def test_files_that_were_changed_just_now_are_read_again(news, read):
    first = _looked(news)
    assert _looked(news) == first
    assert len(read) == 4


def test_a_file_whose_name_is_in_no_encoding_is_read_again_and_stops_nothing(news, read, monkeypatch):
    _in_ten_seconds(monkeypatch)
    (news / "\udcff.txt").write_text("签约")
    first = _looked(news)
    assert _looked(news) == first
    assert len(first.active) == 3
    assert len(read) == 4
