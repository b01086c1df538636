"""Parties that stand after the signing: 签约双方是A和B, 甲方是A，乙方为B, 另一方是C, 包括A、B."""

import re

from schemas.records import Article, OrganizationMention, Span
from tasks.extract.agreements.arguments import Argument, find_arguments
from tasks.extract.agreements.coordination import distinct

_SIDES_ARE = re.compile(
    r"(?:签约(?:的)?)?(?:双方|三方|四方|五方|六方|各方|签约方|签署方|一边|一头|签约单位|签约企业|两家|一方|另一方|对方|合作方|[甲乙丙丁]方(?:、[甲乙丙丁]方)*|签约的[^，。；]{0,4}方)(?:单位|企业)?(?:分别|各)?(?:是|为|系|：|:)(?:——)?"
)
_SIGNED_BY = re.compile(r"(?:签约双方|签署双方|签约方|签字双方)[^，。；]{0,6}(?:是|为|：|:)")


def parties_after(article: Article, veiled: str, sentences: tuple[Span, ...]) -> tuple[OrganizationMention, ...]:
    """Return the parties that the sentences name as the sides of a signing, in order; empty where they do not."""
    found: list[OrganizationMention] = []
    for sentence in sentences:
        for sides in _SIDES_ARE.finditer(veiled, sentence.start, sentence.end):
            found += [argument.party for argument in _run_from(article, veiled, sides.end(), sentence.end)]
    return distinct(found)


def _run_from(article: Article, veiled: str, start: int, stop: int) -> list[Argument]:
    """Return the arguments that stand right after ``是``, joined by 、, 和 and 与."""
    comma = re.compile(r"[，。；;]").search(veiled, start, stop)
    zone = Span(start, comma.start() if comma else stop)
    return list(find_arguments(article, veiled, zone))
