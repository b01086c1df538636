"""Reposts point at the page that they repeat; clones of a page with other facts stand for themselves."""

import random

import pytest

from schemas.samples import sample_pages
from tests.quality.annotated import GOLD
from tests.quality.chain import Reading, pages_in, read
from tests.quality.reposts import CLONES, REPOSTS, pages_of
from tests.tasks.aggregate.columnar import originals

LEAST_RECALL = 0.97


def reading_of(name):
    if name == "samples":
        pages = [page for page in sample_pages() if not page.source_uri.endswith("repost.txt")]
    elif not (GOLD / "dev").exists():
        pytest.skip(f"no annotated pages beside the checkout: {GOLD / 'dev'} does not exist")
    else:
        pages = pages_in(GOLD / "dev", sorted(path.name for path in (GOLD / "dev").iterdir()))
    return read(pages)


@pytest.fixture(scope="module", params=["samples", "dev"])
def reading(request):
    return reading_of(request.param)


def repeated(first: Reading, second: Reading):
    """For each page of the second reading whether it is said to repeat the page of the same name."""
    original = originals((*first.documents, *second.documents), (*first.findings, *second.findings))
    by_name = {document.source_uri: document.doc_id for document in first.documents}
    return {
        document.source_uri: original[document.doc_id] == original[by_name[document.source_uri.split("/", 1)[1]]]
        for document in second.documents
    }


@pytest.mark.parametrize("kind", REPOSTS)
def test_reposts_are_recognised(reading, kind):
    chance = random.Random(7)
    texts = {f"{kind}/{document.source_uri}": REPOSTS[kind](document, chance) for document in reading.documents}
    found = repeated(reading, read(pages_of(texts)))
    missed = sorted(name for name, repeats in found.items() if not repeats)
    assert len(found) == len(reading.documents)
    assert 1 - len(missed) / len(found) >= LEAST_RECALL, missed


@pytest.mark.parametrize("kind", CLONES)
def test_clones_are_never_taken_for_reposts(reading, kind):
    said = {item.doc_id: item for item in reading.findings}
    texts = {
        f"{kind}/{document.source_uri}": clone
        for document in reading.documents
        if (clone := CLONES[kind](document, said[document.doc_id])) != document.text
    }
    found = repeated(reading, read(pages_of(texts)))
    assert len(found) >= len(reading.documents) // 6
    assert not [name for name, repeats in found.items() if repeats]


def test_no_page_is_taken_for_another(reading):
    original = originals(reading.documents, reading.findings)
    assert all(repeated == doc_id for doc_id, repeated in original.items())
