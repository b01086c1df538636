"""Which of many documents repeat another: those that may are found by the runs of words that they share.

The document published first is the original; of equals, the longest, then the one whose address comes first. The order
of arrival does not matter. Documents of the very same content are one page here.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tasks.aggregate.duplicates import LEAST_SHARED, Content, Names, content_of, first_alike, repeats
from tasks.storage.database import Database

#: So many contents are in memory: reposts follow each other closely.
_HELD = 512

Places = npt.NDArray[np.int64]

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
_RUN = """
    create view run as select unnest(digest.sample) as run, place, version.numbers from digest join version using (doc)
"""
#: The runs that stand in several pages; a run of one page alone finds nothing. A stock phrase is what pages with all
#: sorts of numbers say: their sets of numbers fall into each of 32 classes, as some 150 sets by chance do. The copies
#: of one story, be they thousands, hardly differ in their numbers.
_SHARED = """
    create table shared as
    select run, bit_count(bit_or(1::uinteger << (numbers % 32)::uinteger)) = 32 as is_stock
    from run group by run having count(*) > 1
"""
#: Each page with the runs that stand in another one too, and those of them that are no stock phrases.
_FOUND = (
    "create table common as select run, place, is_stock from run join shared using (run)",
    "create view found as select run, place from common where not is_stock",
)
#: How many of a page's runs are no stock phrases, and how many of those a page that it is alike to has to share.
_TELLING = f"""
    create table telling as
    select place, n_runs - coalesce(n_stock, 0) as n_telling, ceil({LEAST_SHARED} * greatest(1, n_telling)) as enough
    from version left join (
        select place, count(*) as n_stock from common where is_stock group by place
    ) using (place)
"""  # noqa: S608 - a number of our own
#: Of two pages that are alike most of the shorter's runs stand in another page, and one of the rarest of them stands in
#: both, as ``first_alike`` says. Only the pages that hold such a run are looked at.
_NEAR = (
    """
    create table shorter as
    select place, enough, count(*) as n_found from found join telling using (place) group by place, enough
    having n_found >= enough
""",
    """
    create table ranked as
    select run, place, count(*) over (partition by run) as n_pages
    from found semi join (select distinct run from found semi join shorter using (place)) using (run)
""",
    """
    create table rare as
    select distinct run from (
        select run, place, row_number() over (partition by place order by n_pages, run) as nth
        from ranked semi join shorter using (place)
    ) join shorter using (place) where nth <= n_found - enough + 1
""",
    """
    create table near as
    from ranked semi join (select distinct place from ranked semi join rare using (run)) using (place)
""",
)
_CONTENTS = """
    select place, text, places, persons, parties
    from digest join (select distinct place, doc from near join version using (place)) using (doc)
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
    database.run(*_PAGES, _RUN, _SHARED, *_FOUND, _TELLING, *_NEAR)
    pages = database.ask(_NEAR_PAGES)
    places, sizes = pages["place"].to_numpy(), pages["n_telling"].to_pylist()
    check = _Check(database, pages["content"].to_pylist())
    found = np.array(list(first_alike(_samples(database, places), sizes, check)), np.int64).reshape(-1, 2)
    database.keep("alike", pa.table({"place": places[found[:, 0]], "original": places[found[:, 1]]}))
    database.run(_REPEATS)
    database.keep("checked", check.made())


_NEAR_PAGES = """
    select place, content, n_telling from version join telling using (place) semi join near using (place) order by place
"""


def _samples(database: Database, places: Places) -> Iterator[tuple[int, list[int]]]:
    """Yield each page, by where it stands among the places, with its runs."""
    left = pa.table({"place": places[:0], "run": pa.array([], pa.uint64())})
    for part in (*database.stream("select place, run from near order by place, n_pages, run"), None):
        rows = left if part is None else pa.concat_tables([left, part])
        of_page, runs = rows["place"].to_numpy(), rows["run"].to_numpy()
        starts = np.flatnonzero(np.diff(of_page, prepend=-1))
        whole = starts if part is None else starts[:-1]
        for start, end in zip(whole, [*starts[1:], len(runs)], strict=False):
            yield int(np.searchsorted(places, of_page[start])), runs[start:end].tolist()
        left = rows.slice(starts[-1] if len(starts) else 0)


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

    @cache
    def shelf() -> tuple[pa.Table, Places]:
        table = database.mapped(_CONTENTS)
        return table, np.argsort(table["place"].to_numpy())

    @lru_cache(maxsize=_HELD)
    def content(at: int) -> Content:
        table, order = shelf()
        row: dict[str, Any] = table.slice(order[at], 1).to_pylist()[0]
        names = Names(*(frozenset(row[group]) for group in ("places", "persons", "parties")))
        return content_of(row["text"], names)

    return content
