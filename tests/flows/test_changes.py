"""How the tables of two snapshots differ."""

import dataclasses

from flows.changes import TableChange, changes


def test_rows_that_came_and_went_are_counted(run, news, tmp_path):
    data = tmp_path / "data"
    run([news], data, 1, 500)
    before = (data / "tables").resolve()
    page = news / "visit.txt"
    page.write_text(page.read_text(encoding="utf-8") + "\n后来又改了一句。\n", encoding="utf-8")
    (news / "figures.txt").unlink()
    run([news], data, 1, 500)
    after = (data / "tables").resolve()
    found = {change.table: change for change in changes(before, after)}
    assert found["documents"] == TableChange("documents", 16, 15, 1, 2)
    assert found["metrics"].removed > 0 == found["metrics"].added
    assert set(found) == {"agreements", "organizations", "metrics", "regions", "documents", "corrections"}
    first = {change.table: change for change in changes(None, before)}
    assert first["documents"] == TableChange("documents", 0, 16, 16, 0)
    assert [dataclasses.replace(change, before=0, added=change.after) for change in changes(before, before)] == list(
        first.values()
    )
