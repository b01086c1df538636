import pytest

from schemas.records import Document, Page
from tasks.clean.document import clean_page
from tests.tasks.clean.pages import PAGES, Sample


def _clean(content: bytes, **of_page: str) -> Document:
    document = clean_page(Page("p", "https://example.org/a.html", content, **of_page))
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize("sample", PAGES, ids=lambda sample: sample.name)
def test_a_page_gives_its_article_and_nothing_else(sample: Sample):
    document = _clean(sample.html.encode())
    assert document.title == sample.title
    assert document.text == "\n".join((sample.title, *sample.body))
    assert document.text[document.body_start :].split("\n")[0] == sample.body[0]


@pytest.mark.parametrize("sample", PAGES, ids=lambda sample: sample.name)
def test_a_page_tells_when_and_where_it_appeared(sample: Sample):
    document = _clean(sample.html.encode())
    assert str(document.published_on) == sample.day
    assert document.published_edtf == sample.day
    assert document.site == sample.site


@pytest.mark.parametrize("sample", PAGES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encoding_makes_no_difference(sample: Sample, encoding: str):
    assert _clean(sample.html.encode(encoding)).text == _clean(sample.html.encode()).text
