"""Places that act as their governments do: 某区与某公司签约, 同浙江签过, 甲市、乙市、丙市人民政府."""

import re
from functools import cache

from schemas.records import RegionMention, Span
from schemas.reference.signing import any_of, signing_words
from tasks.extract.located import last_before, starting_in

#: After these words a name says where something is, and not who acts.
LOCATIVE = re.compile(
    r"(?:在|于|从|位于|地处|坐落于?|走进|来到|前往|抵达|入驻|落户|落户于|赴|到|进驻|据|访|在位于)(?:了)?$"
)
_PLACE_BEFORE = re.compile(r"(?:^|[，。；：、“（\s与同和跟由]|代表|其中|随后|此前|当天|同日|日前|近日|[日月年])$")
#: No word that is looked for right before a place is as long.
_REACH = 8
_SHARED_LEVEL = re.compile(r"人民政府|政府|等?[两二三四五六七八九]?[个地]?[省市州区县]")


def start_of_run(place: RegionMention, regions: tuple[RegionMention, ...]) -> int:
    """Return where the places start that stand right before the place: 自贡市 before 大安区."""
    start = place.start
    while (outer := last_before(regions, start)) is not None and outer.end == start:
        start = outer.start
    return start


def acts(veiled: str, place: RegionMention, zone: Span, regions: tuple[RegionMention, ...]) -> bool:
    """Say whether the place signs in the zone before the signing.

    Args:
        veiled: the text with titles and direct speech covered.
        place: the place.
        zone: the part of a sentence before the signing.
        regions: all places of the text.
    """
    first = start_of_run(place, regions)
    before = veiled[max(zone.start - 1, 0, first - _REACH) : first]
    if LOCATIVE.search(before):
        return False
    after = place.end, zone.end + 8
    opens = _PLACE_BEFORE.search(before) is not None
    if opens and (_shares_government(veiled, place, regions) or _actor_follows().match(veiled, *after)):
        return True
    return _with_before().search(before) is not None and _place_after().match(veiled, *after) is not None


def _shares_government(veiled: str, place: RegionMention, regions: tuple[RegionMention, ...]) -> bool:
    """Say whether the place stands in a list that ends in 政府 or 三市: 甲市、乙市、丙市人民政府."""
    end = place.end
    if veiled[place.start - 1] == "、" and _SHARED_LEVEL.match(veiled, end):
        return True
    while following := starting_in(regions, end + 1, end + 2):
        if veiled[end] not in "、和及与":
            return False
        end = following[0].end
    return end > place.end and _SHARED_LEVEL.match(veiled, end) is not None


@cache
def _actor_follows() -> re.Pattern[str]:
    words = signing_words()
    days = r"近日|今日|今天|昨日|昨天|此前|之前|日前|于?(?:\d{1,2}月)?\d+日"
    adverbs = (
        rf"先|首先|率先|将|拟|已|即|就|也|还|则|曾|再|又|正式|{any_of(words.distributive)}|{any_of(words.planned)}"
    )
    return re.compile(rf"(?:{adverbs}|{days})*(?:{any_of(words.with_words)}|和|签)")


@cache
def _with_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(signing_words().with_words)}|[就也还已曾]和)$")


@cache
def _place_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:在|就|共同|正式|达成|举行|结为|续|再|又|首次|第一次|方面)?(?:签|达成|结|举行)|(?:的|开展|深化|加强)?(?:战略|深度|全面)?合作"
    )
