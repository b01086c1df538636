"""The own pages are read at least as well as floors.toml says, and pages without an agreement give none."""

import pytest

from tests.quality.chain import read
from tests.quality.floors import FLOORS, below
from tests.quality.own import PAGES, WITHOUT, figures, figures_of_figures, pages_of


def test_floors():
    reached = figures(read(pages_of(PAGES)))
    assert below("own", reached) == {}
    assert set(FLOORS["own"]) == set(reached)


def test_floors_of_figures():
    reached = figures_of_figures()
    assert below("own_figures", reached) == {}
    assert set(FLOORS["own_figures"]) == set(reached)


def reasons():
    """Why each page looks like one with an agreement, by its name."""
    lines = (WITHOUT / "index.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


@pytest.fixture(scope="module")
def found():
    reading = read(pages_of(WITHOUT))
    names = {document.doc_id: document.source_uri for document in reading.documents}
    return {names[item.doc_id]: item.agreements for item in reading.findings}


@pytest.mark.parametrize("name", reasons())
def test_a_page_without_an_agreement_gives_none(found, name):
    assert found[name] == (), reasons()[name]


def test_there_are_enough_pages_without_one(found):
    assert len(found) == len(reasons()) >= 30
