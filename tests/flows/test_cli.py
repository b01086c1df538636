"""The command: what it prints, what it imports, how it ends, and what it leaves behind."""

import os
import pty
import subprocess
import sys
import uuid

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from flows.cli import main
from schemas.tables import TABLES
from tasks.storage import write_table
from tests.flows.test_kill import ROOT, gone_within

#: Put on the path of a process, this notes every address outside of the machine that it or its children ask for.
WATCH = """
import os, socket
_connect = socket.socket.connect
def connect(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
        with open(os.environ["OUTSIDE"], "a") as file:
            file.write(f"{address}\\n")
    return _connect(self, address)
socket.socket.connect = connect
"""


def _command(*words):
    return [sys.executable, "-m", "flows.cli", *words]


@pytest.fixture
def small(news):
    """Return a folder of three pages."""
    for path in news.iterdir():
        if path.name not in ("visit.txt", "figures.txt", "amount.md"):
            path.unlink()
    return news


def test_a_run_is_quiet_at_home_and_leaves_nothing_behind(small, tmp_path):
    """Run as a user would whose own Prefect is elsewhere and who sits behind a proxy."""
    mark, outside = f"mark-{uuid.uuid4()}", tmp_path / "outside"
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    environment = {
        **os.environ,
        "MARK": mark,
        "OUTSIDE": str(outside),
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "watch"), str(ROOT)]),
        "PREFECT_API_URL": "http://prefect.invalid/api",
        "HTTP_PROXY": "http://proxy.invalid:3128",
        "HOME": str(tmp_path / "home"),
    }
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        _command("run", str(small), "--data", "data"),
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "pages       3"
    assert done.stdout.splitlines()[-1] == "tables      data/tables"
    told = done.stderr.splitlines()
    assert told == [f"{stage}: 3 of 3 pages" for stage in ("fetch", "clean", "segment", "extract", "digest")] + [
        "aggregate: 3 pages"
    ]
    assert gone_within(mark, 0)
    assert not outside.exists()
    assert list((tmp_path / "home").iterdir()) == []

    again = subprocess.run(
        _command("run", str(small), "--data", "data"),
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert again.returncode == 0
    assert again.stderr == ""
    assert again.stdout == done.stdout.replace("data/tables", "data/tables (nothing changed)")


def test_what_stands_in_the_folder_of_the_user_is_left_alone(small, tmp_path):
    """Modules of the names that ours have, and settings for the user's own Prefect."""
    here = tmp_path / "here"
    (here / "flows").mkdir(parents=True)
    for name in ("flows/__init__.py", "pickle.py"):
        (here / name).write_text("raise SystemExit('not this one')")
    leak = "sqlite+aiosqlite:///leak.db"
    (here / ".env").write_text(
        f"PREFECT_SERVER_DATABASE_CONNECTION_URL={leak}\nPREFECT_TASKS_DEFAULT_RETRIES=many\nPREFECT_PROFILES_PATH=no\n"
    )
    (here / "prefect.toml").write_text(f"[server.database]\nconnection_url = '{leak}'\n[flows]\ndefault_retries = -1\n")
    (here / "pyproject.toml").write_text("[tool.prefect.client]\nmax_retries = 'many'\n")
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "flows.cli", "run", str(small), "--data", str(tmp_path / "data?")],
        cwd=here, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "pages       3"
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before
    assert (tmp_path / "data?" / "prefect" / "prefect.db").stat().st_size


def test_a_terminal_sees_bars(small, tmp_path):
    controller, terminal = pty.openpty()
    with subprocess.Popen(
        _command("run", str(small), "--data", str(tmp_path / "data")),
        cwd=ROOT, env={**os.environ, "TERM": "xterm"}, stdout=subprocess.PIPE, stderr=terminal,
    ) as process:  # fmt: skip
        os.close(terminal)
        seen = b""
        while True:
            try:
                seen += os.read(controller, 4096)
            except OSError:  # the other end was closed
                break
        assert process.wait(timeout=120) == 0
    os.close(controller)
    assert b"extract" in seen
    assert b"\x1b[" in seen
    assert b"Traceback" not in seen


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["--version"]])
def test_help_is_fast_and_imports_nothing_big(words):
    command = [sys.executable, "-X", "importtime", "-m", "flows.cli", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "argparse" in imported
    assert imported.isdisjoint({"prefect", "pandas", "pyarrow", "numpy", "rich"})
    assert "--version" in words or "examples:\n  qianyue run" in done.stdout


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["run", "nowhere"], "no file or folder nowhere"),
        (["run", "--workers", "0"], "'0' is not a whole number"),
        (["run", "--colour", "red"], "unrecognized arguments"),
        (["show", "treaties"], "no table treaties; the tables are agreements"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_two(words, problem, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert problem in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_told(capsys, tmp_path):
    (tmp_path / "news").mkdir()
    assert main(["run", str(tmp_path / "news"), "--data", str(tmp_path / "data")]) == 2
    assert "no file in" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_source_that_is_the_data_folder_is_wrong_usage(small, capsys):
    assert main(["run", str(small), "--data", str(small)]) == 2
    assert "another data folder with --data" in capsys.readouterr().err


def test_the_samples_do_not_replace_the_tables_of_other_pages(undisturbed, capsys, published):
    data, before = undisturbed[0], published(undisturbed[0])
    assert main(["run", "--data", str(data)]) == 2
    told = capsys.readouterr().err
    assert "qianyue run SOURCE" in told
    assert "qianyue run --data DIR" in told
    assert published(data) == before


def test_the_samples_can_be_read_again(tmp_path):
    (tmp_path / "tables").mkdir()
    for name, uris in (("documents", ["pages/visit.txt"]), ("rejected", [])):
        table = pa.table({"source_uri": pa.array(uris, pa.string())})
        write_table(table, tmp_path / "tables" / f"{name}.parquet")
    assert main(["run", "--data", str(tmp_path)]) == 1  # past the usage: a folder stands where the link should


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["run", os.fsdecode(b"\xc7\xa9\xff")], 2, "not UTF-8"),
        (["run", "--data", os.fsdecode(b"\xff")], 2, "not UTF-8"),
        (["run", "x" * 5000], 2, "File name too long"),
        (["run", "--data", "x" * 5000], 1, "File name too long"),
        (["show", "metrics", "--data", "x" * 5000], 1, "File name too long"),
        (["locate", "d1", "0", "1", "--data", "x" * 5000], 1, "File name too long"),
    ],
)
def test_names_that_cannot_be_used_are_told(tmp_path, monkeypatch, capsys, words, code, problem):
    monkeypatch.chdir(tmp_path)
    (tmp_path / os.fsdecode(b"\xc7\xa9\xff")).mkdir()
    assert main(words) == code
    assert problem in capsys.readouterr().err


def test_a_data_folder_in_use_is_told(small, tmp_path, capsys, held):
    with held(tmp_path / "data"):
        assert main(["run", str(small), "--data", str(tmp_path / "data")]) == 1
    assert "another run" in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_told(small, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["run", str(small), "--data", str(tmp_path / "file" / "data")]) == 1
    told = capsys.readouterr().err
    assert str(tmp_path / "file") in told
    assert "Traceback" not in told


def test_tables_that_are_not_there_are_told(tmp_path, capsys):
    assert main(["show", "metrics", "--data", str(tmp_path)]) == 1
    assert "qianyue run --data" in capsys.readouterr().err


def test_show_prints_rows_for_other_programs(undisturbed, capsys):
    words = ["show", "documents", "--data", str(undisturbed[0]), "--limit", "3", "--columns", "source_uri,n_chars"]
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "source_uri\tn_chars"
    assert len(lines) == 4
    assert all(line.startswith("news/") and line.rpartition("\t")[2].isdecimal() for line in lines[1:])
    assert main([*words[:-1], "colour"]) == 2
    assert "no column colour" in capsys.readouterr().err


def test_the_dictionary_names_every_table_and_column(capsys):
    assert main(["dictionary"]) == 0
    page = capsys.readouterr().out
    for table in TABLES:
        assert f"## {table.name}\n" in page
        assert all(f"`{column.name}`" in page for column in table.columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_opens_in_pandas_and_duckdb(undisturbed, table):
    path = undisturbed[0] / "tables" / f"{table.name}.parquet"
    frame = pd.read_parquet(path)
    assert list(frame.columns) == [column.name for column in table.columns]
    assert frame.attrs["table"] == table.name
    assert set(frame.attrs["columns"]) == set(frame.columns)
    assert duckdb.sql(f"select count(*) from '{path}'").fetchall() == [(len(frame),)]  # noqa: S608 - our own path


def test_every_quote_stands_where_the_evidence_says(undisturbed):
    tables = undisturbed[0] / "tables"
    text = pd.read_parquet(tables / "documents.parquet").set_index("doc_id")["text"]
    evidence = pd.read_parquet(tables / "evidence.parquet")
    for row in evidence.itertuples():
        assert text[row.doc_id][row.start : row.end] == row.quote
