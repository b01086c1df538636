"""Many small shards become few larger ones, and nobody can tell from what stands in them."""

import shutil
from contextlib import suppress

import pytest

from flows import joining
from flows.joining import join_small, remove_joined
from flows.plan import form_of_pages, kept_pages, shard_of, work_in
from flows.stages import FETCH_DOOR, STAGES, code_of, names_of
from schemas.records import Page, Rejection
from tasks.clean.shard import clean_shard
from tasks.fetch.page import page_of
from tasks.isolation import rejections_beside
from tasks.storage import read_records, write_records
from tasks.storage.files import whole_file

CLEAN = STAGES[0]
TEXT = "{n}月8日，云溪市人民政府与中国移动签署战略合作协议，将在当地建设5G网络。"


@pytest.fixture
def work(tmp_path):
    """Forty shards of one or two pages, fetched and cleaned; every fifth page is refused."""
    work = work_in(tmp_path / "data")
    for number in range(40):
        texts = ["" if number % 5 == 0 else TEXT.format(n=number), TEXT.format(n=number + 100)][: number % 2 + 1]
        pages = [page_of(f"news/{number}-{n}.txt", text.encode()) for n, text in enumerate(texts)]
        name = shard_of(page.page_id for page in pages)
        write_records(Page, pages, work.shard("fetch", name))
        counts = {"pages": len(pages), "bytes": sum(len(page.content) for page in pages)}
        work.finish("fetch", name, {"code": code_of(FETCH_DOOR), "form": form_of_pages(), "counts": counts})
        cleaned = names_of(name)["clean"]
        counts = clean_shard(work.shard("fetch", name), work.shard("clean", cleaned))
        work.finish("clean", cleaned, {"code": CLEAN.code, "counts": counts})
    return work


def _held(work):
    pages = kept_pages(work).by_shard
    shards = [work.shard("clean", names_of(name)["clean"]) for name in pages]
    refused = [item for shard in shards for item in read_records(Rejection, rejections_beside(shard))]
    return {
        "pages": sorted(page_id for ids in pages.values() for page_id in ids),
        "refused": sorted(item.page_id for item in refused),
        "counts": sum(work.facts("clean", names_of(name)["clean"])["counts"]["pages"] for name in pages),
    }


def test_many_small_shards_become_one_that_holds_the_same(work):
    before = _held(work)
    assert join_small(kept_pages(work), work) == 40
    assert len(kept_pages(work).by_shard) == 1
    assert _held(work) == before
    assert sorted(path.name.partition(".")[0] for path in (work.root / "fetch").iterdir()) == 2 * list(
        kept_pages(work).by_shard
    )


def test_few_small_shards_and_large_ones_stay_as_they_are(work, monkeypatch):
    monkeypatch.setattr(joining, "_SMALL", 10)
    assert join_small(kept_pages(work), work) == 0
    monkeypatch.undo()
    monkeypatch.setattr(joining, "_MOST_SMALL", 40)
    assert join_small(kept_pages(work), work) == 0
    assert len(kept_pages(work).by_shard) == 40


def test_joined_shards_are_no_heavier_than_others(work, monkeypatch):
    monkeypatch.setattr(joining, "SHARD_WEIGHT", 250_000)
    before = _held(work)
    join_small(kept_pages(work), work)
    assert len(kept_pages(work).by_shard) == 4
    assert _held(work) == before


def test_a_stage_that_lacks_a_shard_is_left_to_be_made(work):
    gone = names_of(next(iter(kept_pages(work).by_shard)))["clean"]
    work.remove("clean", [gone])
    join_small(kept_pages(work), work)
    (name,) = kept_pages(work).by_shard
    assert work.facts("clean", names_of(name)["clean"]) is None


@pytest.mark.parametrize("writes", range(1, 7))
def test_wherever_joining_stops_each_page_counts_once(work, tmp_path, monkeypatch, writes):
    before = _held(work)
    left = iter(range(writes))

    def stop(path):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return whole_file(path)

    monkeypatch.setattr("tasks.storage.records.whole_file", stop)
    monkeypatch.setattr("tasks.storage.files.whole_file", stop)
    with suppress(KeyboardInterrupt):
        join_small(kept_pages(work), work)
    monkeypatch.undo()
    assert _held(work) == before
    work.tidy()
    remove_joined(work)
    assert _held(work) == before
    join_small(kept_pages(work), work)
    assert _held(work) == before
    assert len(kept_pages(work).by_shard) == 1


def test_shards_that_were_joined_are_tidied_away_where_a_run_was_killed_before_it_removed_them(work, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(work.root, copy)
    join_small(kept_pages(work), work)
    shutil.copytree(copy, work.root, dirs_exist_ok=True)
    before = _held(work)
    assert len(kept_pages(work).by_shard) == 1
    remove_joined(work)
    assert _held(work) == before
    assert len(list((work.root / "fetch").glob("*.json"))) == 1
