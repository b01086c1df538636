"""Annotated pages of real news, where they lie beside the checkout: their encoding must not matter, none be skipped."""

import json
from pathlib import Path

import opencc
import pytest

from schemas.records import Document, Page
from schemas.samples import sample_gold, sample_pages
from tasks.clean.document import clean_page
from tests.quality.annotated import SETS

ENCODINGS = [("gb18030", None), ("gb18030", "text/html; charset=utf-8"), ("utf-16", None), ("utf-8", "charset=big5")]


def _clean(name: str, content: bytes, content_type: str | None = None) -> Document:
    document = clean_page(Page("p", name, content, content_type=content_type))
    assert isinstance(document, Document), (name, content_type)
    return document


def _annotated(name: str) -> tuple[Path, list[dict[str, object]]]:
    if missing := SETS[name].missing:
        pytest.skip(f"no annotated pages beside the checkout: {missing} does not exist")
    lines = SETS[name].gold.read_text("utf-8").splitlines()
    return SETS[name].pages, [json.loads(line) for line in lines if line.strip()]


def _says_something(row: dict[str, object]) -> bool:
    return bool(row.get("agreements") or row.get("metrics"))


@pytest.mark.parametrize("name", ["dev", "seeds", "reports"])
def test_the_encoding_of_a_page_makes_no_difference(name: str):
    folder, rows = _annotated(name)
    for row in rows:
        source = str(row["source"])
        text = (folder / source).read_text("utf-8")
        plain = _clean(source, text.encode())
        for encoding, declared in ENCODINGS:
            document = _clean(source, text.encode(encoding), declared)
            assert (document.text, document.title, document.published_edtf) == (
                plain.text, plain.title, plain.published_edtf,
            ), (source, encoding, declared)  # fmt: skip


def test_a_page_in_big5_reads_as_in_utf8():
    folder, rows = _annotated("dev")
    n_written = 0
    for row in rows:
        source = str(row["source"])
        traditional = opencc.OpenCC("s2t").convert((folder / source).read_text("utf-8"))
        try:
            content = traditional.encode("big5hkscs")
        except UnicodeEncodeError:
            continue
        n_written += 1
        plain, document = _clean(source, traditional.encode()), _clean(source, content)
        assert (document.text, document.title, document.published_edtf) == (
            plain.text, plain.title, plain.published_edtf,
        ), source  # fmt: skip
    assert n_written > len(rows) / 4


@pytest.mark.parametrize("name", ["dev", "seeds", "reports"])
def test_no_page_that_says_anything_is_skipped(name: str):
    folder, rows = _annotated(name)
    telling = [str(row["source"]) for row in rows if _says_something(row)]
    assert telling
    assert [source for source in telling if not _clean(source, (folder / source).read_bytes()).is_relevant] == []


def test_no_sample_that_says_anything_is_skipped():
    telling = {row["source"] for row in sample_gold() if _says_something(row)}
    pages = [page for page in sample_pages() if page.source_uri.rpartition("/")[2] in telling]
    assert len(pages) == len(telling) > 5
    assert all(_clean(page.source_uri, page.content).is_relevant for page in pages)
