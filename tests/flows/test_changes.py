"""What a run publishes beside its tables: how they differ from those of the run before."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from flows import stages
from flows.changes import TableChange, changes
from flows.cli import main
from tasks.storage import read_table
from tasks.storage.backup import back_up
from tasks.storage.files import read_json, write_json
from tasks.storage.place import place
from tasks.storage.snapshots import Snapshots

#: Processes that last know no store of another test.
lasting = pytest.mark.usefixtures("lasting_workers")

PAGE = Path(__file__).parents[2] / "docs" / "changes.md"

_SIGNED = "8月18日，咸宁市人民政府与中国移动湖北公司签署5G战略合作协议"
_PAGES = {
    "one.txt": f"市政府与湖北移动签约\n2021-08-19\n{_SIGNED}。双方将在智慧城市方面合作。",
    "two.txt": f"咸宁：移动投资建设5G\n2021-08-20\n{_SIGNED}，投资3亿元建设5G网络。会后，与会人员参观了新落成的展厅。",
}
#: Two agreements of one name, for two weeks lie between their reports; and a report that ties them.
_FAR = "近日，台州市人民政府与中国电信台州分公司签署战略合作协议"
_TIED = {
    "first.txt": f"台州电信来访\n2021-08-01\n{_FAR}。双方将共建工业互联网平台，带动周边的中小企业。"
    "记者在展厅里看到，机床的运转情况一目了然，工人只需轻点屏幕。厂长说，订单已经排到了年底，人手还是不够。",
    "later.txt": f"合作再进一步\n2021-08-15\n{_FAR}。市长表示，全市的学校今年都要接入千兆光网。"
    "家长们最关心的是孩子们的视力，校医每个月检查一次，结果会发到家里。新学期的课表也做了调整，体育课多了两节。",
    "between.txt": f"一周要闻\n2021-08-08\n{_FAR}。另外，本周的气温略有回升，部分山区有阵雨。"
    "周末的集市照常开放，摊主们带来了杨梅、海鲜和手工编织的竹篮。渡口的班船恢复了夜航，末班推迟到晚上十点。",
}


@pytest.fixture
def pages(tmp_path):
    """Return a folder with the first of the pages, and a function that puts others beside it or takes them away."""
    folder = tmp_path / "pages"
    folder.mkdir()

    def put(*names):
        for path in folder.iterdir():
            path.unlink()
        for name in names:
            (folder / name).write_text({**_PAGES, **_TIED}[name], encoding="utf-8")
        return [folder]

    return put


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def _changes(data, table=None):
    rows = read_table(data / "tables" / "changes.parquet").to_pylist()
    return [row for row in rows if table in (None, row["table"])]


def _of(data, table):
    """Return the differences of one table but for the id of the row."""
    names = ("change", "field", "old_value", "new_value", "reason", "doc_id")
    return [tuple(row[name] for name in names) for row in _changes(data, table)]


def _rows(data, table):
    return read_table(data / "tables" / f"{table}.parquet").to_pylist()


def _doc(data, name):
    (doc_id,) = [row["doc_id"] for row in _rows(data, "documents") if row["source_uri"].endswith(name)]
    return doc_id


@lasting
def test_a_page_that_comes_and_goes_and_comes_back(run, pages, data):
    first = run(pages("one.txt"), data, 1, 500)
    assert _changes(data) == []
    (agreement,) = _rows(data, "agreements")
    second = run(pages("one.txt", "two.txt"), data, 1, 500)
    doc_id = _doc(data, "two.txt")
    assert _of(data, "agreements") == [
        ("changed", "amount_cny", None, "300000000", "new_page", doc_id),
        ("changed", "n_documents", "1", "2", "new_page", doc_id),
    ]
    assert {row["row_id"] for row in _changes(data, "agreements")} == {agreement["agreement_id"]}
    assert _of(data, "documents") == [("added", "row", None, None, "new_page", doc_id)]
    came = _changes(data)
    assert run(pages("one.txt", "two.txt"), data, 1, 500).snapshot == second.snapshot
    assert _changes(data) == came
    third = run(pages("one.txt"), data, 1, 500)
    assert _of(data, "agreements") == [
        ("changed", "amount_cny", "300000000", None, "gone_page", doc_id),
        ("changed", "n_documents", "2", "1", "gone_page", doc_id),
    ]
    assert run(pages("one.txt"), data, 1, 500).snapshot == third.snapshot
    fourth = run(pages("one.txt", "two.txt"), data, 1, 500)
    assert _changes(data) == came
    names = [each.snapshot for each in (fourth, third, second, first)]
    assert [snapshot.name for snapshot in Snapshots(data).all()] == names
    assert len(set(names)) == 4
    newest = Snapshots(data).all()
    assert newest[0].content == newest[2].content
    assert newest[1].content == newest[3].content
    shutil.rmtree(data / "work")
    assert run(pages("one.txt", "two.txt"), data, 1, 500).snapshot == fourth.snapshot, "made again, not changed"


@lasting
def test_a_page_that_ties_two_agreements(run, pages, data, monkeypatch):
    run(pages("first.txt", "later.txt"), data, 1, 500)
    before = {row["agreement_id"] for row in _rows(data, "agreements")}
    assert len(before) == 2
    run(pages(*_TIED), data, 1, 500)
    (kept,) = (row["agreement_id"] for row in _rows(data, "agreements"))
    (gone,) = before - {kept}
    merged = {row["row_id"]: row for row in _changes(data, "agreements")}[gone]
    assert (merged["change"], merged["merged_into"]) == ("merged", kept)
    assert (merged["reason"], merged["doc_id"]) == ("new_page", _doc(data, "between.txt"))
    assert {row["reason"] for row in _changes(data)} == {"new_page"}
    monkeypatch.chdir(data.parent)
    names = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(block, names)  # noqa: S102 - the page of the documentation
    assert list(names["gone"]) == [gone]
    second, first = Snapshots(data).all()
    assert names["before"] == first.folder
    assert second.changes["agreements"] == {"changed": 1, "merged": 1}
    found = {change.table: change for change in changes(first, second)}
    assert set(found) == {"agreements", "organizations", "metrics", "regions", "documents"}
    assert found["agreements"] == TableChange("agreements", 2, 1, 0, 1)
    assert found["documents"] == TableChange("documents", 2, 3, 1, 0)
    assert {change.table: change for change in changes(None, first)}["documents"] == TableChange(
        "documents", 0, 2, 2, 0
    )


@lasting
def test_other_rules_are_the_reason_where_no_page_is(run, pages, data, monkeypatch):
    run(pages("one.txt"), data, 1, 500)
    old, real = Snapshots(data).latest(), stages.code_version
    monkeypatch.setattr(stages, "code_version", lambda name: "other" if name == "tasks.extract.shard" else real(name))
    assert run(pages("one.txt"), data, 1, 500).snapshot == old.name, "other rules that read the same publish nothing"
    run(pages("one.txt", "two.txt"), data, 1, 500)
    assert Snapshots(data).latest().code == {**old.code, "extract": "other"}
    assert {row["reason"] for row in _changes(data)} == {"new_page"}
    changed = tuple(replace(s, door="tests.flows.doors:forgetful") if s.name == "extract" else s for s in stages.STAGES)
    for module in ("stages", "plan", "run", "making"):
        monkeypatch.setattr(f"flows.{module}.STAGES", changed)
    run(pages("one.txt", "two.txt"), data, 1, 500)
    assert {(row["change"], row["reason"], row["doc_id"]) for row in _changes(data, "agreements")} == {
        ("removed", "new_rules", None)
    }
    assert {row["reason"] for row in _changes(data)} == {"new_rules"}


def test_a_store_and_a_copy_of_the_data_go_on_from_the_same_snapshot(run, pages, data, tmp_path, store):
    far = place(f"{store}/data")
    for names in (("one.txt",), ("one.txt", "two.txt")):
        last = run(pages(*names), data, 1, 500)
        assert run(pages(*names), far, 1, 500).snapshot == last.snapshot
    assert len(Snapshots(far).all()) == 2
    copy = tmp_path / "copy"
    back_up(data, data / "raw" / "none", copy)
    assert run(pages("one.txt", "two.txt"), copy, 1, 500).snapshot == last.snapshot
    assert run(pages("one.txt"), copy, 1, 500).snapshot == run(pages("one.txt"), data, 1, 500).snapshot


@lasting
def test_earlier_snapshots_are_listed_and_shown(run, pages, data, capsys):
    at = "2024-05-20T06:00:00+08:00"
    first = run(pages("one.txt"), data, 1, 500, at=at).snapshot
    second = run(pages("one.txt", "two.txt"), data, 1, 500, at="2024-05-21T06:00:00+08:00").snapshot
    capsys.readouterr()
    assert main(["snapshots", "--data", str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{second}  2024-05-21T06:00:00+08:00"
    assert lines[4] == f"{first}  {at}"
    assert "agreements 1, corrections 0, documents 2" in lines[1]
    assert "extract " in lines[2]
    assert lines[3].startswith("  changes  agreements 1 changed; documents 1 added; ")
    assert lines[3].endswith(f"(before: {first})")
    assert lines[7] == "  changes  none: the first one"
    words = ["show", "documents", "--data", str(data), "--columns", "source_uri"]
    shown = []
    for more in ([], ["--snapshot", first]):
        assert main([*words, *more]) == 0
        shown.append(len(capsys.readouterr().out.splitlines()) - 1)
    assert shown == [2, 1]
    assert main([*words, "--snapshot", "0123"]) == 2
    assert f"no snapshot 0123 in {data}: kept are {second}, {first}" in capsys.readouterr().err
    manifest = data / "snapshots" / first / "manifest.json"
    facts = read_json(manifest)
    del facts["files"]["changes.parquet"]  # as before there was such a table
    write_json(facts, manifest)
    assert main(["show", "changes", "--data", str(data), "--snapshot", first]) == 2
    assert "no table 'changes' in snapshot" in capsys.readouterr().err
    assert main(["snapshots", "--data", str(data / "nowhere")]) == 1
    run(pages("two.txt"), data, 1, 500, keep_snapshots=2)
    assert [snapshot.before for snapshot in Snapshots(data).all()] == [second, first]
    assert len(list((data / "snapshots").iterdir())) == 2
