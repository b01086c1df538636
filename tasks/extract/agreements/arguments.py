"""Who stands in a clause as a possible party: organisations, bare places, and names known by their slot alone."""

import re
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from schemas.records import Article, OrganizationMention, Span
from schemas.reference.organizations import bare_forms
from schemas.reference.signing import any_of, signing_words
from tasks.extract.agreements.acting_places import LOCATIVE, acts, start_of_run
from tasks.extract.agreements.houses import known_persons, officials
from tasks.extract.agreements.open_slots import open_slots
from tasks.extract.agreements.slot_names import named_by_slot, words_of
from tasks.extract.located import ending_in, standing_in, starting_in
from tasks.extract.opened import Opened
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.places import government_of
from tasks.extract.organizations.slots import is_name_like
from tasks.extract.persons import office_pattern

_MEDIA = re.compile(r"(?:日报|晚报|晨报|早报|时报|商报|电视台|广播电台|新闻网|通讯社|报社|融媒体中心)$")
_SHORT_NAME = re.compile(r"[（(][^（()）]{0,8}(?:称|简称为)[:：]?[“\"「]?$")
_HOST = re.compile(
    r"(?:的?(?:见证|主持|陪同|指导|支持)下?|主办|承办|协办|主持|获悉|了解到|讯|记者|消息|报道|会见了?|(?:的?(?:办公楼|会议室|大楼|会议中心|展厅|会展中心)))"
)
_THING = re.compile(
    r"的(?!《|“|[一两二三四五六][份项个]|战略|合作|协议|框架|项目|签约|签字|5G|掌门|负责|代表|主要|领导|(?:[\u4e00-\u9fff]{2,3}(?:院士|教授)))"
)
_SIZES = {"三": 3, "四": 4, "五": 5}
_JOINT = re.compile(r"[、和及与]|以及")
_WITH = frozenset("与同和跟、")
_OPENS = re.compile(r"(?:^|[\s：:\n（(])$")
_GROUP = Opened(
    r"(?:上述|以上|这|该)?(?P<size>[三四五])(?:家|大)(?:基础|通信|电信|国有)*(?:运营商|运营企业|通信企业|电信企业)",
    "上以这该三四五",
)


class Argument(NamedTuple):
    """A possible party of a clause, and whether it stands there only as the house of a person."""

    start: int
    end: int
    party: OrganizationMention
    by_person: bool = False


_START = attrgetter("start")


def find_arguments(article: Article, veiled: str, zone: Span) -> tuple[Argument, ...]:
    """Return the possible parties of a stretch of text, in order."""
    named = [*_organizations(article, veiled, zone), *_groups(article, veiled, zone)]
    persons = [*officials(article, zone), *known_persons(article, zone)]
    named += [Argument(each.start, each.end, each.organization, by_person=True) for each in persons]
    for found in (list(_bare_names(article, veiled, zone)), list(_places(article, veiled, zone))):
        taken = [(each.start, each.end) for each in named] if found else []
        named += [each for each in found if _free(each, taken)]
    named.sort(key=_START)
    slots = list(_slots(article, veiled, zone, named))
    return tuple(sorted([*named, *slots], key=_START) if slots else named)


def _bare_names(article: Article, veiled: str, zone: Span) -> Iterator[Argument]:
    """Yield words such as 浪潮 that name a firm between the words that tie parties: 浪潮与某市, 某市携手浪潮."""
    for found in _bare_name().finditer(veiled, zone.start, zone.end):
        known = bare_forms()[found.group()]
        party = mention(found.start(), found.group(), known.name, known.role, known.region_code)
        yield Argument(found.start(), found.end(), party, _by_person(article, found.end()))


def is_media(name: str) -> bool:
    """Say whether the name is that of a paper or a station, which reports more often than it signs.

    Example:
        >>> is_media("鄂尔多斯晚报"), is_media("鄂尔多斯学院")
        (True, False)
    """
    return _MEDIA.search(name) is not None


def _free(each: Argument, taken: list[tuple[int, int]]) -> bool:
    return all(each.end <= start or each.start >= end for start, end in taken)


def _organizations(article: Article, veiled: str, zone: Span) -> Iterator[Argument]:
    for each in standing_in(article.organizations, *zone):
        if veiled[each.start] != "〇":
            if _owns_next(article, each):
                continue
            if _is_circumstance(veiled, each.start, each.end, each.canonical_name) and not _of_person(
                article, each.end
            ):
                continue
            longer = _longer_name(article, veiled, each, zone)
            yield longer or Argument(each.start, each.end, each, _by_person(article, each.end))


def _of_person(article: Article, end: int) -> bool:
    """Say whether a person follows: 代表某县人民政府的某某副县长."""
    return bool(starting_in(article.persons, end + 1, end + 2)) and article.document.text[end] == "的"


def _owns_next(article: Article, owner: OrganizationMention) -> bool:
    """Say whether the organisation stands there as the owner of the next one: 某集团旗下某公司."""
    return _OWNS.match(article.document.text, owner.end) is not None


def _groups(article: Article, veiled: str, zone: Span) -> Iterator[Argument]:
    """Yield the firms that 上述三家运营商 or 五大通信运营商 means: the operators listed last before it."""
    for found in _GROUP.finditer(veiled, zone.start, zone.end):
        size = _SIZES[found.group("size")]
        listed = _last_list(article, veiled, found.start(), size)
        yield from (Argument(found.start(), found.end(), party) for party in listed)


def _last_list(article: Article, veiled: str, stop: int, size: int) -> list[OrganizationMention]:
    """Return the last list of that many operators, joined by 、 and 和, before the position."""
    run: list[OrganizationMention] = []
    best: list[OrganizationMention] = []
    for each in ending_in(article.organizations, 0, stop):
        if each.operator is None:
            continue
        joined = run and _JOINT.fullmatch(veiled, run[-1].end, each.start)
        run = [*run, each] if joined else [each]
        if len(run) == size:
            best = run
    return best


def _longer_name(article: Article, veiled: str, each: OrganizationMention, zone: Span) -> Argument | None:
    """Return the argument for a name that goes on after a known one up to the next connector: 华能风电."""
    rest = _rest_of_name().match(veiled, each.end, min(len(veiled), zone.end + 2))
    if rest is None or rest.end("rest") > zone.end or _by_person(article, each.end):
        return None
    own = each.role in ("enterprise", "vendor", "zone") or _UNIT.search(rest.group("rest")) is not None
    if not own:
        return None
    end = rest.end("rest")
    name = article.document.text[each.start : end]
    if _KNOWN_NOUN.search(rest.group("rest")) or not is_name_like(name, words_of(article, Span(each.start, end))):
        return None
    return Argument(each.start, end, mention(each.start, name, name, "enterprise", each.region_code))


def _is_circumstance(veiled: str, start: int, end: int, name: str) -> bool:
    """Say whether the name tells where, by whom reported or under whom, and not between whom."""
    before = veiled[max(0, start - 10) : start]
    if _SHORT_NAME.search(before):
        return True
    if LOCATIVE.search(before) and veiled[end : end + 1] not in _WITH:
        return True
    if is_media(name) and _OPENS.search(before) and veiled[end : end + 1] not in "与和同跟、":
        return True
    return _HOST.match(veiled, end) is not None or _THING.match(veiled, end) is not None


def _by_person(article: Article, end: int) -> bool:
    text = article.document.text
    if starting_in(article.persons, end, end + 1):
        return True
    return office_pattern().match(text, end) is not None


def _places(article: Article, veiled: str, zone: Span) -> Iterator[Argument]:
    """Yield a bare place that acts: 某区与某公司签约, 同浙江签过."""
    for each in standing_in(article.regions, *zone):
        if veiled[each.start] != "〇" and each.region_code and acts(veiled, each, zone, article.regions):
            start = start_of_run(each, article.regions)
            name = article.document.text[start : each.end]
            yield Argument(
                start, each.end, mention(start, name, government_of(each.region_code), "government", each.region_code)
            )


def _slots(article: Article, veiled: str, zone: Span, known: list[Argument]) -> Iterator[Argument]:
    """Yield names that only their slot gives away: 由某区与瑞衡签约, 甲集团、乙动力与丙签署."""
    for slot in open_slots(veiled, zone, [Span(each.start, each.end) for each in known]):
        is_place = any(place.end == slot.end for place in starting_in(article.regions, slot.start, slot.start + 1))
        party = None if is_place else named_by_slot(article, slot)
        if party is not None:
            yield Argument(slot.start, slot.end, party)


#: 三峡传媒集团下属的某某科技有限公司: the owner of a firm signs nothing.
_OWNS = re.compile(r"(?:旗下|下属|所属|下辖|控股)的?(?:全资|控股)?(?:子公司|企业|单位)?(?=[\u4e00-\u9fff]{2})")
_UNIT = re.compile(r"(?:事业部|研究院|分公司|中心|总部)$")
_KNOWN_NOUN = re.compile(
    r"^[管做出供]|^[三四五六七八]方|负责|提供|战略|合作|签约|项目|协议|框架|双方|三方|两家|共同|方面|一行|代表|联合|牵手|携手|联手|等|将|已|也|半天|[一当同]天|[上下]午|昨|今日"
)


@cache
def _rest_of_name() -> re.Pattern[str]:
    return re.compile(r"(?P<rest>[\u4e00-\u9fff0-9]{2,6}?)(?=[与和同跟及、]|签|共同|分别)")


@cache
def _bare_name() -> Opened:
    forms = any_of(sorted(bare_forms(), key=lambda form: (-len(form), form)))
    joint = "|".join(signing_words().with_words)
    before = rf"(?:(?<=[，。、：；和及由是为\s])|{'|'.join(f'(?<={word})' for word in signing_words().with_words)}|^)"
    return Opened(
        rf"{before}{forms}(?=[、，和及]|{joint}|签|共同|分别|先后|正式|达成|等|在|就|[双三四]方|[两三四]家)",
        bare_forms(),
    )
