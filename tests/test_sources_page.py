"""What docs/sources.md shows can be used, and it names every key."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from schemas.source import Expectations, Politeness, Source, SourceKind
from schemas.sources_file import read_sources

PAGE = (Path(__file__).parents[1] / "docs" / "sources.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

#: Keys of the file that are called otherwise in the code.
RENAMED = {"region_code": "region", "user_agent_contact": "contact"}


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_without_a_fault(block):
    sources, faults = read_sources(block)
    assert faults == ()
    assert len(sources) == block.count("[[source]]") >= 1


def test_there_is_an_example_of_every_kind_under_its_heading():
    shown = {source["kind"] for block in BLOCKS for source in tomllib.loads(block)["source"]}
    assert shown == set(get_args(SourceKind))
    headed = {word for line in re.findall(r"^### (.*)$", PAGE, re.MULTILINE) for word in line.split(", ")}
    assert headed == shown


def test_every_key_is_explained():
    keys = {RENAMED.get(item.name, item.name) for part in (Source, Politeness, Expectations) for item in fields(part)}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE] == []


def test_the_defaults_are_those_of_the_code():
    rows = dict(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|[^|]*\| ([^|]*) \|$", PAGE, re.MULTILINE))
    told = {}
    for names, values in rows.items():
        keys = re.findall(r"\w+", names)
        told |= dict(zip(keys, [values] if len(keys) == 1 else values.split(", "), strict=True))
    assert told == {item.name: _written(getattr(Politeness(), item.name)) for item in fields(Politeness)}


def _written(value):
    return str(list(value)) if isinstance(value, tuple) else f"{value:.12g}"
