"""Two snapshots with a known difference give exactly that table of changes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tasks.changes.shard import write_changes
from tasks.storage import read_table
from schemas.records import FieldSpan, Findings
from tests.tasks.aggregate.columnar import aggregated
from tests.tasks.aggregate.tellings import agreement, document, metric


def test_try(tmp_path):
    a, b, c = (document(n, "2021-08-19", text=f"甲市政府与移动签约{n}。") for n in "abc")
    one = agreement("市政府", "移动", signed="2021-08-18", region_code="421200", evidence=(FieldSpan("parties",0,2),))
    fa = Findings(a.doc_id, agreements=(one,))
    import dataclasses
    fb = Findings(b.doc_id, agreements=(dataclasses.replace(one, amount_cny=3000, evidence=(FieldSpan("amount_cny",2,3),)),))
    aggregated(tmp_path / "old", [a], [fa])
    aggregated(tmp_path / "new", [a, b], [fa, fb])
    print(write_changes(sorted((tmp_path/"old"/"tables").glob("*.parquet")), tmp_path/"new"/"tables"))
    print(read_table(tmp_path/"new"/"tables"/"changes.parquet").to_pandas().to_string())
    assert 0
