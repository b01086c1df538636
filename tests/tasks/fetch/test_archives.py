"""Archives go into the raw store once, whole, and what is wrong with them is counted and named."""

import bz2
import csv
import gzip
import json
import lzma
import zlib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Page
from schemas.source import Politeness, Source
from schemas.visit import Link, Visit
from tasks.fetch import archives
from tasks.fetch.archives import take, try_out
from tasks.fetch.entries.csv import csv_entries
from tasks.fetch.entries.jsonl import jsonl_entries
from tasks.fetch.entries.parquet import parquet_entries
from tasks.fetch.page import page_of
from tasks.fetch.warc import visit_of_page, write_warc
from tasks.identity import page_id
from tasks.storage import xz
from tasks.storage.archive_files import find_archives
from tasks.storage.raw_store import raw_store
from tests.quality.chain import read
from tests.tasks.fetch.archived import answer, news, packed, record, taken

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
RUN = datetime(2025, 1, 1, tzinfo=UTC)
URL = "https://news.example/"
PLACE = "s/a.warc.gz#record"
COLUMNS = {"url": "link", "text": "body", "fetched_at": "crawled"}


def source(tmp_path, kind="warc", **more):
    return Source("s", kind, str(tmp_path / f"*.{kind}*"), **more)


def warc(tmp_path, content, name="a.warc.gz"):
    (tmp_path / name).write_bytes(content)
    return source(tmp_path)


def failed(failures):
    return [(item.url, item.reason) for item in failures]


def test_a_response_is_a_page_with_its_time_and_headers(tmp_path):
    body = answer(news(1), Server="nginx", content_type="text/html; charset=utf-8")
    tally, (page,), failures = taken(warc(tmp_path, packed(record("response", URL, body))), tmp_path, RUN)
    assert page == Page(page_id(URL, news(1)), URL, news(1), URL, "text/html; charset=utf-8", AT)
    assert failures == []
    assert (tally.source, tally.n_links, tally.n_new_links, tally.problem) == ("s", 1, 1, "")
    assert (tally.outcomes, tally.reasons) == ({"new": 1}, {})
    with raw_store(tmp_path / "store.sqlite") as store:
        (visit,) = store.visits()
    assert (visit.status, visit.header("server"), visit.role) == (200, "nginx", "page")


def test_what_is_no_page_is_passed_over(tmp_path):
    records = [
        record("warcinfo", "x", b"software: x\r\n", "application/warc-fields"),
        record("request", URL, b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("metadata", URL, b"a: b\r\n", "application/warc-fields"),
        record("response", f"{URL}a.jpg", answer(b"\xff\xd8", content_type="image/jpeg")),
        record("response", f"{URL}b", answer(b"gone", 404)),
        record("response", f"{URL}c", answer(b"", 301, Location="/d")),
        record("response", "dns:news.example", b"1.2.3.4", "text/dns"),
        record("resource", "urn:pageinfo:x", b"{}", "application/json"),
        record("revisit", f"{URL}e", answer(b"", 304), WARC_Profile="x"),
        record("conversion", f"{URL}f", b"text", "text/plain"),
    ]
    tally, pages, failures = taken(warc(tmp_path, packed(*records)), tmp_path, RUN)
    assert (pages, failures, tally.outcomes) == ([], [], {})


@pytest.mark.parametrize("kind", ["", "text/plain", "application/xhtml+xml; charset=gbk", "TEXT/HTML", "text/markdown"])
def test_page_types_are_taken(tmp_path, kind):
    content = packed(record("response", URL, answer(b"5G", content_type=kind)))
    _, (page,), _ = taken(warc(tmp_path, content), tmp_path, RUN)
    assert page.content_type == (kind or None)


def test_an_address_in_angle_brackets_is_the_address_within(tmp_path):
    _, (page,), _ = taken(warc(tmp_path, packed(record("response", f"<{URL}>", answer(news(1))))), tmp_path, RUN)
    assert page.url == URL


def test_an_answer_that_is_all_header_is_no_answer(tmp_path):
    content = packed(record("response", URL, answer(news(1), X="x" * 300_000)), TWO)
    _, (page,), failures = taken(warc(tmp_path, content), tmp_path, RUN)
    assert (page.url, failed(failures)) == (f"{URL}2", [(f"{PLACE}-1", "unreadable")])


def test_a_revisit_of_a_known_page_is_a_visit(tmp_path):
    records = [
        record("response", URL, answer(news(1))),
        record("revisit", URL, answer(b"", 304), date="2024-05-02T06:00:00Z", WARC_Profile="x"),
    ]
    tally, (page,), _ = taken(warc(tmp_path, packed(*records)), tmp_path, RUN)
    assert tally.outcomes == {"new": 1, "unchanged": 1}
    assert page.content == news(1)


def test_two_captures_are_two_versions(tmp_path):
    records = [
        record("response", URL, answer(news(2)), date="2024-05-02T06:00:00Z"),
        record("response", URL, answer(news(1))),
    ]
    tally, (page,), _ = taken(warc(tmp_path, packed(*records)), tmp_path, RUN)
    assert tally.outcomes == {"new": 1, "changed": 1}
    assert page.content == news(2)


CODED = {
    "gzip": (gzip.compress(news(1)), {"Content_Encoding": "gzip"}),
    "two members": (gzip.compress(news(1)[:99]) + gzip.compress(news(1)[99:]), {"Content_Encoding": "x-gzip"}),
    "deflate": (zlib.compress(news(1)), {"Content_Encoding": "deflate"}),
    "raw deflate": (zlib.compress(news(1), wbits=-15), {"Content_Encoding": "deflate"}),
    "chunked": (b"5;x=1\r\n" + news(1)[:5] + b"\r\n%X\r\n" % len(news(1)[5:]) + news(1)[5:] + b"\r\n0\r\n\r\n",
                {"Transfer_Encoding": "chunked"}),
    "chunked gzip": (b"%x\r\n" % len(gzip.compress(news(1))) + gzip.compress(news(1)) + b"\r\n0\r\n\r\n",
                     {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    "chunks kept away": (news(1), {"Transfer_Encoding": "chunked"}),
    "unpacked before": (news(1), {"Content_Encoding": "br"}),
    "identity": (news(1), {"Content_Encoding": "identity"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CODED)
def test_bodies_are_kept_without_their_codings(tmp_path, name):
    body, headers = CODED[name]
    content = packed(record("response", URL, answer(body, **headers)))
    _, (page,), failures = taken(warc(tmp_path, content), tmp_path, RUN)
    assert (page.content, failures) == (news(1), [])


BOMB = gzip.compress(b"\0" * 2_000_000)
BAD_BODIES = {
    "bomb": (BOMB, {"Content_Encoding": "gzip"}, "too_large"),
    "bomb in bomb": (gzip.compress(BOMB), {"Content_Encoding": "gzip, gzip"}, "too_large"),
    "deflated bomb": (zlib.compress(b"\0" * 2_000_000), {"Content_Encoding": "deflate"}, "too_large"),
    "large": (b"x" * 100_001, {}, "too_large"),
    "broken off": (gzip.compress(news(1))[:-20], {"Content_Encoding": "gzip"}, "incomplete"),
    "damaged": (gzip.compress(news(1))[:-6] + b"\0" * 6, {"Content_Encoding": "gzip"}, "unreadable"),
    "chunk broken off": (b"fff\r\nabc", {"Transfer_Encoding": "chunked"}, "incomplete"),
    "chunk missing": (b"3\r\nabc\r\n", {"Transfer_Encoding": "chunked"}, "incomplete"),
    "unknown coding": (b"\x0b\x02\x80", {"Content_Encoding": "br"}, "unsupported"),
}


@pytest.mark.parametrize("name", BAD_BODIES)
def test_a_body_that_cannot_be_had_is_named(tmp_path, name):
    body, headers, reason = BAD_BODIES[name]
    content = packed(record("response", URL, answer(body, **headers)), record("response", f"{URL}2", answer(news(2))))
    small = source(tmp_path, politeness=Politeness(max_bytes=100_000))
    warc(tmp_path, content)
    tally, (page,), failures = taken(small, tmp_path, RUN)
    assert page.url == f"{URL}2"
    assert failed(failures) == [(f"{PLACE}-1", reason)]
    assert failures[0].detail.startswith("record 1: ")
    assert f" ({URL})" in failures[0].detail
    assert (tally.outcomes, tally.reasons) == ({"failed": 1, "new": 1}, {reason: 1})


def test_a_record_beyond_the_limit_is_stepped_over(tmp_path):
    large = record("response", URL, answer(b"x" * 2_000_000), WARC_Identified_Payload_Type="text/html")
    image = record("response", f"{URL}1", answer(b"x" * 2_000_000), WARC_Identified_Payload_Type="image/png")
    content = large + image + record("response", f"{URL}2", answer(news(2)))
    (tmp_path / "a.warc").write_bytes(content)
    _, (page,), failures = taken(source(tmp_path, politeness=Politeness(max_bytes=100_000)), tmp_path, RUN)
    assert page.url == f"{URL}2"
    assert failed(failures) == [("s/a.warc#record-1", "too_large")]


def test_what_the_crawler_broke_off_is_no_page(tmp_path):
    content = packed(record("response", URL, answer(news(1)), WARC_Truncated="length"))
    _, pages, failures = taken(warc(tmp_path, content), tmp_path, RUN)
    assert (pages, failed(failures)) == ([], [(f"{PLACE}-1", "incomplete")])


ONE, TWO, THREE = (record("response", f"{URL}{n}", answer(news(n))) for n in (1, 2, 3))


def _flipped(member):
    return member[:60] + bytes([member[60] ^ 0xFF]) + member[61:]


def _with_line_feeds(member):
    head, _, rest = member.partition(b"\r\n\r\n")
    return head.replace(b"\r\n", b"\n") + b"\n\n" + rest.removesuffix(b"\r\n\r\n") + b"\n\n"


DAMAGED = {
    "a bit of a member": (packed(ONE) + _flipped(gzip.compress(TWO)) + packed(THREE), [1, 3], None),
    "the sum of a member": (packed(ONE) + gzip.compress(TWO)[:-8] + b"\0" * 8 + packed(THREE), [1, 3], None),
    "a member broken off": (packed(ONE) + gzip.compress(TWO)[:-30] + packed(THREE), [1, 3], None),
    "the last member": (packed(ONE, TWO) + gzip.compress(THREE)[:-20], [1, 2], None),
    "rubbish between": (packed(ONE) + b"rubbish" * 99 + packed(TWO, THREE), [1, 2, 3], 0),
    "zeros at the end": (packed(ONE, TWO, THREE) + b"\0" * 999, [1, 2, 3], 0),
    "no record in a member": (packed(ONE, b"<html>" * 9, THREE), [1, 3], 1),
    "lines between records": (ONE + b"some\r\nlines\r\n" + TWO + THREE, [1, 2, 3], 1),
    "a length too short": (ONE + TWO.replace(b"WARC-Date", b"Content-Length: 9\r\nWARC-Date") + THREE, [1, 3], 1),
    "a length too long": (ONE + TWO.replace(b"WARC-Date", b"Content-Length: 99999\r\nWARC-Date") + THREE, [1, 3], 1),
    "a version to come": (ONE + TWO.replace(b"WARC/1.0", b"WARC/9.0") + THREE, [1, 3], 1),
    "no length": (ONE + TWO.replace(b"Content-Length", b"Length") + THREE, [1, 3], 1),
    "a wrong length": (ONE + TWO.replace(b"Content-Length: ", b"Content-Length: -") + THREE, [1, 3], 1),
    "no HTTP": (packed(ONE, record("response", f"{URL}2", b"<html>"), THREE), [1, 3], 1),
    "the end of a plain file": (ONE + TWO + THREE[:-200], [1, 2], 1),
    "all in one member": (gzip.compress(ONE + TWO + THREE), [1, 2, 3], 0),
    "line feeds alone": (packed(_with_line_feeds(ONE), TWO, THREE), [1, 2, 3], 0),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_costs_what_is_damaged_and_is_counted(tmp_path, name):
    content, numbers, n_damaged = DAMAGED[name]
    tally, pages, failures = taken(warc(tmp_path, content), tmp_path, RUN)
    assert [page.url for page in pages] == [f"{URL}{n}" for n in numbers]
    if n_damaged is not None:
        assert len(failures) == tally.outcomes.get("failed", 0) == n_damaged
    else:
        assert set(tally.reasons) == {"unreadable"}
        assert failures
    assert tally.problem == ""


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"\x28\xb5\x2f\xfd rest", "Zstandard"), (b"no archive", "no WARC record"), (b"", None)],
)
def test_a_file_that_is_no_archive_is_named(tmp_path, content, word):
    _, pages, failures = taken(warc(tmp_path, content), tmp_path, RUN)
    assert pages == []
    assert [item.reason for item in failures] == (["unreadable"] if word else [])
    assert word is None or word in failures[0].detail
    assert all(item.url.startswith("s/a.warc.gz") for item in failures)


def test_an_address_of_another_kind_is_refused_under_its_place(tmp_path):
    content = packed(record("response", "ftp://news.example/1", answer(news(1))), record("resource", "x", b"t", ""))
    _, pages, failures = taken(warc(tmp_path, content), tmp_path, RUN)
    assert pages == []
    assert failed(failures) == [("s/a.warc.gz#record-1", "unsupported"), ("s/a.warc.gz#record-2", "unsupported")]
    assert "ftp://news.example/1" in failures[0].detail


def test_a_password_in_an_address_is_neither_kept_nor_told(tmp_path):
    addresses = ("http://user:secret@a.example/", "https://user:se/secret@a.example/", "ftp://user:?secret@a.example/")
    rows = [{"u": address, "t": text} for address in addresses for text in ("签约", "")]
    (tmp_path / "a.jsonl").write_bytes(jsonl(*rows))
    _, pages, failures = taken(source(tmp_path, "jsonl", columns={"url": "u", "text": "t"}), tmp_path, RUN)
    assert pages == []
    assert [item.reason for item in failures] == ["unsupported", "empty"] * 3
    assert not any("secret" in item.url + item.detail for item in failures)
    assert all("***@a.example" in item.detail for item in failures)
    assert b"secret" not in (tmp_path / "store.sqlite").read_bytes()


def test_a_page_has_the_address_that_it_has_on_the_web(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(jsonl({"u": "HTTPS://News.Example:443/签约?utm_source=x#top", "t": "签约"}))
    _, (page,), _ = taken(source(tmp_path, "jsonl", columns={"url": "u", "text": "t"}), tmp_path, RUN)
    assert page.url == "https://news.example/%E7%AD%BE%E7%BA%A6"


def test_what_cannot_be_taken_leaves_the_page_of_that_address_alone(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(jsonl({"u": URL, "t": ""}))
    with raw_store(tmp_path / "store.sqlite") as store:
        store.record(Visit(URL, AT, "page", "fetched", 200, content=b"5G"), "web", [Link(URL)])
        before = store.standing(URL)
        tally = take(source(tmp_path, "jsonl", columns={"url": "u", "text": "t"}), store, RUN)
        assert (tally.outcomes, tally.reasons) == ({"failed": 1}, {"empty": 1})
        assert store.standing(URL) == before
        assert [item.url for item in store.failures(["s"])] == ["s/a.jsonl#line-1"]


def test_a_date_that_is_none_makes_an_undated_page(tmp_path):
    content = packed(
        *(record("response", f"{URL}{n}", answer(news(n)), date=d) for n, d in enumerate(("2024-05", "x")))
    )
    _, pages, _ = taken(warc(tmp_path, content), tmp_path, RUN)
    assert [page.fetched_at for page in pages] == [None, None]


def test_only_addresses_that_the_source_follows_are_taken(tmp_path):
    warc(tmp_path, packed(ONE, TWO, record("response", f"{URL}4", b"no answer")))
    _, pages, failures = taken(source(tmp_path, follow=r"/1$"), tmp_path, RUN)
    assert ([page.url for page in pages], failures) == ([f"{URL}1"], [])


def test_texts_of_a_wet_file_are_plain_text(tmp_path):
    text = "咸宁市与移动签约".encode()
    records = [
        record("warcinfo", "x", b"a: b\r\n", "application/warc-fields"),
        record("conversion", URL, text, "text/plain"),
        record("conversion", f"{URL}2", b"x" * 200, "text/plain"),
    ]
    (tmp_path / "a.wet.gz").write_bytes(packed(*records) + b"\x1f\x8b\x08 damaged")
    tally, (page,), failures = taken(source(tmp_path, "wet", politeness=Politeness(max_bytes=100)), tmp_path, RUN)
    assert (page.content, page.content_type, page.fetched_at) == (text, "text/plain; charset=utf-8", AT)
    assert [reason for _, reason in failed(failures)] == ["too_large", "unreadable"]
    assert tally.n_links == 3


def jsonl(*rows):
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def test_lines_of_json_are_pages_or_named(tmp_path):
    good = {"link": URL, "body": "签约", "crawled": "2024-05-01T14:00:00+08:00", "more": 1}
    content = b"\xef\xbb\xbf" + jsonl(
        good,
        b"\n",
        {"link": f"{URL}2", "body": "5G"},
        {"body": "no address"},
        {"link": f"{URL}4", "body": ""},
        {"link": f"{URL}5"},
        {"link": f"{URL}6", "body": 5},
        {"link": f"{URL}7", "body": "x", "crawled": "yesterday"},
        {"link": f"{URL}8", "body": "x" * 101},
        {"link": f"{URL}9", "body": "\ud800"},
        {"link": f"{URL}\ud800", "body": "x"},
        {"link": "news/1.html", "body": "x"},
        b"{broken\n",
        b"[" * 100_000 + b"\n",
        b"[1]\n",
        b'{"link": "' + b"x" * 2_000_000 + b'"}\n',
        b'{"link": "https://news.example/z", "body": "last"}',
    )
    (tmp_path / "a.jsonl").write_bytes(content)
    small = source(tmp_path, "jsonl", columns=COLUMNS, politeness=Politeness(max_bytes=100))
    tally, pages, failures = taken(small, tmp_path, RUN)
    assert [(page.url, page.content.decode(), page.fetched_at) for page in pages] == [
        (URL, "签约", AT),
        (f"{URL}2", "5G", None),
        (f"{URL}z", "last", None),
    ]
    assert pages[0].content_type == "text/plain; charset=utf-8"
    assert sorted(failed(failures)) == sorted([
        ("s/a.jsonl#line-4", "unreadable"),
        ("s/a.jsonl#line-5", "empty"),
        ("s/a.jsonl#line-6", "empty"),
        ("s/a.jsonl#line-7", "unreadable"),
        ("s/a.jsonl#line-8", "unreadable"),
        ("s/a.jsonl#line-9", "too_large"),
        ("s/a.jsonl#line-10", "unreadable"),
        ("s/a.jsonl#line-11", "unsupported"),
        ("s/a.jsonl#line-12", "unsupported"),
        ("s/a.jsonl#line-13", "unreadable"),
        ("s/a.jsonl#line-14", "unreadable"),
        ("s/a.jsonl#line-15", "unreadable"),
        ("s/a.jsonl#line-16", "too_large"),
    ])  # fmt: skip
    assert tally.outcomes == {"new": 3, "failed": 13}


def test_content_is_markup_unless_a_column_says_otherwise(tmp_path):
    columns = {"url": "u", "content": "c", "content_type": "t"}
    rows = [
        {"u": URL, "c": "<p>签约", "t": "text/html; charset=gbk"},
        {"u": f"{URL}2", "c": "<p>", "t": " "},
        {"u": f"{URL}3", "c": "<p>", "t": "a\nb"},
    ]
    (tmp_path / "a.jsonl").write_bytes(jsonl(*rows))
    _, pages, _ = taken(source(tmp_path, "jsonl", columns=columns), tmp_path, RUN)
    assert [page.content_type for page in pages] == ["text/html; charset=gbk", *["text/html; charset=utf-8"] * 2]


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_lines_are_read_up_to_the_damage(tmp_path, ending, pack):
    rows = jsonl(*({"link": f"{URL}{n}", "body": f"签约{n * 7919}"} for n in range(3000)))
    (tmp_path / f"a.jsonl.{ending}").write_bytes(pack(rows))
    whole = source(tmp_path, "jsonl", columns=COLUMNS)
    tally, pages, _ = taken(whole, tmp_path, RUN)
    assert (len(pages), tally.outcomes) == (3000, {"new": 3000})
    (tmp_path / f"a.jsonl.{ending}").write_bytes(pack(rows)[:-50])
    (tmp_path / "store.sqlite").unlink()
    tally, pages, failures = taken(whole, tmp_path, RUN)
    assert len(pages) == tally.outcomes.get("new", 0) < 3000
    assert failed(failures) == [(f"s/a.jsonl.{ending}", "unreadable")]
    assert "a.jsonl" in failures[0].detail


def test_a_packed_file_that_wants_too_much_memory_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(jsonl({"link": URL, "body": "5G"})))
    monkeypatch.setattr(xz, "_MEMORY", 1024 * 1024)
    _, pages, failures = taken(source(tmp_path, "jsonl", columns=COLUMNS), tmp_path, RUN)
    assert (pages, failed(failures)) == ([], [("s/a.jsonl.xz", "unreadable")])
    assert "emory" in failures[0].detail


def test_rows_of_csv_are_pages_or_named(tmp_path):
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(["link", "body", "crawled", "more"])
    writer.writerow([URL, '第一行\n第二行,"引"\u2028\x0c', "2024-05-01", ""])
    writer.writerow([f"{URL}2", "x" * 150_000, "", ""])
    writer.writerow(["", "no address", "", ""])
    writer.writerow(["short"])
    content = b"\xef\xbb\xbf" + table.getvalue().encode()
    content += f"{URL}5,".encode() + b"\xff\xfe,,\r\n" + f"{URL}6,".encode() + b"y" * 200_001 + b",,\r\n\r\n"
    content += f"{URL}7,last,,\r\n".encode()
    (tmp_path / "a.csv").write_bytes(content)
    limited = source(tmp_path, "csv", columns=COLUMNS, politeness=Politeness(max_bytes=200_000))
    _, pages, failures = taken(limited, tmp_path, RUN)
    assert [page.url for page in pages] == [URL, f"{URL}2", f"{URL}7"]
    assert pages[0].content.decode() == '第一行\n第二行,"引"\u2028\x0c'
    assert pages[0].fetched_at == datetime(2024, 5, 1, tzinfo=UTC)
    assert failed(failures) == [
        ("s/a.csv#line-5", "unreadable"),
        ("s/a.csv#line-6", "unreadable"),
        ("s/a.csv#line-7", "unreadable"),
        ("s/a.csv#line-8", "too_large"),
    ]


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'link,body\nhttps://a.example/,"' + b"x\n" * 5000)
    limited = source(tmp_path, "csv", columns={"url": "link", "text": "body"}, politeness=Politeness(max_bytes=1000))
    tally, pages, failures = taken(limited, tmp_path, RUN)
    assert pages == []
    assert tally.reasons["too_large"] == 1
    assert len(failures) == tally.outcomes["failed"]


def test_a_row_of_quoted_fields_without_an_end_does_not_fill_the_memory():
    fields = b'"' + b"x" * 900 + b'\n",'
    content = BytesIO(b"link,body\nhttps://a.example/," + fields * 3000 + b'"\nhttps://a.example/2,last\n')
    entries = csv_entries(content, {"url": "link", "text": "body"}, 1000)
    assert next(entries).reason == "too_large"
    assert content.tell() < 1_100_000
    assert [entry.content for entry in entries][-1] == b"last"


@pytest.mark.parametrize(("content", "word"), [(b"a,b\n1,2\n", "has no column link, body"), (b"", "no line with")])
def test_a_table_without_the_columns_is_named_once(tmp_path, content, word):
    (tmp_path / "a.csv").write_bytes(content)
    _, pages, failures = taken(source(tmp_path, "csv", columns={"url": "link", "text": "body"}), tmp_path, RUN)
    assert (pages, failed(failures)) == ([], [("s/a.csv", "unreadable")])
    assert word in failures[0].detail


def test_rows_of_parquet_are_pages_or_named(tmp_path):
    table = pa.table({
        "link": pa.array([URL, f"{URL}2", None, f"{URL}4"]).dictionary_encode(),
        "body": pa.array([news(1), b"x" * 2000, b"x", None], pa.binary()),
        "crawled": pa.array([AT.replace(tzinfo=None), None, None, None], pa.timestamp("ns")),
        "more": [1, 2, 3, 4],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    columns = {"url": "link", "content": "body", "fetched_at": "crawled"}
    limited = source(tmp_path, "parquet", columns=columns, politeness=Politeness(max_bytes=1000))
    _, (page,), failures = taken(limited, tmp_path, RUN)
    assert page == Page(page_id(URL, news(1)), URL, news(1), URL, None, AT)
    assert failed(failures) == [
        ("s/a.parquet#row-2", "too_large"),
        ("s/a.parquet#row-3", "unreadable"),
        ("s/a.parquet#row-4", "empty"),
    ]


def test_a_date_in_parquet_is_a_time(tmp_path):
    pq.write_table(pa.table({"u": [URL], "b": ["签约"], "d": [date(2024, 5, 1)]}), tmp_path / "a.parquet")
    columns = {"url": "u", "text": "b", "fetched_at": "d"}
    _, (page,), _ = taken(source(tmp_path, "parquet", columns=columns), tmp_path, RUN)
    assert page.fetched_at == datetime(2024, 5, 1, tzinfo=UTC)


TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), max_size=6)


@given(TEXTS)
def test_whatever_a_text_holds_it_comes_out_of_every_table(texts):
    rows = [{"link": f"{URL}{n}", "body": text} for n, text in enumerate(texts)]
    table = StringIO(newline="")
    writer = csv.DictWriter(table, ["link", "body"])
    writer.writeheader()
    writer.writerows(rows)
    packed_rows = BytesIO()
    pq.write_table(pa.table({name: [row[name] for row in rows] for name in ("link", "body")}), packed_rows)
    packed_rows.seek(0)
    columns = {"url": "link", "text": "body"}
    for found in (
        csv_entries(BytesIO(table.getvalue().encode()), columns, 1000),
        jsonl_entries(BytesIO(jsonl(*rows)), columns, 1000),
        parquet_entries(packed_rows, columns, 1000),
    ):
        assert [entry.content.decode() for entry in found] == texts


def test_damaged_parquet_is_named(tmp_path):
    rows = [{"link": f"{URL}{n}", "body": f"签约{n * 7919}"} for n in range(5000)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=1000, compression="gzip")
    content = (tmp_path / "a.parquet").read_bytes()
    middle = len(content) // 2
    (tmp_path / "a.parquet").write_bytes(content[:middle] + b"\0" * 2000 + content[middle + 2000 :])
    (tmp_path / "b.parquet").write_bytes(b"no parquet")
    columns = {"url": "link", "text": "body"}
    tally, pages, failures = taken(source(tmp_path, "parquet", columns=columns), tmp_path, RUN)
    assert 0 < len(pages) < 5000
    assert failed(failures) == [("s/a.parquet", "unreadable"), ("s/b.parquet", "unreadable")]
    assert tally.problem == ""


def test_an_archive_is_read_once_and_again_where_it_or_its_source_changed(tmp_path):
    one = warc(tmp_path, packed(ONE))
    assert taken(one, tmp_path, RUN)[0].outcomes == {"new": 1}
    assert taken(one, tmp_path, RUN)[0].outcomes == {}
    warc(tmp_path, packed(ONE, TWO), "b.warc.gz")
    assert taken(one, tmp_path, RUN)[0].outcomes == {"unchanged": 1, "new": 1}
    warc(tmp_path, packed(ONE, TWO, THREE))
    tally, pages, _ = taken(one, tmp_path, RUN)
    assert (tally.outcomes, len(pages)) == ({"unchanged": 2, "new": 1}, 3)
    assert taken(source(tmp_path, follow="/1"), tmp_path, RUN)[0].outcomes == {"unchanged": 2}
    with raw_store(tmp_path / "store.sqlite") as store:
        assert store.n_visits() == 3


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("kind", ["warc", "jsonl"])
def test_one_that_was_left_half_way_is_gone_through_again_and_brings_nothing_twice(tmp_path, monkeypatch, kind):
    if kind == "warc":
        # Two versions of one address: the older one must not come back as a third.
        parts = [
            record("response", f"{URL}{n % 4}", answer(news(n)), date=f"2024-05-0{n + 1}T00:00:00Z") for n in range(8)
        ]
        halfway = warc(tmp_path, packed(*parts))
    else:
        halfway = source(tmp_path, "jsonl", columns=COLUMNS)
        rows = [{"link": f"{URL}{n}", "body": f"签约{n}"} for n in range(7)]
        (tmp_path / "a.jsonl").write_bytes(jsonl(*rows, b"{\n"))
    monkeypatch.setattr(archives, "_BATCH", 3)
    original = archives.visit_of

    def stop_at_eight(entry, *rest):
        if entry.place.endswith(" 8"):
            raise StoppedError
        return original(entry, *rest)

    monkeypatch.setattr(archives, "visit_of", stop_at_eight)
    with pytest.raises(StoppedError):
        taken(halfway, tmp_path, RUN)
    with raw_store(tmp_path / "store.sqlite") as store:
        assert store.n_visits() == 6
    monkeypatch.setattr(archives, "visit_of", original)
    later = RUN + timedelta(days=1)
    _, pages, _ = taken(halfway, tmp_path, later)
    with raw_store(tmp_path / "store.sqlite") as store:
        assert store.n_visits() == 8
        assert [visit.outcome for visit in store.visits()].count("fetched") == (8 if kind == "warc" else 7)
    assert len(pages) == (4 if kind == "warc" else 7)
    assert taken(halfway, tmp_path, later)[0].outcomes == {}


def test_a_line_that_was_mended_is_no_longer_told(tmp_path):
    rows = source(tmp_path, "jsonl", columns=COLUMNS)
    (tmp_path / "a.jsonl").write_bytes(jsonl({"link": URL, "body": "签约"}, b'{"link": "https://a.ex\n'))
    _, pages, failures = taken(rows, tmp_path, RUN)
    assert (len(pages), len(failures)) == (1, 1)
    (tmp_path / "a.jsonl").write_bytes(jsonl({"link": URL, "body": "签约"}, {"link": f"{URL}2", "body": "签约"}))
    _, pages, failures = taken(rows, tmp_path, RUN + timedelta(days=1))
    assert (len(pages), len(failures)) == (2, 0)


def test_an_entry_from_the_future_keeps_nothing_from_coming_after_it(tmp_path):
    rows = source(tmp_path, "jsonl", columns={**COLUMNS, "fetched_at": "when"})
    (tmp_path / "a.jsonl").write_bytes(jsonl({"link": URL, "body": "签约", "when": "2099-01-01T00:00:00Z"}))
    _, (page,), _ = taken(rows, tmp_path, RUN)
    assert page.fetched_at is None
    later = RUN + timedelta(days=50)
    (tmp_path / "a.jsonl").write_bytes(jsonl({"link": URL, "body": "改了", "when": later.isoformat()}))
    _, (page,), _ = taken(rows, tmp_path, later)
    assert page.content.decode() == "改了"


def test_a_row_that_goes_back_to_what_it_was_is_what_it_is_now(tmp_path):
    """Rows without a time: which of two versions is the later one, only the order of reading tells."""
    rows = source(tmp_path, "jsonl", columns=COLUMNS)
    for day, body in enumerate(("签约", "不签约了", "签约")):
        (tmp_path / "a.jsonl").write_bytes(jsonl({"link": URL, "body": body, "n": day}))
        _, (page,), _ = taken(rows, tmp_path, RUN + timedelta(days=day))
        assert page.content.decode() == body


def test_what_another_source_brought_is_this_ones_too(tmp_path):
    warc(tmp_path, packed(ONE))
    first, second = source(tmp_path), Source("t", "warc", str(tmp_path / "a.warc.gz"))
    with raw_store(tmp_path / "store.sqlite") as store:
        take(first, store, RUN)
        tally = take(second, store, RUN)
        assert [page.url for page in store.pages(["t"])] == [f"{URL}1"]
        assert store.n_visits() == 1
    assert (tally.outcomes, tally.n_new_links) == ({"unchanged": 1}, 1)


def test_a_missing_archive_is_a_problem_and_the_rest_goes_on(tmp_path):
    tally, _, _ = taken(source(tmp_path), tmp_path, RUN)
    assert tally.problem.startswith(f"no file {tmp_path}")
    one = warc(tmp_path, packed(ONE))
    (tmp_path / "0.warc.gz").mkdir()
    assert taken(one, tmp_path, RUN)[0].outcomes == {"new": 1}


def test_a_place_that_fails_is_a_problem_and_is_asked_again(tmp_path, monkeypatch):
    one = warc(tmp_path, packed(ONE, TWO))

    def broken(stream, limit):
        yield from list(archives_entries(stream, limit))[:1]
        raise OSError("connection lost")

    archives_entries = archives.warc_entries
    monkeypatch.setattr(archives, "warc_entries", broken)
    tally, pages, _ = taken(one, tmp_path, RUN)
    assert "connection lost" in tally.problem
    assert len(pages) == 1
    monkeypatch.setattr(archives, "warc_entries", archives_entries)
    tally, pages, _ = taken(one, tmp_path, RUN)
    assert (tally.problem, tally.outcomes, len(pages)) == ("", {"unchanged": 1, "new": 1}, 2)


def test_any_address_that_fsspec_opens_will_do(tmp_path):
    with fsspec.open("memory://crawl/a.warc.gz", "wb") as file:
        file.write(packed(ONE))
    remote = Source("s", "warc", "memory://crawl/*.warc.gz")
    assert taken(remote, tmp_path, RUN)[0].outcomes == {"new": 1}
    assert taken(remote, tmp_path, RUN)[0].outcomes == {}
    with fsspec.open("memory://crawl/a.warc.gz", "wb") as file:
        file.write(packed(ONE, TWO))
    assert taken(remote, tmp_path, RUN)[0].outcomes == {"unchanged": 1, "new": 1}
    assert "no file memory://crawl/b" in taken(Source("s", "warc", "memory://crawl/b"), tmp_path, RUN)[0].problem
    assert "cannot be opened" in taken(Source("s", "warc", "nothing://crawl/b"), tmp_path, RUN)[0].problem


def test_a_first_look_says_what_is_wrong(tmp_path):
    one = warc(tmp_path, packed(ONE))
    (file,) = find_archives(one.address)
    assert try_out(one, file) == ""
    rows = Source("s", "jsonl", one.address, columns=COLUMNS)
    assert try_out(rows, file).startswith("line 1: is no JSON")
    assert "no sound Parquet file" in try_out(Source("s", "parquet", one.address, columns=COLUMNS), file)
    (file,) = find_archives(warc(tmp_path, packed(record("warcinfo", "x", b""))).address)
    assert try_out(one, file) == "holds no page"


def test_five_thousand_pages_go_in_and_come_out(tmp_path):
    pages = [page_of(f"news/{n:04}.html", news(n)) for n in range(5000)]
    with (tmp_path / "a.warc.gz").open("wb") as file:
        assert write_warc(map(visit_of_page, pages), file) == 5000
    tally, back, failures = taken(source(tmp_path), tmp_path, RUN)
    assert tally.outcomes == {"new": 5000}
    assert back == pages
    assert failures == []


def test_the_tables_are_those_of_the_folder(tmp_path):
    pages = [page_of(f"news/{n:04}.html", news(n)) for n in range(20)]
    target = BytesIO()
    write_warc(map(visit_of_page, pages), target)
    _, back, _ = taken(warc(tmp_path, target.getvalue()), tmp_path, RUN)
    tables, others = read(pages).tables(), read(back).tables()
    assert tables["agreements"].num_rows >= 1
    assert all(tables[name].equals(others[name]) for name in tables)


def test_a_batch_that_fails_leaves_nothing_and_a_record_that_fails_leaves_the_batch(tmp_path):
    good = Visit(URL, AT, "page", "fetched", 200, content=b"one")
    bad = Visit(f"{URL}2", AT, "page", "fetched", 200, content=b"2", target="\ud800")
    with raw_store(tmp_path / "store.sqlite") as store:
        with pytest.raises(UnicodeEncodeError), store.batch():  # noqa: PT012 - what was recorded before is undone
            store.record(good, "s", [Link(URL)])
            store.record(bad, "s")
        assert (store.n_visits(), store.n_links("s")) == (0, 0)
        with store.batch():
            store.record(good, "s", [Link(URL)])
            with pytest.raises(UnicodeEncodeError):
                store.record(bad, "s")
        assert (store.n_visits(), store.n_links("s")) == (1, 1)
        assert store.content(f"{URL}2") is None
        assert not store.holds(Visit(f"{URL}2", AT, "page", "fetched", content=b"2"), at_any_time=True)
    with raw_store(tmp_path / "store.sqlite") as store:
        assert store.holds(good, at_any_time=False)
        assert not store.holds(Visit(URL, RUN, "page", "fetched", content=b"one"), at_any_time=False)
        assert store.holds(Visit(URL, RUN, "page", "fetched", content=b"one"), at_any_time=True)
        assert not store.holds(Visit(URL, AT, "page", "fetched", content=b"two"), at_any_time=True)
