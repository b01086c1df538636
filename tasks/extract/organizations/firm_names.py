"""What else a text calls a firm whose registered name it gives: 海澜云 for 北京海澜云数据科技股份有限公司."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from schemas.records import OrganizationMention
from schemas.reference.organizations import name_words
from schemas.reference.regions import gazetteer
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.slots import is_name_like
from tasks.extract.organizations.word_class import word_class
from tasks.extract.wanted import Wanted
from tasks.extract.words import Words

_INDUSTRIES = Wanted(lambda: name_words().industries)

_LEGAL_FORM = re.compile(r"(?:[（(]?(?:集团|控股)[）)]?)?(?:股份有限公司|有限责任公司|有限公司)$")
_DAY = r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|今日|昨日|日前|近日)?"
_HOUR = r"(?:早间|午间|盘后|盘前|收盘后|晚间|晚)?(?:[（(][^（）()]{1,12}[）)])?"
_ANNOUNCES = re.compile(
    rf"(?:^|(?<=[。；\n：:，“\s]))(?P<name>[\u4e00-\u9fffA-Za-z]{{3,8}}?)"
    rf"(?:[（(](?:\d{{6}}|[\u4e00-\u9fff]{{4,32}}公司)[^（）()]{{0,8}}[）)])?{_DAY}{_HOUR}"
    r"(?:发布)?(?:了)?(?:公告|披露公告)(?:称|显示|，|,|：|:)",
    re.M,
)
_STOCK_NAME = re.compile(r"(?:证券|股票|公司)简称[:：]\s*(?P<name>[\u4e00-\u9fffA-Za-z]{3,8})")
_FULL_IN_BRACKETS = re.compile(r"(?P<short>[\u4e00-\u9fffA-Za-z]{2,10})[（(](?:下称|全称|即)?$")
_EVERYDAY = ("n", "v", "vn", "a", "b", "d", "t", "s", "f", "r", "m", "an", "ad")
_SHORTEST = 3
_GOES_ON = re.compile(r"的|董事长|总经理|总裁|副总|负责人|[与和同将在是有已]|近日|日前")
_CLAUSE_OPENS = "，。；：、\n（“ 　"
_MOST_WORDS = 4
_LONGEST_TRADE_NAME = 8


def find_announcers(text: str) -> Iterator[OrganizationMention]:
    """Yield every mention of the firm whose announcement the text reports or is: 某某股份6月3日晚间公告称."""
    announces = _ANNOUNCES.finditer(text) if "公告" in text else ()
    stock_names = _STOCK_NAME.finditer(text) if "简称" in text else ()
    for name in sorted({found.group("name") for found in (*announces, *stock_names)}):
        if not _is_everyday(name) and name not in ("本公司", "该公司"):
            yield from (mention(found.start(), name, name, "enterprise") for found in re.finditer(name, text))


def find_trade_names(text: str, words: Words) -> Iterator[OrganizationMention]:
    """Yield firms that a clause begins with and whose trade ends their name: 兖岭重工 in 兖岭重工的车间里."""
    for start, end in _INDUSTRIES.spans(text):
        if words.is_word(start, end) and _GOES_ON.match(text, end):
            yield from _named_by_trade(text, words, start, end)


def _named_by_trade(text: str, words: Words, trade: int, end: int) -> Iterator[OrganizationMention]:
    """Yield the firm that the trade ends, with as many of the words before it as a clause begins with."""
    for start in reversed(list(islice(_starts_before(words, trade), _MOST_WORDS))):
        name = text[start:end]
        opens = start == 0 or text[start - 1] in _CLAUSE_OPENS
        if opens and len(name) <= _LONGEST_TRADE_NAME and is_name_like(name, words.within(start, end)):
            yield mention(start, name, name, "enterprise")
            return


def _starts_before(words: Words, position: int) -> Iterator[int]:
    while position > 0:
        position = words.start_at(position - 1)
        yield position


#: What may follow the core of a firm's name.
CORE_TAIL = "(?:集团)?(?:公司)?"


def firm_cores(
    text: str, words: Words, found: tuple[OrganizationMention, ...]
) -> Iterator[tuple[OrganizationMention, str]]:
    """Yield the firms that the text names in full, each with the core of its registered name."""
    for each in found:
        is_firm = each.operator is None and each.name.endswith("公司") and _LEGAL_FORM.search(each.name) is not None
        if is_firm and text[each.start : each.end] == each.name:
            yield from ((each, core) for core in _cores(text, words, each))


def _cores(text: str, words: Words, firm: OrganizationMention) -> Iterator[str]:
    """Yield the name without place and legal form, the same without its generic end, and what a bracket explains."""
    core = _without_places(_LEGAL_FORM.sub("", firm.name))
    end = firm.start + firm.name.index(core) + len(core)
    start = end - len(core)
    inside = words.within(start, end)
    own = "".join(_without_generic_end(inside))
    for name in dict.fromkeys((core, own)):
        if _SHORTEST <= len(name) <= 10 and not _is_everyday(name) and any(not _is_common(word) for word in inside):
            yield name
    bracket = _FULL_IN_BRACKETS.search(text, max(0, firm.start - 12), firm.start)
    if bracket is not None:
        yield from _explained(bracket.group("short"), firm.name)


def _explained(words: str, name: str) -> Iterator[str]:
    """Yield the longest end of the words whose characters stand so in the name: 紫荆（广州紫荆有限公司）."""
    for at in range(len(words) - 1):
        rest = iter(name)
        if all(character in rest for character in words[at:]):
            yield words[at:]
            return


@lru_cache(maxsize=4096)
def _without_places(name: str) -> str:
    for length in range(min(8, len(name) - 2), 1, -1):
        if name[:length] in gazetteer().names:
            return _without_places(name[length:].removeprefix("市").removeprefix("省"))
    return name


def _without_generic_end(words: list[str]) -> list[str]:
    while len(words) > 1 and (words[-1] in name_words().generic or words[-1] in name_words().verbs):
        words = words[:-1]
    return words


def _is_everyday(name: str) -> bool:
    return word_class(name) in _EVERYDAY


def _is_common(word: str) -> bool:
    words = name_words()
    return word in words.generic or word in words.verbs or (len(word) > 1 and _is_everyday(word))
