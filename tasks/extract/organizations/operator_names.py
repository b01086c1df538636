"""Operators and their branches: 山东移动, 中国联通长沙市分公司, 移动、联通、电信江苏公司."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from schemas.records import OrganizationMention, RegionMention
from schemas.reference.operators import OperatorNames, Subsidiary, operators, subsidiaries
from tasks.extract.anchored import Anchored
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.places import Places, branch_place_of
from tasks.extract.wanted import Wanted

_COMPANY = re.compile(
    r"[省市区县州]?(?:公司[省市]分公司|网络(?:股份|集团|集团股份)?有限(?:责任)?公司|网络公司|(?:股份)?有限(?:责任)?公司|[省市区县]?分公司|[省市区县]?公司)"
)
_BRANCH = re.compile(r"[省市区县州]?(?:分公司|支公司|公司)")
#: 中国移动、中国联通、中国电信三家宝鸡分公司
_COUNT = re.compile(r"[两三四五][家大]")
_JOINED_BRANCH = re.compile(r"、|和|及|以及")
#: What 移动公司 may stand behind that is the one of the page's home.
_LEVELS = ("省", "市", "区", "县", "州")
_BRACKET_OPEN, _BRACKET_CLOSE = "（(", "）)"

#: What follows 移动, 电信 and so on where they are no firm: 移动互联网, 电信业.
_NO_FIRM = re.compile(
    r"(?:移动(?:互联|通信(?!公司)|支付|终端|电话|办公|网络|宽带|视频|数据|端|化|式|应用|医疗|执法|警务|物联|信号|客户|基站|梯队|源|智能|核心|出行|平台|业务))"
    r"|(?:联通(?:世界|全球|城乡|内外|起|能力))"
    r"|(?:电信(?:业|运营|网络诈骗|诈骗|普遍|设备|基础|用户|行业|业务|条例|企业|级|服务(?!公司)|网))"
    r"|(?:铁塔(?:设施|建设|类|基站|站|资源|共享|塔|视联))"
    r"|(?:有线(?:电视|广播|网络电视|耳机|宽带|接入|通信|无线|连接|传输))"
    r"|(?:广电(?:局|总台|行业|5G|台|中心|传媒|总局|和旅|旅|体|新闻))"
)


def find_operators(text: str, places: Places) -> Iterator[OrganizationMention]:
    """Yield every operator, branch and subsidiary that the text names.

    A word such as 移动 alone names none, nor does 移动互联网; 移动 beside a place does, and so does it in a list with a
    firm's full name.
    """
    yield from _subsidiaries(text)
    for found in _LISTS.finditer(text):
        yield from _named_in_list(text, places, found)
    for start, end in _STEMS.longest(text):
        yield from _named_by_stem(text, places, start, end)
    for start, end in _SHORTS.longest(text):
        yield from _named_after_place(text, places, start, end)


def further_branches(
    text: str, places: Places, found: tuple[OrganizationMention, ...]
) -> Iterator[OrganizationMention]:
    """Yield the second branch of 中国联通湖北省分公司、黄石市分公司."""
    for each in found:
        joint = _JOINED_BRANCH.match(text, each.end) if each.operator else None
        if joint is None or not each.name.endswith("公司"):
            continue
        place, end = _branch_after(text, places, joint.end())
        operator = next((group for group in operators() if group.name == each.operator), None)
        if place is not None and operator is not None:
            yield _branch(text, joint.end(), end, operator, place)


def group_of(word: str) -> OperatorNames | None:
    """Return the group that a word stands for where a party is expected: 联通, 铁塔公司.

    Example:
        >>> group_of("联通公司").name
        '中国联通'
    """
    bare = word.removesuffix("公司").removesuffix("集团")
    for operator in operators():
        if bare in (operator.short, operator.name) or word in operator.legal:
            return operator
    return None


def _subsidiaries(text: str) -> Iterator[OrganizationMention]:
    firms = _firms_by_form()
    found = [(text[start:end], start) for start, end in _SUBSIDIARIES.spans(text)]
    for form, start in sorted(found, key=lambda each: (firms[each[0]].rank, each[1])):
        firm = firms[form].firm
        yield mention(start, form, firm.name, "enterprise", None, firm.operator)


class _Form(NamedTuple):
    rank: int
    firm: Subsidiary


@cache
def _firms_by_form() -> dict[str, _Form]:
    """Return the firms by the forms of their names, each with its place among all forms."""
    forms = [(form, firm) for firm in subsidiaries() for form in (firm.name, *firm.forms)]
    return {form: _Form(rank, firm) for rank, (form, firm) in enumerate(forms)}


def _named_by_stem(text: str, places: Places, start: int, end: int) -> Iterator[OrganizationMention]:
    """Yield 中国联通长沙市分公司, and where no branch follows the stem, the group if the stem is its name."""
    stem = text[start:end]
    operator = _operators_by_stem()[stem]
    place, branch_end = _branch_after(text, places, end)
    if place is not None:
        yield _branch(text, start, branch_end, operator, place)
    elif stem.startswith("中国") or stem in operator.legal or stem == operator.name:
        name = _group_name(text, start, operator) or stem
        yield mention(start, name, operator.name, "operator", None, operator.name)


def _group_name(text: str, start: int, operator: OperatorNames) -> str | None:
    names = (*operator.legal, operator.name)
    return next((name for name in names if text.startswith(name, start)), None)


def _branch_after(text: str, places: Places, position: int) -> tuple[RegionMention | None, int]:
    """Return the innermost place after the stem and the end of the branch's name; None where no branch follows."""
    innermost, end = None, position
    while True:
        place = places.starting_at(end + (text[end : end + 1] in _BRACKET_OPEN and end < len(text)))
        if place is None:
            return innermost, end
        after = place.end + (text[place.end : place.end + 1] in _BRACKET_CLOSE and place.end < len(text))
        company = _COMPANY.match(text, after)
        if company is None:
            return innermost, end
        innermost, end = place, company.end()


def _named_after_place(text: str, places: Places, start: int, end: int) -> Iterator[OrganizationMention]:
    """Yield 山东移动, 鹤壁移动公司, 湖北广电网络 and, from the home of the text, 市铁塔公司."""
    place, level = places.ending_at(start), text[start - 1 : start]
    if (place is None and level not in _LEVELS) or _NO_FIRM.match(text, start):
        return
    operator = _operators_by_short()[text[start:end]]
    tail_end = _end_of_tail(text, end, operator)
    if place is not None:
        inner, inner_end = _branch_after(text, places, tail_end)
        branch_end = inner_end if inner else tail_end
        yield _branch(text, place.start, branch_end, operator, inner or place, text[start:end])
    elif text[end:tail_end].endswith("公司") and (code := places.home_at(level)) is not None:
        canonical = branch_place_of(code) + operator.short
        yield mention(start - 1, text[start - 1 : tail_end], canonical, "operator", code, operator.name)


def _end_of_tail(text: str, position: int, operator: OperatorNames) -> int:
    for tail in operator.tails:
        if text.startswith(tail, position):
            return position + len(tail)
    return position


def _branch(
    text: str, start: int, end: int, operator: OperatorNames, place: RegionMention, word: str | None = None
) -> OrganizationMention:
    short = branch_place_of(place.region_code) if place.region_code else place.surface.rstrip("省市区县")
    canonical = short + (word or operator.short)
    return mention(start, text[start:end], canonical, "operator", place.region_code, operator.name)


def _named_in_list(text: str, places: Places, found: re.Match[str]) -> Iterator[OrganizationMention]:
    """Yield the members of 中国电信、移动、联通、铁塔江苏公司, which share the place before or after the list."""
    before = places.ending_at(found.start())
    count = _COUNT.match(text, found.end())
    after, end = _branch_after(text, places, count.end() if count else found.end())
    place = after or before
    words = list(_member_pattern().finditer(text, found.start(), found.end()))
    for number, word in enumerate(words):
        operator = _operators_by_short()[word.group(1)]
        last_end = end if number == len(words) - 1 and after else word.end()
        start = before.start if before and number == 0 else word.start()
        if place is not None:
            yield _branch(text, start, last_end, operator, place)
        else:
            yield mention(start, text[start:last_end], operator.name, "operator", None, operator.name)


@cache
def _operators_by_stem() -> dict[str, OperatorNames]:
    named = {form: operator for operator in operators() for form in (*operator.stems, *operator.legal)}
    return named | {operator.name: operator for operator in operators()}


@cache
def _operators_by_short() -> dict[str, OperatorNames]:
    return {word: operator for operator in operators() for word in (operator.short, *operator.also)}


@cache
def _member_pattern() -> re.Pattern[str]:
    shorts = "|".join(operator.short for operator in operators())
    return re.compile(f"(?:中国)?({shorts})")


@cache
def _list_pattern() -> re.Pattern[str]:
    member = _member_pattern().pattern
    return re.compile(f"{member}(?:[、和及与]{member})+(?!{_NO_FIRM.pattern})")


_SUBSIDIARIES = Wanted(_firms_by_form)
_STEMS = Wanted(_operators_by_stem)
_SHORTS = Wanted(_operators_by_short)
_LISTS = Anchored(_list_pattern, lambda: [operator.short for operator in operators()], reach=2, lead="中国")
