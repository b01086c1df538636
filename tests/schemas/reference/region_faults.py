"""What may be wrong with a table of divisions, one function a rule; each names the code and says what is wrong."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise

from schemas.reference.regions import Region

Regions = Sequence[Region]

#: A city beside a county of the same name under one parent, both in force, with the reason.
SHARE_A_SHORT_NAME = {
    ("130705", "130721"): "宣化区 and 宣化县 stood side by side until 2016",
    ("622901", "622921"): "临夏市 was cut out of 临夏县, which lives on around it",
    ("653201", "653221"): "和田市 was cut out of 和田县, which lives on around it",
    ("654002", "654021"): "伊宁市 was cut out of 伊宁县, which lives on around it",
}
#: Until then a city and the county or prefecture around it often bore one name; they are too many to list.
_NAMES_TOLD_APART_SINCE = "2003"

#: Changes since 2019 of which the table has the year only, with the reason.
DAY_NOT_KNOWN = dict.fromkeys(
    ("350402", "350403", "350404", "350405", "350427"), "the changes of Sanming in 2021: the day is yet to be found"
)
_DAYS_KNOWN_SINCE = "2019"

#: Divisions in force whose seat none of the sources of places gives.
SEAT_NOT_KNOWN = {
    "150521", "150522", "230717", "230718", "230751", "330113", "360113", "361003", "370502", "410721",
    "410928", "430321", "430421", "431281", "433127", "460302", "460303", "510402", "510403", "533102",
    "533103", "622901", "622921", "622926", "632801", "652801", "653132", "653201", "653221", "653228",
    "653229", "654002", "654021", "659009", "659010", "659011", "659012", "659013",
}  # fmt: skip

#: A name that has a shorter form without its unit; that of a new area or a mining district is said in full.
_SHORTENED = re.compile("..(?<![新矿])[市县区旗州盟]$")

_ENDING = {"province": "0000", "prefecture": "00", "county": ""}


def _begin(region: Region) -> str:
    return region.valid_from or "1981"


def _end(region: Region) -> str:
    return region.valid_to or "9999"


def _is_over_before(end: str, begin: str) -> bool:
    """Say whether what ends then leaves room for what begins then, as far as the coarser of the dates tells."""
    known = min(len(end), len(begin))
    return end[:known] <= begin[:known]


def _overlap(one: Region, other: Region) -> bool:
    return not _is_over_before(_end(one), _begin(other)) and not _is_over_before(_end(other), _begin(one))


def _by_code(regions: Regions) -> Mapping[str, list[Region]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for region in regions:
        found[region.code].append(region)
    return found


def _is_date(text: str) -> bool:
    whole = {4: text + "-01-01", 7: text + "-01", 10: text}.get(len(text), "")
    try:
        return date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False


def malformed(regions: Regions) -> Iterator[str]:
    """Yield what is wrong with a row by itself."""
    for region in regions:
        code = region.code
        if len(code) != 6 or not code.isdigit():
            yield f"{code}: not six digits"
        if not code.endswith(_ENDING[region.level]) or (region.level == "county" and code.endswith("00")):
            yield f"{code}: no code of a {region.level}"
        if len(region.short_name) < 2:
            yield f"{code}: short name {region.short_name!r} has less than two characters"
        if region.short_name == region.name and _SHORTENED.search(region.name):
            yield f"{code}: short_name is empty, or {region.name} in full"
        if region.valid_to is None and None in (region.lon, region.lat) and code not in SEAT_NOT_KNOWN:
            yield f"{code}: lon and lat of its seat are missing; if no source gives them, list it in SEAT_NOT_KNOWN"
        if not region.name_en[:1].isupper():
            yield f"{code}: name_en {region.name_en!r} does not begin with a capital"
        for column, text in (("valid_from", region.valid_from), ("valid_to", region.valid_to)):
            if text is not None and not _is_date(text):
                yield f"{code}: {column} {text!r} is no date YYYY, YYYY-MM or YYYY-MM-DD"
            elif text is not None and text >= _DAYS_KNOWN_SINCE and len(text) < 10 and code not in DAY_NOT_KNOWN:
                yield f"{code}: {column} {text} lacks the day of the approval"
        if _end(region) < _begin(region):
            yield f"{code}: ends {region.valid_to}, before it begins {region.valid_from}"


def out_of_order(regions: Regions) -> Iterator[str]:
    """Yield rows that do not stand in the order of the codes, those of one code in the order of their time."""
    for before, after in pairwise(regions):
        if (before.code, _begin(before)) > (after.code, _begin(after)):
            yield f"{after.code} {after.name}: stands after {before.code} {before.name}, not in the order of the codes"


def wrong_parents(regions: Regions) -> Iterator[str]:
    """Yield divisions whose parent is none, not of a higher level, or has other digits before theirs."""
    versions = _by_code(regions)
    for region in regions:
        code, parent = region.code, region.parent_code
        if parent is None:
            if region.level != "province":
                yield f"{code}: parent_code is empty, which only a province's may be"
        elif parent not in versions:
            yield f"{code}: parent {parent} is no division"
        elif len(_ENDING[versions[parent][0].level]) <= len(_ENDING[region.level]):
            yield f"{code}: parent {parent} is a {versions[parent][0].level}, not above a {region.level}"
        elif parent != (code[:2] + "0000" if parent.endswith("0000") else code[:4] + "00"):
            yield f"{code}: parent {parent} does not begin with the same digits"


def orphans(regions: Regions) -> Iterator[str]:
    """Yield divisions that hold in a year in which their parent does not."""
    versions = _by_code(regions)
    for region in regions:
        parents = versions.get(region.parent_code or "", [])
        if not parents:
            continue
        first, last = min(map(_begin, parents)), max(map(_end, parents))
        if not _is_over_before(first, _begin(region)):
            yield f"{region.code}: begins {_begin(region)}, before its parent {region.parent_code} does ({first})"
        if not _is_over_before(_end(region), last):
            yield f"{region.code}: holds until {region.valid_to or 'now'}, its parent {region.parent_code} until {last}"


def overlaps(regions: Regions) -> Iterator[str]:
    """Yield two rows of one code that hold at the same time."""
    for code, versions in _by_code(regions).items():
        for one, other in combinations(versions, 2):
            if _overlap(one, other):
                yield f"{code}: {one.name} and {other.name} hold at the same time; end one with valid_to"


def shared_names(regions: Regions) -> Iterator[str]:
    """Yield two divisions of one name, or one short name, under one parent at the same time."""
    namesakes: dict[tuple[str | None, str], list[Region]] = defaultdict(list)
    for region in regions:
        if _end(region) >= _NAMES_TOLD_APART_SINCE:
            namesakes[region.parent_code, region.short_name].append(region)
    for (parent, name), bearers in namesakes.items():
        for one, other in combinations(bearers, 2):
            if one.code == other.code or (one.code, other.code) in SHARE_A_SHORT_NAME or not _overlap(one, other):
                continue
            yield (
                f"{one.code}: {one.name} and {other.code} {other.name} are both {name} under {parent} "
                "at the same time; end the old row with valid_to, or list the two with a reason in SHARE_A_SHORT_NAME"
            )


def wrong_successors(regions: Regions) -> Iterator[str]:
    """Yield divisions that end without successors or the other way round, and successors that do not take over."""
    versions = _by_code(regions)
    for region in regions:
        code = region.code
        if region.successors and region.valid_to is None:
            yield f"{code}: has successors but no valid_to"
        if region.valid_to is not None and not region.successors:
            yield f"{code}: ended {region.valid_to} but has no successors"
        if len(set(region.successors)) < len(region.successors):
            yield f"{code}: names a successor twice"
        for rank, successor in enumerate(region.successors):
            if successor not in versions:
                yield f"{code}: successor {successor} is no division"
            elif region.valid_to is not None:
                yield from _not_taking_over(region, versions[successor], at_once=rank == 0)


def _not_taking_over(region: Region, successors: Sequence[Region], *, at_once: bool) -> Iterator[str]:
    """Yield why a division takes nothing over.

    The first of the successors begins on the day of the change or lives on through it; the others may have taken their
    part before. A code that lives on under another name has another row.
    """
    successor, end = successors[0].code, _end(region)
    begins_then = any(each.valid_from == end for each in successors)
    lives_on = any(_begin(each) < end and not _is_over_before(_end(each), end) for each in successors)
    if begins_then:
        return
    if successor == region.code:
        yield f"{region.code}: successor {successor} is the division itself, and no other row of it begins {end}"
    elif _names_those_of_today(region):
        if all(each.valid_to for each in successors):
            yield f"{region.code}: ended {end}, and its successor {successor} does not hold today"
    elif at_once and not lives_on:
        begin = min((_begin(each) for each in successors if _begin(each) > end), default=_begin(successors[-1]))
        yield f"{region.code}: ends {end}, but its successor {successor} begins {begin}"
    elif min(map(_begin, successors)) > end:
        yield f"{region.code}: ends {end}, before its successor {successor} begins"


def _names_those_of_today(region: Region) -> bool:
    """Say whether the successors are those of today, as ``regions_sources.toml`` tells of prefectures of old."""
    return region.level == "prefecture" and _end(region) < _DAYS_KNOWN_SINCE


#: The rules that every table of divisions must keep.
RULES: tuple[Callable[[Regions], Iterator[str]], ...] = (
    malformed,
    out_of_order,
    wrong_parents,
    orphans,
    overlaps,
    shared_names,
    wrong_successors,
)
