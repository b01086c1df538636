"""Words that stand for an organisation named before: 该校, 公司, 园区, 后者, 它."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple, Self, get_args

from schemas.records import OrganizationMention
from schemas.vocabulary import Role
from tasks.extract.anchored import Anchored
from tasks.extract.located import ending_in
from tasks.extract.organizations.firm_names import find_announcers
from tasks.extract.organizations.mention import same_organization, unnamed

_BUSINESS: tuple[Role, ...] = ("enterprise", "vendor", "operator")

#: What a word may stand for: roles, and how the name of an institution must end.
_WORDS: dict[str, tuple[tuple[Role, ...], str]] = {
    "校": (("institution",), r"(?:大学|学院|学校|中学|小学|党校|职校|大)$"),
    "学校": (("institution",), r"(?:大学|学院|学校|中学|小学|党校|职校|大)$"),
    "院": (("institution",), r"(?:医院|学院|研究院|院|中心)$"),
    "医院": (("institution",), r"(?:医院|医学中心|眼科中心|院)$"),
    "实验室": (("institution",), r"实验室$"),
    "公司": (_BUSINESS, ""),
    "司": (_BUSINESS, ""),
    "行": (("enterprise",), "(?:银行|农商行|支行|分行)$"),
    "台": (("institution", "enterprise"), "台$"),
    "社": (("institution", "enterprise"), "社$"),
    "集团": (_BUSINESS, ""),
    "企业": (_BUSINESS, ""),
    "园区": (("zone",), ""),
    "管委会": (("zone",), ""),
    "协会": (("other",), "会$"),
    "联盟": (("other",), "联盟$"),
    "局": (("government",), "局$"),
    "厅": (("government",), "厅$"),
    "委": (("government",), "委(?:员会)?$"),
    "中心": (("government", "institution"), "中心$"),
    "它": (get_args(Role), ""),
}
#: What 该, 我 and 本 stand before: 该校, 我院, 本公司.
_HELD = [
    "校",
    "院",
    "司",
    "行",
    "台",
    "社",
    "局",
    "厅",
    "委",
    "中心",
    "公司",
    "集团",
    "企业",
    "园区",
    "协会",
    "联盟",
    "医院",
    "学校",
    "实验室",
]
_DEMONSTRATIVE = Anchored(
    re.compile(
        r"(?:(?<![\u4e00-\u9fff])|(?<=[与和同跟由对向让给为是]))(?:该|我|本|这家|这所)(?P<word>校|院|司|行(?![业动政为政程情])|台|社|局|厅|委|中心|公司|集团|企业|园区|协会|联盟|医院|学校|实验室)"
    ),
    map("".join, product(("该", "我", "本", "这家", "这所"), _HELD)),
)
_VERB = r"(?:于|与|和|同|跟|就|已|将|拟|还|又|曾|也|刚|才|近日|日前|正式|分别|去年|今年|上年|此前)"
_SUBJECTS = ["公司", "集团", "学校", "医院", "园区", "实验室", "联盟", "它"]
_SUBJECT = Anchored(
    re.compile(rf"(?:(?<=[，。；、：:“\n\s])|^)(?P<word>{'|'.join(_SUBJECTS)})(?={_VERB}|\d{{1,2}}月)", re.M), _SUBJECTS
)
_OBJECTS = ["公司", "集团", "学校", "医院", "园区", "实验室", "企业", "它"]
_OBJECT = Anchored(
    re.compile(rf"(?<=[与和同跟])(?P<word>{'|'.join(_OBJECTS)})(?=(?:在|就|共同|正式|达成|举行|签|续签|分别|联合))"),
    _OBJECTS,
)
_TRADES = [
    "机场",
    "港口",
    "港务",
    "地铁",
    "公交",
    "高速",
    "铁路",
    "电网",
    "燃气",
    "水务",
    "煤矿",
    "钢铁",
    "矿业",
    "报业",
    "电视台",
    "医院",
    "银行",
]
_TRADE = Anchored(
    re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=[与和同跟由]))(?P<trade>{'|'.join(_TRADES)})(?:公司|集团|一?方)"),
    map("".join, product(_TRADES, ("公司", "集团", "方", "一方"))),
)
_GROUP = re.compile(r"集团(?:股份)?(?:有限公司|公司)?$")
_GROUP_ALONE = Anchored(re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=[与和同跟由]))集团公司"), ["集团公司"])
#: The body of the zone that the page is about: 管委会, 区管委会, 新区党工委.
_BODY_OF_ZONE = Anchored(
    re.compile(
        r"(?:(?<![\u4e00-\u9fff])|(?<=[与和同跟由在]))(?:新|园|城|辖)?区?(?:党工委、?)?(?P<word>管委会)(?!领导|负责|办公)"
    ),
    ["管委会"],
    reach=6,
    lead="新园城辖区党工委、",
)
_WITH_BODY = re.compile(r"管委会|管理委员会|党工委")
#: 我校, 我院, 我公司 speak of the page's own house, which may be named only at its end.
_OWN = ("我", "本")
_HOUSES = ("我校", "我院")
_AT_END = re.compile(
    r"(?:董事会|\s*(?:党委)?[\u4e00-\u9fff]{1,8}(?:部|处|办|办公室|中心)[）)]?)?\s*(?:\d{4}年\d{1,2}月\d{1,2}日)?\s*\Z"
)
_HEAD = re.compile(r"(?:党委书记|党委副书记|院长|校长|副院长|副校长)")
_SIGNED_BY_HOUSE = re.compile(r"(?:供稿|来源|作者|通讯员|单位)[:：]\s*$")


def find_references(
    document_id: str, text: str, named: tuple[OrganizationMention, ...]
) -> Iterator[OrganizationMention]:
    """Yield each word that stands for one of the named organisations, as a mention of that organisation.

    我校 of a page that does not say which school it is stands for an organisation of that page alone.
    """
    yield from _by_trade(text, named)
    yield from _own_group(text, named)
    antecedents = _Antecedents(text, named)
    for pattern in (_DEMONSTRATIVE, _SUBJECT, _OBJECT, _BODY_OF_ZONE):
        for found in pattern.finditer(text):
            antecedent = antecedents.of(found)
            if antecedent is not None:
                yield same_organization(antecedent, found.start(), found.end())
            elif found.group() in _HOUSES:
                yield unnamed(found.start(), found.group(), found.group(), "institution", document_id)
            elif found.group() == "学校" and "我校" in text:
                yield unnamed(found.start(), found.group(), "我校", "institution", document_id)


def _by_trade(text: str, named: tuple[OrganizationMention, ...]) -> Iterator[OrganizationMention]:
    """Yield 机场公司 and 机场方 as the one firm of the page that has 机场 in its name."""
    firms: dict[str, OrganizationMention | None] = {}
    for found in _TRADE.finditer(text):
        trade = found.group("trade")
        if trade not in firms:
            firms[trade] = _only_firm_of(trade, named)
        firm = firms[trade]
        if firm is not None:
            yield same_organization(firm, found.start(), found.end())


def _only_firm_of(trade: str, named: tuple[OrganizationMention, ...]) -> OrganizationMention | None:
    firms = {each.canonical_name: each for each in named if trade in each.canonical_name}
    registered = [each for name, each in firms.items() if "有限" in name] or list(firms.values())
    return registered[0] if len(registered) == 1 else None


def _own_group(text: str, named: tuple[OrganizationMention, ...]) -> Iterator[OrganizationMention]:
    """Yield 集团公司 as the one group that the page names, which speaks of itself so."""
    places = list(_GROUP_ALONE.finditer(text))
    own = [each for each in named if not each.operator and _GROUP.search(each.canonical_name)] if places else []
    if len({each.canonical_name for each in own}) == 1:
        yield from (same_organization(own[-1], *found.span()) for found in places)


class _Antecedents:
    """For whom the words of one text stand."""

    def __init__(self, text: str, named: tuple[OrganizationMention, ...]) -> None:
        self._text = text
        self._named = named
        self._fitting: dict[str, tuple[OrganizationMention, ...]] = {}
        self._houses: dict[str, _Houses] = {}

    def of(self, found: re.Match[str]) -> OrganizationMention | None:
        """Return the organisation that the found word stands for; None where the text does not say."""
        word = found.group("word")
        if found.group().startswith(_OWN) and word != "司":
            return self._own_house(word, found.start())
        before = ending_in(self._fitting_to(word), 0, found.start())
        if word == "管委会":
            before = tuple(each for each in before if _WITH_BODY.search(each.name)) or before
        if word in ("公司", "集团") and before:
            return self._announcer or before[-1]
        if word == "公司":
            return self._announcer or self._signer
        return before[-1] if before else None

    def _own_house(self, word: str, position: int) -> OrganizationMention | None:
        """Return the house that the page is of: the one that signs it, else the one named before, else the first."""
        if word not in self._houses:
            self._houses[word] = _Houses.of(self._text, word, self._fitting_to(word))
        houses = self._houses[word]
        if houses.signing is not None:
            return houses.signing
        return houses.first if houses.first is not None and houses.first.end <= position else houses.otherwise

    def _fitting_to(self, word: str) -> tuple[OrganizationMention, ...]:
        if word not in self._fitting:
            roles, ending = _WORDS[word]
            of_roles = (each for each in self._named if each.role in roles)
            self._fitting[word] = tuple(each for each in of_roles if _ends(ending).search(each.canonical_name))
        return self._fitting[word]

    @cached_property
    def _announcer(self) -> OrganizationMention | None:
        """The firm whose announcement the text is, which is meant by 公司 throughout."""
        names = {each.name for each in find_announcers(self._text)}
        return next((each for each in self._named if each.name in names), None)

    @cached_property
    def _signer(self) -> OrganizationMention | None:
        return _signer(self._text, self._named)


class _Houses(NamedTuple):
    """Of those that 我校 or 我院 may mean: the one that signs the text, the first, and who it is if not the first."""

    signing: OrganizationMention | None
    first: OrganizationMention | None
    otherwise: OrganizationMention | None

    @classmethod
    def of(cls, text: str, word: str, fitting: tuple[OrganizationMention, ...]) -> Self:
        """Return the houses among those that fit the word; one is named twice, has a head or signs at the end."""
        signing = (each for each in fitting if _SIGNED_BY_HOUSE.search(text, max(0, each.start - 8), each.start))
        houses = tuple(each for each in fitting if word != "校" or not _is_department(text, each))
        names = Counter(each.canonical_name for each in houses)
        likely = (each for each in houses if names[each.canonical_name] > 1 or _HEAD.match(text, each.end))
        otherwise = next(likely, None) or _signer(text, houses, (*_BUSINESS, "institution"))
        return cls(next(signing, None), houses[0] if houses else None, otherwise)


def _is_department(text: str, each: OrganizationMention) -> bool:
    """Say whether the school is one among the offices of another: 我校规划发展处、信息与通信学院."""
    return each.name.endswith("学院") and text[max(0, each.start - 1) : each.start] in ("、", "和", "及")


def _signer(
    text: str, named: tuple[OrganizationMention, ...], roles: tuple[Role, ...] = _BUSINESS
) -> OrganizationMention | None:
    """Return the house that signs the text at its end."""
    stop = len(text.rstrip())
    last = [each for each in named if each.role in roles and _AT_END.match(text, each.end) and each.end > stop - 60]
    return last[-1] if last else None


@cache
def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
