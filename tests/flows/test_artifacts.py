"""The report says all that a run came to, whatever stands in the texts, and progress is told now and then."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import artifacts
from flows.artifacts import ProgressArtifacts, escaped, report_markdown
from flows.changes import TableChange
from flows.run_report import RunReport
from flows.summary import Summary
from schemas.visit import Tally

AT = datetime(2024, 5, 20, tzinfo=UTC)
SUMMARY = Summary(
    pages=5,
    documents=3,
    duplicates=1,
    skipped=0,
    agreements=2,
    metrics=4,
    regions=6,
    implausible=["m1 咸宁市 base_stations 9亿个"],
    rejected={"empty": 1},
    snapshot="s1",
    tables=Path("/data/tables"),
    is_new=True,
)


def test_corrections_that_could_not_be_applied_are_in_the_report_and_are_no_markup():
    text = report_markdown(
        RunReport(AT, replace(SUMMARY, corrections={"stale": 1}, amiss=["number 1: <script> is gone"]))
    )
    assert "## Corrections not applied\n\n- number 1: &lt;script&gt; is gone" in text
    assert "Corrections" not in report_markdown(RunReport(AT, SUMMARY))


def test_every_part_of_a_run_is_in_its_report():
    tallies = [
        Tally(
            "咸宁日报",
            outcomes={"new": 3, "failed": 1},
            n_pending=2,
            slow_hosts=(("a.example", 2.25), ("b.example", 9.0)),
        ),
        Tally("鄂州网", problem="its index cannot be read"),
        Tally("黄石网"),
    ]
    changes = [TableChange("agreements", 1, 2, 2, 1), TableChange("metrics", 4, 4, 0, 0)]
    text = report_markdown(RunReport(AT, SUMMARY, tallies, ["咸宁日报: silent for 9 days"], changes))
    lines = text.splitlines()
    for line in (
        "| pages | 5 |",
        "| duplicates | 1 |",
        "| empty | 1 |",
        "| agreements | 1 | 2 | 2 | 1 |",
        "| 咸宁日报 | 1 failed, 3 new, 2 left for the next run |",
        "| 鄂州网 | its index cannot be read |",
        "| 黄石网 | nothing new |",
        "- 咸宁日报: silent for 9 days",
        "- m1 咸宁市 base\\_stations 9亿个",
        "Tables: /data/tables",
    ):
        assert line in lines
    assert not [line for line in lines if line.startswith("| metrics | 4 | 4")]
    assert lines.index("| b.example | 9.0 |") < lines.index("| a.example | 2.2 |")


def test_what_did_not_happen_is_not_mentioned():
    quiet = replace(SUMMARY, implausible=[], rejected={})
    text = report_markdown(RunReport(AT, quiet))
    assert [line for line in text.splitlines() if line.startswith(("##", "- "))] == []


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_breaks_out_of_its_cell(text):
    (line,) = f"| {escaped(text)} |".splitlines() or [""]
    bare = line.replace("\\\\", "").replace("\\|", "")
    assert bare.count("|") == 2
    assert "<" not in line
    assert ">" not in line


@pytest.fixture
def shown(monkeypatch):
    """Return what would have been shown on the page of a run."""
    made = []

    def create(progress, key, description):
        made.append((key, progress, description))
        return uuid4()

    monkeypatch.setattr(artifacts, "create_progress_artifact", create)
    monkeypatch.setattr(artifacts, "update_progress_artifact", lambda _, progress: made.append(progress))
    return made


def test_progress_is_told_every_few_seconds_and_at_the_end(shown):
    clock = iter(range(1000))
    watcher = ProgressArtifacts(lambda: next(clock))
    watcher.begin("clean", 100)
    for _ in range(50):
        watcher.advance("clean", 2)
    assert shown[0] == ("progress-clean", 0.0, "clean: 100 pages")
    assert shown[-1] == 100.0
    assert 2 < len(shown) < 15
    assert shown[1:] == sorted(shown[1:])


def test_a_stage_with_nothing_to_do_or_of_unknown_length_is_not_shown(shown):
    watcher = ProgressArtifacts(lambda: 0)
    watcher.begin("harvest", 0)
    watcher.advance("harvest", 3)
    assert shown == []


def test_a_server_that_is_away_keeps_no_run_from_its_work(monkeypatch):
    def away(*_, **__):
        raise OSError("no server")

    monkeypatch.setattr(artifacts, "create_progress_artifact", away)
    monkeypatch.setattr(artifacts, "create_markdown_artifact", away)
    watcher = ProgressArtifacts(lambda: 0)
    watcher.begin("clean", 1)
    watcher.advance("clean", 1)
    artifacts.publish_report(RunReport(AT, SUMMARY))


def test_the_console_tells_of_tables_that_have_shrunk():
    changes = [TableChange("documents", 9, 5, 1, 5), TableChange("metrics", 4, 5, 2, 1)]
    gone = [line for line in RunReport(AT, SUMMARY, changes=changes).lines() if line.startswith("gone")]
    assert gone == ["gone        5 of documents (9 before, 1 new, 5 now)"]
