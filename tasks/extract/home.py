"""Which province, prefecture and county a document means by 我省, 全市, 市政府 or 我县."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import product
from operator import itemgetter

from schemas.records import Document, HomeRegion, RegionMention
from schemas.reference.regions import gazetteer
from tasks.extract.anchored import Anchored
from tasks.extract.home_evidence import Evidence, weigh

_MOST = 0.5
_NEARLY_ALL = 0.7

_CITY_WORDS = Anchored(
    re.compile(r"[我全本][市州盟]|(?<![城都门上])[市州盟](?:委|政府|府|长(?!期|沙|春|治)|直)"),
    map("".join, (*product("我全本", "市州盟"), *product("市州盟", ("委", "政府", "府", "长", "直")))),
)
_OUR_COUNTY = Anchored(
    re.compile(r"[我本](?P<unit>[县旗])|(?<![\u4e00-\u9fff])(?P<organ>县)(?:委|政府)"),
    ["我县", "我旗", "本县", "本旗", "县委", "县政府"],
)
_BRANCH = re.compile(r"[省市区县]?(?:分公司|公司|移动|联通|电信|铁塔)")
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})


def find_home(document: Document, regions: tuple[RegionMention, ...]) -> HomeRegion:
    """Return what the document's own words for its province, city and county mean.

    The home is where the paper, the title and most of the names point. A level that they do not point to is None;
    a county brings its prefecture and province with it. ``meant_by_home`` reads the result.
    """
    evidence = weigh(document, regions)
    own_county = _county_spoken_of(document.text, evidence) or _city_among_branches(document, regions)
    province = gazetteer().province_of(own_county) if own_county is not None else _province(evidence)
    if province is None:
        return HomeRegion()
    inside = Counter(
        {code: weight for code, weight in evidence.weights.items() if gazetteer().province_of(code) == province}
    )
    county = own_county or _county(document.text, evidence, inside)
    if county is not None:
        return HomeRegion(province, gazetteer().prefecture_of(county), county)
    return HomeRegion(province, _prefecture(document.text, evidence, inside))


def meant_by_home(home: HomeRegion, unit: str) -> str | None:
    """Return the code that 我市, 市政府, 全省, 我县 or 区委 mean in a document of this home.

    Args:
        home: the home of the document.
        unit: the character for the unit: 省, 市, 州, 盟, 县, 区 or 旗; or 自治区.

    Example:
        >>> meant_by_home(HomeRegion("330000", "331100"), "市")
        '331100'
        >>> meant_by_home(HomeRegion("430000", "431000", "431081"), "市")
        '431081'
    """
    if unit in ("省", "自治区"):
        return home.province
    if unit in ("市", "州", "盟"):
        return _city(home, unit)
    if home.county is None and unit == "区" and _is_autonomous(home.province):
        return home.province
    return home.county


def _city(home: HomeRegion, unit: str) -> str | None:
    if unit == "市" and home.county is not None and _name(home.county).endswith("市"):
        return home.county
    if home.prefecture is None and home.province in _MUNICIPALITIES:
        return home.province
    return home.prefecture


def _is_autonomous(province: str | None) -> bool:
    return province is not None and _name(province).endswith("自治区")


def _name(code: str) -> str:
    region = gazetteer().region(code)
    return region.name if region else ""


def _county_spoken_of(text: str, evidence: Evidence) -> str | None:
    """Return the one county that the title or the publisher names, where the text speaks of 我县, wherever it plays."""
    spoken = _OUR_COUNTY.search(text)
    if spoken is None:
        return None
    unit = spoken.group("unit") or spoken.group("organ")
    named = [code for code in evidence.prominent if _county_of(code) and _name(code).endswith(unit)]
    return named[0] if len(named) == 1 else None


def _city_among_branches(document: Document, regions: tuple[RegionMention, ...]) -> str | None:
    """Return the county-level city that 市政府 means where the city above it only names branches of networks.

    Its own papers call such a city by its short name: 诸城 beside 潍坊联通 and 市政府.
    """
    text = document.text
    if _CITY_WORDS.search(text) is None:
        return None
    branches, others = _branches_and_others(text, regions)
    cities = {
        each.region_code for each in others if text[each.end - 1] != "市" and _name(each.region_code or "")[-1:] == "市"
    }
    if len(cities) != 1:
        return None
    city = next(iter(cities)) or ""
    above = gazetteer().lineage(city)[1:]
    places = {each.region_code for each in others} - {city, *above[1:]}
    return city if _county_of(city) and above[:1] and above[0] in branches and not places else None


def _branches_and_others(text: str, regions: tuple[RegionMention, ...]) -> tuple[set[str | None], list[RegionMention]]:
    """Return the codes of the places that only say whose branch is meant, and the other places that have a code."""
    branches: set[str | None] = set()
    others = []
    for each in regions:
        if _BRANCH.match(text, each.end):
            branches.add(each.region_code)
        elif each.region_code:
            others.append(each)
    return branches, others


def _province(evidence: Evidence) -> str | None:
    """Return the province of most of the weight; of nearly all of it where the title names more than one."""
    titled = {gazetteer().province_of(code) for code in evidence.prominent}
    return _leading(evidence.weights, gazetteer().province_of, _NEARLY_ALL if len(titled) > 1 else _MOST)


def _leading(weights: Counter[str], unit_of: Callable[[str], str | None], share: float = _MOST) -> str | None:
    """Return the unit that more than the share of all weight falls into."""
    sums: dict[str, int] = {}
    for code, weight in weights.items():
        unit = unit_of(code)
        if unit is not None:
            sums[unit] = sums.get(unit, 0) + weight
    if not sums:
        return None
    unit, weight = max(sums.items(), key=itemgetter(1))
    return unit if weight > share * sum(sums.values()) else None


def _prefecture(text: str, evidence: Evidence, inside: Counter[str]) -> str | None:
    leading = _leading(inside, gazetteer().prefecture_of)
    if leading is None:
        return None
    weight = sum(each for code, each in inside.items() if gazetteer().prefecture_of(code) == leading)
    prominent = any(gazetteer().prefecture_of(code) == leading for code in evidence.prominent)
    if prominent or weight > _MOST * inside.total() or _CITY_WORDS.search(text):
        return leading
    return None


def _county(text: str, evidence: Evidence, inside: Counter[str]) -> str | None:
    leading = _leading(inside, _county_of)
    if leading is None:
        return None
    if leading in evidence.prominent:
        return leading
    above = gazetteer().lineage(leading)[1]
    under = sum(each for code, each in inside.items() if above in gazetteer().lineage(code))
    if under <= _MOST * inside.total() or (_name(leading).endswith("市") and inside[above] >= inside[leading]):
        return None
    weighty = inside[leading] >= _MOST * inside[above]
    if inside[leading] > inside[above] and not evidence.prominent:
        return leading
    return leading if _says_ours(text, leading) or (weighty and _names_organ(text, leading)) else None


def _county_of(code: str) -> str | None:
    region = gazetteer().region(code)
    return code if region is not None and region.level == "county" else None


def _says_ours(text: str, county: str) -> bool:
    """Say whether the text speaks of 我县 or 全区; 全区 of an autonomous region may be all of that."""
    unit = _name(county)[-1]
    if unit == "区" and _is_autonomous(gazetteer().province_of(county)):
        return False
    return re.search(f"[我全本]{unit}", text) is not None


def _names_organ(text: str, county: str) -> bool:
    return re.search(f"(?<!治){_name(county)[-1]}(?:委|政府|长|直)", text) is not None
