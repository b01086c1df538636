"""What there is to do: which pages the sources hold, which shards they are in, and whether the tables say it already.

Nothing here imports Prefect, so a run with nothing to do is over before a server would have started.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.order import Order, raw_in
from flows.stages import AGGREGATE_DOOR, Names, code_of, names_of
from flows.summary import NAMED_BY, Summary, summary_of
from schemas.codec import arrow_schema
from schemas.metric_kinds import IMPLAUSIBLE
from schemas.records import Page
from schemas.source import Source
from tasks.fetch.survey import Survey, survey, survey_stored, together
from tasks.storage import Work, fingerprint, read_column, read_least
from tasks.storage.raw_store import raw_store
from tasks.storage.snapshots import Snapshots


@dataclass(frozen=True)
class Group:
    """The pages of one shard on their way through the stages.

    Attributes:
        names: what each stage calls the shard.
        n_pages: how many of its pages the sources still hold.
    """

    names: Names
    n_pages: int


def work_in(data: Path) -> Work:
    """Return the kept work of a data folder."""
    return Work(data / "work")


def look(order: Order, data: Path) -> Survey:
    """Return what the sources hold, apart from the data folder, and what of it is in no shard yet."""
    work = work_in(data)
    kept = {page_id for name in _page_shards(work) for page_id in _page_ids(work, name)}
    files = survey(order.folders, kept, without=data)
    if not order.stored:
        return files
    with raw_store(raw_in(data)) as store:
        pages = {page for source in order.stored for page in store.pages([source.name]) if _is_page(source, page.url)}
        failed = {one for source in order.stored for one in store.failures([source.name]) if _is_page(source, one.url)}
    return together(files, survey_stored(sorted(pages), sorted(failed), kept))


def _is_page(source: Source, url: str) -> bool:
    """Return whether an address that the source named is one of its pages by what it follows now."""
    return not source.follow or "://" not in url or re.search(source.follow, url) is not None


def groups_of(seen: Survey, work: Work) -> list[Group]:
    """Return the groups of kept pages that hold a page of the sources."""
    active = ((name, seen.active.intersection(_page_ids(work, name))) for name in _page_shards(work))
    return [Group(names_of(name), len(pages)) for name, pages in active if pages]


def key_of(groups: Sequence[Group], seen: Survey) -> str:
    """Return the fingerprint of all that the tables are made from."""
    digested = sorted(group.names["digest"] for group in groups)
    refused = sorted((item.source_uri, item.reason, item.detail) for item in seen.rejected)
    return fingerprint("aggregate", code_of(AGGREGATE_DOOR), digested, sorted(seen.active), refused)


def unchanged(order: Order, data: Path) -> Summary | None:
    """Return the summary of the published tables where they say all that the sources hold, else None.

    A run that has sources to ask cannot know before it has asked.
    """
    if order.asked:
        return None
    work = work_in(data)
    seen = look(order, data)
    if seen.new:
        return None
    facts = work.facts("aggregate", key_of(groups_of(seen, work), seen))
    if facts is None or facts["snapshot"] != Snapshots(data).current():
        return None
    return summarize(seen, facts, data, is_new=False)


def summarize(seen: Survey, facts: dict[str, Any], data: Path, *, is_new: bool) -> Summary:
    """Return the summary of the tables that were published from the sources.

    Args:
        seen: what the sources hold.
        facts: the facts in the marker of the aggregate stage.
        data: the data folder.
        is_new: whether this run changed the tables.
    """
    tables = Snapshots(data).link
    reasons = read_column(tables / "rejected.parquet", "reason")
    implausible = read_least(tables / "metrics.parquet", "confidence", IMPLAUSIBLE, NAMED_BY)
    return summary_of(seen.n_pages, facts, reasons, implausible, tables, is_new=is_new)


def form_of_pages() -> str:
    """Return what changes when shards of pages can no longer be read as they were."""
    return fingerprint(str(arrow_schema(Page)))


def _page_shards(work: Work) -> list[str]:
    form = form_of_pages()
    return [name for name in work.finished("fetch") if (work.facts("fetch", name) or {}).get("form") == form]


def _page_ids(work: Work, name: str) -> list[str]:
    return read_column(work.shard("fetch", name), "page_id")
