"""Parties of a signing that its own sentence leaves out: 双方代表在协议上签字."""

import re
from collections import Counter
from functools import cache

from schemas.records import Article, OrganizationMention, Span
from schemas.reference.signing import any_of, signing_words
from tasks.extract.agreements.arguments import is_media
from tasks.extract.agreements.coordination import Parties, distinct
from tasks.extract.agreements.telling import Telling

#: 支持移动与企业签署, 企业代表出席签约仪式: others than those named sign.
_OTHERS_SIGN = re.compile(
    r"支持|推动|鼓励|引导|出席|见证|[与同和跟][^，。；]{0,6}(?:企业|运营商|单位|高校|伙伴|客户|乡镇|部门)|企业与|项目\d|\d+个|总投资|集中签约"
)
_VENUE = re.compile(r"[在从]$")
_BEFORE_SENTENCES = 12


def implied_parties(article: Article, veiled: str, telling: Telling) -> Parties:
    """Return whom the page speaks of up to the signing, as many as 双方 or 三方 says; empty where it is not plain.

    Named in the title counts most, then how often an organisation is spoken of, with its people. Nothing is implied
    where no word near the signing says how many sides there are, as in reports that only count signings, unless the
    page knows no more than two organisations; nor where the title speaks of papers that persons sign.
    """
    if _private().search(veiled, 0, article.document.body_start):
        return ()
    before = article.sentences[max(0, telling.sentence - 1)]
    spoken = {each.organization_id for each in article.organizations if not is_media(each.canonical_name)}
    roles = {each.role for each in article.organizations if each.organization_id in spoken}
    only_two = (
        len(spoken) == 2
        and roles != {"government"}
        and not _OTHERS_SIGN.search(veiled, *article.sentences[telling.sentence])
    )
    said = _wanted(article, veiled, telling)
    wanted = said or (2 if only_two else 0)
    if wanted < 2 or not _is_on_paper(veiled, Span(before.start, article.sentences[telling.sentence].end)):
        return ()
    if only_two and said == 0:
        return distinct([each for each in article.organizations if each.organization_id in spoken])
    ranked = _ranked(article, telling)
    if len(ranked) < wanted:
        return ()
    return tuple(sorted(ranked[:wanted], key=lambda party: party.start))


def _is_on_paper(veiled: str, sentence: Span) -> bool:
    return _papers().search(veiled, sentence.start, sentence.end) is not None


def _wanted(article: Article, veiled: str, telling: Telling) -> int:
    """Return how many sides the sentences around the signing speak of; 0 where they do not say."""
    for number in (telling.sentence, telling.sentence + 1, telling.sentence - 1):
        if 0 <= number < len(article.sentences):
            found = _sides().search(veiled, *article.sentences[number])
            if found is not None:
                return signing_words().sides[found.group()]
    return 0


def _ranked(article: Article, telling: Telling) -> list[OrganizationMention]:
    weights: Counter[str] = Counter()
    first: dict[str, OrganizationMention] = {}
    for each in _spoken_of(article, telling):
        weights[each.organization_id] += 4 if each.start < article.document.body_start else 1
        first.setdefault(each.organization_id, each)
    ranked = sorted(first, key=lambda each: (-weights[each], first[each].start))
    return [first[each] for each in ranked]


def _spoken_of(article: Article, telling: Telling) -> list[OrganizationMention]:
    """Return whom the sentences up to the signing and the one after it name, and the title; no media, no venue."""
    text = article.document.text
    begin = article.sentences[max(0, telling.sentence - _BEFORE_SENTENCES)].start
    end = article.sentences[min(telling.sentence + 1, len(article.sentences) - 1)].end
    return [
        each
        for each in article.organizations
        if (each.start < article.document.body_start or begin <= each.start < end)
        and not is_media(each.canonical_name)
        and not _VENUE.search(text[max(0, each.start - 2) : each.start])
    ]


@cache
def _private() -> re.Pattern[str]:
    return re.compile(any_of(signing_words().private))


@cache
def _papers() -> re.Pattern[str]:
    return re.compile(rf"{any_of(signing_words().papers)}|签约|签字|伙伴|文件|文本")


@cache
def _sides() -> re.Pattern[str]:
    return re.compile(any_of(sorted(signing_words().sides, key=lambda word: -len(word))))
