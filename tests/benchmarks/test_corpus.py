"""The pages that are measured are like real ones: as long, as full, as often repeated, and the same every time."""

from statistics import median

import pytest

from benchmarks.corpus import Mix, article_of, damaged, page_of, write_corpus
from benchmarks.templates import TEMPLATES
from schemas.records import Document, Page
from tasks.clean.document import clean_page
from tasks.clean.quality import is_relevant
from tasks.extract.article import extract, read_article
from tasks.segment.segmentation import segment

ALL, FEW = Mix(1.0), Mix(0.05)


def _cleaned(page, name="a.html"):
    document = clean_page(Page("p", name, page.encode()))
    assert isinstance(document, Document)
    return document


def test_a_page_is_the_same_every_time_and_in_every_corpus(tmp_path):
    write_corpus(tmp_path / "few", range(30), FEW)
    write_corpus(tmp_path / "more", range(20, 60), FEW)
    name = "0000/0000025.txt"
    assert (tmp_path / "few" / name).read_bytes() == (tmp_path / "more" / name).read_bytes()


def test_pages_are_as_long_as_pages_of_local_news():
    lengths = sorted(sum(map(len, article_of(number, ALL))) for number in range(400))
    assert 1000 < median(lengths) < 1400
    assert lengths[0] > 200
    assert 1700 < lengths[-40] < 3000


@pytest.mark.parametrize("relevance", [0.05, 1.0])
def test_as_many_are_on_the_subject_as_was_asked_for(relevance):
    found = sum(is_relevant("\n".join(article_of(number, Mix(relevance)))) for number in range(600)) / 600
    assert abs(found - relevance) < 0.03


def test_pages_on_the_subject_are_as_full_as_real_ones():
    documents = [_cleaned(page_of(number, article_of(number, ALL), ALL), "a.txt") for number in range(60)]
    read = [(document, segment(document)) for document in documents]
    thousands = sum(len(document.text) for document in documents) / 1000
    articles = [read_article(*each) for each in read]
    findings = [extract(*each) for each in read]
    assert 4 < sum(len(article.quantities) for article in articles) / thousands < 10
    assert 10 < sum(len(article.organizations) for article in articles) / thousands < 20
    assert 1 < sum(len(found.metrics) for found in findings) / thousands < 4
    assert 1 < sum(len(found.agreements) for found in findings) / thousands < 3
    assert 12 < sum(len(found.regions) for found in findings) / thousands < 25


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_holds_the_whole_article(template):
    lines = article_of(17, ALL)
    text = _cleaned(template(lines, 17)).text
    assert text.startswith(lines[0])
    assert [line for line in lines[2:] if line not in text] == []
    assert "热点排行" not in text


def test_a_damaged_page_is_mended_to_the_one_that_was_damaged():
    page = "\n".join(article_of(17, ALL))
    document = _cleaned(damaged(page), "a.txt")
    assert document.script == "hant"
    assert "gloss" in document.repairs
    assert document.title == _cleaned(page, "a.txt").title
