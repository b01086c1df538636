"""What is written as WARC comes back: pages, times, types; and the same visits give the same bytes."""

import gzip
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from schemas.source import Source
from schemas.visit import Link, Visit
from tasks.fetch.archives import take
from tasks.fetch.page import page_of
from tasks.fetch.warc import visit_of_page, write_warc
from tasks.storage.raw_store import raw_store
from tests.tasks.fetch.archived import news

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)
LATER = AT + timedelta(days=400)
URL = "https://news.example/1.html"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def written(visits):
    target = BytesIO()
    write_warc(visits, target)
    return target.getvalue()


def read_back(content, folder):
    (folder / "a.warc.gz").write_bytes(content)
    source = Source("back", "warc", str(folder / "*.warc.gz"))
    with raw_store(folder / "back.sqlite") as store:
        tally = take(source, store, LATER)
        pages = {page.source_uri: page for page in store.read(page.page_id for page in store.pages(["back"]))}
        return tally, pages, list(store.visits())


def records_of(content):
    found = []
    for record in ArchiveIterator(BytesIO(content)):
        fields = dict(record.rec_headers.headers)
        found.append((record.rec_type, fields, record.http_headers, record.content_stream().read()))
    return found


VISITS = [
    Visit("https://news.example/robots.txt", AT, "robots", "fetched", 200, content=b"User-agent: *"),
    Visit("https://news.example/", AT, "index", "fetched", 200, response_headers=HTML, content=b"<a href=1.html>"),
    Visit(
        URL,
        AT + timedelta(microseconds=5),
        "page",
        "fetched",
        200,
        request_headers=(("User-Agent", "qianyue"), ("Accept", "*/*")),
        response_headers=(*HTML, ("Content-Encoding", "gzip"), ("content-length", "7"), ("Server", "服务器")),
        content=news(1),
    ),
    Visit(URL, AT + timedelta(days=1), "page", "unchanged", 304, response_headers=(("ETag", '"1"'),)),
    Visit(URL, AT + timedelta(days=2), "page", "unchanged", 200, response_headers=HTML),
    Visit("https://news.example/old", AT, "page", "redirected", 301, target=URL),
    Visit(
        "https://news.example/no", AT, "page", "failed", 500, reason="http_error", detail="500\n服务器", next_try=LATER
    ),
    Visit("https://news.example/row", AT, "page", "fetched", response_headers=HTML, content=news(2), is_dated=False),
    Visit("news/一 2.html", AT, "page", "fetched", response_headers=HTML, content=news(3), is_dated=False),
]


def test_each_kind_of_visit_has_its_record():
    records = records_of(written(VISITS))
    assert [kind for kind, *_ in records] == [
        "warcinfo", "response", "response", "response", "request", "revisit", "revisit", "response", "metadata",
        "resource", "resource",
    ]  # fmt: skip
    page, request, revisit, same, redirect, failure, row, file = records[3:]
    assert page[1]["WARC-Date"] == "2024-05-01T06:00:00.000005Z"
    assert page[2].get_header("X-Crawl-Content-Encoding") == "gzip"
    assert page[2].get_header("Content-Encoding") is None
    assert page[2].get_header("Content-Length") == str(len(news(1)))
    assert page[3] == news(1)
    assert request[1]["WARC-Concurrent-To"] == page[1]["WARC-Record-ID"]
    assert (request[2].protocol, request[2].statusline) == ("GET", "/1.html HTTP/1.1")
    assert request[2].get_header("Host") == "news.example"
    assert revisit[1]["WARC-Refers-To"] == same[1]["WARC-Refers-To"] == page[1]["WARC-Record-ID"]
    assert revisit[1]["WARC-Profile"].endswith("server-not-modified")
    assert same[1]["WARC-Profile"].endswith("identical-payload-digest")
    assert same[1]["WARC-Payload-Digest"] == page[1]["WARC-Payload-Digest"]
    assert redirect[2].get_header("Location") == URL
    assert failure[3].decode().splitlines()[1:4] == ["status: 500", "reason: http_error", "detail: 500 服务器"]
    assert row[1]["X-Qianyue-Undated"] == "yes"
    assert file[1]["WARC-Target-URI"] == "file:///news/%E4%B8%80%202.html"


def test_other_tools_find_every_digest_right(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(written(VISITS))
    assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0


def test_each_record_is_a_member_and_the_same_visits_give_the_same_bytes():
    content = written(VISITS)
    assert content == written(VISITS)
    assert content.count(b"\x1f\x8b\x08") == len(records_of(content))
    identities = [fields["WARC-Record-ID"] for _, fields, *_ in records_of(content)]
    assert len(set(identities)) == len(identities)
    assert gzip.decompress(content).startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")


def test_what_was_written_comes_back(tmp_path):
    tally, pages, visits = read_back(written(VISITS), tmp_path)
    assert tally.outcomes == {"new": 3, "unchanged": 2}
    assert tally.problem == ""
    assert set(pages) == {URL, "https://news.example/row", "news/一 2.html"}
    assert pages[URL].fetched_at == AT + timedelta(microseconds=5)
    assert pages[URL].content_type == "text/html; charset=utf-8"
    assert pages["https://news.example/row"].fetched_at is pages["news/一 2.html"].fetched_at is None
    assert pages["news/一 2.html"].url is None
    assert visits[0].response_headers == VISITS[2].response_headers
    assert [visit.outcome for visit in visits] == ["fetched", "unchanged", "unchanged", "fetched", "fetched"]


def test_a_page_of_a_folder_comes_back_as_it_was(tmp_path):
    pages = [page_of(f"news/页 {n}#?%20.{end}", news(n)) for n, end in enumerate(("html", "htm", "txt", "md"))]
    _, back, _ = read_back(written([visit_of_page(page) for page in pages]), tmp_path)
    assert list(back.values()) == pages


@pytest.mark.parametrize("name", ["Set-Cookie", "set-cookie2"])
@pytest.mark.parametrize("outcome", ["fetched", "unchanged", "redirected"])
def test_no_cookie_goes_out(name, outcome):
    headers = ((name, "id=secret; Path=/"), ("Server", "nginx"))
    content = news(1) if outcome == "fetched" else None
    visit = Visit(URL, AT, "page", outcome, 200, response_headers=headers, content=content)
    text = gzip.decompress(written([visit]))
    assert b"secret" not in text
    assert f"{name}: ***\r\nServer: nginx\r\n".encode() in text


def test_no_visit_is_a_file_with_no_page(tmp_path):
    content = written([])
    assert [kind for kind, *_ in records_of(content)] == ["warcinfo"]
    assert read_back(content, tmp_path)[1] == {}


VERSIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [URL, "http://a.example/?q=%E7%AD%BE%E7%BA%A6&x=1", "https://b.example:8443/%E4%B8%80", "news/一#1?.txt"]
        ),
        st.integers(0, 5_000_000),
        st.binary(min_size=1, max_size=60) | st.sampled_from([b"\r\n\r\n", b"WARC/1.1\r\n", b"\x1f\x8b\x08 no gzip"]),
        st.sampled_from([None, "text/html", "text/plain; charset=gb2312", "application/octet-stream", "text/html; 签"]),
        st.sampled_from([None, 200]),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda version: version[1],
)


@settings(max_examples=60)
@given(VERSIONS)
def test_whatever_a_store_holds_another_one_holds_after_reading_its_export(versions):
    with TemporaryDirectory() as name:
        folder = Path(name)
        with raw_store(folder / "store.sqlite") as store:
            for url, tenths, content, kind, status, is_dated in versions:
                store.name("s", [Link(url)], AT)
                headers = (("Content-Type", kind),) if kind else ()
                is_file = "://" not in url  # which has no time of fetching, and no answer
                at = AT + timedelta(seconds=tenths / 10)
                known = {"status": None if is_file else status, "is_dated": is_dated and not is_file}
                store.record(Visit(url, at, "page", "fetched", response_headers=headers, content=content, **known), "s")
            content = written(store.visits())
            pages = {page.source_uri: page for page in store.read(p.page_id for p in store.pages(["s"]))}
        assert read_back(content, folder)[1] == pages


@pytest.mark.parametrize("is_dated", [True, False])
def test_versions_of_a_page_come_back_in_their_order(tmp_path, is_dated):
    visits = [
        Visit(URL, AT + timedelta(days=day), "page", "fetched", 200, (), HTML, content, is_dated=is_dated)
        for day, content in enumerate((news(1), news(2)))
    ]
    _, pages, back = read_back(written(visits), tmp_path)
    assert pages[URL].content == news(2)
    assert [visit.content for visit in back] == [news(1), news(2)]
