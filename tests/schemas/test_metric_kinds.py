import pytest

from schemas.metric_kinds import METRIC_KINDS, load_kinds, metric_kinds
from schemas.metric_words import metric_words
from schemas.units import dimensions, unit_forms

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


@pytest.mark.parametrize("name", METRIC_KINDS)
def test_a_kind_says_what_it_is(name: str) -> None:
    kind = metric_kinds()[name]
    assert kind.label
    assert kind.label_en
    assert kind.definition[0].isupper()
    assert kind.source
    assert kind.minimum < kind.maximum


@pytest.mark.parametrize("name", METRIC_KINDS)
def test_a_kind_can_be_found(name: str) -> None:
    kind = metric_kinds()[name]
    assert kind.nouns or kind.cues
    assert kind.dimensions <= set(dimensions().values())
    assert kind.measures <= {form.unit for form in unit_forms().values()}
    assert kind.alone <= kind.measures


@pytest.mark.parametrize("name", METRIC_KINDS)
def test_a_kind_refers_to_kinds(name: str) -> None:
    kind = metric_kinds()[name]
    assert {kind.instead_of, kind.share_kind} <= {None, *METRIC_KINDS}
    assert (kind.instead_of is None) == (kind.where is None)


def test_a_new_kind_is_data() -> None:
    kind = load_kinds(ENTRY)["towers"]
    assert kind.unit == "count"
    assert kind.nouns is not None
    assert kind.nouns.search("建成铁塔")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('unit = "count"', 'unit = "towers"'), "no unit towers"),
        (("minimum = 1", "minimum = 1000"), "an empty range"),
        (("minimum = 1", 'technology = "7G"\nminimum = 1'), "no technology 7G"),
    ],
)
def test_a_wrong_kind_is_refused(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_kinds(ENTRY.replace(*change))


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
