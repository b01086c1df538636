"""Governments and their bodies: 丽水市政府, 市府, 区教育局, 重庆市经济和信息化委员会, 省通信管理局."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from schemas.records import OrganizationMention
from schemas.reference.organizations import name_words
from tasks.extract.anchored import Anchored
from tasks.extract.organizations.mention import mention, unnamed
from tasks.extract.organizations.places import Places, government_of, standing_name_of

#: Bodies under a ministry carry its name before their own: 国家税务总局湘西州税务局.
_MINISTRY = re.compile(r"(?:国家[\u4e00-\u9fff]{2,6}总?局|工业和信息化部|国家[\u4e00-\u9fff]{2,4}委员会)$")
_LEVEL = "自治区|省|市|州|盟|区|县|旗"
_LEVELS = "省市州盟区县旗"
_GOVERNMENT = Anchored(
    re.compile(
        rf"(?P<level>{_LEVEL})?(?:委、?(?:{_LEVEL})(?:人民)?政府|人民政府|行政公署|行署(?![办专领])|政府(?!采购|引导|主导|投资|网|工作|服务|数字|机构|部门|性|职能)|府(?=[与和同跟将就拟已，。、一方]))"
    ),
    ("府", "行政公署", "行署"),
    reach=11,
    lead="自治区省市州盟县旗委、人民政",
)
#: 四市政府 are those that the list before it names.
_COUNTS = tuple("两三四五六七八九十各几多数省市州区县")
_OF_HOME = Anchored(
    re.compile(
        r"(?:我|本|该)(?P<level>省|市|州|区|县|旗|盟)(?=[与和同跟将拟已也还就曾签在、，。分先再又上正自于从]|举行|代表|迎来|牵手|携手|联手|达成|成功|[今去前昨近日此早]|\d|$)|(?<![\u4e00-\u9fff])(?P<within>省|市|州|区|县)里(?=[已也又还曾将先同与和跟]|此前|之前|前年|去年|早前|年初)"
    ),
    [*map("".join, product("我本该", _LEVELS)), *(f"{level}里" for level in "省市州区县")],
)
_TOWN = Anchored(
    re.compile(
        r"(?:^|(?<=[与和同跟由在、，。：；\s（“区县市旗]))(?![由与和在同跟])[\u4e00-\u9fff]{1,3}(?:(?:镇|乡|苏木)(?:人民)?政府|街道(?:办事处|办))",
        re.M,
    ),
    [*map("".join, product(("镇", "乡", "苏木"), ("政府", "人民政府"))), "街道办"],
    reach=3,
    lead=r"\u4e00-\u9fff",
)


def find_governments(document_id: str, text: str, places: Places) -> Iterator[OrganizationMention]:
    """Yield every government and every body of one.

    市政府 and 我市 are those of the home of the text; where it has none, they are a government of this page alone.
    """
    for found in _GOVERNMENT.finditer(text):
        yield from _government(document_id, text, places, found)
    for found in _OF_HOME.finditer(text):
        yield _of_home(document_id, places, found, found.group("level") or found.group("within"))
    for found in _TOWN.finditer(text):
        yield mention(found.start(), found.group(), found.group(), "government", places.home)
    for found in _BODIES.finditer(text):
        yield from _body(text, places, found)


def _government(document_id: str, text: str, places: Places, found: re.Match[str]) -> Iterator[OrganizationMention]:
    place = places.ending_at(found.start()) or places.ending_at(found.end("level"))
    if place is not None and place.region_code is not None:
        start = places.start_of_run(place.start)
        yield mention(
            start, text[start : found.end()], government_of(place.region_code), "government", place.region_code
        )
    elif found.group("level") and place is None and text[found.start() - 1 : found.start()] not in _COUNTS:
        yield _of_home(document_id, places, found, found.group("level"))


def _of_home(document_id: str, places: Places, found: re.Match[str], level: str) -> OrganizationMention:
    code = places.home_at(level)
    if code is None:
        return unnamed(found.start(), found.group(), f"{level}人民政府", "government", document_id)
    return mention(found.start(), found.group(), government_of(code), "government", code)


def _body(text: str, places: Places, found: re.Match[str]) -> Iterator[OrganizationMention]:
    """Yield 区教育局 or 上海市通信管理局: the body of a government that stands right before it."""
    begin = found.start("committee") if found.group("committee") else found.start("field")
    body = (found.group("committee") or "") + _in_full(found.group("field"), found.group("end"))
    place = places.ending_at(begin)
    if place is not None:
        start = places.start_of_run(place.start)
        ministry = _MINISTRY.search(text[max(0, start - 12) : start])
        start -= len(ministry[0]) if ministry is not None else 0
        owner = standing_name_of(place.region_code) if place.region_code else place.surface
        yield mention(start, text[start : found.end()], owner + body, "government", place.region_code)
        return
    level = found.group("level")
    code = places.home_at(level) if level else None
    if level:
        name = text[found.start("level") : found.end()]
        canonical = standing_name_of(code) + body if code else level + body
        yield mention(found.start("level"), name, canonical, "government", code)


def _in_full(field: str, end: str) -> str:
    """Return the body's name in full: 工业和信息化局 for 工信局, 发展和改革委员会 for 发改委."""
    full = name_words().in_full.get(field, field)
    return full + ("委员会" if end == "委" and full != field else end)


@cache
def _body_pattern() -> re.Pattern[str]:
    words = name_words()
    fields, ends = "|".join(words.fields), "|".join(words.body_ends)
    return re.compile(
        rf"(?P<level>{_LEVEL})?(?P<committee>委)?(?P<field>(?:{fields})(?:[和与、]?(?:{fields})){{0,3}})(?P<end>{ends})(?!长|员|于|面)"
    )


def _fields_with_ends() -> Iterator[str]:
    return map("".join, product(name_words().fields, name_words().body_ends))


def _before_last_field() -> str:
    return "".join({*"自治区省市州盟县旗委和与、", *"".join(name_words().fields)})


#: The level, the committee and three further fields with what joins them, none of more than ten characters.
_BODIES = Anchored(_body_pattern, _fields_with_ends, reach=37, lead=_before_last_field)
