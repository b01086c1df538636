"""How pages are put together in shards."""

from collections.abc import Iterator, Sequence
from math import ceil

from tasks.fetch.survey import NewPage

#: Below this, starting a second worker costs more than it saves.
_WORTH_A_WORKER = 32
#: Each shard costs a task run in every stage, and a flow should stay at a few hundred.
_MAX_SHARDS = 100
_MAX_SHARD_BYTES = 64 * 1024 * 1024


def in_shards(pages: Sequence[NewPage], workers: int, shard_size: int) -> list[tuple[NewPage, ...]]:
    """Return the pages shard by shard: few where there are few pages, and enough to keep the workers busy.

    Args:
        pages: what is to be put in shards, in order.
        workers: how many processes share the work.
        shard_size: how many pages a shard holds at most, unless there would be more than a hundred shards.
    """
    if not pages:
        return []
    wanted = max(ceil(len(pages) / shard_size), min(workers, len(pages) // _WORTH_A_WORKER), 1)
    size = ceil(len(pages) / min(wanted, max(_MAX_SHARDS, workers)))
    return list(_parted(pages, size))


def _parted(pages: Sequence[NewPage], size: int) -> Iterator[tuple[NewPage, ...]]:
    shard: list[NewPage] = []
    n_bytes = 0
    for page in pages:
        if shard and (len(shard) == size or n_bytes + page.size > _MAX_SHARD_BYTES):
            yield tuple(shard)
            shard, n_bytes = [], 0
        shard.append(page)
        n_bytes += page.size
    yield tuple(shard)
