"""The command that holds the published figures against the world."""

import json

import pytest

from flows.cli import main
from schemas.records import Page
from tasks.storage import read_table, write_table
from tests.quality.chain import read

SLIP = "通信业简讯\n2022-01-20\n截至2021年底，全国5G基站总数已达142.5个。\n"
RIGHT = SLIP.replace("142.5个", "142.5万个")


@pytest.fixture
def data(tmp_path):
    """Return a way to publish the figures of one page, and the folder they are in."""

    def publish(text):
        tables = read([Page(page_id="p", source_uri="a.txt", content=text.encode())]).tables()
        write_table(tables["metrics"], tmp_path / "tables" / "metrics.parquet")
        return str(tmp_path)

    (tmp_path / "tables").mkdir()
    return publish


def test_figures_that_go_together_are_counted(data, capsys):
    assert main(["check", "--data", data(RIGHT), "--strict"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "figures     1"
    assert lines[-1] == "doubts      0"


def test_a_doubt_names_the_figure_what_it_contradicts_and_where_that_stands(data, capsys):
    assert main(["check", "--data", data(SLIP)]) == 0
    told = capsys.readouterr().out
    assert "against published figures:" in told
    assert "全国 base_stations 5G 142.5个 as of 2021-12-31" in told
    assert "published are 1,425,000 on 2021-12-31: 万 is missing?" in told
    assert "http://" in told
    assert told.splitlines()[-1] == "doubts      2 (range 1, reference 1)"


def test_strict_ends_with_one_where_anything_is_doubtful(data, capsys):
    assert main(["check", "--data", data(SLIP), "--strict"]) == 1
    assert capsys.readouterr().out


def test_other_programs_get_an_object_a_line(data, capsys):
    assert main(["check", "--data", data(SLIP), "--json"]) == 0
    doubts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [doubt["check"] for doubt in doubts] == ["range", "reference"]
    assert len({doubt["metric_id"] for doubt in doubts}) == 1


def test_without_tables_it_is_told_how_to_make_them(tmp_path, capsys):
    assert main(["check", "--strict", "--data", str(tmp_path)]) == 2
    assert "make them with `qianyue run" in capsys.readouterr().err


def test_tables_of_another_version_are_named_with_what_to_do(data, tmp_path, capsys):
    folder, path = data(RIGHT), tmp_path / "tables" / "metrics.parquet"
    write_table(read_table(path).drop_columns(["definition"]), path)
    assert main(["check", "--strict", "--data", folder]) == 2
    told = capsys.readouterr().err
    assert "metrics.parquet was made by another version, it has no column definition" in told
    assert f"make the tables again with `qianyue run SOURCE --data {folder}`" in told


def test_a_file_that_is_no_table_is_named(data, tmp_path, capsys):
    folder = data(RIGHT)
    (tmp_path / "tables" / "metrics.parquet").write_bytes(b"no table")
    assert main(["check", "--strict", "--data", folder]) == 2
    assert "metrics.parquet cannot be read" in capsys.readouterr().err


def test_the_samples_hold_no_doubt(undisturbed, capsys):
    assert main(["check", "--data", str(undisturbed[0]), "--strict"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "doubts      0"
