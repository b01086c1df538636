"""A folder of pages made of made-up tables."""

import json
import re
from pathlib import Path

import lxml.html
import pytest

from tasks.review.page import document_path
from tasks.review.site import write_review
from tasks.storage.database import DatabaseFullError
from tasks.unseen import visible
from tests.tasks.review.made import (
    Counted,
    MadeReadings,
    NoReadings,
    agreement,
    document,
    evidence,
    hostile_tables,
    mention,
    metric,
    written,
)

PLAIN = "市政府与移动公司签约，投资3亿元。"
#: So many code points of Chinese are 2 MB in UTF-8.
LONG = 700_000


def _review(files, target, readings=None):
    return write_review(files, "5c2f0e1d9a7b3c48", readings or NoReadings(), target, Counted())


def _page(target, doc):
    return lxml.html.parse(str(target / document_path(doc["doc_id"]))).getroot()


def _text(page):
    return page.get_element_by_id("text").text_content()


def _bytes(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def many(tmp_path):
    """Return the files and documents of five documents, the third without findings, the others of one agreement."""
    docs = [document(number, f"{number}{PLAIN}") for number in range(5)]
    signed = {**agreement(1, parties=["市政府", "移动公司"]), "n_documents": 4}
    found = [evidence("agreements", signed["agreement_id"], "row", doc, 1, 11) for doc in docs if doc is not docs[2]]
    files = written(tmp_path, documents=docs, agreements=[signed], evidence=found)
    return files, docs


def test_each_document_has_a_page_with_its_text(many, tmp_path):
    files, docs = many
    watcher = Counted()
    made = write_review(files, "5c2f0e1d9a7b3c48", NoReadings(), tmp_path / "review", watcher)
    assert (watcher.total, watcher.done) == (5, 5)
    assert made == (5, 0, {"agreements": 1, "metrics": 0})
    for doc in docs:
        assert _text(_page(tmp_path / "review", doc)) == doc["text"]


def test_a_document_without_findings_says_so(many, tmp_path):
    files, docs = many
    _review(files, tmp_path / "review")
    page = _page(tmp_path / "review", docs[2])
    assert "Nothing was read from this document." in page.text_content()
    assert not page.xpath("//*[@data-p]")


def test_a_row_of_several_documents_leads_to_the_list_of_them(many, tmp_path):
    files, docs = many
    _review(files, tmp_path / "review")
    page = _page(tmp_path / "review", docs[0])
    (link,) = page.xpath("//details[@class='row']//a[contains(., 'other')]")
    assert link.text_content() == "told by 3 other documents"
    assert link.get("href") == "../../index.html#a0000000000000001"
    (entry,) = _lists(tmp_path / "review")["agreements"]
    assert entry[-1] == [doc["doc_id"] for doc in docs if doc is not docs[2]]


def _lists(target):
    found = {}
    for path in sorted((target / "lists").iterdir()):
        script = path.read_text(encoding="ascii")
        name, number, some = json.loads(re.fullmatch(r"qianyueList\((.*)\);\n", script)[1])
        assert path.name == f"{name}-{number}.js"
        found.setdefault(name, []).extend(some)
    return found


def test_equal_tables_give_equal_bytes_in_whatever_order_the_work_lies(many, tmp_path):
    files, docs = many
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _review(files, tmp_path / "one", MadeReadings(docs, tmp_path / "a"))
    _review(files, tmp_path / "two", MadeReadings(docs[::-1], tmp_path / "b"))
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_places_lead_to_the_bytes_of_the_raw_page_if_it_is_kept_as_it_was_read(many, tmp_path):
    files, docs = many
    again = {**docs[1], "text": docs[1]["text"] + "？"}  # read in another way since
    made = _review(files, tmp_path / "review", MadeReadings([docs[4], again, docs[0]], tmp_path))
    assert made.n_with_raw == 2
    for doc in docs:
        raw = _page(tmp_path / "review", doc).xpath("//*[@id='raw']")
        told = raw[0].text_content() if raw else ""
        assert ("no longer kept" in told) == (doc in (docs[1], docs[3]))
        assert ("bytes 1 to 31" in told) == (doc in (docs[0], docs[4]))


def test_rows_stand_in_the_order_of_the_text_that_states_them(tmp_path):
    doc = document(1, PLAIN)
    signed, figure = agreement(9), metric(1)
    found = [
        evidence("agreements", signed["agreement_id"], "row", doc, 1, 11),
        evidence("metrics", figure["metric_id"], "as_of_edtf", doc, 0, 1),  # a date before all may be that of many
        evidence("metrics", figure["metric_id"], "row", doc, 12, 16),
    ]
    _review(written(tmp_path, documents=[doc], agreements=[signed], metrics=[figure], evidence=found), tmp_path / "r")
    rows = _page(tmp_path / "r", doc).xpath("//details[@class='row']/@id")
    assert rows == [signed["agreement_id"], figure["metric_id"]]


def test_hundreds_of_spans_over_each_other_are_all_there(tmp_path):
    text = "签约" * 400
    doc = document(1, text)
    rows = [metric(number, value=float(number), confidence=number / 400) for number in range(300)]
    found = [
        evidence("metrics", row["metric_id"], field, doc, number, len(text) - number)
        for number, row in enumerate(rows)
        for field in ("row", "value")
    ]
    mentions = [mention(doc, 2 * number, 2 * number + 3) for number in range(200)]
    files = written(tmp_path, documents=[doc], metrics=rows, evidence=found, region_mentions=mentions)
    _review(files, tmp_path / "review")
    page = _page(tmp_path / "review", doc)
    assert _text(page) == text
    assert len(page.xpath("//details[@class='row']")) == 300
    middle = page.xpath("//section[@id='text']//span")
    assert max(len(one.get("data-p").split()) for one in middle) >= 300
    assert (tmp_path / "review" / document_path(doc["doc_id"])).stat().st_size < 3_000_000


def test_a_document_of_two_megabytes_is_shown_whole(tmp_path):
    line = "新建5G基站1200座，覆盖全市。\n"
    text = line * (LONG // len(line))
    doc = document(1, text)
    figure = metric(1, value=1200.0)
    at = text.rindex("1200座")
    files = written(
        tmp_path,
        documents=[doc],
        metrics=[figure],
        evidence=[evidence("metrics", figure["metric_id"], "row", doc, at, at + 5)],
    )
    _review(files, tmp_path / "review", MadeReadings([doc], tmp_path))
    page = _page(tmp_path / "review", doc)
    assert _text(page) == text
    (mark,) = page.xpath("//section[@id='text']//span")
    assert mark.text_content() == "1200座"
    assert (tmp_path / "review" / document_path(doc["doc_id"])).stat().st_size < 1.2 * len(text.encode()) + 20_000


def test_hostile_text_adds_no_element_and_no_attribute(tmp_path):
    files, (doc,) = hostile_tables(tmp_path)
    _review(files, tmp_path / "review", MadeReadings([doc], tmp_path))
    page = _page(tmp_path / "review", doc)
    assert _text(page) == visible(doc["text"])
    assert {one.tag for one in page.iter() if isinstance(one.tag, str)}.isdisjoint({"img", "svg", "style", "b2"})
    assert len(page.xpath("//script")) == 1
    attributes = {name for one in page.iter() if isinstance(one.tag, str) for name in one.attrib}
    assert not {name for name in attributes if name.startswith("on")}
    assert not [one for one in page.xpath("//a/@href") if one.startswith("javascript")]


def test_only_addresses_on_the_web_are_links(tmp_path):
    urls = {"https://news.example/a?b=1&c=2": True, "http://x/": True, "javascript:alert(1)": False, "ftp://x/": False}
    urls["https://bank.example@evil.example/"] = False
    docs = [document(number, PLAIN, url=url) for number, url in enumerate(urls)]
    _review(written(tmp_path, documents=docs), tmp_path / "review")
    for doc in docs:
        links = _page(tmp_path / "review", doc).xpath("//header//dd/a")
        assert [link.get("href") for link in links] == [doc["url"]] * urls[doc["url"]]
        assert all("noreferrer" in link.get("rel") for link in links)


def test_the_scripts_of_the_pages_write_no_markup():
    assets = Path(__file__).parents[3] / "tasks" / "review" / "assets"
    scripts = [path.read_text(encoding="utf-8") for path in assets.glob("*.js")]
    assert len(scripts) == 2
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(|fetch\(|XMLHttp|srcdoc|javascript:"
    )
    assert not [found for script in scripts for found in re.findall(forbidden, script)]


def test_scripts_know_the_kinds_and_lists_that_the_pages_have():
    from tasks.review.index import LISTS
    from tasks.review.sheet import KINDS
    from tasks.review.shell import asset

    def known(name, constant):
        return json.loads(re.search(rf"const {constant} = (\[.*?\]);", asset(name))[1])

    assert known("document.js", "KINDS") == list(KINDS)
    assert known("index.js", "LISTS") == list(LISTS)


def test_the_review_is_made_anew_with_more_memory_where_there_was_too_little(many, tmp_path, monkeypatch):
    files, docs = many
    monkeypatch.setattr("tasks.storage.database.MEGABYTES", (1, 400))
    assert _review(files, tmp_path / "one").n_documents == len(docs)
    monkeypatch.setattr("tasks.storage.database.MEGABYTES", (1, 2))
    with pytest.raises(DatabaseFullError, match="2 MB"):
        _review(files, tmp_path / "two")
    assert not (tmp_path / "two").exists()
