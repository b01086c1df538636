"""Ten agreements, each told by four outlets in full, in short, in other words and in part, are ten rows."""

import random
from collections import defaultdict

import pytest

from tests.quality.chain import read
from tests.quality.own import RETELLINGS, lines_of, pages_of
from tests.quality.scoring import fold
from tests.tasks.aggregate.columnar import tables_of
from tests.tasks.clean.damage import damaged

#: Told so freely, or with so much lost, that no row is read from them; what they tell is no second agreement either.
UNREAD = {
    "as written": {"a03_short.txt", "a08_other.txt", "a09_other.txt", "a10_other.txt"},
    "damaged": {"a03_short.txt", "a06_other.txt", "a08_other.txt", "a09_other.txt", "a10_other.txt"},
}


@pytest.fixture(scope="module", params=UNREAD)
def copies(request):
    return request.param


@pytest.fixture(scope="module")
def reading(copies):
    pages = pages_of(RETELLINGS)
    if copies == "damaged":
        pages = [spoilt(page) if number % 4 == 1 else page for number, page in enumerate(pages)]
    return read(pages)


def spoilt(page):
    """The page with glosses, shifted bytes and narrow marks, as copies of copies have them."""
    text = page.content.decode().encode("gbk", "replace").decode("gbk")
    return type(page)(page.page_id, page.source_uri, damaged(text).encode())


def pages_by_row(tables):
    names = {row["doc_id"]: row["source_uri"] for row in tables["documents"].to_pylist()}
    told = defaultdict(set)
    for row in tables["evidence"].to_pylist():
        if row["table"] == "agreements":
            told[row["row_id"]].add(names[row["doc_id"]])
    return told


def test_ten_agreements_are_ten_rows(reading, copies):
    tables = reading.tables()
    rows = {row["agreement_id"]: row for row in tables["agreements"].to_pylist()}
    expected = lines_of(RETELLINGS / "agreements.jsonl")
    assert len(rows) == len(expected) == 10
    told = pages_by_row(tables)
    for agreement in expected:
        pages = set(agreement["pages"]) - UNREAD[copies]
        (row,) = [rows[key] for key, names in told.items() if pages <= names]
        # only a renewal's own pages look back, on what was renewed
        assert {name for name in told[row["agreement_id"]] if name not in pages} <= {"a02_full.txt", "a02_other.txt"}
        assert (row["signed_edtf"], row["kind"], row["status"]) == (agreement["signed"], agreement["kind"], "signed")
        assert (row["region_code"], row["amount_cny"]) == (agreement["region"], agreement["amount_cny"])
        assert fold(row["title"]) == fold(agreement["title"])
        assert all(
            {fold(form) for form in forms} & {fold(name) for name in row["parties"]} for forms in agreement["parties"]
        )


def test_the_order_of_arrival_changes_nothing(reading):
    chance, expected = random.Random(11), reading.tables()
    for _ in range(3):
        documents = chance.sample(reading.documents, len(reading.documents))
        findings = chance.sample(reading.findings, len(reading.findings))
        tables = tables_of(documents, findings, ())
        assert all(tables[name].equals(table) for name, table in expected.items())


def test_an_agreement_keeps_its_row_as_pages_arrive_in_the_order_of_their_publication(reading):
    """A row's id does not change with the pages that come later, and no row splits or vanishes."""
    documents = sorted(reading.documents, key=lambda d: (d.published_on is None, str(d.published_on), d.doc_id))
    by_document = {item.doc_id: item for item in reading.findings}
    known: dict[str, set[str]] = {}
    for count in range(4, len(documents) + 1, 4):
        some = documents[:count]
        told = pages_by_row(tables_of(some, [by_document[d.doc_id] for d in some], ()))
        assert all(pages <= told.get(key, set()) for key, pages in known.items())
        known = told
