"""What would come of corrections, told from published tables: nothing is read or united anew.

What the tables were made with is told as it came out; new entries are carried out, by the same rules, on the published
rows, as if each document told of each of its rows once. What a split or a merge comes to only a run can say.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, cast

from schemas.correction import PARTY_KEYS, Correction
from schemas.records import MetricFinding, PartyFinding
from schemas.tables import table_named
from schemas.vocabulary import NATION, CorrectedTable, allowed
from tasks.aggregate.agreements import Agreement
from tasks.aggregate.correction_doubts import COMPARED, with_doubts
from tasks.aggregate.correction_outcome import as_in, correction_id, outcome_row
from tasks.aggregate.correction_rows import Row, Rows, Supports
from tasks.aggregate.correction_rules import AGREEMENT_RULES, METRIC_RULES, Made
from tasks.aggregate.correction_words import Page, Read, Support, supports
from tasks.aggregate.metrics import Metric
from tasks.aggregate.rows import metric_row
from tasks.identity import stable_id
from tasks.storage import read_table, read_where


@dataclass(frozen=True, slots=True)
class _Telling:
    """A document of a row, in the place of what it tells."""

    original: str
    order: tuple[date, str, int, int]


def foreseen(
    corrections: Sequence[Correction], tables: Path
) -> tuple[list[tuple[dict[str, Any], bool]], list[dict[str, Any]]]:
    """Return what came of each correction, as a row of the table, and the rows of entries taken back.

    Beside each is whether the tables were made without it, so that it is what would come of it.

    Args:
        corrections: the entries of a file.
        tables: the folder of the published tables.

    Raises:
        FileNotFoundError: there are none.
    """
    known = {row["correction_id"]: row for row in read_table(tables / "corrections.parquet").to_pylist()}
    here = {correction_id(one): one for one in corrections}
    rows = [(as_in(known[name], one), False) for name, one in here.items() if name in known]
    new = [one for name, one in here.items() if name not in known]
    for table in allowed(CorrectedTable):
        rows += [(row, True) for row in _carried_out([one for one in new if one.table == table], tables)]
    gone = [row for name, row in known.items() if name not in here]
    return sorted(rows, key=lambda pair: _position(pair[0])), sorted(gone, key=_position)


def _position(row: Mapping[str, Any]) -> int:
    return int(row["position"])


def _carried_out(corrections: Sequence[Correction], tables: Path) -> list[dict[str, Any]]:
    if not corrections:
        return []
    table = corrections[0].table
    words = [each for one in corrections for each in (*one.evidence, *one.other_evidence)]
    pages = pages_named({each.doc_id for each in words}, {each.source_uri for each in words if each.source_uri}, tables)
    read = read_of(table, {page.doc_id for page in pages}, tables)
    found = {
        one.position: [[supports(each, pages, read) for each in side] for side in (one.evidence, one.other_evidence)]
        for one in corrections
    }
    ids = {name for one in corrections for name in (one.row_id, one.into) if name}
    ids |= {owner for sides in found.values() for side in sides for support in side for owner in support.near}
    known, numbers = _rows(table, ids, tables)
    told = {
        position: Supports(*([_by_number(support, numbers) for support in side] for side in sides))
        for position, sides in found.items()
    }
    rows = Rows(_PUBLISHED[table], known)
    came_of = rows.carry_out((one, told[one.position]) for one in corrections)
    if table == "metrics":
        figures = {name: metric_row(cast(Metric, row.made)) for name, row in rows.by_id.items()}
        beside = _beside(figures.values(), {row.row_id for row in known}, tables)
        came_of = with_doubts(came_of, figures, [*beside, *figures.values()])
    return [outcome_row(one) for one in came_of]


def _beside(figures: Iterable[Mapping[str, Any]], known: Collection[str], tables: Path) -> list[dict[str, Any]]:
    """Return the published figures of the places of these ones, but for those that are known."""
    places = {figure["region_name"] for figure in figures if figure["region_name"]}
    rows = read_where(tables / "metrics.parquet", "region_name", places, ["metric_id", *COMPARED])
    return [row for row in rows if row["metric_id"] not in known]


def pages_named(doc_ids: Collection[str], addresses: Collection[str], tables: Path) -> list[Page]:
    """Return the published documents of these ids or addresses."""
    path = tables / "documents.parquet"
    columns = list(Page._fields)
    rows = [*read_where(path, "doc_id", doc_ids, columns), *read_where(path, "source_uri", addresses, columns)]
    return sorted({Page(**row) for row in rows})


def read_of(table: CorrectedTable, doc_ids: Collection[str], tables: Path) -> dict[str, list[Read[str]]]:
    """Return by document the places from which rows of the table were read."""
    read: dict[str, list[Read[str]]] = defaultdict(list)
    for row in read_where(tables / "evidence.parquet", "doc_id", doc_ids):
        if row["table"] == table:
            read[row["doc_id"]].append(Read(row["row_id"], row["doc_id"], row["start"], row["end"]))
    return read


def rows_of(table: CorrectedTable, ids: Collection[str], tables: Path) -> dict[str, dict[str, Any]]:
    """Return the published rows of these ids, an agreement with its parties as a correction writes them."""
    key = table_named(table).key[0]
    rows = {row[key]: row for row in read_where(tables / f"{table}.parquet", key, ids)}
    if table == "agreements":
        for row in rows.values():
            row["parties"] = []
        members = read_where(tables / "agreement_parties.parquet", key, ids)
        for member in sorted(members, key=_position):
            said = {name: member[name] for name in PARTY_KEYS if member[name] is not None}
            rows[member[key]]["parties"].append(said)
    return rows


def _rows(table: CorrectedTable, ids: Collection[str], tables: Path) -> tuple[list[Row], dict[tuple[str, str], int]]:
    """Return the published rows, and the number that stands for a document's telling of a row."""
    rows = rows_of(table, ids, tables)
    of_row: dict[str, set[str]] = defaultdict(set)
    for place in read_where(tables / "evidence.parquet", "row_id", ids, ["table", "row_id", "doc_id"]):
        if place["table"] == table:
            of_row[place["row_id"]].add(place["doc_id"])
    documents = sorted({name for names in of_row.values() for name in names})
    known = read_where(tables / "documents.parquet", "doc_id", documents, ["doc_id", "duplicate_of", "published_on"])
    tellings = {
        row["doc_id"]: _Telling(
            row["duplicate_of"] or row["doc_id"], (row["published_on"] or date.max, row["doc_id"], 0, 0)
        )
        for row in known
    }
    number = count(1)
    numbers = {(name, doc_id): next(number) for name in sorted(rows) for doc_id in sorted(of_row[name])}
    told: Any = {
        name: dict(
            sorted(
                ((numbers[name, doc_id], tellings[doc_id]) for doc_id in of_row[name]), key=lambda pair: pair[1].order
            )
        )
        for name in rows
    }
    return [Row(name, told[name], _united(table, rows[name])) for name in sorted(rows)], numbers


def _by_number(support: Support[str], numbers: Mapping[tuple[str, str], int]) -> Support[int]:
    near, exact = (
        frozenset(numbers[owner, support.doc_id] for owner in owners if (owner, support.doc_id) in numbers)
        for owners in (support.near, support.exact)
    )
    return Support(near, exact, support.doc_id, support.places, support.lack)


def _united(table: CorrectedTable, row: Mapping[str, Any]) -> Made:
    """Return a published row as what was united from its tellings, but for these."""
    return _agreement(row) if table == "agreements" else _metric(row)


def _agreement(row: Mapping[str, Any]) -> Agreement:
    told = {field.name: row[field.name] for field in fields(Agreement) if field.name in row}
    parties = (
        PartyFinding(0, 0, organization_id=stable_id("o", said["canonical_name"]), **said) for said in row["parties"]
    )
    lists = {"parties": tuple(parties), "topics": tuple(row["topics"])}
    return Agreement(**{**told, **lists, "name": row["agreement_id"], "tellings": ()})


def _metric(row: Mapping[str, Any]) -> Metric:
    told = {field.name: row[field.name] for field in fields(MetricFinding) if field.name in row}
    numbers = {name: None if row[name] is None else Decimal(repr(row[name])) for name in ("value", "value_upper")}
    area = None if row["region_code"] or row["region_name"] == NATION else row["region_name"]
    place = {"area": area, "is_national": row["region_name"] == NATION}
    return Metric(row["metric_id"], (), MetricFinding(**{**told, **numbers, **place, "start": 0, "end": 0}))


def _repeats(telling: _Telling, some: Iterable[_Telling], _: Iterable[_Telling]) -> bool:
    return any(telling.original == each.original for each in some)


#: The rules for published rows, of which it is not known what each telling says.
_PUBLISHED = {
    rules.table: replace(rules, parted=lambda row, *_: row, merged=lambda into, *_: into, is_liker=_repeats)
    for rules in (AGREEMENT_RULES, METRIC_RULES)
}
