"""What docs/corrections.md shows can be used, and it names every key, action and status."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from schemas.correction import FOLLOWS, Correction, Words
from schemas.corrections_file import read_corrections
from schemas.vocabulary import CorrectionAction, CorrectionStatus, allowed

PAGE = (Path(__file__).parents[1] / "docs" / "corrections.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_without_a_fault(block):
    corrections, faults = read_corrections(block)
    assert faults == ()
    assert len(corrections) == block.count("[[correction]]") == 1


def test_every_key_action_and_status_is_explained():
    keys = {item.name for record in (Correction, Words) for item in fields(record)} - {"position"}
    words = {*keys, "blank", *allowed(CorrectionAction), *allowed(CorrectionStatus)}
    assert [word for word in sorted(words) if f"`{word}`" not in PAGE] == []


def test_what_follows_from_a_field_is_said():
    for follows in FOLLOWS.values():
        assert all(f"`{column}`" in PAGE and f"`{field}`" in PAGE for column, field in follows.items())
