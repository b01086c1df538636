import re
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from schemas.metric_kind_faults import KEYS
from schemas.metric_kinds import METRIC_KINDS, load_kinds, metric_kinds
from schemas.metric_words import metric_words

ENTRY = """
[[kind]]
name = "towers"
label = "铁塔"
label_en = "towers"
definition = "Towers"
source = "a test"
unit = "count"
dimensions = ["count"]
measures = ["座"]
nouns = ['铁塔']
minimum = 1
maximum = 100
"""


def test_no_kind_that_tables_hold_goes_missing() -> None:
    assert set(METRIC_KINDS) >= {
        "base_stations",
        "base_station_density",
        "coverage",
        "subscribers",
        "connections",
        "penetration",
        "data_rate",
        "latency",
        "fibre_ports",
        "investment",
        "data_centers",
        "racks",
        "servers",
        "compute",
        "pue",
        "private_networks",
        "factories",
        "applications",
        "platforms",
        "enterprises",
        "digital_economy",
    }


def test_the_head_of_the_file_explains_every_key() -> None:
    head = files("schemas").joinpath("metric_kinds.toml").read_text("utf-8").partition("[[kind]]")[0]
    explained = {key for line in re.findall(r"^#   ([a-z_, ]+?)  ", head, re.M) for key in re.split(", ?", line)}
    assert [key for key in KEYS if key not in explained] == []


@pytest.mark.parametrize(
    ("kind", "value", "aspect", "unit", "can_be"),
    [
        ("base_stations", 1425000, "total", "count", True),
        ("base_stations", 142.5, "total", "count", False),
        ("base_stations", Decimal("142.5"), "added", "count", False),
        ("base_stations", 0, "total", "count", False),
        ("base_stations", 10**9, "added", "count", False),
        ("base_stations", 10**9, "growth", "percent", True),
        ("base_stations", 98.5, "share", "percent", True),
        ("base_stations", 120, "share", "percent", False),
        ("base_stations", Decimal("142.5"), "total", "percent", True),
        ("pue", Decimal("1.25"), "total", "ratio", True),
        ("pue", 12.5, "total", "ratio", False),
    ],
)
def test_a_figure_can_be_or_not(kind: str, value: Any, aspect: Any, unit: Any, can_be: bool) -> None:
    assert metric_kinds()[kind].can_be(value, aspect, unit) is can_be


def test_a_new_kind_is_data() -> None:
    kind = load_kinds(ENTRY)["towers"]
    assert kind.unit == "count"
    assert kind.nouns is not None
    assert kind.nouns.search("建成铁塔")


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        # keys
        *((line, "", f"towers: {line.split()[0]} is missing") for line in ENTRY.splitlines()[3:8]),
        ('name = "towers"', "", "metric kind number 1: name is missing"),
        ('dimensions = ["count"]', "", "towers: dimensions is missing"),
        ("maximum = 100", "", "towers: maximum is missing"),
        ("minimum = 1\nmaximum = 100", "", "towers: minimum is missing; maximum is missing"),
        ("nouns = ['铁塔']", "", "towers: nouns is missing"),
        ("nouns = ['铁塔']", "cues = '铁塔'", "towers: nouns is missing: cues do not say what is counted"),
        ("minimum", 'tecnology = "none"\nminimum', "towers: tecnology is no key of a kind"),
        ("minimum", 'where = "MEC"\nminimum', "towers: instead_of is missing"),
        ("minimum", 'instead_of = "towers"\nminimum', "towers: where is missing"),
        # types
        ("nouns = ['铁塔']", "nouns = '铁塔'", "towers: nouns is not a list of strings"),
        ("nouns = ['铁塔']", "nouns = []", "towers: nouns together: '' is found in any text"),
        ('measures = ["座"]', 'measures = "座"', "towers: measures is not a list of strings"),
        ('measures = ["座"]', "measures = [1]", "towers: measures is not a list of strings"),
        ('label = "铁塔"', "label = 7", "towers: label is not a string"),
        ("maximum = 100", 'maximum = "100"', "towers: maximum is not a number"),
        ("minimum", 'topic = "yes"\nminimum', "towers: topic is neither true nor false"),
        ("minimum", "definitions = { macro = ['宏'] }\nminimum", "towers: definitions is not a table of strings"),
        ("minimum", "definitions = '宏'\nminimum", "towers: definitions is not a table of strings"),
        # what texts and patterns say
        ('label = "铁塔"', 'label = ""', "towers: label is empty"),
        ('dimensions = ["count"]', "dimensions = []", "towers: dimensions is empty"),
        ('name = "towers"', 'name = "铁塔"', "name '铁塔' is not of a to z, 0 to 9 and _ only"),
        ('definition = "Towers"', 'definition = "towers"', "towers: definition does not begin with a capital"),
        ("['铁塔']", "['((铁塔']", r"towers: nouns: '\(\(铁塔' is no pattern: missing \)"),
        ("['铁塔']", "['(?P<who>铁)', '(?P<who>塔)']", "towers: nouns together: .* is no pattern"),
        ("['铁塔']", "['(?:铁塔)?']", "towers: nouns: .* is found in any text"),
        ("minimum", "unless = ''\nminimum", "towers: unless: '' is found in any text"),
        ("minimum", "needs_near = '5G)'\nminimum", r"towers: needs_near: '5G\)' is no pattern"),
        ("minimum", "definitions = { macro = '宏(' }\nminimum", r"towers: definitions, macro: '宏\(' is no pattern"),
        # units and what they measure
        ('unit = "count"', 'unit = "towers"', "towers: no unit towers in schemas/reference/units.toml"),
        ('unit = "count"', 'unit = "kW"', "towers: unit kW .* add it to MetricUnit in schemas/vocabulary.py"),
        ('unit = "count"', 'unit = "percent"', "towers: unit percent is of dimension ratio, but dimensions are count"),
        ('dimensions = ["count"]', 'dimensions = ["money"]', "towers: unit count is one of counting, but"),
        ('dimensions = ["count"]', 'dimensions = ["counts"]', "towers: dimensions: no dimension counts"),
        ('measures = ["座"]', 'measures = ["箱"]', "towers: measures: 箱 is no measure word"),
        ("minimum", 'clause_measures = ["箱"]\nminimum', "towers: clause_measures: 箱 is no measure word"),
        ("minimum", 'alone = ["架"]\nminimum', "towers: alone: 架 is not among measures"),
        # technologies, ranges, other kinds
        ("minimum", 'technology = "7G"\nminimum', "towers: no technology 7G"),
        ("minimum", 'grows = ["7G"]\nminimum', "towers: grows: no technology 7G"),
        ("minimum = 1", "minimum = 1000", "towers: an empty range: minimum 1000, maximum 100"),
        ("minimum", 'instead_of = "tower"\nwhere = "塔"\nminimum', "towers: instead_of: no kind tower"),
        ("minimum", 'share_kind = "tower"\nminimum', "towers: share_kind: no kind tower"),
    ],
)
def test_a_wrong_kind_is_refused_and_told_why(right: str, wrong: str, message: str) -> None:
    assert right in ENTRY
    with pytest.raises(ValueError, match=message):
        load_kinds(ENTRY.replace(right, wrong, 1))


def test_no_kind_is_declared_twice() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        load_kinds(ENTRY + ENTRY)


@pytest.mark.parametrize(
    "words", ["达到", "总数已达", "累计达到", "数量为", "将分别", "，截至\x01\x01已达", "\x02\x02市"]
)
def test_linking_words_link(words: str) -> None:
    assert metric_words().link.fullmatch(words)


@pytest.mark.parametrize("words", ["覆盖", "配套机房", "的企业", "，产值", "杆塔"])
def test_words_that_name_another_thing_do_not_link(words: str) -> None:
    assert not metric_words().link.fullmatch(words)


def test_a_long_run_of_words_is_read_at_once() -> None:
    assert not metric_words().link.fullmatch("比同期增年月总数量累计建成达到" * 200 + "杆塔")
