"""``qianyue sources check``: every fault, or a line a source."""

import json
from datetime import date

import pytest

from flows.cli import main
from flows.sources import check_sources, load_sources
from schemas.visit import Tally
from tests.site import Site
from tests.site.front import site_on
from tests.site.news import articles
from tests.tasks.fetch.archived import answer, news, packed, record

SOURCES = """
[defaults]
contact = "https://reader.example/robot"

[[source]]
name = "own"
kind = "folder"
address = "news"

[[source]]
name = "crawl"
kind = "warc"
address = "archives/*.warc.gz"

[[source]]
name = "rows"
kind = "jsonl"
address = "rows.jsonl"
columns = { url = "link", text = "body" }

[[source]]
name = "list"
kind = "urls"
address = "list.txt"

[[source]]
name = "daily"
kind = "feed"
address = "https://news.example/feed.xml"
schedule = "0 6 * * *"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder in which all sources are as they should be, seen from another one."""
    for name in ("news", "archives", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "news" / "1.html").write_bytes(news(1))
    (tmp_path / "archives" / "a.warc.gz").write_bytes(packed(record("response", "https://a.example/", answer(news(1)))))
    (tmp_path / "rows.jsonl").write_text(json.dumps({"link": "https://a.example/", "body": "签约"}))
    (tmp_path / "list.txt").write_text("https://a.example/1\nhttps://a.example/2\n")
    (tmp_path / "sources.toml").write_text(SOURCES)
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


def checked(folder, capsys, *words):
    code = main(["sources", "check", "--sources", str(folder / "sources.toml"), *words])
    printed = capsys.readouterr()
    return code, printed.out.splitlines(), printed.err.splitlines()


def test_a_line_tells_what_each_source_is_and_holds(folder, capsys):
    code, lines, faults = checked(folder, capsys, "--offline")
    assert (code, faults) == (0, [])
    assert [line.split()[:2] for line in lines[:-1]] == [
        ["own", "folder"], ["crawl", "warc"], ["rows", "jsonl"], ["list", "urls"], ["daily", "feed"],
    ]  # fmt: skip
    assert [line.partition("] ")[2] for line in lines[:-1]] == [
        "1 file",
        "1 file, 0.0 MB",
        "1 file, 0.0 MB",
        "2 addresses",
        "",
    ]
    assert lines[4].endswith("https://news.example/feed.xml [0 6 * * *]")
    assert "[every run]" in lines[0]
    assert lines[-1] == "5 sources ready, 0 faults"


def test_all_faults_are_printed_those_of_the_file_and_of_what_it_leads_to(folder, capsys):
    (folder / "news" / "1.html").unlink()
    (folder / "news").rmdir()
    (folder / "archives" / "a.warc.gz").write_bytes(b"no archive")
    (folder / "rows.jsonl").write_text('{"url": "https://a.example/", "body": "x"}')
    (folder / "list.txt").write_bytes(b"\xff")
    (folder / "sources.toml").write_text(SOURCES.replace("0 6 * * *", "6"))
    code, lines, faults = checked(folder, capsys)
    assert code == 1
    assert [line.split(": ")[:3] for line in faults] == [
        ["qianyue", "daily", "schedule"],
        ["qianyue", "own", "address"],
        ["qianyue", "crawl", "address"],
        ["qianyue", "rows", "address"],
        ["qianyue", "list", "address"],
    ]
    assert "no file or folder" in faults[1]
    assert "record 1: what stands here is no WARC record" in faults[2]
    assert "line 1: the column link holds no address" in faults[3]
    assert "is not UTF-8 from line 1 on" in faults[4]
    assert lines == ["0 sources ready, 5 faults"]


def test_a_missing_file_and_one_that_is_no_text_are_wrong_usage(folder, capsys, monkeypatch):
    assert main(["sources", "check"]) == 2
    assert "no file sources.toml: docs/sources.md says how to write one" in capsys.readouterr().err
    (folder / "sources.toml").write_bytes(b'\n\nname = "\xff"')
    code, _, faults = checked(folder, capsys)
    assert code == 2
    assert "is not UTF-8 from line 3 on: save it as UTF-8" in faults[0]


def test_paths_are_read_from_the_folder_of_the_file(folder):
    sources, faults = load_sources(folder / "sources.toml")
    assert faults == ()
    assert [source.address for source in sources] == [
        str(folder / "news"),
        str(folder / "archives/*.warc.gz"),
        str(folder / "rows.jsonl"),
        str(folder / "list.txt"),
        "https://news.example/feed.xml",
    ]


def test_sites_are_asked_where_somebody_can_ask(folder):
    asked = []

    def probe(source):
        asked.append(source.name)
        return Tally(source.name, n_links=2, problem="answers 404" if source.name == "daily" else "")

    found = check_sources(folder / "sources.toml", probe)
    assert asked == ["list", "daily"]
    assert [str(fault).partition(";")[0] for fault in found.faults] == ["daily: address: answers 404"]
    assert len(found.lines) == 4
    assert found.lines[3].endswith("2 addresses its first index names 2 pages")


def test_a_site_is_asked_for_its_first_index_and_nothing_is_kept(folder, capsys):
    paper = articles(3, date(2024, 5, 1), 1)
    with Site({}) as site:
        site.scripts[0] = site_on(date(2024, 5, 1), paper, site.url(""))
        feed = f'''
        [[source]]
        name = "daily"
        kind = "feed"
        address = "{site.url("/feed.xml")}"
        contact = "https://reader.example/robot"
        allow_private = ["127.0.0.1"]
        politeness = {{ requests_per_second = 50 }}
        '''
        (folder / "sources.toml").write_text(feed)
        code, lines, faults = checked(folder, capsys)
        assert (code, faults) == (0, [])
        assert lines[0].endswith("its first index names 3 pages")
        (folder / "sources.toml").write_text(feed.replace("/feed.xml", "/nowhere.xml"))
        code, lines, faults = checked(folder, capsys)
        assert code == 1
        assert "404" in faults[0]
    assert [request.target for request in site.log] == ["/robots.txt", "/feed.xml", "/robots.txt", "/nowhere.xml"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "archives", "elsewhere", "list.txt", "news", "rows.jsonl", "sources.toml",
    ]  # fmt: skip
