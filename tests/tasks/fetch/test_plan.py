"""Shards hold every page once, weigh about the same, and are as many as keep the workers busy."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.plan import SHARD_WEIGHT, in_shards, weight
from tasks.fetch.survey import NewPage

MB = 1024 * 1024


def _pages(sizes):
    return [NewPage(f"p{n}", f"{n}.txt", size, f"/{n}.txt") for n, size in enumerate(sizes)]


def _weight(shard):
    return weight(len(shard), sum(page.size for page in shard))


@given(st.lists(st.integers(0, 40_000_000), max_size=300), st.integers(1, 8), st.integers(1, 50) | st.none())
def test_shards_hold_every_page_once_and_in_order(sizes, workers, most):
    pages = _pages(sizes)
    shards = in_shards(pages, workers, most)
    assert [page for shard in shards for page in shard] == pages
    assert all(0 < len(shard) <= (most or len(pages)) for shard in shards)
    assert all(len(shard) == 1 or _weight(shard) <= 64 * MB for shard in shards)


def test_few_pages_are_one_shard_and_many_keep_the_workers_busy():
    assert len(in_shards(_pages([4000] * 20), 8)) == 1
    assert len(in_shards(_pages([4000] * 400), 4)) == 4
    assert [len(shard) for shard in in_shards(_pages([4000] * 1200), 2, 500)] == [500, 500, 200]


def test_shards_are_cut_by_what_they_weigh():
    text, html, reports, tiny = 4000, 17_000, 2_000_000, 20
    for size, n_pages in ((text, 32_000), (html, 20_000), (reports, 310), (tiny, 40_000)):
        shards = in_shards(_pages([size] * n_pages), 2)
        assert 10 <= len(shards) <= 12
        assert all(_weight(shard) <= SHARD_WEIGHT for shard in shards)


@given(st.integers(1, 60_000), st.integers(2, 5))
def test_no_worker_is_left_without_a_shard_in_the_last_round(n_pages, workers):
    shards = in_shards(_pages([8000] * n_pages), workers)
    assert len(shards) < workers or len(shards) % workers in (0, 1)
    assert max(map(len, shards)) - min(map(len, shards[:-1] or shards)) <= 1


def test_one_heavy_page_among_light_ones_leaves_the_others_together():
    shards = in_shards(_pages([100, 100, 70 * MB, 100, 100]), 1)
    assert [len(shard) for shard in shards] == [2, 1, 2]
