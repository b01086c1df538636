"""How pages are put together in shards: by what they weigh, so that shards take about as long and as much memory."""

from collections.abc import Iterator, Sequence
from math import ceil

from tasks.fetch.survey import NewPage

#: What a page costs before its first byte, in bytes that cost as much. Measured: reading a page of ten characters
#: takes as long as four kilobytes more of text do.
_EVERY_PAGE = 4096
#: Of this weight are about 1,000 pages of plain text or 400 of HTML, some five seconds of work for all stages.
SHARD_WEIGHT = 8 * 1024 * 1024
#: No shard is heavier, for a worker holds one in memory, unless a single page is.
_MOST_WEIGHT = 64 * 1024 * 1024
#: Each shard costs a task run in every stage, and a flow should stay at a few hundred.
_MAX_SHARDS = 100
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
    wanted = min(max(ceil(total / SHARD_WEIGHT), busy, 1), max(_MAX_SHARDS, workers))
    wanted = ceil(wanted / max(busy, 1)) * max(busy, 1)  # the last round leaves no worker without a shard
    return list(_parted(pages, min(ceil(total / wanted), _MOST_WEIGHT), most_pages or len(pages)))


def _parted(pages: Sequence[NewPage], most_weight: int, most_pages: int) -> Iterator[tuple[NewPage, ...]]:
    """Yield the pages in parts of about one weight: a part ends with the page that reaches it, if not before."""
    shard: list[NewPage] = []
    held = 0
    for page in pages:
        more = weight(1, page.size)
        if shard and (len(shard) == most_pages or held >= most_weight or held + more > _MOST_WEIGHT):
            yield tuple(shard)
            shard, held = [], 0
        shard.append(page)
        held += more
    yield tuple(shard)
