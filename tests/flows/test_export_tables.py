"""``qianyue export --format``: each form, from the command line, of the current and of an earlier snapshot."""

import csv
import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import date

import duckdb
import openpyxl
import pytest

from flows import export_tables
from flows.cli import main
from tasks.export import cells
from tasks.storage.place import place
from tests.published import publish, sample_tables

FORMS = {"csv": "tables", "xlsx": "tables.xlsx", "duckdb": "tables.duckdb", "sqlite": "tables.sqlite"}
EACH = pytest.mark.parametrize("form", FORMS)


def export(form, target, data, *words):
    return main(["export", "--format", form, str(target), "--data", str(data), *words])


def counts(form, target):
    """Return how many rows each table of an export has, read by its own library."""
    if form == "csv":
        found = {}
        for path in target.glob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                found[path.stem] = sum(1 for _ in csv.DictReader(file))
        return found
    if form == "xlsx":
        book = openpyxl.load_workbook(target)
        return {name: book[name].max_row - 1 for name in book.sheetnames if name not in ("about", "dictionary")}
    tables = "select name from sqlite_master where type = 'table' and name <> 'about'"
    with closing(
        sqlite3.connect(target) if form == "sqlite" else duckdb.connect(str(target), read_only=True)
    ) as opened:
        names = [name for (name,) in opened.execute(tables).fetchall()]
        return {name: opened.execute(f"select count(*) from {name}").fetchone()[0] for name in names}  # noqa: S608


@EACH
def test_every_table_is_exported_and_counted(form, published_twice, tmp_path, capsys):
    data, current, _ = published_twice
    assert export(form, tmp_path / FORMS[form], data) == 0
    said = capsys.readouterr()
    expected = {name: table.num_rows for name, table in sample_tables().items()}
    assert counts(form, tmp_path / FORMS[form]) == expected
    assert dict(line.split() for line in said.out.splitlines()) == {
        "snapshot": current,
        **{name: str(count) for name, count in expected.items()},
    }
    assert said.err == ""
    assert [path.name for path in tmp_path.iterdir()] == [FORMS[form]]


@EACH
def test_an_earlier_snapshot_is_exported(form, published_twice, tmp_path, capsys):
    data, _, earlier = published_twice
    assert export(form, tmp_path / FORMS[form], data, "--snapshot", earlier) == 0
    found = counts(form, tmp_path / FORMS[form])
    assert found["evidence"] == 100
    assert "rejected" not in found
    assert f"snapshot           {earlier}" in capsys.readouterr().out


@EACH
def test_what_is_there_is_replaced_only_when_told(form, published_twice, tmp_path, capsys):
    data, _, earlier = published_twice
    target = tmp_path / FORMS[form]
    assert export(form, target, data, "--snapshot", earlier) == 0
    assert export(form, target, data) == 2
    assert "is there already: add --overwrite" in capsys.readouterr().err
    assert counts(form, target)["evidence"] == 100
    assert export(form, target, data, "--overwrite") == 0
    assert counts(form, target)["evidence"] == sample_tables()["evidence"].num_rows
    assert export(form, target, data, "--overwrite", "--snapshot", earlier) == 0  # it has a table less
    assert "rejected" not in counts(form, target)


@EACH
def test_an_export_that_fails_leaves_nothing_half_done(form, published_twice, tmp_path, monkeypatch, capsys):
    data, _, earlier = published_twice
    target = tmp_path / FORMS[form]
    assert export(form, target, data, "--snapshot", earlier) == 0
    monkeypatch.setattr(export_tables, "_ROWS", 50)
    from tasks.storage.tables import OpenSnapshot

    batches = OpenSnapshot.batches

    def failing(self, name, n_rows):
        for number, batch in enumerate(batches(self, name, n_rows)):
            if name == "evidence" and number == 2:
                raise OSError("No space left on device")
            yield batch

    monkeypatch.setattr(OpenSnapshot, "batches", failing)
    assert export(form, target, data, "--overwrite") == 1
    assert "No space left" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [FORMS[form]]
    assert counts(form, target)["evidence"] == 100


@pytest.mark.parametrize("form", ["csv", "xlsx", "sqlite"])
def test_the_same_snapshot_gives_the_same_bytes(form, published_twice, tmp_path):
    digests = []
    for name in ("one", "two"):
        assert export(form, tmp_path / name, published_twice[0]) == 0
        files = sorted(path for path in [tmp_path / name, *(tmp_path / name).glob("*")] if path.is_file())
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
    assert digests[0] == digests[1]
    assert digests[0]


def test_csv_comes_with_a_description_and_in_the_encoding_asked_for(published_twice, tmp_path):
    for encoding, name in (("gb18030", "gb"), ("utf-8", "plain")):
        assert export("csv", tmp_path / name, published_twice[0], "--encoding", encoding) == 0
        text = (tmp_path / name / "agreements.csv").read_bytes().decode(encoding)
        assert text.startswith("agreement_id,title,")
        assert sample_tables()["agreements"]["region_name"][0].as_py() in text
        package = json.loads((tmp_path / name / "datapackage.json").read_text("utf-8"))
        files = {resource["path"] for resource in package["resources"]}
        assert files == {path.name for path in (tmp_path / name).glob("*.csv")}
        assert {resource["encoding"] for resource in package["resources"]} == {encoding}


def test_a_folder_with_anything_else_in_it_is_never_replaced(published_twice, tmp_path, capsys):
    (tmp_path / "thesis.docx").write_text("mine")
    assert export("csv", tmp_path, published_twice[0], "--overwrite") == 2
    assert "holds 'thesis.docx', which no export made" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_what_a_workbook_cannot_hold_is_printed(published_twice, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cells, "ROWS", 101)
    assert export("xlsx", tmp_path / "a.xlsx", published_twice[0]) == 0
    said = capsys.readouterr().out
    left = sample_tables()["evidence"].num_rows - 100
    assert f"rows of evidence         {left} left out: a sheet ends with row 1,048,576" in said


def test_the_day_of_a_workbook_is_that_of_the_latest_document(published_twice, tmp_path):
    assert export("xlsx", tmp_path / "a.xlsx", published_twice[0]) == 0
    days = [day for day in sample_tables()["documents"]["published_on"].to_pylist() if day]
    created = openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created.date()
    assert created == max(days) > date(2020, 1, 1)


def test_tables_in_a_store_are_exported(store, tmp_path):
    data = place(f"{store}/data")
    publish(data, sample_tables())
    assert export("sqlite", tmp_path / "a", f"{store}/data") == 0
    assert counts("sqlite", tmp_path / "a")["documents"] == sample_tables()["documents"].num_rows


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a.xlsx"], "give --format and one TARGET, or: qianyue export warc FILE"),
        (["--format", "xlsx", "a", "b"], "give --format and one TARGET"),
        (["--format", "csv", "warc", "a"], "give --format and one TARGET"),
        (["--format", "xlsx", "a", "--encoding", "gb18030"], "--encoding is for csv"),
        (["--format", "csv", "a", "--encoding", "big5"], "invalid choice: 'big5'"),
        (["--format", "pdf", "a"], "invalid choice: 'pdf'"),
        (["warc", "a", "--snapshot", "s"], "--snapshot is for tables"),
    ],
)
def test_wrong_usage_is_told(words, message, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["export", *words])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_a_warc_file_can_be_asked_for_as_any_other_form(tmp_path, capsys):
    assert export("warc", tmp_path / "a.warc.gz", tmp_path / "data") == 1
    assert "nothing was fetched or published in" in capsys.readouterr().err


@EACH
def test_without_tables_or_such_a_snapshot_nothing_is_made(form, published_twice, tmp_path, capsys):
    assert export(form, tmp_path / "a", tmp_path / "data") == 1
    assert f"no tables in {tmp_path / 'data'}: make them with" in capsys.readouterr().err
    assert export(form, tmp_path / "a", published_twice[0], "--snapshot", "yesterday") == 1
    assert "no snapshot yesterday" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["duckdb", "sqlite"])
def test_a_row_that_refers_to_nothing_is_told(form, tmp_path, capsys):
    tables = dict(sample_tables())
    tables["regions"] = tables["regions"].slice(1)
    publish(tmp_path / "data", tables)
    assert export(form, tmp_path / "a", tmp_path / "data") == 1
    said = capsys.readouterr().err
    assert "region_mentions" in said
    assert "make the tables again, or export csv or xlsx" in said
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_progress_is_shown_in_a_terminal(published_twice, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert export("csv", tmp_path / "a", published_twice[0]) == 0
    assert "csv rows" in capsys.readouterr().err
