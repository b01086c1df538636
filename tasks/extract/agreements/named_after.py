"""Parties that stand after the signing: 签约双方是A和B, 甲方是A，乙方为B, 另一方是C, 包括A、B."""

import re

from schemas.records import Article, OrganizationMention, Span
from tasks.extract.agreements.arguments import Argument, find_arguments
from tasks.extract.agreements.coordination import distinct

_SIDES = (
    "双方|三方|四方|五方|六方|各方|签约方|签署方|签约单位|签约企业|两家|一方|另一方|对方|合作方"
    "|对象|两端|两头|两个名字|[一这那左右还有]{1,3}[边头方]|(?:桌子)?[这那]一[头边端]|[这那]端"
)
_PART_END = re.compile(r"[，,](?!以?及|和|还有)|[。；;]")
_NUMBERED = r"[甲乙丙丁]方(?:、[甲乙丙丁]方)*"
_SIGNERS = r"(?:签约|签字|签署|落笔|盖章)的?(?:[^，。；：:]{0,6}(?:方|家|单位|企业|机构))?"
#: 与中国移动分别签署采购合同的，是甲、乙; 落定的，是甲与乙的战略合作协议.
_WHO_SIGNED = r"(?:签署|签订|签下|签成|续签|落定|敲定|达成)[^，。；：:]{0,30}?的[，,]?正?是"
_SIDES_ARE = re.compile(
    rf"{_WHO_SIGNED}|(?:[一另]一?位|一个|另一个)是(?:代表)?|(?:(?:签约(?:的)?)?(?:{_SIDES})|{_NUMBERED}|{_SIGNERS}|坐[在到上][^，。；：:]{{0,8}}的)"
    r"(?:单位|企业)?(?:[两三四五六七八]家)?[，,]?(?:并排|分别|各)?(?:坐着|坐的是|还有|是|为|系|有[二两三四五六七八]家?[，,：:]|：|:)(?:——)?"
)


def parties_after(article: Article, veiled: str, sentences: tuple[Span, ...]) -> tuple[OrganizationMention, ...]:
    """Return the parties that the sentences name as the sides of a signing, in order; empty where they do not."""
    found: list[OrganizationMention] = []
    for sentence in sentences:
        for sides in _SIDES_ARE.finditer(veiled, sentence.start, sentence.end):
            found += [argument.party for argument in _run_from(article, veiled, sides.end(), sentence.end)]
    return distinct(found)


def _run_from(article: Article, veiled: str, start: int, stop: int) -> list[Argument]:
    """Return the arguments that stand right after ``是``, joined by 、, 和 and 与; else the first of the sentence.

    一方是“东道主”，承担着四成货运的某某港集团 describes the side before it names it.
    """
    comma = _PART_END.search(veiled, start, stop)
    zone = Span(start, comma.start() if comma else stop)
    found = list(find_arguments(article, veiled, zone))
    if found or comma is None or veiled[comma.start()] != "，":
        return found
    return [each for each in find_arguments(article, veiled, Span(comma.end(), stop)) if not each.by_person][:1]
