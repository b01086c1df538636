"""How pages are put together in shards: by what they weigh, so that shards take about as long and as much memory."""

from collections.abc import Iterator, Sequence
from math import ceil

from tasks.fetch.survey import NewPage

#: What a page weighs besides its bytes, for what is made of it takes time and memory too.
_EVERY_PAGE = 16 * 1024
#: Of this weight are about 3,000 pages of plain text or 2,000 of HTML: some ten seconds of work for the stages, beside
#: which the task run that each shard costs in every stage is little. A worker has them in memory, in one form or other.
SHARD_WEIGHT = 64 * 1024 * 1024
#: Below this, starting a second worker costs more than it saves.
_WORTH_A_WORKER = 32 * (_EVERY_PAGE + 4096)


def weight(n_pages: int, n_bytes: int) -> int:
    """Return what so many pages of so many bytes together weigh: their bytes, and what every page costs."""
    return n_bytes + n_pages * _EVERY_PAGE


def in_shards(pages: Sequence[NewPage], workers: int, most_pages: int | None = None) -> list[tuple[NewPage, ...]]:
    """Return the pages shard by shard: few where there are few pages, and enough to keep the workers busy.

    Args:
        pages: what is to be put in shards, in order.
        workers: how many processes share the work.
        most_pages: how many pages a shard holds at most; as many as its weight allows where it is None.
    """
    if not pages:
        return []
    total = weight(len(pages), sum(page.size for page in pages))
    busy = min(workers, total // _WORTH_A_WORKER, len(pages))
    rounds = ceil(total / SHARD_WEIGHT / max(busy, 1))  # in the last one too no worker is without a shard
    return list(_parted(pages, ceil(total / (rounds * max(busy, 1))), most_pages or len(pages)))


def _parted(pages: Sequence[NewPage], most_weight: int, most_pages: int) -> Iterator[tuple[NewPage, ...]]:
    """Yield the pages in parts of about one weight: a part ends with the page that reaches it, if not before."""
    shard: list[NewPage] = []
    held = 0
    for page in pages:
        more = weight(1, page.size)
        if shard and (len(shard) == most_pages or held >= most_weight or held + more > SHARD_WEIGHT):
            yield tuple(shard)
            shard, held = [], 0
        shard.append(page)
        held += more
    yield tuple(shard)
