"""Pages of forty sites are read as a reader reads them, whatever encoding they come in."""

from collections.abc import Sequence

import opencc
import pytest

from schemas.records import Document, Page
from tasks.clean.document import clean_page
from tests.tasks.clean.corpus import Expected, expected, figures, score

PAGES = expected()
FLOORS = {"precision": 0.98, "recall": 0.98, "title": 0.95, "published": 0.98}


def _clean(wanted: Expected, content: bytes, content_type: str | None = None) -> Document | None:
    page = Page("p", f"https://example.org/{wanted.page}", content, content_type=content_type)
    document = clean_page(page)
    return document if isinstance(document, Document) else None


def _scores(pages: Sequence[Expected]) -> dict[str, float]:
    return dict(figures(score(wanted, _clean(wanted, wanted.content())) for wanted in pages))


def test_the_corpus_is_as_large_and_as_varied_as_it_says():
    assert len(PAGES) == 40
    assert len({wanted.page.rpartition("_")[0] for wanted in PAGES}) == 13
    assert len({"".join(wanted.body) for wanted in PAGES}) == 40
    assert sum(wanted.published is None for wanted in PAGES) >= 2


def test_the_corpus_is_read_as_well_as_the_floors_say():
    measured = _scores(PAGES)
    assert {name: value for name, value in measured.items() if name != "invented" and value < FLOORS[name]} == {}
    assert measured["invented"] == 0


@pytest.mark.parametrize("wanted", PAGES, ids=lambda wanted: wanted.page)
def test_no_page_is_lost(wanted: Expected):
    """The mean may hide one page that is read badly."""
    found = score(wanted, _clean(wanted, wanted.content()))
    assert found.n_right >= 0.95 * max(found.n_read, found.n_expected)
    assert not found.invented


def test_the_score_notices_what_is_lost_or_added():
    wanted = PAGES[0]
    whole = "\n".join((wanted.title, *wanted.body))
    start = len(wanted.title) + 1
    right = Document("d", "u", whole, wanted.title, start, published_edtf=wanted.published)
    assert figures([score(wanted, right)]) == {**dict.fromkeys(FLOORS, 1.0), "invented": 0.0}
    added = Document("d", "u", whole + "天气预报" * 50, wanted.title, start, published_edtf="2001-01-01")
    assert figures([score(wanted, added)])["precision"] < 0.9
    assert figures([score(wanted, added)])["invented"] == 1
    lost = Document("d", "u", whole[: len(whole) // 2], "别的", start)
    assert figures([score(wanted, lost)])["recall"] < 0.7
    assert figures([score(wanted, lost)])["title"] == 0
    assert figures([score(wanted, None)])["recall"] == 0


REENCODINGS = [
    ("utf-8", "text/html; charset=gb2312"),
    ("utf-8-sig", None),
    ("gb18030", None),
    ("gb18030", "text/html; charset=utf-8"),
    ("gb18030", "text/html; charset=big5"),
    ("utf-16", "text/html; charset=utf-8"),
    ("utf-16-le", None),
    ("utf-16-be", None),
    ("big5hkscs", None),
    ("big5hkscs", "text/html; charset=utf-8"),
]


@pytest.mark.parametrize("wanted", PAGES, ids=lambda wanted: wanted.page)
def test_the_encoding_makes_no_difference(wanted: Expected):
    """Of the Simplified pages some cannot be written in Big5."""
    page = wanted.content().decode()
    plain = _clean(wanted, wanted.content())
    assert plain
    for encoding, declared in REENCODINGS:
        try:
            content = page.encode(encoding)
        except UnicodeEncodeError:
            assert encoding == "big5hkscs"
            continue
        document = _clean(wanted, content, declared)
        assert document, (encoding, declared)
        assert (document.text, document.title, document.published_edtf, document.site) == (
            plain.text, plain.title, plain.published_edtf, plain.site,
        ), (encoding, declared)  # fmt: skip


@pytest.mark.parametrize("wanted", PAGES[::3], ids=lambda wanted: wanted.page)
@pytest.mark.parametrize("declared", [None, "text/html; charset=gb2312"])
def test_a_traditional_page_in_big5_reads_as_in_utf8(wanted: Expected, declared: str | None):
    """What Big5 has no character for is written as an entity, as sites do."""
    page = opencc.OpenCC("s2t").convert(wanted.content().decode())
    plain = _clean(wanted, page.encode())
    document = _clean(wanted, page.encode("big5hkscs", "xmlcharrefreplace"), declared)
    assert plain
    assert document
    assert document.encoding == "big5hkscs"
    assert (document.text, document.title, document.published_edtf) == (plain.text, plain.title, plain.published_edtf)
    assert plain.script == "hant"
    assert score(wanted, plain).n_right >= 0.97 * score(wanted, plain).n_expected
