"""The doors of the stages, one after the other, over real files: what comes in goes out or is rejected."""

import hashlib

import pytest

from schemas.records import AgreementFinding, Document, Findings, Page, Rejection, Segmentation
from tasks.aggregate.digest import digest_shard
from tasks.aggregate.shard import aggregate_shards
from tasks.clean.shard import clean_shard
from tasks.extract import shard as extract_door
from tasks.extract.article import extract
from tasks.extract.shard import extract_shard
from tasks.isolation import rejections_beside
from tasks.segment.shard import segment_shard
from tasks.storage import read_records, read_table, write_records

NEWS = (
    "青石市与移动签约\n"
    "本报讯 2021年8月18日，湖北省咸宁市人民政府与中国移动湖北公司签署5G战略合作协议，建成5G基站1200个。\n"
)
OTHER = "公园开放\n2021年8月20日，市民在新公园里散步，湖边的柳树已经绿了，孩子们在草地上放风筝，老人们在亭子里下棋。\n"


def page(name, content):
    digits = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()[:16]
    return Page("p" + digits, name, content)


TOO_LARGE = AgreementFinding(0, 1, "other", "signed", (), amount_cny=10**30)
PAGES = [page("news/1.txt", NEWS.encode()), page("news/2.txt", OTHER.encode()), page("news/3.txt", b"")]


@pytest.fixture
def shards(tmp_path):
    paths = {
        name: tmp_path / f"{name}.parquet" for name in ("pages", "documents", "segmentations", "findings", "digests")
    }
    write_records(Page, PAGES, paths["pages"])
    return paths


def through(shards):
    clean_shard(shards["pages"], shards["documents"])
    segment_shard(shards["documents"], shards["segmentations"])
    extract_shard(shards["documents"], shards["segmentations"], shards["findings"])


def tables_of(shards, target, active=frozenset(item.page_id for item in PAGES)):
    digest_shard(shards["findings"], shards["documents"], shards["digests"])
    refused = [rejections_beside(shards[name]) for name in ("documents", "segmentations", "findings", "digests")]
    return aggregate_shards([shards["digests"]], refused, active, target, target.with_suffix(".parquet"))


def test_every_page_becomes_a_document_or_a_rejection(shards, tmp_path):
    counts = clean_shard(shards["pages"], shards["documents"])
    assert counts == {"pages": 3, "documents": 2, "rejected": 1}
    assert [item.source_uri for item in read_records(Document, shards["documents"])] == ["news/1.txt", "news/2.txt"]
    (refused,) = read_records(Rejection, rejections_beside(shards["documents"]))
    assert (refused.source_uri, refused.reason, refused.page_id) == ("news/3.txt", "empty", PAGES[2].page_id)


def test_a_document_shares_its_digits_with_its_page(shards):
    through(shards)
    assert [item.page_id for item in read_records(Document, shards["documents"])] == [p.page_id for p in PAGES[:2]]


def test_what_cannot_matter_is_skipped_and_counted(shards):
    clean_shard(shards["pages"], shards["documents"])
    counts = segment_shard(shards["documents"], shards["segmentations"])
    assert counts == {"documents": 2, "segmented": 1, "skipped": 1, "rejected": 0}
    assert len(read_records(Segmentation, shards["segmentations"])) == 1


def test_the_tables_say_what_the_page_says(shards, tmp_path):
    through(shards)
    counts = tables_of(shards, tmp_path / "tables")
    assert (counts["documents"], counts["agreements"], counts["metrics"], counts["rejected"]) == (2, 1, 1, 1)
    assert counts["skipped"] == 1
    (agreement,) = read_table(tmp_path / "tables" / "agreements.parquet").to_pylist()
    assert (agreement["signed_edtf"], agreement["region_code"]) == ("2021-08-18", "421200")
    assert (tmp_path / "tables" / "datapackage.json").is_file()


def test_pages_that_the_sources_no_longer_hold_are_left_out(shards, tmp_path):
    through(shards)
    counts = tables_of(shards, tmp_path / "tables", frozenset({PAGES[1].page_id}))
    assert (counts["documents"], counts["agreements"], counts["rejected"]) == (1, 0, 0)


def test_a_document_that_breaks_a_rule_is_rejected_and_the_rest_goes_on(shards, tmp_path, monkeypatch):
    def fail(document, segmentation):
        raise IndexError("out of range")

    monkeypatch.setattr(extract_door, "extract", fail)
    through(shards)
    assert read_records(Findings, shards["findings"]) == []
    counts = tables_of(shards, tmp_path / "tables")
    assert (counts["documents"], counts["rejected"]) == (1, 2)
    rejected = read_table(tmp_path / "tables" / "rejected.parquet").to_pylist()
    first = rejected[0]
    assert (first["source_uri"], first["stage"]) == ("news/1.txt", "extract")
    assert first["detail"] == "IndexError: out of range"


def test_a_number_that_no_column_holds_costs_its_page_alone(shards, tmp_path, monkeypatch):
    monkeypatch.setattr(extract_door, "extract", lambda document, _: Findings(document.doc_id, (), (TOO_LARGE,)))
    through(shards)
    assert read_records(Findings, shards["findings"]) == []
    (refused,) = read_records(Rejection, rejections_beside(shards["findings"]))
    assert refused.detail.startswith("OverflowError")
    assert tables_of(shards, tmp_path / "tables")["documents"] == 1


def test_the_pages_beside_one_with_such_a_number_are_kept(shards, monkeypatch):
    def read(document, segmentation):
        bad = document.source_uri == "news/1.txt"
        return Findings(document.doc_id, (), (TOO_LARGE,)) if bad else extract(document, segmentation)

    pages = [*PAGES, page("news/4.txt", NEWS.replace("青石", "黑石").encode())]
    write_records(Page, pages, shards["pages"])
    monkeypatch.setattr(extract_door, "extract", read)
    through(shards)
    (kept,) = read_records(Findings, shards["findings"])
    (refused,) = read_records(Rejection, rejections_beside(shards["findings"]))
    assert (kept.doc_id[1:], len(kept.agreements)) == (pages[3].page_id[1:], 1)
    assert (refused.source_uri, refused.page_id) == ("news/1.txt", pages[0].page_id)
