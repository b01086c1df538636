"""Short names that a text gives an organisation, and forms of one name that belong together."""

import re
from collections.abc import Iterator
from functools import lru_cache

from schemas.records import OrganizationMention
from schemas.reference.organizations import name_words
from schemas.reference.regions import gazetteer
from schemas.vocabulary import Role
from tasks.extract.words import Words
from tasks.identity import stable_id

_INTRODUCED = re.compile(
    r"[（(][^（()）]{0,12}?(?:简称|下称|以下称|又称|俗称|简称为)(?:为)?[:：]?\s*"
    r"(?P<shorts>[“\"「『]?[\u4e00-\u9fffA-Za-z0-9]{2,14}[”\"」』]?(?:[、或和/]?[“\"「『][\u4e00-\u9fffA-Za-z0-9]{2,14}[”\"」』])*)[）)]"
    r"|[（(][「“\"『](?P<quoted>[\u4e00-\u9fffA-Za-z0-9]{2,12})[」”\"』][^（）()]{0,14}[）)]|[（(](?P<letters>[A-Z][A-Za-z0-9&+-]{1,9})[）)]"
)
_BRACKETS = ("（", "(")
_SHORT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9&+-]{2,14}")
_BY_SEQUENCE: tuple[Role, ...] = ("institution",)
_LEGAL_FORM = re.compile(r"(?:[（(]?(?:集团|控股)[）)]?)?(?:股份有限公司|有限责任公司|有限公司|集团公司|公司)|集团")
#: 旭升光电 leaves out what stands behind it in 旭升光电（厦门）有限公司.
_PLACE_IN_BRACKETS = re.compile(r"^[（(][\u4e00-\u9fff]{2,4}[）)]")
_SCHOOL = re.compile(r"(?:大学|学院)$")
_ZONE_BODY = re.compile(r"(?:管理委员会|管委会)$")


def short_names(text: str, found: tuple[OrganizationMention, ...]) -> Iterator[tuple[OrganizationMention, str]]:
    """Yield the short names that the text introduces for the mentioned.

    甲有限公司（以下简称“甲”） makes 甲 a name of 甲有限公司.
    """
    for each in found:
        introduced = _INTRODUCED.match(text, each.end) if text[each.end : each.end + 1] in _BRACKETS else None
        if introduced is not None:
            shorts = introduced.group("shorts") or introduced.group("quoted") or introduced.group("letters")
            yield from ((each, short) for short in _SHORT.findall(shorts))


def affiliates(found: tuple[OrganizationMention, ...]) -> Iterator[tuple[OrganizationMention, str]]:
    """Yield the own names of universities' hospitals.

    某大学附属某眼科中心 is 某眼科中心 too, and where a place leads that name, also what follows the place.
    """
    for each in found:
        own = each.name.partition("附属")[2]
        for short in (own, _without_place(own)) if own else ():
            if len(short) >= 4 and not short.startswith("第"):
                yield each, short


def _without_place(name: str) -> str:
    for length in (4, 3, 2):
        if name[:length] in gazetteer().names:
            return name[length:]
    return ""


def initials(words: Words, found: tuple[OrganizationMention, ...]) -> Iterator[tuple[OrganizationMention, str]]:
    """Yield the initials of the universities.

    合肥|工业|大学 is 合工大; two words give no initials, as 重大 is more often a word than 重庆大学.
    """
    for each in found:
        if each.name.endswith("大学"):
            yield each, _initials(words.within(each.start, each.end))


def _initials(words: list[str]) -> str:
    if words and words[-1] != "大学":
        words = [*words[:-1], words[-1].removesuffix("大学"), "大学"]
    return "".join(word[0] for word in words if word) if len(words) > 2 else ""


def united(found: tuple[OrganizationMention, ...]) -> tuple[OrganizationMention, ...]:
    """Return the mentions with one canonical name for the forms of one name: 合工大 and 合肥工业大学.

    A shorter form belongs to a longer one of the same role that it ends, or, of institutions, that holds its
    characters in order from the first one on. Where two longer forms would do, it stays what it is.
    """
    names: dict[str, Role] = {each.canonical_name: each.role for each in found if not each.operator}
    likely = _by_what_they_share(names)
    longer = {name: _longer_form(name, role, likely) for name, role in names.items()}
    return tuple(_renamed(each, _last(each.canonical_name, longer)) for each in found)


def _by_what_they_share(names: dict[str, Role]) -> dict[tuple[Role, str], dict[str, None]]:
    """Return the names by their roles and each character that a shorter form may have in common with them."""
    likely: dict[tuple[Role, str], dict[str, None]] = {}
    for name, role in names.items():
        for shared in _shared(name, role, _after_place(name)):
            likely.setdefault((role, shared), {})[name] = None
    return likely


def _shared(name: str, role: Role, own: str) -> set[str]:
    """Return the first characters of a firm's name, the last one of a zone's without its body, else first and last."""
    if role in ("enterprise", "vendor"):
        return {name[:1], own[:1]}
    return {_ZONE_BODY.sub("", name)[-1:]} if role == "zone" else {name[:1], name[-1:] + "$"}


def _last(name: str, longer: dict[str, str | None]) -> str:
    while (next_name := longer.get(name)) is not None:
        name = next_name
    return name


def _longer_form(name: str, role: Role, likely: dict[tuple[Role, str], dict[str, None]]) -> str | None:
    others = {other: None for shared in _shared(name, role, name) for other in likely.get((role, shared), ())}
    fitting = [other for other in others if _shortens(name, other, role)]
    return fitting[0] if len(fitting) == 1 else None


def _shortens(short: str, full: str, role: Role) -> bool:
    if not 2 <= len(short) < len(full):
        return False
    if role in ("enterprise", "vendor"):
        own = full if full.startswith(short) else _after_place(full)
        return own.startswith(short[0]) and _may_shorten(short) and _shortens_firm(short, own)
    if role == "zone":
        return _may_shorten(short) and _shortens_zone(short, full)
    near = full[0] == short[0] or full[-1] == short[-1]  # most pairs of names have nothing in common
    return near and _may_shorten(short) and _shortens_body(short, full, role)


def _may_shorten(short: str) -> bool:
    return not _is_place(short) and short not in name_words().generic


def _shortens_firm(short: str, own: str) -> bool:
    return _leaves_out_trade(short, own) or (own.startswith(short) and _is_rest_of_firm(own[len(short) :]))


def _shortens_zone(short: str, full: str) -> bool:
    base, longer = _ZONE_BODY.sub("", short), _ZONE_BODY.sub("", full)
    return len(short) > 2 and (longer == base or (longer.endswith(base) and _is_place(longer.removesuffix(base))))


def _shortens_body(short: str, full: str, role: Role) -> bool:
    if len(short) < 3:
        return False
    if full.endswith(short):
        return role == "institution" or _is_place(full.removesuffix(short))
    return role in _BY_SEQUENCE and short[0] == full[0] and not _is_another(short, full) and _in_order(short, full)


def _leaves_out_trade(short: str, full: str) -> bool:
    """Say whether a firm leaves out its trade: 北大荒集团 for 北大荒农垦集团有限公司, 雁南公司 for 雁南系统有限公司."""
    form = "集团" if short.endswith("集团") else "公司"
    stem = short.removesuffix(form)
    trade = full.removeprefix(stem).partition(form)
    return len(short) > len(stem) > 2 and full.startswith(stem) and trade[0] != "" and trade[1] != ""


@lru_cache(maxsize=4096)
def _after_place(name: str) -> str:
    return next((name[n:].removeprefix("市").removeprefix("省") for n in (4, 3, 2) if _is_place(name[:n])), name)


def _is_rest_of_firm(rest: str) -> bool:
    """Say whether the words are what a firm's short name leaves out: 科技股份有限公司, not 研究院."""
    rest = _PLACE_IN_BRACKETS.sub("", rest)
    legal = _LEGAL_FORM.search(rest)
    trade = rest[: legal.start()] if legal is not None else ""
    return legal is not None and legal.end() == len(rest) and (trade == "" or _is_trade(trade))


def _is_trade(words: str) -> bool:
    """Say whether the words are made of what firms do, as 网络科技 is."""
    trades = name_words().generic | name_words().verbs | name_words().industries
    return any(words[:n] in trades and (n == len(words) or _is_trade(words[n:])) for n in range(2, len(words) + 1))


def _is_another(short: str, full: str) -> bool:
    """Say whether the shorter name is whole: 湖北大学 is not 湖北工业大学, and no 中医院 is a 中心医院."""
    return _is_place(_SCHOOL.sub("", short)) or ("中医" in short and "中医" not in full)


def legal_name_of(name: str, found: tuple[OrganizationMention, ...]) -> OrganizationMention | None:
    """Return the organisation that the text names in full and here by a shorter name: 安徽师大, 海澜云.

    Args:
        name: the name as it stands where a party is expected.
        found: the organisations that the text names.
    """
    distinct: dict[tuple[str, Role, str | None], OrganizationMention] = {}
    for each in found:
        distinct.setdefault((each.canonical_name, each.role, each.operator), each)
    for each in distinct.values():
        full = each.canonical_name
        if each.operator is None and (name == full or _shortens(name, full, each.role)):
            return each
    firms = [each for each in found if each.role in ("enterprise", "vendor")]
    firms = [each for each in firms if _after_place(each.canonical_name).startswith(name)]
    begun = {each.canonical_name: each for each in firms if _LEGAL_FORM.search(each.canonical_name)}
    return next(iter(begun.values())) if len(begun) == 1 and not _is_place(name) else None


def _is_place(text: str) -> bool:
    return text in gazetteer().names


def _in_order(short: str, full: str) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)


def _renamed(found: OrganizationMention, name: str) -> OrganizationMention:
    if name == found.canonical_name:
        return found
    return OrganizationMention(
        start=found.start,
        end=found.end,
        name=found.name,
        canonical_name=name,
        organization_id=stable_id("o", name),
        role=found.role,
        operator=found.operator,
        region_code=found.region_code,
    )
