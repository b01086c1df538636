"""Organisations known by how their names end: 有限公司, 大学, 医院, 协会, 高新区管委会.

The end is plain; where the name begins is not, as Chinese writes no spaces. The walk to the left goes word by word
and stops at a mark, at a word that never stands inside a name, and before a verb.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from schemas.records import OrganizationMention, Span
from schemas.reference.organizations import name_words
from schemas.vocabulary import Role
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.places import Places
from tasks.extract.organizations.word_class import word_class

_LONGEST_NAME = 32
_BRACKETS = {"）": "（", ")": "("}
_NO_NAME_CLASS = ("d", "p", "c", "u", "r", "t", "y", "e", "o", "q")
_NAME_CHARACTER = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·+]+")
_IN_BRACKETS = re.compile(r"集团|中国|控股|国际|股份|总部|[\u4e00-\u9fff]{2,4}")
_PLAIN_ENDS = ("公司", "集团", "分公司", "总公司", "子公司", "集团公司", "有限公司", "股份有限公司", "学校", "中学", "小学", "党校", "园区", "新区", "新城", "景区", "示范区", "试验区", "合作区", "集聚区")


def find_ended(text: str, tokens: tuple[Span, ...], places: Places) -> Iterator[OrganizationMention]:
    """Yield every organisation whose name has one of the known endings."""
    starts = [token.start for token in tokens]
    for found in _ending_pattern().finditer(text):
        role = _roles()[found.group("ending")]
        last = bisect_right(starts, found.start()) - 1
        start = _left_border(text, tokens, last, places)
        start = min(start, found.start())
        core = text[start : found.start()]
        if _names_someone(core, found.group("ending"), text, tokens, starts, start, found.start(), places):
            name = text[start : found.end()]
            region = places.within(start, found.end())
            yield mention(start, name, name.removesuffix("党工委"), role, region)


def _left_border(text: str, tokens: tuple[Span, ...], last: int, places: Places) -> int:
    """Return where the name that ends with token ``last`` begins."""
    limit = tokens[last].end - _LONGEST_NAME
    start, index = tokens[last].start, last - 1
    while index >= 0 and tokens[index].start >= limit:
        run = places.start_of_run(start)
        if run < start:
            start = run
            while index >= 0 and tokens[index].start >= run:
                index -= 1
            continue
        token = tokens[index]
        word = text[token.start : token.end]
        if word in _BRACKETS:
            opening = text.rfind(_BRACKETS[word], limit if limit > 0 else 0, token.start)
            inside = text[opening + 1 : token.start]
            if opening < 1 or not _IN_BRACKETS.fullmatch(inside) or not _NAME_CHARACTER.match(text, opening - 1):
                return start
            while index >= 0 and tokens[index].start >= opening:
                index -= 1
            start = opening
            continue
        if not _inside_name(word, text, token, start):
            return start
        start = token.start
        index -= 1
    return start


def _inside_name(word: str, text: str, token: Span, start: int) -> bool:
    words = name_words()
    if word in words.verbs or word in words.proper:
        return True
    if word in words.borders or not _NAME_CHARACTER.fullmatch(word):
        return False
    if word in words.generic:
        return True
    if word.isascii():
        return word.upper() in ("5G", "AI", "VR", "IT", "IDC") or word.isalpha()
    kind = word_class(word)
    if kind == "m":
        return not _is_measure(text[start : start + 1])
    if len(word) == 1:
        return kind not in ("p", "c", "u", "ul", "uj", "r")
    return kind not in ("v", "vd") and not kind.startswith(_NO_NAME_CLASS)


def _is_measure(character: str) -> bool:
    return character in "家个所座名位项支批万亿年月日届份"


def _names_someone(
    core: str,
    ending: str,
    text: str,
    tokens: tuple[Span, ...],
    starts: list[int],
    start: int,
    end: int,
    places: Places,
) -> bool:
    """Say whether the words before the ending set one organisation apart from others."""
    if len(core) < 2:
        return False
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, end - 1)
    parts = [text[max(token.start, start) : min(token.end, end)] for token in tokens[first:last]]
    common = all(part in name_words().generic or part in name_words().verbs for part in parts if part)
    if common and "有限" not in ending and (len(parts) < 3 or _roles()[ending] != "enterprise"):
        return False
    run_end = start
    while (place := places.starting_at(run_end)) is not None:
        run_end = place.end
    return not (run_end >= end and ending in _PLAIN_ENDS and ending in ("公司", "集团", "分公司", "子公司", "总公司", "集团公司", "学校", "园区", "景区"))


@cache
def _roles() -> dict[str, Role]:
    words = name_words()
    zones = [ending for ending, role in words.endings if role == "zone"]
    roles = dict(words.endings)
    roles |= {zone + body: "zone" for zone in zones for body in words.zone_bodies}
    roles |= {body: "zone" for body in ("管委会", "管理委员会")}
    return roles


@cache
def _ending_pattern() -> re.Pattern[str]:
    endings = sorted(_roles(), key=lambda ending: (-len(ending), ending))
    return re.compile(f"(?P<ending>{'|'.join(map(re.escape, endings))})(?!院(?!长)|校(?!长))")
