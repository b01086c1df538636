"""The command that writes the review: what it takes, what it says, and that its pages say what the tables say."""

import json
import shutil

import lxml.html
import pandas as pd
import pytest

from flows.cli import main
from flows.locate import locate
from flows.review import KeptReadings
from tasks.review.page import document_path
from tasks.review.sheet import as_text
from tasks.storage import Work, read_table
from tests.flows.conftest import SAMPLES
from tests.flows.unscheduled import publish


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """Return the data folder and the folder of its review."""
    folder = tmp_path_factory.mktemp("reviewed")
    publish(folder / "data", SAMPLES)
    assert main(["review", str(folder / "review"), "--data", str(folder / "data")]) == 0
    return folder / "data", folder / "review"


@pytest.fixture(scope="module")
def tables(reviewed):
    """Return a published table by its name."""
    return lambda name: pd.read_parquet(reviewed[0] / "tables" / f"{name}.parquet")


@pytest.fixture(scope="module")
def pages(reviewed, tables):
    """Return the pages by the ids of their documents."""
    paths = {doc_id: reviewed[1] / document_path(doc_id) for doc_id in tables("documents")["doc_id"]}
    return {doc_id: lxml.html.parse(str(path)).getroot() for doc_id, path in paths.items()}


def test_every_quote_of_the_tables_is_on_its_page_and_nothing_else(pages, tables):
    evidence = tables("evidence")
    for doc_id, page in pages.items():
        shown = [
            (row.get("id"), link.get("href"), link.text_content())
            for row in page.xpath("//details[@class='row']")
            for link in row.xpath(".//a[@data-p]")
        ]
        of_document = evidence[evidence["doc_id"] == doc_id]
        stated = [(one.row_id, f"#c{one.start}-{one.end}", one.quote) for one in of_document.itertuples()]
        assert sorted(shown) == sorted(stated)


def test_each_quote_stands_beside_its_field(pages, tables):
    for one in tables("evidence").itertuples():
        row = pages[one.doc_id].get_element_by_id(one.row_id)
        fields = [
            link.xpath("ancestor::dd[1]/preceding-sibling::dt[1]")[0].text
            for link in row.xpath(f".//a[@href='#c{one.start}-{one.end}']")
        ]
        assert one.field in fields


@pytest.mark.parametrize("name", ["agreements", "metrics"])
def test_every_value_of_the_tables_is_on_its_page(pages, tables, name):
    evidence = tables("evidence")
    table = tables(name)
    key = table.columns[0]
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        for doc_id in evidence[evidence["row_id"] == row[key]]["doc_id"].unique():
            shown = pages[doc_id].get_element_by_id(row[key])
            values = {dt.text: dt.getnext().xpath("span[@class='held']/text()") for dt in shown.xpath(".//dt")}
            for column, value in row.items():
                told = as_text(list(value) if hasattr(value, "tolist") and not isinstance(value, str) else value)
                if column not in {key, "parties"}:
                    assert values.get(column, []) == ([told] if told is not None else []), (row[key], column)


def test_parties_are_told_as_their_table_tells_them(pages, tables):
    evidence = tables("evidence")
    for agreement_id, parties in tables("agreement_parties").groupby("agreement_id"):
        doc_id = evidence[evidence["row_id"] == agreement_id]["doc_id"].iloc[0]
        items = pages[doc_id].get_element_by_id(agreement_id).xpath(".//ol[@class='parties']/li")
        assert [item.xpath("b")[0].text for item in items] == list(parties["name"])
        for item, party in zip(items, parties.itertuples(), strict=True):
            assert party.role in item.text_content()
            assert pd.isna(party.signatory) or party.signatory in item.text_content()


def test_places_on_the_raw_page_are_those_that_locate_finds(reviewed, pages, tables):
    evidence = tables("evidence").drop_duplicates(["doc_id", "start", "end"])
    for one in evidence.groupby("doc_id").head(4).itertuples():
        origin = locate(reviewed[0], one.doc_id, one.start, one.end).origin
        item = pages[one.doc_id].get_element_by_id(f"b{one.start}-{one.end}")
        assert f"bytes {origin.page_bytes.start} to {origin.page_bytes.end}" in item.text_content()
        assert len(origin.raw) > 400 or item.xpath(".//mark")[0].text_content() == origin.raw


def test_mentions_are_told_with_the_names_of_their_regions(pages, tables):
    names = tables("regions").set_index("region_code")["full_name"]
    for one in tables("region_mentions").itertuples():
        (link,) = pages[one.doc_id].xpath(f"//*[@id='mentions']//a[@href='#c{one.start}-{one.end}']")
        told = link.xpath("ancestor::dd[1]/preceding-sibling::dt[1]")[0].text
        assert link.text == one.surface
        assert (names[one.region_code] if one.region_code else "not settled") in told


def test_the_command_says_what_it_wrote_and_writes_the_same_bytes_again(reviewed, capsys, tmp_path):
    data, target = reviewed
    assert main(["review", str(tmp_path / "again"), "--data", str(data)]) == 0
    done = capsys.readouterr()
    assert [line.split()[0] for line in done.out.splitlines()] == [
        "snapshot", "documents", "agreements", "metrics", "open",
    ]  # fmt: skip
    assert str(tmp_path / "again" / "index.html") in done.out
    assert "review: 16 of 16 pages" in done.err
    one, other = (
        {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (target, tmp_path / "again")
    )
    assert one == other


def test_a_review_is_replaced_and_another_folder_is_not(reviewed, capsys, tmp_path):
    target = tmp_path / "review"
    shutil.copytree(reviewed[1], target)
    (target / "documents" / "old.html").write_text("old", encoding="utf-8")
    assert main(["review", str(target), "--data", str(reviewed[0])]) == 0
    assert not (target / "documents" / "old.html").exists()
    (target / "review.json").unlink()
    capsys.readouterr()
    assert main(["review", str(target), "--data", str(reviewed[0])]) == 2
    assert "holds other files: give a new folder" in capsys.readouterr().err
    assert (target / "index.html").exists()


def test_a_snapshot_can_be_named(reviewed, capsys, tmp_path):
    data = reviewed[0]
    name = (data / "tables").readlink().name
    assert main(["review", str(tmp_path / "one"), "--data", str(data), "--snapshot", name]) == 0
    assert name in (tmp_path / "one" / "index.html").read_text(encoding="utf-8")
    capsys.readouterr()
    for wrong in ("0000000000000000", "../snapshots/" + name):
        assert main(["review", str(tmp_path / "two"), "--data", str(data), "--snapshot", wrong]) == 2
        assert f"no snapshot {wrong} in {data}" in capsys.readouterr().err
    assert not (tmp_path / "two").exists()


def test_without_tables_there_is_nothing_to_review(capsys, tmp_path):
    assert main(["review", str(tmp_path / "review"), "--data", str(tmp_path / "data")]) == 1
    assert "no tables in" in capsys.readouterr().err
    assert not (tmp_path / "review").exists()


def test_a_snapshot_without_a_table_is_named(reviewed, capsys, tmp_path):
    shutil.copytree(reviewed[0] / "snapshots", tmp_path / "data" / "snapshots")
    (tmp_path / "data" / "tables").symlink_to((reviewed[0] / "tables").readlink())
    manifest = tmp_path / "data" / "tables" / "manifest.json"
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    del facts["files"]["region_mentions.parquet"]
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    assert main(["review", str(tmp_path / "review"), "--data", str(tmp_path / "data")]) == 1
    told = capsys.readouterr().err
    assert "no table 'region_mentions' in snapshot" in told
    assert "make the tables again with `qianyue run" in told


def test_work_that_a_run_removes_meanwhile_is_named(reviewed, capsys, tmp_path, monkeypatch):
    data = tmp_path / "data"
    shutil.copytree(reviewed[0], data, symlinks=True)

    def removing(path, *names):
        Work(data / "work").remove("clean", Work(data / "work").finished("clean"))
        return read_table(path, *names)

    monkeypatch.setattr("tasks.review.site.read_table", removing)
    assert main(["review", str(tmp_path / "review"), "--data", str(data)]) == 1
    assert "has a run gone on meanwhile? Write the review again when it is done" in capsys.readouterr().err
    assert not (tmp_path / "review").exists()


def test_facts_that_a_run_removes_meanwhile_leave_the_others(tmp_path, monkeypatch):
    """Which shards there are and what they were made from is asked once: none can go between."""
    work = Work(tmp_path)
    monkeypatch.setattr(Work, "all_facts", lambda *_: {"a": {"made_from": {"fetch": "b"}}})
    (tmp_path / "fetch").mkdir()
    work.shard("fetch", "b").touch()
    kept = KeptReadings.of(work)
    assert (kept.shards, kept.pages) == ([work.shard("clean", "a")], [work.shard("fetch", "b")])


def test_a_folder_in_a_store_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["review", "s3://bucket/review"])
    assert "s3://bucket/review is in a store" in capsys.readouterr().err


def test_where_the_work_is_gone_the_pages_say_so(reviewed, capsys, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(reviewed[0], data, symlinks=True)
    for name in Work(data / "work").finished("fetch"):
        Work(data / "work").remove("fetch", [name])
    assert main(["review", str(tmp_path / "review"), "--data", str(data)]) == 0
    assert "16 without their raw page: run again to have it" in capsys.readouterr().out.replace("(", "")
    pages = list((tmp_path / "review" / "documents").rglob("*.html"))
    assert len(pages) == 16
    assert sum("no longer kept" in page.read_text(encoding="utf-8") for page in pages) == 16
