"""A correction survives what a folder of pages goes through, what no longer holds is told, and nothing stays behind."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import plan
from flows.cli import main
from flows.corrections import load_corrections
from flows.order import Order, OrderError, Request
from flows.run_report import RunReport
from flows.serve import flow_parameters
from tasks.storage import read_table
from tests.flows.conftest import SAMPLES
from tests.flows.page import blocks

pytestmark = pytest.mark.usefixtures("lasting_workers")

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
NAMES = ("portal.html", "repost.txt", "amount.md")
LATER = """\
台州市椒江区人民政府与台州联通签约
2023年5月25日 来源：海边晚报
5月18日，台州市椒江区人民政府与台州联通签署5G战略合作协议。
"""


def rows(data, name):
    return read_table(data / "tables" / f"{name}.parquet").to_pylist()


def row_of(data, row_id):
    return next((row for row in rows(data, "agreements") if row["agreement_id"] == row_id), None)


def filled(draft, **values):
    """The draft as a person fills it in."""
    for key, value in {"by": '"Li"', "reason": '"So it is."', **values}.items():
        draft = re.sub(rf"^{key} = .*$", lambda _, line=f"{key} = {value}": line, draft, flags=re.MULTILINE)
    return draft


def drafted(data, capsys, *words):
    assert main(["corrections", "draft", *words, "--data", str(data)]) == 0
    return capsys.readouterr().out


class Corrected:
    """A folder of pages, a data folder, and a file that corrects the day of one agreement."""

    def __init__(self, run, folder, shown):
        self.news, self.data, self.file = folder / "news", folder / "data", folder / "corrections.toml"
        self._run, self._shown = run, shown

    def run(self, workers=1, shard_size=500, data=None):
        return self._run([self.news], data or self.data, workers, shard_size, corrections=self.file)

    def check(self):
        code = main(["corrections", "check", str(self.file), "--data", str(self.data)])
        return code, self._shown.readouterr().out.splitlines()


@pytest.fixture(scope="module")
def read(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("read")
    (folder / "news").mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, folder / "news")
    run([folder / "news"], folder / "data", 1, 500)
    return folder


@pytest.fixture
def corrected(run, read, tmp_path, capsys):
    """The pages, read without corrections; the file stands ready."""
    folder = shutil.copytree(read, tmp_path / "corrected", symlinks=True)
    (row,) = (row for row in rows(folder / "data", "agreements") if row["n_documents"] == 2)
    one = Corrected(run, folder, capsys)
    one.row_id = row["agreement_id"]
    draft = drafted(one.data, capsys, "agreements", one.row_id, "--field", "signed_edtf")
    one.file.write_text(filled(draft, value='"2023-05-17"'), encoding="utf-8")
    return one


def test_it_survives_a_second_run_and_work_made_from_nothing_by_other_workers(corrected, published, tmp_path):
    summary = corrected.run()
    assert summary.is_new
    assert "corrections 1 (applied 1)" in summary.lines()
    row = row_of(corrected.data, corrected.row_id)
    assert (row["signed_edtf"], str(row["signed_on"]), row["corrected"]) == (
        "2023-05-17",
        "2023-05-17",
        ["signed_edtf"],
    )
    changes = {row["field"]: row for row in rows(corrected.data, "changes") if row["row_id"] == corrected.row_id}
    assert (changes["signed_edtf"]["old_value"], changes["signed_edtf"]["new_value"]) == ("2023-05-18", "2023-05-17")
    assert {row["reason"] for row in changes.values()} == {"correction"}
    tables = published(corrected.data)
    again = corrected.run()
    assert not again.is_new
    order = Order((corrected.news,), corrections=load_corrections(corrected.file)[0])
    assert plan.unchanged(order, corrected.data) == again
    shutil.rmtree(corrected.data / "work")
    corrected.run(workers=2, shard_size=1)
    assert published(corrected.data) == tables
    corrected.run(data=tmp_path / "fresh", shard_size=2)
    assert published(tmp_path / "fresh") == tables


def test_it_survives_new_evidence(corrected):
    corrected.run()
    (corrected.news / "later.txt").write_text(LATER, encoding="utf-8")
    summary = corrected.run()
    row = row_of(corrected.data, corrected.row_id)
    assert (row["n_documents"], row["signed_edtf"], row["corrected"]) == (3, "2023-05-17", ["signed_edtf"])
    assert dict(summary.corrections) == {"applied": 1}


def test_a_page_that_changes_around_the_words_changes_nothing(corrected):
    page = corrected.news / "portal.html"
    page.write_bytes(page.read_bytes() + b"<!-- seen 123 times -->")
    assert dict(corrected.run().corrections) == {"applied": 1}


@pytest.mark.parametrize("is_gone", [False, True])
def test_it_is_stale_when_the_words_change_or_the_page_goes(corrected, is_gone):
    corrected.run()
    page = corrected.news / "portal.html"
    if is_gone:
        page.unlink()
    else:
        text = page.read_text("utf-8")
        assert "签署5G智慧港口" in text
        page.write_text(text.replace("签署5G智慧港口", "签下5G智慧港口"), encoding="utf-8")
    summary = corrected.run()
    (told,) = rows(corrected.data, "corrections")
    assert (told["status"], told["row_id"]) == ("stale", corrected.row_id)
    assert ("is gone" if is_gone else "no longer stands in news/portal.html") in told["detail"]
    assert row_of(corrected.data, corrected.row_id)["signed_edtf"] == "2023-05-18"
    assert row_of(corrected.data, corrected.row_id)["corrected"] == []
    sentence = f"number 1, set signed_edtf of {corrected.row_id}: {told['detail']} (stale)"
    assert summary.amiss == [sentence]
    assert summary.lines()[-3:-1] == ["corrections 1 (stale 1)", f"not applied {sentence}"]
    assert RunReport(datetime(2024, 5, 20, tzinfo=UTC), summary).remarks == [f"not applied: {sentence}"]
    code, lines = corrected.check()
    assert code == 1
    assert lines[0].startswith("stale        number 1, set signed_edtf of ")


def test_another_value_publishes_anew_and_the_file_taken_away_gives_the_old_tables(run, corrected, published):
    plain = published(corrected.data)
    corrected.run()
    text = corrected.file.read_text("utf-8")
    corrected.file.write_text(text.replace("2023-05-17", "2023-05-16"), encoding="utf-8")
    order = Order((corrected.news,), corrections=load_corrections(corrected.file)[0])
    assert plan.unchanged(order, corrected.data) is None
    assert corrected.run().is_new
    assert row_of(corrected.data, corrected.row_id)["signed_edtf"] == "2023-05-16"
    corrected.file.write_text("# nothing to correct\n", encoding="utf-8")
    assert corrected.run().is_new
    assert published(corrected.data) == plain
    run([corrected.news], corrected.data, 1, 500)
    assert published(corrected.data) == plain


def test_a_comment_in_the_file_changes_nothing(corrected):
    first = corrected.run()
    corrected.file.write_text("# read by two\n" + corrected.file.read_text("utf-8"), encoding="utf-8")
    again = corrected.run()
    assert (again.snapshot, again.is_new) == (first.snapshot, False)


def test_what_a_corrected_run_leaves_does_not_reach_the_next(run, corrected, published, tmp_path):
    """The next run takes over what was united before, with more pages and without the corrections."""
    corrected.run()
    (corrected.news / "later.txt").write_text(LATER, encoding="utf-8")
    run([corrected.news], corrected.data, 1, 500)
    run([corrected.news], tmp_path / "fresh", 1, 500)
    assert published(corrected.data) == published(tmp_path / "fresh")


def test_the_check_tells_before_and_after_the_run(corrected):
    assert corrected.check() == (
        0,
        [
            f'will apply   number 1, set signed_edtf of {corrected.row_id}: "2023-05-18" → "2023-05-17"',
            "1 corrections, 0 to look at, 0 faults",
        ],
    )
    corrected.run()
    assert corrected.check()[1][0].startswith("applied      number 1, set signed_edtf of ")
    corrected.file.write_text("", encoding="utf-8")
    assert corrected.check() == (
        0,
        [
            f"taken back   number 1, set signed_edtf of {corrected.row_id}:"
            " it is in the tables and no longer in the file",
            "0 corrections, 0 to look at, 0 faults",
        ],
    )


def test_a_file_with_faults_is_refused_with_all_of_them(corrected, capsys):
    corrected.file.write_text(
        corrected.file.read_text("utf-8").replace('"Li"', '""').replace("2023-05-17", "2023-05-37")
    )
    assert main(["run", str(corrected.news), "--data", str(corrected.data), "--corrections", str(corrected.file)]) == 2
    said = capsys.readouterr().err
    assert "corrections.toml cannot be used:" in said
    assert "correction number 1: by: is empty; write who decided it" in said
    assert "correction number 1: value: '2023-05-37' is no date" in said
    assert main(["corrections", "check", str(corrected.file), "--data", str(corrected.data)]) == 1
    assert capsys.readouterr().err.count("qianyue: correction number 1: ") == 2
    with pytest.raises(OrderError, match="by: is empty"):
        Request((corrected.news,), corrections=corrected.file).order(corrected.data, datetime(2024, 5, 20, tzinfo=UTC))


def test_what_is_not_there_is_told(corrected, tmp_path, capsys):
    data, missing = ("--data", str(corrected.data)), str(tmp_path / "none.toml")
    assert main(["run", str(corrected.news), *data, "--corrections", missing]) == 2
    assert main(["corrections", "check", missing, *data]) == 2
    assert main(["corrections", "check", str(corrected.file), "--data", str(tmp_path / "none")]) == 2
    assert main(["corrections", "draft", "agreements", "a0000000000000000", *data]) == 1
    assert main(["corrections", "draft", "agreements", corrected.row_id, "--field", "signed_on", *data]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ", 2)[1][:21] for line in said] == [
        f"no file {missing}"[:21], f"no file {missing}"[:21], f"no tables in {tmp_path}"[:21],
        "agreements holds no r", "signed_on cannot be s",
    ]  # fmt: skip


def test_tables_from_before_there_were_corrections_are_to_be_made_again(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("tasks.storage.snapshots.Snapshots.folder", lambda _: tmp_path)
    (tmp_path / "corrections.toml").touch()
    assert main(["corrections", "check", str(tmp_path / "corrections.toml"), "--data", str(tmp_path)]) == 2
    assert (
        "were made before there were corrections: make them again with `qianyue run SOURCE" in capsys.readouterr().err
    )


def test_a_deployment_is_given_the_whole_path_of_the_file(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    given = flow_parameters([], None, Path("data"), None, corrections=Path("corrections.toml"))
    assert given["corrections"] == str(tmp_path / "corrections.toml")
    assert flow_parameters([], None, Path("data"), None)["corrections"] is None


def test_the_page_on_corrections_does_what_it_shows(run, tmp_path, capsys):
    """What it drafts, writes into the draft, checks and runs, on the sample pages."""
    page = blocks((ROOT / "docs" / "corrections.md").read_text("utf-8"))
    entry, _ = (block.text for block in page if block.language == "toml")
    draft, check = (block.text.split() for block in page if block.language == "sh")
    data, file = tmp_path / "data", tmp_path / "corrections.toml"
    run([SAMPLES], data, 1, 500)
    assert draft[:3] + draft[7:8] == ["qianyue", "corrections", "draft", "--by"]
    shown = drafted(data, capsys, *draft[3:7])
    made = {line.partition(" = ")[0]: line for line in shown.splitlines() if " = " in line}
    for line in entry.splitlines():
        key = line.partition(" = ")[0]
        if " = " in line and key not in ("value", "by", "on", "reason"):
            assert made[key] == line
    file.write_text(entry, encoding="utf-8")
    assert check[:3] == ["qianyue", "corrections", "check"]
    assert main(["corrections", "check", str(file), "--data", str(data)]) == 0
    (said,) = re.findall(
        r"^```\n(will apply.*?)^```$", (ROOT / "docs" / "corrections.md").read_text("utf-8"), re.M | re.S
    )
    assert capsys.readouterr().out == said
    assert "corrections 1 (applied 1)" in run([SAMPLES], data, 1, 500, corrections=file).lines()


def copied(folder):
    """Pages of real news, where they are beside the checkout; else sample pages."""
    if SEEDS.exists():
        return shutil.copytree(SEEDS, folder)
    folder.mkdir()
    for name in NAMES:
        shutil.copy(SAMPLES / name, folder)
    return folder


def test_a_correction_for_an_agreement_of_the_news_survives(run, tmp_path, capsys, published):
    news, data, file = copied(tmp_path / "news"), tmp_path / "data", tmp_path / "corrections.toml"
    run([news], data, 2, 500)
    row = next(row for row in rows(data, "agreements") if row["title"] and row["signed_on"] and len(row["parties"]) > 1)
    name, day = row["agreement_id"], row["signed_on"]
    assert row["region_code"] != "420700"
    draft = drafted(data, capsys, "agreements", name, "--field", "region_code")
    file.write_text(filled(draft, value='"420700"'), encoding="utf-8")

    def now(status="applied"):
        found, (told,) = row_of(data, name), rows(data, "corrections")
        assert (told["status"], told["row_id"]) == (status, name)
        is_applied = status == "applied"
        assert found["corrected"] == (["region_code"] if is_applied else [])
        assert (found["region_code"] == "420700") == is_applied
        return found

    run([news], data, 2, 500, corrections=file)
    assert now()["region_name"] == "湖北省鄂州市"
    changed = {row["field"]: row["reason"] for row in rows(data, "changes") if row["row_id"] == name}
    assert changed["region_code"] == "correction"
    tables = published(data)
    assert not run([news], data, 1, 2, corrections=file).is_new
    shutil.rmtree(data / "work")
    run([news], data, 1, 2, corrections=file)
    assert published(data) == tables
    first, *others = row["parties"]
    told = f"{day.year}年{day.month}月{day.day}日，{first}与{'、'.join(others)}签署《{row['title']}》。"
    (news / "later.txt").write_text(f"又一则消息\n{day}\n{told}\n", encoding="utf-8")
    run([news], data, 2, 500, corrections=file)
    assert now()["n_documents"] == row["n_documents"] + 1
    (words,) = load_corrections(file)[0][0].evidence
    (tmp_path / "news" / words.source_uri.removeprefix("news/")).unlink()
    summary = run([news], data, 2, 500, corrections=file)
    assert summary.amiss
    now("stale")
