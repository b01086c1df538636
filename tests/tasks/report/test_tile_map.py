"""The map of tiles."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from schemas.reference.province_tiles import province_tiles
from schemas.reference.regions import gazetteer
from tasks.report.tile_map import shade_limits, shade_of, tile_map
from tests.tasks.report.reading import parsed


def test_every_province_that_exists_has_one_tile_of_its_own():
    tiles = province_tiles()
    provinces = {one.code for one in gazetteer().regions if one.level == "province" and one.valid_on(None)}
    assert len(tiles) == len(provinces) == 34
    assert {tile.code for tile in tiles} == provinces
    assert len({(tile.row, tile.column) for tile in tiles}) == 34


@given(st.lists(st.integers(0, 10**6), max_size=34))
def test_shades_grow_with_the_number(counts):
    limits = shade_limits(counts)
    assert len(limits) <= 5
    assert list(limits) == sorted(set(limits))
    shades = [shade_of(count, limits) for count in sorted(counts)]
    assert shades == sorted(shades)
    assert [shade == 0 for shade in shades] == [count == 0 for count in sorted(counts)]


def test_provinces_that_are_alike_do_not_all_look_the_same():
    counts = [*range(260, 580, 10), 3, 3]
    limits = shade_limits(counts)
    by_shade = Counter(shade_of(count, limits) for count in counts)
    assert set(by_shade) == {1, 2, 3, 4, 5}
    assert max(by_shade.values()) <= 9


@given(st.dictionaries(st.sampled_from([tile.code for tile in province_tiles()]), st.integers(0, 10**5)))
def test_each_tile_says_its_number_and_leads_where_there_is_something(counts):
    drawn = parsed(str(tile_map(counts, counts, "regions.agreements_label")))
    told = dict(title.rsplit(": ", 1) for title in drawn.xpath("//g/*[local-name()='title']/text()"))
    assert told == {f"{one.name} {one.name_en}": f"{counts.get(one.code, 0):,}" for one in province_tiles()}
    assert {link.removeprefix("#p") for link in drawn.xpath("//a/@href")} == set(counts)
