"""Who stands in a clause as a possible party: organisations, bare places, and names known by their slot alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.records import Article, OrganizationMention, PersonMention, RegionMention, Span
from schemas.reference.organizations import bare_forms
from schemas.reference.signing import any_of, signing_words
from tasks.extract.agreements.open_slots import open_slots
from tasks.extract.organizations.mention import mention, same_organization
from tasks.extract.organizations.operator_names import group_of
from tasks.extract.organizations.places import government_of
from tasks.extract.organizations.short_names import legal_name_of
from tasks.extract.organizations.slots import is_name_like, is_placed_name, role_of
from tasks.extract.persons import office_pattern, post_pattern

_MEDIA = re.compile(r"(?:日报|晚报|晨报|早报|时报|商报|电视台|广播电台|新闻网|通讯社|报社|融媒体中心)$")
_LOCATIVE = re.compile(
    r"(?:在|于|从|位于|地处|坐落于?|走进|来到|前往|抵达|入驻|落户|落户于|赴|到|进驻|据|访|在位于)(?:了)?$"
)
_SHORT_NAME = re.compile(r"[（(][^（()）]{0,8}(?:称|简称为)[:：]?[“\"「]?$")
_HOST = re.compile(
    r"(?:的?(?:见证|主持|陪同|指导|支持)下?|主办|承办|协办|主持|获悉|了解到|讯|记者|消息|报道|会见了?|(?:的?(?:办公楼|会议室|大楼|会议中心|展厅|会展中心)))"
)
_THING = re.compile(
    r"的(?!《|“|[一两二三四五六][份项个]|战略|合作|协议|框架|项目|签约|签字|5G|掌门|负责|代表|主要|领导|(?:[\u4e00-\u9fff]{2,3}(?:院士|教授)))"
)
_OFFICIAL = re.compile(r"副?(?P<level>[省市区县州])长$")
_SIZES = {"三": 3, "四": 4, "五": 5}
_GROUP = re.compile(
    r"(?:上述|以上|这|该)?(?P<size>[三四五])(?:家|大)(?:基础|通信|电信|国有)*(?:运营商|运营企业|通信企业|电信企业)"
)
_PLACE_BEFORE = re.compile(r"(?:^|[，。；：、“（\s与同和跟由]|代表|其中|随后|此前|当天|同日|日前|近日|[日月年])$")


@dataclass(frozen=True, slots=True)
class Argument:
    """A possible party of a clause, and whether it stands there only as the house of a person."""

    start: int
    end: int
    party: OrganizationMention
    by_person: bool = False


def find_arguments(article: Article, veiled: str, zone: Span) -> tuple[Argument, ...]:
    """Return the possible parties of a stretch of text, in order."""
    named = [*_organizations(article, veiled, zone), *_groups(article, veiled, zone)]
    named += [*_officials(article, zone), *_known_persons(article, zone)]
    taken = [(each.start, each.end) for each in named]
    named += [each for each in _bare_names(article, veiled, zone) if _free(each, taken)]
    taken = [(each.start, each.end) for each in named]
    places = [each for each in _places(article, veiled, zone) if _free(each, taken)]
    known = sorted([*named, *places], key=lambda each: each.start)
    return tuple(sorted([*known, *_slots(article, veiled, zone, known)], key=lambda each: each.start))


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
    for each in article.organizations:
        if zone.start <= each.start and each.end <= zone.end and veiled[each.start] != "〇":
            if _owns_next(article, each):
                continue
            if _is_circumstance(veiled, each.start, each.end, each.canonical_name) and not _of_person(
                article, each.end
            ):
                continue
            longer = _longer_name(article, veiled, each, zone)
            yield longer or Argument(each.start, each.end, each, _by_person(article, each.end))


def _of_person(article: Article, end: int) -> bool:
    """Say whether a person follows: 代表户县人民政府的惠军民副县长."""
    return any(person.start == end + 1 for person in article.persons) and article.document.text[end] == "的"


def _owns_next(article: Article, owner: OrganizationMention) -> bool:
    """Say whether the organisation stands there as the owner of the next one: 某集团旗下某公司."""
    return _OWNS.match(article.document.text, owner.end) is not None


def _officials(article: Article, zone: Span) -> Iterator[Argument]:
    """Yield the government of a 副市长 or 区长 beside whose post no organisation stands."""
    for person in article.persons:
        level = _OFFICIAL.search(person.post or "")
        if not zone.start <= person.start <= zone.end or level is None:
            continue
        party = _government_of_official(article, person, level.group("level"))
        if party is not None:
            yield Argument(person.start, person.end, party, by_person=True)


def _known_persons(article: Article, zone: Span) -> Iterator[Argument]:
    """Yield the houses of persons who stand here by their names alone, their posts having been told before."""
    text = article.document.text
    posts = {(person.start, person.end) for person in article.persons}
    for person in article.persons:
        for found in re.finditer(re.escape(person.name), text[zone.start : zone.end]):
            start, end = zone.start + found.start(), zone.start + found.end()
            house = house_of(article, person) if start > person.end and (start, end) not in posts else None
            if house is not None:
                yield Argument(start, end, house, by_person=True)


def house_of(article: Article, person: PersonMention) -> OrganizationMention | None:
    """Return the organisation whose post the person holds, where its name stands beside the post, or the government."""
    text = article.document.text
    before = [each for each in article.organizations if each.end <= person.start]
    gap = text[before[-1].end : person.start].removeprefix("的") if before else None
    if gap is not None and (gap == "" or office_pattern().fullmatch(gap)):
        return before[-1]
    level = _OFFICIAL.search(person.post or "")
    return _government_of_official(article, person, level.group("level")) if level is not None else None


def _government_of_official(article: Article, person: PersonMention, level: str) -> OrganizationMention | None:
    """Return the government of the place beside the post, else the only one of the level that the page names."""
    text = article.document.text
    for place in article.regions:
        between = text[place.end : max(place.end, person.start)].removeprefix("委")
        if place.end <= person.start and place.region_code and post_pattern().fullmatch(between):
            return mention(
                place.start, place.surface, government_of(place.region_code), "government", place.region_code
            )
    named = {o.canonical_name: o for o in article.organizations if o.canonical_name.endswith(level + "人民政府")}
    return next(iter(named.values())) if len(named) == 1 else None


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
    for each in article.organizations:
        if each.end > stop or each.operator is None:
            continue
        joined = run and re.fullmatch(r"[、和及与]|以及", veiled[run[-1].end : each.start])
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
    if _KNOWN_NOUN.search(rest.group("rest")) or not is_name_like(name, _words(article, each.start, end)):
        return None
    return Argument(each.start, end, mention(each.start, name, name, "enterprise", each.region_code))


def _is_circumstance(veiled: str, start: int, end: int, name: str) -> bool:
    """Say whether the name tells where, by whom reported or under whom, and not between whom."""
    before = veiled[max(0, start - 10) : start]
    if _SHORT_NAME.search(before):
        return True
    if _LOCATIVE.search(before) and not re.match(r"[与同和跟、]", veiled[end : end + 1]):
        return True
    if is_media(name) and re.search(r"(?:^|[\s：:\n（(])$", before) and veiled[end : end + 1] not in "与和同跟、":
        return True
    return _HOST.match(veiled, end) is not None or _THING.match(veiled, end) is not None


def _by_person(article: Article, end: int) -> bool:
    text = article.document.text
    if any(person.start == end for person in article.persons):
        return True
    return office_pattern().match(text, end) is not None


def _places(article: Article, veiled: str, zone: Span) -> Iterator[Argument]:
    """Yield a bare place that acts: 某区与某公司签约, 同浙江签过."""
    for each in article.regions:
        inside = zone.start <= each.start and each.end <= zone.end and veiled[each.start] != "〇"
        if inside and each.region_code and _acts(veiled, each, zone, article.regions):
            start = _start_of_run(each, article.regions)
            name = article.document.text[start : each.end]
            yield Argument(
                start, each.end, mention(start, name, government_of(each.region_code), "government", each.region_code)
            )


def _start_of_run(place: RegionMention, regions: tuple[RegionMention, ...]) -> int:
    """Return where the places start that stand right before the place: 自贡市 before 大安区."""
    start = place.start
    while (outer := next((each for each in regions if each.end == start), None)) is not None:
        start = outer.start
    return start


def _acts(veiled: str, place: RegionMention, zone: Span, regions: tuple[RegionMention, ...]) -> bool:
    before = veiled[max(zone.start - 1, 0) : _start_of_run(place, regions)]
    after = veiled[place.end : zone.end + 8]
    if _LOCATIVE.search(before):
        return False
    if _shares_government(veiled, place, regions) and _PLACE_BEFORE.search(before):
        return True
    if _actor_follows().match(after) and _PLACE_BEFORE.search(before):
        return True
    return _with_before().search(before) is not None and _place_after().match(after) is not None


def _shares_government(veiled: str, place: RegionMention, regions: tuple[RegionMention, ...]) -> bool:
    """Say whether the place stands in a list that ends in 政府 or 三市: 甲市、乙市、丙市人民政府."""
    end = place.end
    if veiled[place.start - 1] == "、" and _SHARED_LEVEL.match(veiled, end):
        return True
    while (following := next((each for each in regions if each.start == end + 1), None)) is not None:
        if veiled[end] not in "、和及与":
            return False
        end = following.end
    return end > place.end and _SHARED_LEVEL.match(veiled, end) is not None


def _slots(article: Article, veiled: str, zone: Span, known: list[Argument]) -> Iterator[Argument]:
    """Yield names that only their slot gives away: 由某区与瑞衡签约, 甲集团、乙动力与丙签署."""
    text = article.document.text
    places = {(place.start, place.end) for place in article.regions}
    for slot in open_slots(veiled, zone, [Span(each.start, each.end) for each in known]):
        described = _DESCRIBED.match(text, slot.start, slot.end - 1)
        name = Span(described.end() if described is not None else slot.start, slot.end)
        party = None if (slot.start, slot.end) in places else _named_by_slot(article, name)
        if party is not None:
            yield Argument(slot.start, slot.end, party)


def _named_by_slot(article: Article, slot: Span) -> OrganizationMention | None:
    start, end = slot
    name = article.document.text[start:end]
    firm = legal_name_of(name, article.organizations)
    if firm is not None:
        return same_organization(firm, start, end)
    bare, operator = bare_forms().get(name), group_of(name)
    if bare is not None:
        return mention(start, name, bare.name, bare.role, bare.region_code)
    if operator is not None:
        return mention(start, name, operator.name, "operator", None, operator.name)
    if is_name_like(name, _words(article, start, end)) or _is_placed_name(article, start, end):
        return mention(start, name, name, role_of(name), _place_in(article, start, end))
    return None


def _place_in(article: Article, start: int, end: int) -> str | None:
    """Return the code of the place whose name opens the stretch."""
    return next((each.region_code for each in article.regions if each.start == start and each.end < end), None)


def _is_placed_name(article: Article, start: int, end: int) -> bool:
    """Say whether the stretch is a place's name and what a firm's name goes on with: 自贡东方重锅."""
    place = next((each for each in article.regions if each.start == start and each.end < end), None)
    return place is not None and is_placed_name(_words(article, place.end, end))


def _words(article: Article, start: int, end: int) -> list[str]:
    text = article.document.text
    return [text[t.start : t.end] for t in article.tokens if start <= t.start and t.end <= end]


#: 三峡传媒集团下属的某某科技有限公司: the owner of a firm signs nothing.
_OWNS = re.compile(r"(?:旗下|下属|所属|下辖|控股)的?(?:全资|控股)?(?:子公司|企业|单位)?(?=[\u4e00-\u9fff]{2})")
#: What a firm is called before its name: 脐橙龙头企业赣橙源果业.
_DESCRIBED = re.compile(
    r"(?:马来西亚|新加坡|印度尼西亚|泰国|越南|老挝|阿联酋|沙特|德国|美国|英国|法国|日本|韩国|瑞典|芬兰|俄罗斯|巴西|南非)(?=[A-Za-z])"
    r"|[^，。；、]{1,10}(?:旗下|下属|所属|下辖)的?(?=[\u4e00-\u9fff]{2})|[^，。；、]{0,10}(?:企业|巨头|厂商|服务商|供应商|制造商|开发商|龙头|国企|央企|民企|名企|独角兽|新贵|大厂|老字号)(?=[\u4e00-\u9fff]{2})"
)
_SHARED_LEVEL = re.compile(r"人民政府|政府|等?[两二三四五六七八九]?[个地]?[省市州区县]")
_UNIT = re.compile(r"(?:事业部|研究院|分公司|中心|总部)$")
_KNOWN_NOUN = re.compile(
    r"^[管做出供]|^[三四五六七八]方|负责|提供|战略|合作|签约|项目|协议|框架|双方|三方|两家|共同|方面|一行|代表|联合|牵手|携手|联手|等|将|已|也|半天|[一当同]天|[上下]午|昨|今日"
)


@cache
def _rest_of_name() -> re.Pattern[str]:
    return re.compile(r"(?P<rest>[\u4e00-\u9fff0-9]{2,6}?)(?=[与和同跟及、]|签|共同|分别)")


@cache
def _bare_name() -> re.Pattern[str]:
    forms = any_of(sorted(bare_forms(), key=lambda form: (-len(form), form)))
    joint = "|".join(signing_words().with_words)
    before = rf"(?:(?<=[，。、：；和及由是为\s])|{'|'.join(f'(?<={word})' for word in signing_words().with_words)}|^)"
    return re.compile(
        rf"{before}{forms}(?=[、，和及]|{joint}|签|共同|分别|先后|正式|达成|等|在|就|[双三四]方|[两三四]家)"
    )


@cache
def _actor_follows() -> re.Pattern[str]:
    words = signing_words()
    days = r"近日|今日|今天|昨日|昨天|此前|之前|日前|于?(?:\d{1,2}月)?\d+日"
    adverbs = rf"将|拟|已|即|就|也|还|则|曾|再|又|正式|{any_of(words.distributive)}|{any_of(words.planned)}"
    return re.compile(rf"(?:{adverbs}|{days})*(?:{any_of(words.with_words)}|和|签)")


@cache
def _with_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(signing_words().with_words)}|[就也还已曾]和)$")


@cache
def _place_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:在|就|共同|正式|达成|举行|结为|续|再|又|首次|第一次|方面)?(?:签|达成|结|举行)|(?:的|开展|深化|加强)?(?:战略|深度|全面)?合作"
    )
