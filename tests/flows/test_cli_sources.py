"""The command with declared sources: what it asks, what it says, and what it leaves alone."""

import subprocess
import sys
from datetime import date

import pytest

from flows.cli import main
from tests.flows.test_kill import ROOT
from tests.site import Answer, Site
from tests.site.front import site_on
from tests.site.news import Mix, articles

DAY = date(2024, 5, 10)
SOURCES = """
[defaults]
contact = "mailto:robot@qianyue.example"
schedule = "0 0 1 1 *"
politeness = {{ requests_per_second = 100 }}

[[source]]
name = "feed"
kind = "feed"
address = "{site}/feed.xml"
allow_private = ["127.0.0.1"]
expect = {{ pages = [50, 100], filled = {{ title = 0.9 }} }}

[[source]]
name = "gone"
kind = "listing"
address = "{site}/gone/"
allow_private = ["127.0.0.1"]
"""


@pytest.fixture
def site():
    paper = articles(20, date(2024, 5, 1), 10, mix=Mix(relevant=0.5, edited=0.0, removed=0.0))
    with Site({}) as opened:
        opened.scripts[0] = site_on(DAY, paper, opened.url("")) | {"/gone/": Answer(500, b"oh")}
        yield opened


@pytest.fixture
def command(tmp_path, site):
    """Return a function from words to what ``qianyue run`` with them did."""
    file = tmp_path / "sources.toml"
    file.write_text(SOURCES.format(site=site.url("")), encoding="utf-8")

    def run(*words):
        command = [sys.executable, "-m", "flows.cli", "run", "--sources", str(file), "--data", str(tmp_path / "data")]
        return subprocess.run([*command, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    return run


def test_what_the_sources_brought_is_told_and_nothing_is_asked_before_its_time(command, site):
    done = command("--since", "2024-05-06", "--until", "2024-05-08", "--only", "feed")
    assert done.returncode == 0, done.stderr
    assert "source      feed: 6 new" in done.stdout
    assert "pages       6" in done.stdout
    assert "expected" not in done.stdout, "a backfill may bring any number of pages"
    site.forget()
    done = command()
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "source      feed: 14 new, 6 unchanged" or lines[0] == "source      feed: 14 new"
    assert lines[1].startswith(f"source      gone: {site.url('/gone/')}: http_error: 500")
    assert "pages       20" in lines
    assert "expected    feed: 14 new pages, at least 50 were expected" in lines
    assert any(line.startswith("expected    gone: ") for line in lines)
    site.forget()
    done = command("--due-only")
    assert done.returncode == 0, done.stderr
    assert "(nothing changed)" in done.stdout
    assert site.log == []


def code_of(*words):
    try:
        return main(words)
    except SystemExit as ended:  # what argparse does
        return ended.code


def test_a_first_run_that_brings_nothing_says_why(command, site):
    site.scripts[0] = {"/feed.xml": Answer(404, b"no such page")}
    done = command("--only", "feed")
    assert done.returncode == 1
    assert "no page in feed, gone" in done.stderr
    assert "404" in done.stderr


def test_wrong_words_are_told_before_anything_is_asked(tmp_path, site, capsys):
    file = tmp_path / "sources.toml"
    file.write_text(SOURCES.format(site=site.url("")).replace('kind = "feed"', 'kind = "fed"'), encoding="utf-8")
    data = str(tmp_path / "data")
    for words, said in (
        (["--sources", str(tmp_path / "none.toml")], "docs/sources.md"),
        (["--sources", str(file)], "feed: kind: 'fed' is no kind of source"),
        (["--only", "feed"], "add --sources FILE"),
        (["--sources", str(file), "--since", "yesterday"], "is not a day such as 2024-01-31"),
    ):
        assert code_of("run", *words, "--data", data) == 2
        assert said in capsys.readouterr().err
    assert site.log == []
    assert not (tmp_path / "data").exists()


def test_a_raw_store_that_is_none_and_a_port_that_is_none_are_told(tmp_path, site, capsys):
    file = tmp_path / "sources.toml"
    file.write_text(SOURCES.format(site=site.url("")), encoding="utf-8")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "store.sqlite").write_bytes(b"nothing of the kind" * 100)
    assert code_of("run", "--sources", str(file), "--due-only", "--data", str(tmp_path / "data")) == 1
    assert "restore it from a copy" in capsys.readouterr().err
    assert code_of("serve", "--sources", str(file), "--cron", "0 6 * * *", "--port", "99999") == 2
    assert "is not a port from 1 to 65535" in capsys.readouterr().err
