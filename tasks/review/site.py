"""The door of the review: the tables of a snapshot in, a folder of pages out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import pyarrow as pa

from schemas.records import Span
from tasks.review.index import index_page, list_counts, pieces
from tasks.review.page import document_page, document_path
from tasks.review.sheet import RawPlace, Sheet
from tasks.review.sheets import KEPT, each_sheet, region_names, see_tables
from tasks.review.shell import ASSET_NAMES, ASSETS, COLUMNS, asset, columns_script
from tasks.storage import read_table
from tasks.storage.database import Database, database, with_enough_memory
from tasks.storage.folders import whole_folder, write_plain

#: By this file a folder is known as one that was made here.
MARK = "review.json"
_STAGE = "review"
_KEEP_PUBLISHED = """
    insert into kept
    select doc_id, shard, position from reading
    semi join published on published.doc_id = reading.doc_id and digest = md5(text)
    anti join kept using (doc_id)
"""
#: Where a document's places stand on its raw page.
Finder = Callable[[Sequence[Span]], Sequence[RawPlace]]


class Readings(Protocol):
    """The kept work behind the documents: shards of documents, each with its pages."""

    @property
    def shards(self) -> Sequence[Path]:
        """The shards, with at least the columns ``doc_id`` and ``text``."""

    def finders(self, shard: int, positions: Iterator[int]) -> Iterator[Finder]:
        """Yield for documents of a shard, named by their places in it in rising order, what finds their places."""


class Watcher(Protocol):
    """Someone who wants to know how many documents are done."""

    def begin(self, stage: str, total: int) -> None:
        """Hear that so many are to be done."""

    def advance(self, stage: str, pages: int) -> None:
        """Hear that so many more are done."""


class Written(NamedTuple):
    """What a review holds.

    Attributes:
        n_documents: pages of documents.
        n_with_raw: those of them that lead to their raw page.
        n_rows: rows of each table in the lists.
    """

    n_documents: int
    n_with_raw: int
    n_rows: Mapping[str, int]


def write_review(
    tables: Mapping[str, Path], snapshot: str, readings: Readings, target: Path, watcher: Watcher
) -> Written:
    """Write a folder of pages that opens from the disk: an index, and a page for each document.

    Args:
        tables: the files of the snapshot, on this machine, by the names of the tables.
        snapshot: its id.
        readings: the kept work behind it.
        target: the folder to write; what was written there before is replaced when all is done.
        watcher: hears how many documents are done.

    Raises:
        ForeignFolderError: something that is no review stands at the target.
        DatabaseFullError: the most memory that a database may take is too little.
    """
    made_by = {"made_by": "qianyue review", "snapshot": snapshot}
    with whole_folder(target, MARK, made_by) as folder:

        def fill(megabytes: int) -> Written:
            with database(folder / "database", megabytes) as asked:
                see_tables(asked, tables)
                return _fill(folder, asked, snapshot, readings, watcher)

        return with_enough_memory(fill)


def _fill(folder: Path, asked: Database, snapshot: str, readings: Readings, watcher: Watcher) -> Written:
    """Write all files of the review, over what an attempt before this one has left."""
    found = list_counts(asked)
    watcher.begin(_STAGE, found.n_entries["documents"])
    _keep_order(asked, readings.shards)
    n_with_raw = _write_documents(asked, readings, folder, watcher)
    for piece in pieces(asked):
        write_plain(piece.script, folder / piece.path)
    write_plain(index_page(found, snapshot), folder / "index.html")
    write_plain(columns_script(), folder / ASSETS / COLUMNS)
    for name in ASSET_NAMES:
        write_plain(asset(name), folder / ASSETS / name)
    rows = {name: n for name, n in found.n_entries.items() if name != "documents"}
    return Written(found.n_entries["documents"], n_with_raw, rows)


def _write_documents(asked: Database, readings: Readings, folder: Path, watcher: Watcher) -> int:
    """Write the page of each document and return how many of them lead to their raw page."""
    regions = region_names(asked)
    n_with_raw = 0
    for sheet, raw in _with_raw(asked, readings):
        content = document_page(sheet, raw, regions)
        write_plain(content, folder / document_path(sheet.document["doc_id"]))
        n_with_raw += raw is not None
        watcher.advance(_STAGE, 1)
    return n_with_raw


def _with_raw(asked: Database, readings: Readings) -> Iterator[tuple[Sheet, Sequence[RawPlace] | None]]:
    """Yield the sheets, each with the places on its raw page; documents and pages are read side by side."""
    shard: int | None = None
    finders: Iterator[Finder] = iter(())
    for numbered in each_sheet(asked):
        if numbered.shard != shard:
            shard = numbered.shard
            finders = iter(()) if shard is None else readings.finders(shard, _positions(asked, shard))
        raw = None if shard is None else next(finders)(tuple(numbered.sheet.kinds()))
        yield numbered.sheet, raw


def _positions(asked: Database, shard: int) -> Iterator[int]:
    question = f"select position from kept where shard = {shard} order by position"  # noqa: S608 - a number
    return (position for (position,) in asked.rows(question))


def _keep_order(asked: Database, shards: Sequence[Path]) -> None:
    """Note in the table ``kept`` which documents the shards hold as they were published, each once."""
    asked.keep("kept", KEPT.empty_table())
    asked.run("create table published as select doc_id, md5(text) as digest from documents")
    for number, shard in enumerate(shards):
        reading = read_table(shard, ["doc_id", "text"])
        shards_of = pa.array([number] * reading.num_rows, pa.int64())
        positions = pa.array(range(reading.num_rows), pa.int64())
        asked.keep("reading", reading.append_column("shard", shards_of).append_column("position", positions))
        asked.run(_KEEP_PUBLISHED, "drop table reading")
