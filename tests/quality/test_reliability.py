"""Confidence means what the documentation says it means."""

import re
from pathlib import Path

import pytest

from schemas.reference.confidence import confidence_weights
from tests.quality.annotated import SETS
from tests.quality.reliability import Judged, of_set, precision, table

DOCS = Path(__file__).parents[2] / "docs" / "agreements.md"
LEAST_PRECISION = 0.97
GOLD = ("seeds", "dev")


@pytest.fixture(scope="module")
def own():
    return of_set("own")


@pytest.fixture(scope="module")
def gold():
    missing = [name for name in GOLD if SETS[name].missing]
    if missing:
        pytest.skip(f"no annotated pages beside the checkout: {SETS[missing[0]].missing} does not exist")
    return {name: of_set(name) for name in GOLD}


def test_rows_at_the_threshold_are_right_on_the_own_pages(own):
    count, share = precision(own, confidence_weights().threshold)
    assert count > len(own) // 2
    assert share >= LEAST_PRECISION


def test_rows_below_the_threshold_are_less_often_right(own):
    threshold = confidence_weights().threshold
    assert precision(own, 0, threshold)[1] < precision(own, threshold)[1]


def test_rows_at_the_threshold_are_right_on_annotated_pages(gold):
    for rows in gold.values():
        assert precision(rows, confidence_weights().threshold)[1] >= LEAST_PRECISION


def test_the_documented_table_is_the_measured_one(own, gold):
    shown = re.search(r"<!-- reliability -->\n(.*?)\n<!-- /reliability -->", DOCS.read_text("utf-8"), re.S)
    assert shown is not None
    assert shown[1] == table([*own, *gold["seeds"], *gold["dev"]]), "run: python -m tests.quality.reliability"


def test_a_band_counts_its_own_rows():
    rows = [Judged(0.5, False), Judged(0.95, True), Judged(0.97, False)]
    assert precision(rows, 0.95) == (2, 0.5)
    assert precision(rows, 0.6, 0.8) == (0, None)
