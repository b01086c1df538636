"""Which of many documents repeat another: those that may are found by the runs of words that they share.

The document published first is the original; of equals, the longest, then the one whose address comes first. The order
of arrival does not matter. Documents of the very same content are one page here.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pyarrow as pa

from tasks.aggregate.duplicates import LEAST_SHARED, Content, Names, content_of, first_alike, repeats
from tasks.storage.database import Database

#: A run in pages with more than so many different sets of numbers is a stock phrase and says nothing of a repost. The
#: copies of one story, be they thousands, hardly differ in their numbers.
MOST_COMMON = 200
#: So many contents are in memory: reposts follow each other closely.
_HELD = 512

CHECKED = pa.schema([("one", pa.uint64()), ("other", pa.uint64()), ("is_repeat", pa.bool_())])

#: All documents in the order in which they were published, and for each content the first that has it.
_PAGES = (
    """
    create table page as
    select row_number() over (order by published_on nulls last, n_words desc, source_uri, doc_id) as place,
        doc, doc_id, published_on, content, numbers, len(sample) as n_runs
    from digest semi join living using (doc_id)
""",
    """
    create table version as
    select min(place) as place, content, any_value(numbers) as numbers, any_value(n_runs) as n_runs,
        arg_min(doc, place) as doc
    from page where n_runs > 0 group by content
""",
)
#: The runs that stand in several pages and are no stock phrases; a run of one page alone finds nothing.
_COMMON = """
    create table common as
    with run as not materialized (
        select unnest(digest.sample) as run, place, version.numbers from digest join version using (doc)
    )
    select run, place, numbers from run semi join (select run from run group by run having count(*) > 1) using (run)
"""
_FOUND = f"""
    create table found as
    select run, place from common anti join (
        select run from common group by run having count(*) > {MOST_COMMON} and count(distinct numbers) > {MOST_COMMON}
    ) using (run)
"""  # noqa: S608 - a number of our own
#: Of two pages that are alike most of the shorter's runs stand in another page: only such pages are looked at, and
#: those that share a run with one.
_SHORTER = f"""
    create table shorter as
    select place from found join version using (place) group by place, n_runs
    having count(*) >= {LEAST_SHARED} * greatest(1, n_runs)
"""  # noqa: S608 - a number of our own
_NEAR = """
    create table near as
    select place, list(run) as runs
    from found semi join (select run from found semi join shorter using (place)) using (run) group by place
"""
_CONTENTS = """
    select place, text, places, persons, parties
    from near join version using (place) join digest using (doc) order by place
"""
_REPEATS = """
    create table repeat as
    select page.doc, page.doc_id, original.doc as original, original.doc_id as original_id
    from page join version using (content) left join alike on alike.place = version.place
        join page original on original.place = coalesce(alike.original, version.place)
    where page.n_runs > 0 and original.place <> page.place
"""


def find_repeats(database: Database) -> None:
    """Make the tables ``page``, of those that repeat another ``repeat``, and ``checked``.

    The database holds ``digest`` and ``living``, and as ``checked_before`` what an earlier run has checked.
    """
    database.run(*_PAGES, _COMMON, _FOUND, _SHORTER, _NEAR)
    pages = database.ask("select place, content, n_runs from near join version using (place) order by place")
    places = {place: at for at, place in enumerate(pages["place"].to_pylist())}
    check = _Check(database, pages["content"].to_pylist())
    runs = database.stream("select place, runs from near order by place")
    samples = ((places[row["place"]], row["runs"]) for part in runs for row in part.to_pylist())
    found = list(first_alike(samples, pages["n_runs"].to_pylist(), check))
    by_place = pages["place"].to_pylist()
    alike = {
        "place": pa.array([by_place[page] for page, _ in found], pa.int64()),
        "original": pa.array([by_place[original] for _, original in found], pa.int64()),
    }
    database.keep("alike", pa.table(alike))
    database.run(_REPEATS)
    database.keep("checked", check.made())


class _Check:
    """Says whether a page repeats an earlier one; what was checked before is not checked again."""

    def __init__(self, database: Database, contents: list[int]) -> None:
        self._contents = contents
        self._known = {(one, other): is_repeat for one, other, is_repeat in database.rows(_KNOWN)}
        self._asked: dict[tuple[int, int], bool] = {}
        self._content = _reader(database)

    def __call__(self, one: int, other: int) -> bool:
        key = self._contents[one], self._contents[other]
        if key not in self._asked:
            known = self._known.get(key)
            self._asked[key] = repeats(self._content(one), self._content(other)) if known is None else known
        return self._asked[key]

    def made(self) -> pa.Table:
        """Return all answers."""
        rows = [{"one": one, "other": other, "is_repeat": said} for (one, other), said in self._asked.items()]
        return pa.Table.from_pylist(rows, CHECKED)


_KNOWN = """
    select one, other, is_repeat from checked_before
    where one in (select content from version) and other in (select content from version)
"""


def _reader(database: Database) -> Callable[[int], Content]:
    """Return how the content of one of the pages is read; none is where nothing has to be checked."""
    table: list[pa.Table] = []

    @lru_cache(maxsize=_HELD)
    def content(at: int) -> Content:
        if not table:
            table.append(database.mapped(_CONTENTS))
        row: dict[str, Any] = table[0].slice(at, 1).to_pylist()[0]
        names = Names(*(frozenset(row[group]) for group in ("places", "persons", "parties")))
        return content_of(row["text"], names)

    return content
