"""The divisions in numbers, and what figures there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.storage.database import Database


@dataclass(frozen=True, slots=True)
class Place:
    """One division as the table of regions has it; its columns mean what they mean there."""

    region_code: str
    name: str
    full_name: str
    name_en: str
    level: str
    parent_code: str | None
    province_code: str
    valid_to: str | None
    n_documents: int
    n_documents_total: int
    n_agreements: int
    n_agreements_total: int
    last_signed_on: date | None
    operators: tuple[str, ...]
    base_stations: float | None
    base_stations_as_of_edtf: str | None
    investment_committed_cny: int | None
    investment_committed_total_cny: int | None
    investment_spent_cny: float | None
    investment_spent_as_of_edtf: str | None

    @property
    def has_figures(self) -> bool:
        """Return whether a stock of base stations or money is known of it."""
        stated = (self.base_stations, self.investment_committed_total_cny, self.investment_spent_cny)
        return any(figure is not None for figure in stated)


@dataclass(frozen=True)
class Stated:
    """What figures of one kind there are.

    Attributes:
        kind: the kind.
        n_actual: figures of what is reached.
        n_target: figures of what is planned or promised.
        n_regions: divisions that they speak of.
        first_as_of: the earliest date that one speaks of, as far as years are known.
        last_as_of: the latest.
    """

    kind: str
    n_actual: int
    n_target: int
    n_regions: int
    first_as_of: str | None
    last_as_of: str | None


@dataclass(frozen=True)
class Places:
    """The divisions and their figures.

    Attributes:
        all: every division of the table, by its code.
        stated: the figures by kind, the most frequent first.
    """

    all: tuple[Place, ...]
    stated: tuple[Stated, ...]

    @property
    def provinces(self) -> tuple[Place, ...]:
        """Return the provinces."""
        return tuple(place for place in self.all if place.level == "province")

    def below(self, code: str) -> tuple[Place, ...]:
        """Return the divisions right below one, those with most agreements first."""
        return by_agreements(place for place in self.all if place.parent_code == code)


def by_agreements(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the divisions with most agreements first, then those that most documents name."""
    return tuple(sorted(places, key=lambda one: (-one.n_agreements_total, -one.n_documents_total, one.region_code)))


def places(tables: Database) -> Places:
    """Return the divisions and their figures.

    Args:
        tables: shows the published tables under their names.
    """
    rows = tables.ask(f"select {', '.join(Place.__slots__)} from regions order by region_code").to_pylist()  # noqa: S608 - own names
    found = tuple(Place(**{**row, "operators": tuple(row["operators"])}) for row in rows)
    return Places(found, tuple(Stated(*row) for row in tables.rows(_STATED)))


_STATED = """
    select kind, count(*) filter (status = 'actual'), count(*) filter (status = 'target'), count(distinct region_code),
        min(as_of_edtf) filter (as_of_edtf not like 'X%'), max(as_of_edtf) filter (as_of_edtf not like 'X%')
    from metrics group by 1 order by count(*) desc, 1
"""
