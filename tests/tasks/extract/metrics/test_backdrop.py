"""What of a document bears on all of its figures."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Article, Document, HomeRegion, OrganizationMention, RegionMention
from tasks.extract.metrics.backdrop import Backdrop

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8).map(sorted)


def region(start: int, length: int) -> RegionMention:
    return RegionMention(start, start + length, "甲", "370000", "province")


def firm(start: int, length: int, role: str = "enterprise") -> OrganizationMention:
    return OrganizationMention(start, start + length, "甲公司", "甲公司", "o", role)  # type: ignore[arg-type]


def backdrop(regions: list[RegionMention], firms: list[OrganizationMention], home: str | None = "370000") -> Backdrop:
    document = Document("d", "u", "甲" * 40)
    return Backdrop(
        Article(document, (), (), tuple(regions), HomeRegion(home), organizations=tuple(firms)), document.text
    )


@given(SPANS, SPANS)
def test_a_place_begins_a_firm_that_goes_on_behind_it(
    places: list[tuple[int, int]], firms: list[tuple[int, int]]
) -> None:
    regions, names = [region(*span) for span in places], [firm(*span) for span in firms]
    page = backdrop(regions, names)
    for mention in regions:
        plain = any(name.start <= mention.start and mention.end < name.end for name in names)
        assert page.begins_firm(mention) is plain


def test_no_place_begins_a_firm_on_a_page_without_a_home_or_in_a_name_of_another_sort() -> None:
    assert not backdrop([region(0, 1)], [firm(0, 4)], home=None).begins_firm(region(0, 1))
    assert not backdrop([region(0, 1)], [firm(0, 4, "government")]).begins_firm(region(0, 1))


@given(SPANS, st.integers(0, 40), st.integers(0, 40))
def test_mentions_of_a_stretch_are_those_that_begin_in_it(spans: list[tuple[int, int]], start: int, end: int) -> None:
    page = backdrop([region(*span) for span in spans], [firm(*span) for span in spans])
    begun = [begin for begin, _ in spans if start <= begin < end]
    assert [mention.start for mention in page.regions(start, end)] == begun
    assert [mention.start for mention in page.organizations(start, end)] == begun
