"""What a snapshot holds and how fresh it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tasks.report.periods import Dated
from tasks.storage.database import Database


@dataclass(frozen=True)
class Holdings:
    """What the tables hold.

    Attributes:
        rows: how many rows each table has, by its name.
        n_repeats: documents that repeat another one.
        n_irrelevant: documents that can hold neither an agreement nor a figure.
        n_undated: documents whose day of publication is not known.
        n_sites: outlets that pages name.
        first_published: the day of the oldest page.
        last_published: the day of the newest page.
        last_fetched: when the latest page was fetched first; None where all come from files.
        n_5g: agreements about 5G.
        published: the documents by month of publication: first tellings, repeats.
    """

    rows: Mapping[str, int]
    n_repeats: int
    n_irrelevant: int
    n_undated: int
    n_sites: int
    first_published: date | None
    last_published: date | None
    last_fetched: datetime | None
    n_5g: int
    published: tuple[Dated, ...]

    @property
    def newest_month(self) -> str | None:
        """Return the month of the newest page, such as ``2021-08``."""
        return self.last_published.isoformat()[:7] if self.last_published else None


def holdings(tables: Database, rows: Mapping[str, int]) -> Holdings:
    """Return what the tables hold.

    Args:
        tables: shows the published tables under their names.
        rows: how many rows each of them has.
    """
    ((*counts, first, last, fetched),) = tables.rows(_DOCUMENTS)
    n_repeats, n_irrelevant, n_undated, n_sites = counts
    ((n_5g,),) = tables.rows("select count(*) from agreements where is_5g")
    published = (Dated(begin, end, (first, repeats)) for begin, end, first, repeats in tables.rows(_PUBLISHED))
    return Holdings(
        rows=rows,
        n_repeats=n_repeats,
        n_irrelevant=n_irrelevant,
        n_undated=n_undated,
        n_sites=n_sites,
        first_published=first,
        last_published=last,
        last_fetched=None if fetched is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=fetched),
        n_5g=n_5g,
        published=tuple(published),
    )


def months_of(column: str) -> str:
    """Return the SQL of the months in which an EDTF date or interval begins and ends."""
    begin, end = f"split_part({column}, '/', 1)", f"split_part({column}, '/', 2)"
    return f"coalesce(left({begin}, 7), ''), coalesce(left(if({end} = '', {begin}, {end}), 7), '')"


_DOCUMENTS = """
    select count(duplicate_of), count(*) filter (not is_relevant), count(*) - count(published_on), count(distinct site),
        min(published_on), max(published_on), epoch_us(max(fetched_at))
    from documents
"""
_PUBLISHED = f"""
    select {months_of("published_edtf")}, count(*) - count(duplicate_of), count(duplicate_of)
    from documents group by 1, 2 order by 1, 2
"""  # noqa: S608 - the column is named here
