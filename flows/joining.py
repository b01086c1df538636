"""Small shards joined to larger ones: twenty new pages a day would leave a thousand shards in three years.

What stands in a shard does not change when it is joined to others, and the tables do not tell how pages are shared, so
joining makes nothing to be done again. Whatever stops it, each page counts once: a shard that was joined to others
counts no more as soon as the shard that stands for it has its marker, which is written last of all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from flows.plan import KeptPages, form_of_pages, shard_of
from flows.stages import FETCH_DOOR, STAGES, code_of, names_of
from tasks.fetch.plan import SHARD_WEIGHT, weight
from tasks.isolation import rejections_beside
from tasks.storage import Work, join_tables

#: A shard of less than half the usual weight is small; so many of them may stand before they are joined.
_SMALL = SHARD_WEIGHT // 2
_MOST_SMALL = 32


def join_small(kept: KeptPages, work: Work) -> int:
    """Join the small shards where there are many; return how many were joined.

    Args:
        kept: the pages in finished shards.
        work: the kept work, which nobody else works in meanwhile.
    """
    weights = {name: _weight(work, name) for name in kept.by_shard}
    small = [name for name in kept.by_shard if weights[name] < _SMALL]
    if len(small) <= _MOST_SMALL:
        return 0
    parts = [part for part in _parted(small, weights) if len(part) > 1]
    for part in parts:
        _join(part, kept, work)
    return sum(map(len, parts))


def remove_joined(work: Work) -> None:
    """Remove shards that others stand for: a run was killed before it could."""
    for facts in work.all_facts("fetch").values():
        _remove(work, facts.get("joined", ()))


def _remove(work: Work, names: Sequence[str]) -> None:
    former = [names_of(name) for name in names]
    for stage in ("fetch", *(stage.name for stage in STAGES)):
        work.remove(stage, [each[stage] for each in former])


def _weight(work: Work, name: str) -> int:
    counts = (work.facts("fetch", name) or {}).get("counts", {})
    return weight(counts.get("pages", 0), counts.get("bytes", 0))


def _parted(names: Sequence[str], weights: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the shards in parts that together are as heavy as a shard should be."""
    part: list[str] = []
    held = 0
    for name in names:
        part.append(name)
        held += weights[name]
        if held >= SHARD_WEIGHT:
            yield part
            part, held = [], 0
    if part:
        yield part


def _join(names: Sequence[str], kept: KeptPages, work: Work) -> None:
    joined = names_of(shard_of(chain.from_iterable(kept.by_shard[name] for name in names)))
    former = [names_of(name) for name in names]
    for stage in [stage for stage in STAGES if stage.is_joined]:
        facts = {"code": stage.code, "made_from": {other: joined[other] for other in stage.inputs}}
        _join_stage(work, stage.name, [each[stage.name] for each in former], joined[stage.name], facts)
    facts = {"code": code_of(FETCH_DOOR), "form": form_of_pages()}
    _join_stage(work, "fetch", names, joined["fetch"], facts)
    _remove(work, names)


def _join_stage(work: Work, stage: str, names: Sequence[str], target: str, facts: Mapping[str, Any]) -> None:
    """Join a stage's shards; where one of them is not there yet, the stage makes the joined one by itself later."""
    found = [work.facts(stage, name) for name in names]
    if any(each is None for each in found):
        return
    counts: Counter[str] = Counter()
    for each in found:
        counts.update((each or {}).get("counts", {}))
    shards = [work.shard(stage, name) for name in names]
    join_tables(shards, work.shard(stage, target))
    refused = [rejections_beside(shard) for shard in shards]
    if all(path.exists() for path in refused):
        join_tables(refused, rejections_beside(work.shard(stage, target)))
    work.finish(stage, target, {**facts, "counts": dict(counts), "joined": list(names)})
