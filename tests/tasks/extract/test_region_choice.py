"""What a name may mean on a day is worked out once for each time, and is the same as on the day itself."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schemas.records import Document
from schemas.reference.regions import gazetteer
from tasks.extract.region_choice import candidates, meant_on
from tasks.extract.region_settings import set_names
from tasks.extract.regions import find_regions
from tasks.extract.words import Words

SURFACES = sorted(gazetteer().names)
CHANGED = sorted(
    text for text, names in gazetteer().names.items() if any(name.region.valid_to for name in names) and len(names) > 1
)
DAYS = st.one_of(st.none(), st.dates(date(1980, 1, 1), date(2026, 12, 31)))


@given(st.one_of(st.sampled_from(SURFACES), st.sampled_from(CHANGED)), DAYS)
def test_a_name_means_what_it_means_on_the_day(surface, day):
    assert candidates(surface, day).names == meant_on(surface, day)


def turning_days(surface):
    for name in gazetteer().names[surface]:
        for edge in (name.region.valid_from, name.region.valid_to):
            if edge is not None:
                year = int(edge[:4])
                yield from (date(year, 1, 1), date(year, 12, 31), date(year + 3, 12, 31), date(year + 4, 1, 1))
                if len(edge) == 10:
                    day = date.fromisoformat(edge)
                    yield from (date.fromordinal(day.toordinal() + step) for step in (-1, 0, 1))


@given(st.sampled_from(CHANGED))
def test_also_on_the_days_around_each_change(surface):
    for day in turning_days(surface):
        assert candidates(surface, day).names == meant_on(surface, day)


PLACES = ("莆田", "三明", "南平", "莆田市", "城厢区", "鼓楼区", "合作", "南昌")


@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=6))
def test_a_listed_name_knows_what_the_others_may_mean(names):
    text = "在" + "、".join(names)
    settings = set_names(text, None, Words(text, b""))
    assert [setting.hit.surface for setting in settings] == names
    for number, setting in enumerate(settings):
        others = [other for other in settings[:number] + settings[number + 1 :] if other.hit.surface != "合作"]
        theirs = {code for other in others for one in other.meant.codes for code in gazetteer().lineage(one)}
        assert bool(setting.beside) == bool(others)
        assert {code for name in PLACES for code in codes_around(name) if code in setting.beside} == theirs
        assert setting.listed_in_province == any(
            gazetteer().province_of(code) in theirs for code in setting.meant.codes
        )


def codes_around(name):
    meant = candidates(name, None)
    return meant.codes | meant.above


def test_a_name_that_several_share_is_that_of_the_place_named_last():
    text = "福建省与江苏省。福州市的鼓楼区。南京市有变化。鼓楼区的人说，徐州市也有一个鼓楼区。"
    document = Document("d", "u", text, published_on=date(2024, 5, 20))
    codes = [mention.region_code for mention in find_regions(document, Words(text, b"")) if mention.surface == "鼓楼区"]
    assert codes == ["350102", "320106", "320302"]
