"""Tables made of what documents say, and how those of two times differ."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from schemas.records import FieldSpan, Findings
from tasks.changes.shard import write_changes
from tasks.storage import read_table, write_table
from tests.tasks.aggregate.columnar import aggregated
from tests.tasks.aggregate.tellings import agreement, document, metric

CORRECTION = ("correction_id", "row_id", "other_row_id", "status", "action", "field", "new_value")
TEXT = "咸宁市政府与移动签署协议。项目投资3000万元，建成基站1200个。"


def page(name, version="", published="2021-08-19", **fields):
    """Return the document at the address of that name; another version of it has other bytes, so another id."""
    besides = "".join(chr(0x4E00 + 700 * (ord(name[0]) - ord("a")) + 3 * at) for at in range(200))
    text = TEXT + besides + version  # what is told besides, so that no document repeats another one
    return replace(document(name + version, published, text), source_uri=f"news/{name}", **fields)


def signing(*parties, start=0, **fields):
    """Return an agreement whose parties stand one behind the other from a place of the text on."""
    spans = [FieldSpan("parties", start + 2 * at, start + 2 * at + 2) for at in range(len(parties))]
    spans += [FieldSpan("amount_cny", 15, 21)] if "amount_cny" in fields else []
    plain = agreement(*parties, signed="2021-08-18", region_code="421200", evidence=tuple(spans))
    return replace(plain, **fields)


def stations(value, start=26, **fields):
    """Return a figure whose value stands at a place of the text."""
    plain = metric(
        value, region_code="421200", as_of_edtf="2021-07-31", evidence=(FieldSpan("value", start, start + 5),)
    )
    return replace(plain, **fields)


def tables_of(folder, said):
    """Write the tables that documents give and return their files; ``said`` is what each of them says.

    Args:
        folder: where to.
        said: for each document the agreements and figures in it.
    """
    findings = [
        Findings(
            item.doc_id,
            agreements=tuple(one for one in what if hasattr(one, "parties")),
            metrics=tuple(one for one in what if hasattr(one, "value")),
        )
        for item, what in said.items()
    ]
    aggregated(folder, list(said), findings)
    return sorted((folder / "tables").glob("*.parquet"))


def compared(old, new, is_other_code=False, corrections=((), ())):
    """Return the rows of ``changes`` between two times, both times' tables by name, and the counts.

    Args:
        old: what each document says at first.
        new: what each says later.
        is_other_code: whether other code has read it.
        corrections: what the table of corrections holds at both times, each as ``CORRECTION`` names it.
    """
    with TemporaryDirectory() as name:
        before, after = tables_of(Path(name, "old"), old), tables_of(Path(name, "new"), new)
        for side, entries in zip(("old", "new"), corrections, strict=True):
            if entries:
                columns = zip(CORRECTION, zip(*entries, strict=True), strict=True)
                table = pa.table({column: pa.array(values, pa.string()) for column, values in columns})
                write_table(table, Path(name, side, "tables", "corrections.parquet"))
        counts = write_changes(before, after, Path(name, "changes.parquet"), is_other_code)
        rows = read_table(Path(name, "changes.parquet")).to_pylist()
        tables = [{path.stem: read_table(path).to_pylist() for path in paths} for paths in (before, after)]
    return rows, tables, counts


def told(rows, table):
    """Return the differences of one table without the blanks, in their order."""
    names = ("change", "field", "old_value", "new_value", "merged_into", "came_from", "reason", "doc_id")
    return [(row["row_id"], *(row[name] for name in names)) for row in rows if row["table"] == table]
