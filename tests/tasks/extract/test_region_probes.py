"""What names a division and which one: ambiguity, history, false friends, zones, aliases, organisations."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.records import Document, RegionMention
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.words import word_starts

PROBES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "region_probes.toml").read_text("utf-8"))["probe"]
GROUPS = ("alias", "ambiguity", "false friend", "history", "organisation", "plain", "zone")

#: The day of a page without ``published``, so that a division that changes later changes no probe.
PUBLISHED = date(2026, 5, 1)


def _mentions(probe: dict[str, Any]) -> tuple[RegionMention, ...]:
    document = Document(doc_id="d", source_uri="d", text=probe["text"], published_on=probe.get("published", PUBLISHED))
    return find_regions(document, Words(document.text, word_starts(document.text)))


def test_every_probe_is_of_a_group() -> None:
    strays = [
        f"{probe['text'][:24]}: no group {probe.get('group')!r}" for probe in PROBES if probe.get("group") not in GROUPS
    ]
    assert strays == [], f"the groups are {', '.join(GROUPS)}"


def test_a_probe_of_history_has_a_date() -> None:
    undated = [probe["text"][:24] for probe in PROBES if probe["group"] == "history" and "published" not in probe]
    assert undated == [], "the page of a probe of history needs its date, published"


def test_the_probes_cover_what_goes_wrong() -> None:
    groups = Counter(probe["group"] for probe in PROBES)
    assert sum(groups.values()) == len({probe["text"] for probe in PROBES}) >= 150
    assert groups["ambiguity"] >= 40
    assert groups["history"] >= 30
    assert groups["false friend"] >= 50


@pytest.mark.parametrize("probe", PROBES, ids=[probe["text"][:24] for probe in PROBES])
def test_a_probe_names_just_its_codes(probe: dict[str, Any]) -> None:
    named = {mention.region_code for mention in _mentions(probe) if mention.region_code}
    assert named == set(probe["codes"]), probe["why"]


@pytest.mark.parametrize("probe", PROBES, ids=[probe["text"][:24] for probe in PROBES])
def test_what_is_not_settled_has_candidates_and_what_is_has_none(probe: dict[str, Any]) -> None:
    for mention in _mentions(probe):
        assert (mention.region_code is None) == (len(mention.candidates) > 1)


def test_a_name_of_several_divisions_that_nothing_settles_is_kept_with_all_of_them() -> None:
    (mention,) = _mentions({"text": "鼓楼区昨日召开冬季安全工作会议。"})
    assert mention.region_code is None
    assert {"110000", "320106"} & set(mention.candidates) == {"320106"}
    assert {"320106", "320302", "350102", "410204"} <= set(mention.candidates)
