"""Organisations known by how their names end: 有限公司, 大学, 医院, 协会, 高新区管委会.

The end is plain; where the name begins is not, as Chinese writes no spaces. The walk to the left goes word by word
and stops at a mark, at a word that never stands inside a name, and before a verb.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from schemas.records import OrganizationMention, Span
from schemas.reference.organizations import name_words
from schemas.reference.signing import any_of, signing_words
from schemas.vocabulary import Role
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.places import Places
from tasks.extract.organizations.word_class import word_class
from tasks.extract.wanted import Wanted
from tasks.extract.words import Words

_LONGEST_NAME = 32
_BRACKETS = {"）": "（", ")": "("}
_NO_NAME_CLASS = ("v", "d", "p", "c", "u", "r", "t", "y", "e", "o", "q")
_NO_SINGLE_CLASS = ("p", "c", "u", "ul", "uj", "r")
_NAME_CHARACTER = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·+]+")
_IN_BRACKETS = re.compile(r"集团|中国|控股|国际|股份|总部|[\u4e00-\u9fff]{2,4}")
#: What a firm is to another is no part of its name: 集团母公司某某集团, 全资子公司某某科技有限公司.
_KIN = re.compile(
    r"(?:该?(?:集团|公司))?(?:控股|全资|参股|下属|间接|直接|非){0,2}(?:母公司|子公司|孙公司|附属公司|联营公司|控股股东|大股东)"
)
_HEAD_WITH_CONNECTOR = re.compile(r"[与同跟](?P<head>[\u4e00-\u9fff][和同])$")
_LONG_HEAD_WITH_CONNECTOR = re.compile(r"(?:^|[与同跟、，。\s])(?P<head>[\u4e00-\u9fff]{1,4}和)$")
#: What a head with a connector ends with, or a line before the name.
_CONNECTORS = ("和", "同", "\n")
_WHOLE_BEFORE_5G = re.compile(r"(?:公司|集团|移动|联通|电信|铁塔)(?=5G)")
#: What an ending goes on to that ends no name: 医院 of 医学院院士, 集团军团.
_NO_END = re.compile("院(?!长)|校(?!长)|军团|事业部|行业")
_LETTERS = ("5G", "AI", "VR", "IT", "IDC")
#: How far before the rest of a name the place that opens it may stand, what before that, and what not between.
_FARTHEST_PLACE = 6
_OPENS_NAME = re.compile(r"(?:[，。；：、\n\s“（与同跟和及由在为是对]|携手|牵手|联合|代表|[日天])$")
#: Before 市人民医院 and 县中医院, which name the one of the page's home.
_AFTER_BORDER = re.compile(r"[^\u4e00-\u9fff]|[与同跟和及由在]")
_LEVELS = "省市县区州"
_PARTICLES = frozenset("与同跟和及由的了是在对将把被让给")
_MEASURES = "家个所座名位项支批万亿年月日届份"
#: A place alone before these names no one: 山东公司, 天津分公司. A place before 大学 or 银行 does.
_NEEDS_MORE = ("公司", "集团", "分公司", "子公司", "总公司", "集团公司", "学校", "园区", "景区")


def find_ended(text: str, words: Words, places: Places) -> Iterator[OrganizationMention]:
    """Yield every organisation whose name has one of the known endings."""
    walk = _Walk(text, words, places)
    for begin, end in _endings(text):
        ending = text[begin:end]
        start = walk.left_border(begin)
        kin = _KIN.match(text, start, begin - 1)
        start = kin.end() if kin is not None else start
        if _KIN.fullmatch(text, start, end) is None and walk.sets_apart(start, begin, ending):
            name = text[start:end]
            yield mention(start, name, name.removesuffix("党工委"), _roles()[ending], places.within(start, end))


def _endings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where an ending stands, from the left, of those that begin together the longest that ends a name."""
    free = 0
    for start, end in sorted(_ENDINGS.spans(text), key=_longest_first):
        if start >= free and _NO_END.match(text, end) is None:
            free = end
            yield start, end


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


class _Walk:
    """Walks from the ending of a name to its beginning."""

    def __init__(self, text: str, words: Words, places: Places) -> None:
        self._text = text
        self._words = words
        self._places = places

    def left_border(self, ending_start: int) -> int:
        """Return where the name whose ending starts there begins."""
        start = border = self._words.start_at(ending_start)
        limit = ending_start - _LONGEST_NAME
        while border > 0:
            further = self._step(start, self._words.at(border - 1))
            if further is None or further < limit:
                break
            start, border = further, self._words.start_at(further)
        start = self._after_whole_name(min(start, ending_start), ending_start)
        return self._to_place(self._over_connector(start, ending_start))

    def _after_whole_name(self, start: int, ending_start: int) -> int:
        """Return where the name starts behind one that ends before 5G: 某某有限公司5G智慧医院 is no hospital of it."""
        if self._text.find("5G", start, ending_start) < 0:
            return start
        whole = [found.end() for found in _WHOLE_BEFORE_5G.finditer(self._text, start, ending_start)]
        return whole[-1] if whole else start

    def _to_place(self, start: int) -> int:
        """Return where the place starts that opens the name, if only words of a name stand between.

        深圳 opens 深圳捷能显示技术有限公司 though 显示 is a verb, and 烟台 opens 烟台经海养殖公司.
        """
        for length in range(1, _FARTHEST_PLACE + 1):
            place = self._places.ending_at(start - length)
            if place is not None:
                first = self._places.start_of_run(place.start)
                opens = first == 0 or _OPENS_NAME.search(self._text, max(0, first - 2), first) is not None
                return first if opens and self._joins(start - length, start) else start
        return start

    def _joins(self, start: int, end: int) -> bool:
        """Say whether the words between a place and the rest of a name can belong to the name."""
        parts = self._words.parts(start, end)
        following = self._words.parts(end, end + 1)[0]
        if not _NAME_CHARACTER.fullmatch(self._text, start, end) or any(part in _PARTICLES for part in parts):
            return False
        *inner, last = parts
        if any(len(part) > 1 and part in name_words().borders for part in parts):
            return False
        if any(len(part) > 1 and word_class(part).startswith(_NO_NAME_CLASS) for part in inner):
            return False
        verb = len(last) > 1 and word_class(last).startswith(_NO_NAME_CLASS)
        return not verb or not inner or self._text[end : end + len(following)] in name_words().generic

    def _over_connector(self, start: int, ending_start: int) -> int:
        """Return where the name starts if 和 or 同 before it belongs to it.

        广 in 与广和芯联公司 is no party, and 保险集团有限公司 in 与泰和保险集团有限公司 names no one.
        """
        if self._text[start - 1 : start] not in _CONNECTORS:
            return start
        head = _HEAD_WITH_CONNECTOR.search(self._text, max(0, start - 3), start)
        if head is None and start < ending_start and not self._is_named(start, ending_start):
            head = _LONG_HEAD_WITH_CONNECTOR.search(self._text, max(0, start - 6), start)
        return head.start("head") if head is not None else start

    def _is_named(self, start: int, end: int) -> bool:
        return any(part not in name_words().generic for part in self._words.parts(start, end))

    def _step(self, start: int, before: Span) -> int | None:
        """Return where the name starts with the word, bracket or run of places before it; None at its border."""
        run = self._places.start_of_run(start)
        if run < start:
            return run
        word = self._text[before.start : before.end]
        if word in _BRACKETS:
            return self._over_brackets(before.start, _BRACKETS[word])
        if not _inside_name(word):
            return None
        counted = self._text[start] in _MEASURES and word_class(word) == "m"
        return None if counted else before.start

    def _over_brackets(self, closing: int, opener: str) -> int | None:
        """Return where the brackets of 某某（集团）有限公司 open; None for a remark in brackets."""
        opening = self._text.rfind(opener, max(0, closing - 8), closing)
        if opening < 1 or not _IN_BRACKETS.fullmatch(self._text, opening + 1, closing):
            return None
        return opening if _NAME_CHARACTER.match(self._text, opening - 1) else None

    def sets_apart(self, start: int, end: int, ending: str) -> bool:
        """Say whether the words before the ending set one organisation apart from others."""
        if self._is_of_home(start, end, ending):
            return _AFTER_BORDER.search(self._text, max(0, start - 1), start) is not None or start == 0
        if end - start < 2 or (ending in _NEEDS_MORE and self._is_place(start, end)):
            return False
        parts = self._words.parts(start, end)
        if ending in _NEEDS_MORE and all(_is_everyday(part) for part in parts):
            return False
        if not all(part in name_words().generic or part in name_words().verbs for part in parts):
            return True
        if len(parts) > (1 if _roles()[ending] == "other" else 2) and parts[0] in ("中国", "国家"):
            return True
        return "有限" in ending or (len(parts) > 2 and _roles()[ending] == "enterprise")

    def _is_of_home(self, start: int, end: int, ending: str) -> bool:
        """Say whether the name is whole only in its home: 市人民医院, 省肿瘤医院, 经开区管委会."""
        if start == end:
            return ending in _zones_with_bodies()
        if self._text[start] not in _LEVELS or ending in _NEEDS_MORE:
            return False
        return end - start == 1 or all(part in name_words().specialities for part in self._words.parts(start + 1, end))

    def _is_place(self, start: int, end: int) -> bool:
        while (place := self._places.starting_at(start)) is not None:
            start = place.end
        return start >= end


def without_partners(
    text: str, ended: Iterable[OrganizationMention], others: Iterable[OrganizationMention]
) -> Iterator[OrganizationMention]:
    """Yield the names, without another organisation and 联合 that the walk took in: 芜湖联通联合奇翼公司 names two."""
    partners = {each.start: each.end for each in others}
    for each in ended:
        end = partners.get(each.start)
        joint = _with_partner().match(text, end) if end is not None and end < each.end else None
        if joint is None:
            yield each
        else:
            name = text[joint.end() : each.end]
            yield mention(joint.end(), name, name, each.role, each.region_code)


@lru_cache(maxsize=4096)
def _is_everyday(word: str) -> bool:
    """Say whether the word is a verb, an adverb or 公司 itself, and so sets no firm apart: 约占公司, 公司全资子公司."""
    words = name_words()
    if word in words.proper:
        return False
    return word in words.generic or word == "公司" or word_class(word).startswith(("v", "d", "p", "c", "r", "m"))


@lru_cache(maxsize=4096)
def _inside_name(word: str) -> bool:
    """Say whether the word can stand inside a name: 数字 and 控股 can, 与 and 签署 cannot."""
    words = name_words()
    if word in words.verbs or word in words.proper or word in words.industries:
        return True
    if word in words.borders or not _NAME_CHARACTER.fullmatch(word):
        return False
    if word in words.generic:
        return True
    if word.isascii():
        return word.upper() in _LETTERS or word.isalpha()
    kind = word_class(word)
    if kind == "m" and word[-1] in _MEASURES:
        return False
    return kind not in _NO_SINGLE_CLASS if len(word) == 1 else kind == "vn" or not kind.startswith(_NO_NAME_CLASS)


@cache
def _roles() -> dict[str, Role]:
    words = name_words()
    roles = dict(words.endings) | dict.fromkeys(_zones_with_bodies(), "zone")
    return roles | {"管委会": "zone", "管理委员会": "zone"}


@cache
def _with_partner() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().hand_in_hand))


@cache
def _zones_with_bodies() -> frozenset[str]:
    words = name_words()
    return frozenset(zone + body for zone in words.zones for body in words.zone_bodies)


_ENDINGS = Wanted(_roles)
