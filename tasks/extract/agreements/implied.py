"""Parties of a signing that its own sentence leaves out: 双方代表在协议上签字."""

import re
from collections import Counter

from schemas.records import Article, OrganizationMention, Span
from schemas.reference.signing import any_of, signing_words
from tasks.extract.agreements.arguments import Argument, find_arguments
from tasks.extract.agreements.coordination import Parties
from tasks.extract.agreements.telling import Telling

_MEDIA = re.compile(r"(?:日报|晚报|晨报|早报|时报|商报|电视台|新闻网|通讯社|报社)$")
_BEFORE_SENTENCES = 12


def implied_parties(article: Article, veiled: str, telling: Telling) -> Parties:
    """Return whom the page speaks of up to the signing, as many as 双方 or 三方 says; empty where it is not plain.

    Named in the title counts most, then how often an organisation is spoken of, with its people.
    """
    before = article.sentences[max(0, telling.sentence - 1)]
    if not _is_on_paper(veiled, Span(before.start, article.sentences[telling.sentence].end)):
        return ()
    wanted = _wanted(article, veiled, telling)
    ranked = _ranked(article, veiled, telling)
    if len(ranked) < wanted:
        return ()
    return tuple(sorted(ranked[:wanted], key=lambda party: party.start))


def _is_on_paper(veiled: str, sentence: Span) -> bool:
    words = signing_words()
    return re.search(rf"{any_of(words.papers)}|签约|签字|伙伴|文件|文本", veiled[sentence.start : sentence.end]) is not None


def _wanted(article: Article, veiled: str, telling: Telling) -> int:
    """Return how many sides the sentences around the signing speak of; two where they do not say."""
    words = signing_words().sides
    pattern = re.compile(any_of(sorted(words, key=lambda word: -len(word))))
    for number in (telling.sentence, telling.sentence + 1, telling.sentence - 1):
        if 0 <= number < len(article.sentences):
            found = pattern.search(veiled, *article.sentences[number])
            if found is not None:
                return words[found.group()]
    return 2


def _ranked(article: Article, veiled: str, telling: Telling) -> list[OrganizationMention]:
    arguments = _spoken_of(article, veiled, telling)
    weights: Counter[str] = Counter()
    first: dict[str, OrganizationMention] = {}
    for argument in arguments:
        in_title = argument.start < article.document.body_start
        weights[argument.party.organization_id] += 4 if in_title else 1
        first.setdefault(argument.party.organization_id, argument.party)
    ranked = sorted(first, key=lambda each: (-weights[each], first[each].start))
    return [first[each] for each in ranked]


def _spoken_of(article: Article, veiled: str, telling: Telling) -> list[Argument]:
    """Return the arguments of the sentences up to the signing and of the one after it, without media."""
    begin = max(0, telling.sentence - _BEFORE_SENTENCES)
    numbers = {*range(begin, min(telling.sentence + 2, len(article.sentences)))}
    numbers |= {n for n, s in enumerate(article.sentences) if s.end <= article.document.body_start}
    found = [
        argument
        for number in sorted(numbers)
        for argument in find_arguments(article, veiled, article.sentences[number])
    ]
    known = {each.organization_id for each in article.organizations}
    return [a for a in found if a.party.organization_id in known and not _MEDIA.search(a.party.canonical_name)]
