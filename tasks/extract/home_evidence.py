"""How much of a document points at each division, before anything is said about its home."""

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import product

from schemas.records import Document, RegionMention
from schemas.reference.regions import gazetteer
from schemas.reference.regions_zones import zones
from tasks.extract.anchored import Anchored
from tasks.extract.regions import named_by_site
from tasks.extract.wanted import Wanted

_PUBLISHER_WEIGHT = 6
_TITLE_WEIGHT = 4
_LEAD_WEIGHT = 2
_LEAD_CHARACTERS = 160

_PAPERS = ("日报", "晚报", "晨报", "早报", "都市报", "商报", "时报")
_MEDIA = ("新闻", "在线", "融媒", "电视台", "广播", "广电网", "政府网", "党政网", "信息港", "热线")
_PUBLISHER_AFTER = re.compile(rf"(?:\w{{0,2}}(?:{'|'.join(_PAPERS)})|{'|'.join(_MEDIA)}|发布(?!会))")
_AFTER = Wanted([*_PAPERS, *_MEDIA, "发布"])
_PUBLISHER_BEFORE = re.compile(r"(?:今日|掌上|来源[:：]\s*)$")
_BEFORE = Wanted(["今日", "掌上", "来源"])
#: How far from the name of a place the words may stand that make it a publisher's.
_FARTHEST = 3
_VENUE_BEFORE = re.compile(r"(?:[在于]|[日，,])$")
_VENUE_AFTER = re.compile(r"(?:市|省)?(?:隆重|正式|顺利|成功)?(?:举行|召开|举办|开幕|闭幕|[。，])")
_GOVERNMENT_HOST = re.compile(r"https?://(?P<labels>[\w.-]+)\.gov\.cn(?![\w.-])", re.IGNORECASE)
_ZONES = Wanted(zones)
_UNITS = "省市州盟县区旗"
_HOME_WORDS = Anchored(
    re.compile(rf"[我全本][{_UNITS}]|(?<![一-龥])[{_UNITS}](?:委|政府|直)"),
    map("".join, (*product("我全本", _UNITS), *product(_UNITS, ("委", "政府", "直")))),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much of the document points at each code, and which codes the title or the publisher names."""

    weights: Counter[str]
    prominent: frozenset[str]


def weigh(document: Document, regions: tuple[RegionMention, ...]) -> Evidence:
    """Weigh the names: one each, more in the title, the lead and the name of the paper.

    Where a thing took place (在武汉举行) says nothing of the home, unless the document speaks of 我市 or 省政府.
    """
    speaks_of_home = _HOME_WORDS.search(document.text) is not None
    publishers = _may_be_publishers(document.text)
    weights: Counter[str] = _zones_in(document.text)
    prominent: set[str] = set()
    for mention in regions:
        code, weight = mention.region_code, _weight(document, mention, publishers)
        is_prominent = weight > 1 + _LEAD_WEIGHT
        if code is None or not (is_prominent or speaks_of_home or not _is_venue(document, mention)):
            continue
        weights[code] += weight
        if is_prominent:
            prominent.add(code)
    for code in {*named_by_site(document), *_named_by_host(document.url or "")}:
        weights[code] += _PUBLISHER_WEIGHT
        prominent.add(code)
    return Evidence(weights, frozenset(prominent))


def _may_be_publishers(text: str) -> frozenset[int]:
    """Return where the names of places end, or begin, that have a word for a publisher near."""
    ends = [start - gap for start, _ in _AFTER.spans(text) for gap in range(_FARTHEST)]
    starts = [end + gap for _, end in _BEFORE.spans(text) for gap in range(_FARTHEST + 1)]
    return frozenset((*ends, *starts))


def _weight(document: Document, mention: RegionMention, publishers: AbstractSet[int]) -> int:
    weight = 1
    may_be_one = mention.end in publishers or mention.start in publishers
    if may_be_one and _is_publisher(document.text, mention):
        weight += _PUBLISHER_WEIGHT
    if mention.end <= document.body_start:
        weight += _TITLE_WEIGHT
    if mention.start < document.body_start + _LEAD_CHARACTERS:
        weight += _LEAD_WEIGHT
    return weight


def _is_publisher(text: str, mention: RegionMention) -> bool:
    before = text[max(0, mention.start - 5) : mention.start]
    return bool(_PUBLISHER_AFTER.match(text, mention.end) or _PUBLISHER_BEFORE.search(before))


def _is_venue(document: Document, mention: RegionMention) -> bool:
    before = document.text[max(0, mention.start - 1) : mention.start]
    return bool(_VENUE_BEFORE.search(before) and _VENUE_AFTER.match(document.text, mention.end))


def _zones_in(text: str) -> Counter[str]:
    """Count the zones that say where the document is without the name of a division: 光谷, 雄安新区."""
    named = {text[start:end] for start, end in _ZONES.spans(text)}
    return Counter({code: text.count(zone) for zone, code in zones().items() if zone in named} if named else {})


def _named_by_host(url: str) -> tuple[str, ...]:
    """Return the prefecture whose government the host belongs to: www.lishui.gov.cn."""
    match = _GOVERNMENT_HOST.match(url)
    if match is None:
        return ()
    labels = match["labels"].lower().split(".")
    codes = [_prefectures_in_pinyin()[label] for label in labels if label in _prefectures_in_pinyin()]
    return tuple(codes[-1:])


@cache
def _prefectures_in_pinyin() -> Mapping[str, str]:
    """Return the prefectures of today by their names in pinyin, those that share one left out."""
    codes: dict[str, list[str]] = {}
    for region in gazetteer().regions:
        if region.level == "prefecture" and region.valid_to is None:
            codes.setdefault(region.name_en.split(" ")[0].replace("'", "").lower(), []).append(region.code)
    return {pinyin: found[0] for pinyin, found in codes.items() if len(found) == 1}
