"""What there is to do: which pages the sources hold, which shards they are in, and whether the tables say it already.

Nothing here imports Prefect, so a run with nothing to do is over before a server would have started.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flows.order import Order, raw_in
from flows.stages import AGGREGATE_DOOR, STAGES, Names, code_of, names_of
from flows.summary import NAMED_BY, Summary, summary_of
from schemas.codec import arrow_schema
from schemas.metric_kinds import IMPLAUSIBLE
from schemas.records import Page
from schemas.source import Source
from tasks.fetch.known_files import KnownFile, is_settled, is_text, known_by_path
from tasks.fetch.survey import Survey, survey, survey_stored, together
from tasks.storage import Work, fingerprint, read_column, read_least, read_records, write_records
from tasks.storage.place import kept_here
from tasks.storage.raw_store import raw_store
from tasks.storage.snapshots import Snapshots
from tasks.storage.source import time_of_files


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


@dataclass(frozen=True)
class KeptPages:
    """The pages in finished shards.

    Attributes:
        by_shard: the ids of the pages of each shard, by the name of the shard.
    """

    by_shard: Mapping[str, Sequence[str]]

    @property
    def ids(self) -> set[str]:
        """Return the ids of all."""
        return {page_id for pages in self.by_shard.values() for page_id in pages}


def kept_pages(work: Work, known: KeptPages | None = None) -> KeptPages:
    """Return the pages in finished shards whose form can still be read.

    Args:
        work: the kept work.
        known: what was read of it before; only other shards are opened.
    """
    form = form_of_pages()
    names = sorted(name for name, facts in work.all_facts("fetch").items() if facts.get("form") == form)
    before = known.by_shard if known else {}
    return KeptPages({name: before.get(name) or read_column(work.shard("fetch", name), "page_id") for name in names})


def look(order: Order, data: Path, kept: KeptPages) -> Survey:
    """Return what the sources hold, apart from the data folder, and what of it is in no shard yet.

    Args:
        order: what is to be read.
        data: the data folder.
        kept: the pages in finished shards.
    """
    files = _look_at_files(order, data, kept.ids)
    if not order.stored:
        return files
    with raw_store(raw_in(data)) as store:
        pages = {page for source in order.stored for page in store.pages([source.name]) if _is_page(source, page.url)}
        failed = {one for source in order.stored for one in store.failures([source.name]) if _is_page(source, one.url)}
    return together(files, survey_stored(sorted(pages), sorted(failed), kept.ids))


def _look_at_files(order: Order, data: Path, kept: Collection[str]) -> Survey:
    """Return what the files of the order hold; what was read of them is noted, so that none is read twice."""
    if not order.folders:
        return Survey(frozenset(), (), ())
    notes = kept_here(data) / "work" / "files.parquet"
    now = time_of_files(notes.parent)
    before = read_records(KnownFile, notes) if notes.exists() else []
    files = survey(order.folders, kept, known_by_path(before), without=data)
    settled = [file for file in files.files if is_settled(file.stamp, now) and is_text(file.path)]
    if settled != before:
        write_records(KnownFile, settled, notes)
    return replace(files, files=())


def _is_page(source: Source, url: str) -> bool:
    """Return whether an address that the source named is one of its pages by what it follows now."""
    return not source.follow or "://" not in url or re.search(source.follow, url) is not None


def groups_of(seen: Survey, kept: KeptPages) -> list[Group]:
    """Return the groups of kept pages that hold a page of the sources."""
    active = ((name, len(seen.active.intersection(pages))) for name, pages in kept.by_shard.items())
    return [Group(names_of(name), n_pages) for name, n_pages in active if n_pages]


def key_of(seen: Survey) -> str:
    """Return the fingerprint of all that the tables are made from: the pages and the code, not how they are shared."""
    code = [stage.code for stage in STAGES]
    refused = sorted((item.source_uri, item.reason, item.detail) for item in seen.rejected)
    return fingerprint("aggregate", code_of(AGGREGATE_DOOR), code, form_of_pages(), sorted(seen.active), refused)


def unchanged(order: Order, data: Path, n_files: int = 0) -> Summary | None:
    """Return the summary of the published tables where they say all that the sources hold, else None.

    A run that has sources to ask cannot know before it has asked.

    Args:
        order: what is to be read.
        data: the data folder.
        n_files: how many files there are at least, where they were counted: if they are more than were ever read, there
            is no need to look at each.
    """
    if order.asked:
        return None
    current = Snapshots(data).current()
    if current is None:
        return None
    work = work_in(data)
    kept = kept_pages(work)
    if n_files > len(kept.ids) + _n_refused(data):
        return None
    seen = look(order, data, kept)
    if seen.new:
        return None
    facts = work.facts("aggregate", key_of(seen))
    if facts is None or facts["snapshot"] != current:
        return None
    return summarize(seen, facts, data, is_new=False)


def _n_refused(data: Path) -> int:
    """Return how many files were rejected before any stage read them."""
    return read_column(Snapshots(data).tables / "rejected.parquet", "stage").count("fetch")


def summarize(seen: Survey, facts: dict[str, Any], data: Path, *, is_new: bool) -> Summary:
    """Return the summary of the tables that were published from the sources.

    Args:
        seen: what the sources hold.
        facts: the facts in the marker of the aggregate stage.
        data: the data folder.
        is_new: whether this run changed the tables.
    """
    tables = Snapshots(data).tables
    reasons = read_column(tables / "rejected.parquet", "reason")
    implausible = read_least(tables / "metrics.parquet", "confidence", IMPLAUSIBLE, NAMED_BY)
    return summary_of(seen.n_pages, facts, reasons, implausible, tables, is_new=is_new)


def shard_of(page_ids: Iterable[str]) -> str:
    """Return what a shard of these pages, in this order, is called."""
    return fingerprint("pages", list(page_ids))


def form_of_pages() -> str:
    """Return what changes when shards of pages can no longer be read as they were."""
    return fingerprint(str(arrow_schema(Page)))
