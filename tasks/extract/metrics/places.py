"""The places that a sentence names, in runs: places side by side (东湖、西山两县) are one run."""

import re
from collections.abc import Iterator

from schemas.records import HomeRegion, RegionMention, Span
from schemas.reference.areas import area_names
from schemas.reference.operators import short_names
from schemas.reference.regions import gazetteer
from schemas.reference.regions_zones import zone_names, zones
from tasks.extract.metrics.anchors import bit
from tasks.extract.metrics.backdrop import Backdrop
from tasks.extract.metrics.passages import REGION, Passage
from tasks.extract.metrics.place import Place
from tasks.extract.metrics.place_grammar import COUNTRIES, HOMES

#: All operators together: those of the country, on a page whose title names a place those of the place.
_ALL_OPERATORS = re.compile("三大运营商|三家基础电信")
#: Where something was said is not what was said: 在武汉举行的大会上.
_AT = re.compile(r"[在于]$")
_VENUE = re.compile(r"[^，。；]{0,4}(?:举行|召开|举办|开幕|揭晓|签署|落幕)")
#: 在湖北各县（市）里排第二: the others that it is ranked among.
_RANKED = re.compile(
    r"(?:全?[省市州区县]|各?[^，。；\d]{0,8})?(?:[里中内])?(?:排|位居|位列|名列|居|领先|第[一二三四五六七八九十\d])"
)
#: What a figure is held against or leads to is not where it holds: 占全市的四成, 高于全省, 通往北京的光缆.
_HELD_AGAINST = re.compile(r"(?:占到?了?|[距离]|走在|位?居|位?列|领跑|[高低优快]于|[比较]|领先)$")
_WAY_TO = re.compile(r"(?:通往|通向|直达|直通|直连|连接|连通|发往|(?<![来走赶回达])[到至往])$")
#: A place in the name of a firm is where the firm is, not what the figure covers.
_FIRM = re.compile(
    rf"[省市区县州]?(?:{short_names()}|分公司|公司|有限公司|集团)"
    r"|[^\x02，。；、]{1,6}(?:集团|公司|等企业)|[^\x02，。；、的]{2,8}(?:科技|股份|大学|学院|研究院)(?![创园城路大产])"
)
#: Ends the parts that 其中 opens.
_CLAUSE_CHANGE = re.compile(r"[；。！？\n]")
_SIDE_BY_SIDE = re.compile(r"(?:[省市州盟区县旗]|特区|新区)?(?:主?城区|县城|市区)?(?:[、和与及]|以及)")
_LEVELS = {"省": ("province",), "自治区": ("province",), "市": ("prefecture", "province", "county")}
_LEVELS |= {"州": ("prefecture",), "区": ("county", "province"), "县": ("county",)}


def places(passage: Passage, start: int, end: int, backdrop: Backdrop) -> list[Place]:
    """Return the places that a stretch of the passage names as the ones it speaks of, in order."""
    mentioned = _mentioned_in(passage, backdrop) if end <= passage.end else _mentioned(passage, start, end, backdrop)
    found = [place for place in mentioned if start <= _position(place).start < end]
    held = passage.anchors.held(start, end)
    for name, read in _READERS.items():
        if held & bit(name):
            found += (place for place in read(passage, Span(start, end), backdrop) if not _is_apart(passage, place))
    return sorted((place for place in found if not _is_over(passage, place, end)), key=_position)


def _mentioned_in(passage: Passage, backdrop: Backdrop) -> list[Place]:
    """Return the places that the mentions of a passage name, looked up once for all of its figures."""
    known = backdrop.mentioned.get(passage.start)
    if known is None:
        known = _mentioned(passage, passage.start, passage.end, backdrop)
        backdrop.mentioned[passage.start] = known
    return known


def _mentioned(passage: Passage, start: int, end: int, backdrop: Backdrop) -> list[Place]:
    """Return the places that mentions name, but for those that a figure is held against and those of firms."""
    here = [
        _place(passage, mention)
        for mention in backdrop.regions(start, end)
        if mention.region_code and not _is_elsewhere(passage, mention) and not backdrop.begins_firm(mention)
    ]
    return [place for place in here if not _is_apart(passage, place)]


def _countries(passage: Passage, within: Span, backdrop: Backdrop) -> Iterator[Place]:
    for match in COUNTRIES.finditer(passage.masked, *within):
        if not (_ALL_OPERATORS.fullmatch(match.group()) and backdrop.titled):
            yield Place(None, Span(*match.span()), is_national=True)


def _areas(passage: Passage, within: Span, _: Backdrop) -> Iterator[Place]:
    for match in area_names().finditer(passage.masked, *within):
        yield Place(None, Span(*match.span()), area=match.group())


def _zones(passage: Passage, within: Span, _: Backdrop) -> Iterator[Place]:
    for match in zone_names().finditer(passage.masked, *within):
        if not _FIRM.match(passage.masked, match.end()):
            yield Place(zones()[match.group()], Span(*match.span()))


def _homes(passage: Passage, within: Span, backdrop: Backdrop) -> Iterator[Place]:
    for match in HOMES.finditer(passage.masked, *within):
        code = _meant(passage, match, backdrop)
        if code:
            yield Place(code, Span(*match.span()))


#: What reads the places without a mention of their own, by the name of the pattern that finds them.
_READERS = {"country": _countries, "area": _areas, "zone": _zones, "home": _homes}


def runs(passage: Passage, named: list[Place]) -> list[list[Place]]:
    """Return the places in runs, those side by side in one."""
    grouped: list[list[Place]] = []
    for place in named:
        last = grouped[-1][-1] if grouped else None
        between = passage.masked[last.span.end : place.span.start] if last and last.span and place.span else ""
        alike = last is not None and ((last.code and place.code) or (last.area and place.area))
        joined = alike and _SIDE_BY_SIDE.fullmatch(between)
        if joined and not place.is_firm:
            grouped[-1].append(place)
        else:
            grouped.append([place])
    return grouped


def around(run: list[Place]) -> Place:
    """Return the narrowest division that holds all places of a run; none does two provinces, which are no nation."""
    lineages = [gazetteer().lineage(place.code) for place in run if place.code]
    shared = [code for code in lineages[0] if all(code in lineage for lineage in lineages)] if lineages else []
    spans = [place.span for place in run if place.span]
    return Place(
        shared[0] if shared else None,
        Span(spans[0].start, spans[-1].end) if spans else None,
        is_national=any(place.is_national for place in run),
    )


def lies_in(inner: str, outer: str) -> bool:
    """Return whether the inner division is a part of the outer one."""
    return inner != outer and outer in gazetteer().lineage(inner)


def _position(place: Place) -> Span:
    return place.span or Span(0, 0)


def _place(passage: Passage, mention: RegionMention) -> Place:
    is_firm = bool(_FIRM.match(passage.masked, mention.end))
    return Place(mention.region_code, Span(mention.start, mention.end), is_firm)


def _is_elsewhere(passage: Passage, mention: RegionMention) -> bool:
    """Return whether the place is where something was said."""
    before = passage.masked[max(passage.start, mention.start - 2) : mention.start]
    return bool(_AT.search(before) and _VENUE.match(passage.masked, mention.end))


def _is_apart(passage: Passage, place: Place) -> bool:
    """Return whether the figure is only held against the place, or the place is where a line leads."""
    start = _run_start(passage, _position(place).start)
    while start > passage.start and passage.masked[start - 1] == REGION:
        start -= 1
    before = passage.masked[max(passage.start, start - 3) : start]
    ranked = before.endswith(("在", "于")) and _RANKED.match(passage.masked, _position(place).end)
    return bool(_HELD_AGAINST.search(before) or _WAY_TO.search(before) or ranked)


def _is_over(passage: Passage, place: Place, end: int) -> bool:
    """Return whether the place holds no longer: it stands in brackets closed since, or among parts told before a ；."""
    after = _position(place).end
    if passage.masked.count("）", after, end) > passage.masked.count("（", after, end):
        return True
    clause = passage.masked.rfind("其中", passage.start, _position(place).start)
    return (
        clause >= 0
        and "；" in passage.masked[after:end]
        and not _CLAUSE_CHANGE.search(passage.masked, clause, _position(place).start)
    )


def _run_start(passage: Passage, start: int) -> int:
    """Return where the run of places begins that a place belongs to."""
    while start > passage.start + 1 and passage.masked[start - 1] in "、和与及":
        first = start - 1
        first -= passage.masked[first - 1] in "省市州盟区县旗"
        if passage.masked[first - 1] != REGION:
            break
        while first > passage.start and passage.masked[first - 1] == REGION:
            first -= 1
        start = first
    return start


def _meant(passage: Passage, word: re.Match[str], backdrop: Backdrop) -> str | None:
    """Return the division that 全省 means: the one around what the sentence named last, else the document's own.

    On the page of a county-level city 全市 is the prefecture that the sentence before has named.
    """
    level = word["level"] or word["government"] or word["inside"]
    own = _home_code(backdrop.home, level)
    last = _last_named(backdrop, passage.start, word.start(), level)
    if last is None and passage.before is not None:
        before = _last_named(backdrop, passage.before.start, passage.before.end, level)
        return before if before and own and lies_in(own, before) else own
    if last is None or own is None or passage.masked[word.start() - 1] == REGION:
        return last or own
    return own if own == last or lies_in(own, last) or lies_in(last, own) else last


def _last_named(backdrop: Backdrop, start: int, end: int, level: str) -> str | None:
    """Return the division of the level that holds what a stretch named last."""
    named = (mention.region_code for mention in reversed(backdrop.regions(start, end)) if mention.region_code)
    last = next(named, None)
    return _of_level(last, level) if last else None


def _of_level(code: str, level: str) -> str | None:
    """Return the narrowest division of the level that the code is or lies in."""
    for held in gazetteer().lineage(code):
        region = gazetteer().region(held)
        if region is not None and region.level in _LEVELS[level] and (level != "市" or region.name.endswith("市")):
            return held
    return None


def _home_code(home: HomeRegion, level: str) -> str | None:
    """Return the document's own division of the level; 全市 is that of a county-level city before its prefecture."""
    county = gazetteer().region(home.county) if home.county else None
    if level == "市" and county is not None and county.name.endswith("市"):
        return county.code
    codes: list[str | None] = [getattr(home, name) for name in _LEVELS[level]]
    return next((code for code in codes if code), None)
