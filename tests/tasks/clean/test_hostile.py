"""Pages made to hang a parser are read, or refused, within bounds of time and memory.

The bounds are several times what was measured, for the machine may be slow and busy: the dearest page took 6 seconds
and 420 megabytes, 190 of them the program itself.
"""

import json
import subprocess
import sys

import pytest

from schemas.records import Document, Page, Rejection
from tasks.clean.document import clean_page
from tasks.clean.shard import clean_shard
from tasks.isolation import rejections_beside
from tasks.storage import read_records, write_records
from tests.tasks.clean.hostile import ARTICLE, HEAD, PAGES, PLAIN, SENTENCE, TITLE

SECONDS, MEGABYTES = 30, 800


@pytest.fixture(scope="module")
def costs():
    """Return what became of each hostile page and what it cost, from one process for each."""
    command = [sys.executable, "-m", "tests.tasks.clean.hostile"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    return {cost["page"]: cost for cost in map(json.loads, told.splitlines())}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_costs_no_more_than_the_bounds(name: str, costs):
    assert costs[name]["seconds"] < SECONDS
    assert costs[name]["megabytes"] < MEGABYTES


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_rejected_for_what_it_is(name: str, costs):
    cost, reason = costs[name], PAGES[name].reason
    assert cost["reason"] != "died"
    if reason != "any":
        assert cost["reason"] == reason
    elif cost["reason"] is not None:
        assert cost["reason"] in ("too_large", "empty", "not_chinese", "binary")


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if page.reason is None])
def test_the_article_on_a_hostile_page_is_read(name: str, costs):
    content = PAGES[name].content()
    if content.startswith(HEAD.encode()):
        assert (costs[name]["title"], costs[name]["sentences"]) == (TITLE, 8)


def test_the_other_pages_of_a_shard_go_through(tmp_path):
    names = ["100,000 nested tags", "gzip bomb", "50 MB", "NULs", "lone surrogates"]
    contents = [content for name in names for content in (PAGES[name].content(), ARTICLE.encode())]
    write_records(Page, (Page(f"p{n}", f"{n}.html", c) for n, c in enumerate(contents)), tmp_path / "pages")
    counts = clean_shard(tmp_path / "pages", tmp_path / "documents")
    assert counts == {"pages": 10, "documents": 7, "rejected": 3}
    rejected = read_records(Rejection, rejections_beside(tmp_path / "documents"))
    assert {item.page_id: item.reason for item in rejected} == {"p2": "too_large", "p4": "too_large", "p6": "binary"}
    assert all(document.text.count(SENTENCE) == 8 for document in read_records(Document, tmp_path / "documents"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PLAIN + "\n" * 50_001, "more than 50000 lines"),
        (HEAD + f"<p>{SENTENCE}</p>" * 6001, "more than 6000 lines"),
        (PLAIN + f"<p>{SENTENCE}</p>" * 6001, "more than 6000 lines"),
        (ARTICLE + "<i>" * 600_001, "more than 600000 tags"),
        (PLAIN + SENTENCE * 20_000, "more than the 500000 of a long report"),
    ],
)
def test_a_limit_is_told_where_it_rejects_a_page(text: str, told: str):
    rejection = clean_page(Page("p", "a", text.encode()))
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "too_large"
    assert told in rejection.detail
