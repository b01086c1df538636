"""The file that the report is: whole, the same for the same tables, and closed to whatever pages say."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from schemas.reference.confidence import confidence_weights
from tasks.report.figures import NEEDED
from tasks.report.report import SnapshotError, write_report
from tasks.storage import read_table, write_table
from tasks.unseen import visible
from tests.tasks.report.rows import BIDI, agreement, document, hostile, place, publish, varied

ID = "0123456789abcdef"


def report(data, folder):
    write_report(folder, ID, data / "report.html")
    return (data / "report.html").read_text(encoding="utf-8")


def test_the_same_tables_give_the_same_bytes(tmp_path):
    first = report(tmp_path / "a", publish(tmp_path / "a", **varied()))
    assert first == report(tmp_path / "b", publish(tmp_path / "b", **varied()))
    assert ID in first
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["report.html", "snapshots", "tables"]


def test_nothing_is_loaded_and_only_what_is_ours_runs(tmp_path):
    page = html.document_fromstring(report(tmp_path, publish(tmp_path, **varied())))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not page.xpath("//@style | //@src | //link | //img | //iframe | //object | //base")
    assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1


def test_text_from_pages_is_text(tmp_path):
    text = report(tmp_path, publish(tmp_path, **hostile()))
    page = html.document_fromstring(text)
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //*[@onload or @onerror]")
    assert "alert(1)" in page.text_content()
    for part in ("newest", "signers", "regions", "stock"):
        assert visible(BIDI) in "".join(page.xpath(f"//*[@id='{part}']//text()"))
    assert visible(text) == text
    assert {link for link in page.xpath("//a/@href") if not link.startswith("#")} == {
        "https://news.example/%E6%96%B0%E9%97%BB?q=%3Cb%3E&x=%22'"
    }
    assert all(link.get("rel") == "noreferrer noopener" for link in page.xpath("//a[starts-with(@href, 'http')]"))


def test_each_right_to_left_name_stands_apart(tmp_path):
    page = html.document_fromstring(report(tmp_path, publish(tmp_path, **hostile())))
    names = page.xpath("//main//text()[contains(., 'מגדל')]")
    assert len(names) > 20
    for name in names:  # each of these elements is set by itself, by its nature or by the style
        assert name.getparent().xpath(
            "ancestor-or-self::*[self::bdi or self::text or self::title or self::th or self::b]"
        )


def test_an_empty_snapshot_says_what_is_missing(tmp_path):
    text = report(tmp_path, publish(tmp_path))
    page = html.document_fromstring(text)
    told = [one.text_content() for one in page.xpath("//p[@class='empty']")]
    assert any(text.startswith("尚无协议 No agreement yet") for text in told)
    assert any(text.startswith("尚无文献 No document yet") for text in told)
    assert len(told) > 8
    assert len(page.xpath("//*[@class='map']//*[local-name()='rect'][@rx]")) == 68


def test_the_page_that_told_first_is_named_with_its_link(tmp_path):
    page = html.document_fromstring(report(tmp_path, publish(tmp_path, **varied())))
    links = {
        row.get("id"): row.xpath(".//td[last()]//a/@href") for row in page.xpath("//*[@id='newest-table']//tr[@id]")
    }
    assert links["a" + "0" * 16] == ["https://news.example/0"]  # not the one that repeats it
    assert links["a" + "0" * 15 + "1"] == ["https://news.example/3"]
    assert links["a" + "0" * 15 + "2"] == []


def test_when_pages_were_fetched_last_is_told(tmp_path):
    fetched = datetime(2024, 5, 1, 22, 30, tzinfo=UTC)
    page = report(tmp_path, publish(tmp_path, documents=[document(0, fetched_at=fetched), document(1)]))
    assert "2024-05-01 22:30 UTC" in page


def test_only_the_columns_that_are_declared_as_needed_are_read(tmp_path):
    whole, bare = (publish(tmp_path / name, **varied()) for name in ("whole", "bare"))
    for name, columns in NEEDED.items():
        path = bare / f"{name}.parquet"
        write_table(read_table(path, list(columns) or None), path)
    assert report(tmp_path / "whole", whole) == report(tmp_path / "bare", bare)


@pytest.mark.parametrize("name", [name for name, columns in NEEDED.items() if columns])
def test_a_snapshot_of_another_version_is_named(tmp_path, name):
    folder = publish(tmp_path, **varied())
    path = folder / f"{name}.parquet"
    write_table(read_table(path).drop_columns([NEEDED[name][-1]]), path)
    with pytest.raises(SnapshotError, match=f"another version, it has no column {NEEDED[name][-1]}"):
        report(tmp_path, folder)
    assert not (tmp_path / "report.html").exists()


def test_a_table_that_cannot_be_read_is_named(tmp_path):
    folder = publish(tmp_path, **varied())
    (folder / "metrics.parquet").write_bytes(b"PAR1 no table PAR1")
    with pytest.raises(SnapshotError, match=r"metrics\.parquet cannot be read"):
        report(tmp_path, folder)


def test_counties_are_left_to_the_table_where_there_are_too_many(tmp_path):
    def regions(n):
        counties = [place(f"33{at:04}", level="county", base_stations=1.0) for at in range(1000, 1000 + n)]
        return [place("330100", base_stations=2.0), *counties]

    few = html.document_fromstring(report(tmp_path / "few", publish(tmp_path / "few", regions=regions(399))))
    many = html.document_fromstring(report(tmp_path / "many", publish(tmp_path / "many", regions=regions(400))))
    assert len(few.xpath("//*[@id='stock-table']/tbody/tr")) == 400
    assert len(many.xpath("//*[@id='stock-table']/tbody/tr")) == 1
    assert "400 counties more stand in the table regions" in many.text_content()
    assert "counties more" not in few.text_content()


def test_from_where_rows_may_be_trusted_is_said_in_one_place(tmp_path, monkeypatch):
    weights = replace(confidence_weights(), threshold=0.77)
    for module in ("filters", "newest", "trust"):
        monkeypatch.setattr(f"tasks.report.{module}.confidence_weights", lambda: weights)
    rows = {"agreements": [agreement(0, confidence=0.76), agreement(1, confidence=0.77)]}
    page = html.document_fromstring(report(tmp_path, publish(tmp_path, **rows)))
    assert [row.get("id")[-1] for row in page.xpath("//*[@data-sure]")] == ["1"]
    text = page.text_content()
    for sentence in ("置信度 ≥ 0.77", "Confidence ≥ 0.77", "0.77 及以上可以信赖", "at or above 0.77 may be trusted"):
        assert sentence in text
