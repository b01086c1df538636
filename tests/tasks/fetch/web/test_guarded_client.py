"""Archives on the web are asked for as guardedly as pages are."""

from datetime import UTC, datetime

import pytest

from schemas.source import Source
from tasks.fetch.archives import take
from tasks.storage.raw_store import raw_store
from tests.site import Answer, Site
from tests.tasks.fetch.archived import answer, news, packed, record

AT = datetime(2024, 5, 1, tzinfo=UTC)
ARCHIVE = packed(record("response", "https://a.example/", answer(news(1))))


def taken(tmp_path, address, *allowed):
    with raw_store(tmp_path / "raw.sqlite") as store:
        tally = take(Source("web", "warc", address, allow_private=allowed), store, AT)
        return tally, [page.url for page in store.pages(["web"])]


def test_an_archive_on_an_allowed_host_is_taken(tmp_path):
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1")
        assert all(request.headers["user-agent"].startswith("qianyue/") for request in site.log)
    assert tally.problem == ""
    assert pages == ["https://a.example/"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_archive_on_a_private_host_is_not_asked_for(tmp_path, host):
    with Site({"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz").replace("127.0.0.1", host))
        assert site.log == []
    assert "private" in tally.problem
    assert pages == []


@pytest.mark.parametrize("host", ["127.0.0.2", "0x7f.2", "localhost"])
def test_nor_is_one_that_an_allowed_host_redirects_to(tmp_path, host):
    with Site({}, {"/pages.warc.gz": Answer(body=ARCHIVE)}) as site:
        target = site.url("/pages.warc.gz", 1).replace("127.0.0.2", host)
        site.scripts[0] = {"/pages.warc.gz": Answer(302, headers=(("Location", target),))}
        tally, pages = taken(tmp_path, site.url("/pages.warc.gz"), "127.0.0.1")
        assert site.requests(host=1) == []
    assert tally.problem
    assert pages == []
