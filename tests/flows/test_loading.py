"""What docs/loading.md shows can be done, from top to bottom, on the tables of the sample pages."""

import re
import sqlite3
import sys
from contextlib import closing

import openpyxl
import pytest

from flows.cli import main
from tests.flows.operation import ROOT, environment
from tests.flows.page import blocks
from tests.published import earlier_tables, publish, sample_tables

TEXT = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
PAGE = blocks(TEXT)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """Return the folder in which the page was carried out, and what each block printed."""
    folder = tmp_path_factory.mktemp("analyst")
    publish(folder / "data", earlier_tables())
    publish(folder / "data", sample_tables())
    programs = folder / "bin"
    programs.mkdir()
    (programs / "qianyue").write_text(f'#!/bin/sh\nexec {sys.executable} -m flows.cli "$@"\n', encoding="utf-8")
    (programs / "qianyue").chmod(0o755)
    env = environment()
    env["PATH"] = f"{programs}:{env['PATH']}"
    printed = dict.fromkeys([(block.section, block.language) for block in PAGE], "")
    for block in PAGE:
        (folder / "block.py").write_text(block.text, encoding="utf-8")
        here = block.with_words({block.text: "python block.py"}) if block.language == "python" else block
        printed[block.section, block.language] += "" if block.language == "r" else here.run(env, folder)
    return folder, printed


def test_every_block_runs(said):
    folder, _ = said
    made = {path.name for path in folder.iterdir()}
    assert made >= {"tables", "tables-gb18030", "tables.xlsx", "tables.duckdb", "tables.sqlite", "earlier.sqlite"}
    assert {block.language for block in PAGE} == {"python", "sh", "r"}


def test_what_they_print_is_what_the_tables_hold(said):
    folder, printed = said
    agreements = sample_tables()["agreements"].to_pylist()
    signed = [row for row in agreements if row["status"] == "signed"]
    days = [row["signed_on"].year for row in signed if row["signed_on"]]
    assert all(str(year) in printed["pandas", "python"] for year in days)
    assert printed["pandas", "python"].splitlines()[-1] == str(len(agreements))
    kept = printed["Snapshots", "python"].splitlines()
    assert len(kept) == 2
    assert all(line.endswith(f" {len(agreements)}") for line in kept)
    parties = sum(len(row["parties"]) for row in agreements)
    assert f"({parties},)" in printed["SQLite and Datasette", "sh"]
    assert openpyxl.load_workbook(folder / "tables.xlsx")["agreements"].max_row == len(agreements) + 1
    with closing(sqlite3.connect(folder / "earlier.sqlite")) as connection:
        assert connection.execute("select count(*) from rejected").fetchone() == (0,)  # the current one, at last


def test_the_views_and_columns_that_it_names_are_those_of_the_files(said):
    folder, _ = said
    named = set(re.findall(r"`(\w+_(?:with|by)_\w+)`", TEXT))
    with closing(sqlite3.connect(folder / "tables.sqlite")) as connection:
        views = {name for (name,) in connection.execute("select name from sqlite_master where type = 'view'")}
    assert named == views


def test_help_names_every_form(capsys):
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    shown = capsys.readouterr().out
    assert all(f"--format {form}" in shown for form in ("csv", "xlsx", "duckdb", "sqlite"))
    assert "docs/loading.md" in shown
