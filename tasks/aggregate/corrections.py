"""Corrections by people, applied to what was united from the pages, before anything is counted or written.

What is kept of one run for the next is made before, so that a correction that is taken back leaves nothing behind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pyarrow as pa

from schemas.correction import CORRECTIONS, Correction, Words
from schemas.json_codec import from_json
from schemas.tables import table_named
from schemas.vocabulary import CorrectedTable, allowed
from tasks.aggregate.agreements import Agreement, settled
from tasks.aggregate.correction_doubts import COMPARED, with_doubts
from tasks.aggregate.correction_outcome import Outcome, outcome_row
from tasks.aggregate.correction_rows import Row, Rows, Supports
from tasks.aggregate.correction_rules import AGREEMENT_RULES, METRIC_RULES, Rules, Told
from tasks.aggregate.correction_words import Page, Read, Support, supports
from tasks.aggregate.digest import AGREEMENT_ROWS, EVIDENCE, KEY, METRIC_ROWS, TEXTS, agreement_columns
from tasks.aggregate.metrics import Metric, stated
from tasks.aggregate.rows import metric_row, organizations_named
from tasks.aggregate.telling import AgreementTelling, MetricTelling
from tasks.storage import has_parts, part_beside, read_records
from tasks.storage.database import Database

_OUTCOMES = pa.schema([pa.field(field.name, field.type) for field in table_named("corrections").arrow_schema()])
_AGREEMENT_TOLD = pa.schema([("lead", KEY), ("telling", KEY), ("named", TEXTS)])
_AGREEMENT_KEYS = pa.schema([("lead", KEY), ("agreement_id", pa.string())])
_METRIC_TOLD = pa.schema([("metric_id", pa.string()), ("telling", KEY)])

#: The documents that words are from, or that their addresses hold now.
_PAGES = """
    select doc_id, source_uri, text from digest semi join page using (doc_id)
    where doc_id in (
        select doc_id from digest semi join page using (doc_id)
        where doc_id in (select doc_id from correction_words) or source_uri in (select source_uri from correction_words)
    )
    order by doc_id
"""
_READ = """
    select telling, "table", doc_id, start, "end" from evidence semi join correction_page using (doc_id)
    order by all
"""
_AGREEMENTS = (
    """
    create table agreement_touched as
    select lead, agreement_id as row_id from agreement_key
    where agreement_id in (select row_id from correction_row)
        or lead in (select lead from agreement_telling semi join correction_telling using (telling))
""",
    """
    select row_id, null, telling, told, original_id
    from agreement_touched join agreement_telling using (lead) join agreement using (telling)
        join agreements using (telling)
    order by row_id, agreement.doc_id, agreement.position
""",
)
_METRICS = (
    """
    create table metric_touched as
    select metric_id as row_id, as_of_edtf from metric_row
    where metric_id in (select row_id from correction_row)
        or metric_id in (select metric_id from metric_telling semi join correction_telling using (telling))
""",
    """
    select row_id, metric_touched.as_of_edtf, telling, told, original_id
    from metric_touched join metric_telling on metric_telling.metric_id = row_id join metric using (telling)
        join metrics using (telling)
    order by row_id, metric.doc_id, metric.position
""",
)
_AGREEMENTS_CORRECTED = (
    "create table agreement_before as from agreement_touched semi join agreement_changed using (row_id)",
    "alter view agreement_row rename to agreement_row_told",
    """
    create view agreement_row as from agreement_row_told anti join agreement_before using (lead)
    union all by name from agreement_corrected
""",
    "delete from agreement_telling where lead in (select lead from agreement_before)",
    "insert into agreement_telling by name from agreement_telling_corrected",
    "delete from agreement_key where lead in (select lead from agreement_before)",
    "insert into agreement_key by name from agreement_key_corrected",
)
_METRICS_CORRECTED = (
    "alter view metric_row rename to metric_row_told",
    """
    create view metric_row as from metric_row_told where metric_id not in (select row_id from metric_changed)
    union all by name from metric_corrected
""",
    "delete from metric_telling where metric_id in (select row_id from metric_changed)",
    "insert into metric_telling by name from metric_telling_corrected",
)
#: The figures of one kind and place with one that was corrected.
_BESIDE = f"""
    select metric_id, {", ".join(COMPARED)} from metric_row
    semi join (select kind, region_name from metric_row where metric_id in (select row_id from metric_changed))
        using (kind, region_name)
"""  # noqa: S608 - own names
_EVIDENCE_CORRECTED = (
    "alter view evidence rename to evidence_told",
    """
    create table evidence_added as
    select distinct * from correction_evidence anti join (from evidence_told semi join correction_page using (doc_id))
        using (telling, field, start, "end")
""",
    "create view evidence as from evidence_told union all by name from evidence_added",
)


def correct(database: Database, corrections: Sequence[Correction]) -> None:
    """Apply the corrections, and make the table ``correction`` with what came of each.

    Args:
        database: holds the digests, ``page``, and all agreements and figures with the tellings of each; they are as
            corrected after.
        corrections: the entries of the file, none for a run without.
    """
    outcomes: list[Outcome] = []
    if corrections:
        words = _supports(database, corrections)
        database.keep("correction_telling", pa.table({"telling": pa.array(_tellings(words.values()), KEY)}))
        ids = [name for one in corrections for name in (one.row_id, one.into) if name]
        database.keep("correction_row", pa.table({"row_id": pa.array(sorted(set(ids)), pa.string())}))
        evidence: list[dict[str, Any]] = []
        for rules in (AGREEMENT_RULES, METRIC_RULES):
            mine = [(one, words[one.position]) for one in corrections if one.table == rules.table]
            rows = _rows(database, rules)
            before = set(rows.by_id)
            came_of = rows.carry_out(mine)
            _replace(database, rules, before - rows.by_id.keys(), list(rows.changed()))
            if rules is METRIC_RULES:
                figures = {name: metric_row(cast(Metric, row.made)) for name, row in rows.by_id.items()}
                came_of = with_doubts(came_of, figures, database.ask(_BESIDE).to_pylist())
            for one in came_of:
                if one.status == "applied" and one.correction.action == "set":
                    evidence += _evidence(one, rows.by_id[one.row_id], words[one.correction.position])
            outcomes += came_of
        database.keep("correction_evidence", pa.Table.from_pylist(evidence, EVIDENCE))
        database.run(*_EVIDENCE_CORRECTED)
    database.keep("correction", pa.Table.from_pylist([outcome_row(one) for one in outcomes], _OUTCOMES))


def corrections_beside(shard: Path) -> list[Correction]:
    """Return the corrections that stand beside the shard that a run is about to make; none where there are none."""
    beside = part_beside(shard, CORRECTIONS)
    return read_records(Correction, beside) if has_parts(shard, [CORRECTIONS]) else []


def _supports(database: Database, corrections: Sequence[Correction]) -> dict[int, Supports]:
    """Return what the words of each correction support, by its place in the file."""
    every = [words for one in corrections for words in (*one.evidence, *one.other_evidence)]
    named = sorted({(words.doc_id, words.source_uri or "") for words in every})
    columns = [pa.array([pair[at] for pair in named], pa.string()) for at in (0, 1)]
    database.keep("correction_words", pa.table(columns, ["doc_id", "source_uri"]))
    pages = [Page(*row) for row in database.rows(_PAGES)]
    database.keep("correction_page", pa.table({"doc_id": pa.array([page.doc_id for page in pages], pa.string())}))
    read: dict[str, dict[str, list[Read[int]]]] = {name: defaultdict(list) for name in allowed(CorrectedTable)}
    for telling, table, doc_id, start, end in database.rows(_READ):
        read[table][doc_id].append(Read(telling, doc_id, start, end))
    by_name: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_name[page.doc_id].append(page)
        by_name[page.source_uri].append(page)

    def found(words: Words, table: CorrectedTable) -> Support[int]:
        return supports(words, [*by_name[words.doc_id], *by_name[words.source_uri or ""]], read[table])

    sides = {one.position: (one.table, one.evidence, one.other_evidence) for one in corrections}
    return {
        position: Supports([found(words, table) for words in mine], [found(words, table) for words in other])
        for position, (table, mine, other) in sides.items()
    }


def _tellings(words: Iterable[Supports]) -> list[int]:
    return sorted({telling for one in words for support in (*one.mine, *one.other) for telling in support.near})


def _rows(database: Database, rules: Rules) -> Rows:
    """Return the rows of the table that the corrections name or that their words support."""
    touched, query = _AGREEMENTS if rules is AGREEMENT_RULES else _METRICS
    database.run(touched)
    tellings: dict[str, dict[int, Told]] = defaultdict(dict)
    dates: dict[str, str | None] = {}
    record: Any = AgreementTelling if rules is AGREEMENT_RULES else MetricTelling
    for row_id, date, number, told, original in database.rows(query):
        tellings[row_id][number] = replace(from_json(record, told), original=original)
        dates[row_id] = date
    in_order = {name: dict(sorted(of.items(), key=lambda pair: pair[1].order)) for name, of in tellings.items()}
    if rules is AGREEMENT_RULES:
        return Rows(
            rules,
            (
                Row(name, of, settled(cast("list[AgreementTelling]", list(of.values()))))
                for name, of in in_order.items()
            ),
        )
    return Rows(
        rules,
        (
            Row(name, of, stated(name, cast("list[MetricTelling]", list(of.values())), dates[name]))
            for name, of in in_order.items()
        ),
    )


def _replace(database: Database, rules: Rules, gone: Iterable[str], changed: Sequence[Row]) -> None:
    """Put the changed rows in the place of those of their ids, and take out those that are gone."""
    kind = "agreement" if rules is AGREEMENT_RULES else "metric"
    names = sorted({*gone, *(row.row_id for row in changed)})
    database.keep(f"{kind}_changed", pa.table({"row_id": pa.array(names, pa.string())}))
    tables = _agreements(changed) if rules is AGREEMENT_RULES else _metrics(changed)
    for name, table in tables.items():
        database.keep(name, table)
    database.run(*(_AGREEMENTS_CORRECTED if rules is AGREEMENT_RULES else _METRICS_CORRECTED))


def _agreements(changed: Sequence[Row]) -> Mapping[str, pa.Table]:
    rows, told, keys = [], [], []
    for row in changed:
        made, lead = cast(Agreement, row.made), next(iter(row.tellings))
        rows.append({**agreement_columns(made, lead), "corrected": row.corrected})
        told += [{"lead": lead, "telling": number, "named": sorted(named)} for number, named in _named(row, made)]
        keys.append({"lead": lead, "agreement_id": row.row_id})
    return {
        "agreement_corrected": pa.Table.from_pylist(rows, AGREEMENT_ROWS),
        "agreement_telling_corrected": pa.Table.from_pylist(told, _AGREEMENT_TOLD),
        "agreement_key_corrected": pa.Table.from_pylist(keys, _AGREEMENT_KEYS),
    }


def _named(row: Row, made: Agreement) -> Iterator[tuple[int, set[str]]]:
    """Yield for each telling the parties that its document names; one that a person added, where the words stand."""
    named = {
        number: set(organizations_named(cast(AgreementTelling, telling), made))
        for number, telling in row.tellings.items()
    }
    added = {party.organization_id for party in made.parties}.difference(*named.values())
    for number, ids in named.items():
        yield number, ids | added if number in row.vouching else ids


def _metrics(changed: Sequence[Row]) -> Mapping[str, pa.Table]:
    rows = [{**metric_row(cast(Metric, row.made)), "corrected": row.corrected} for row in changed]
    told = [{"metric_id": row.row_id, "telling": number} for row in changed for number in row.tellings]
    return {
        "metric_corrected": pa.Table.from_pylist(rows, METRIC_ROWS),
        "metric_telling_corrected": pa.Table.from_pylist(told, _METRIC_TOLD),
    }


def _evidence(outcome: Outcome, row: Row, words: Supports) -> Iterator[dict[str, Any]]:
    """Yield the places of the words that a field was corrected by: they support what it says now."""
    for quoted, support in zip(outcome.correction.evidence, words.mine, strict=True):
        start, end = support.places[0]
        yield {
            "telling": min((support.exact & row.tellings.keys()) or (support.near & row.tellings.keys())),
            "table": outcome.correction.table,
            "field": outcome.correction.field,
            "doc_id": support.doc_id,
            "start": start,
            "end": end,
            "quote": quoted.quote,
        }
