"""Who put the name under it: 副市长某某代表市政府, 某公司某某总经理代表双方签字."""

import re

from schemas.records import Article, OrganizationMention, PersonMention, Span
from tasks.extract.agreements.merge import Case
from tasks.extract.persons import office_pattern

_SIGNS = re.compile(
    r"代表[^。；]{0,40}?(?:签|落笔)|在[^。；]{0,40}(?:协议|备忘录|合同|文本)书?[》”]?上(?:分别|共同)?签|(?:落笔|签字|签约)的?(?:两位|的)?[，是]|执笔"
)
_WITNESS = re.compile(r"出席(?!(?:了?[^，。；]{0,6}(?:仪式|活动))?[，、]?并)|见证|参加|主持|会见|致辞|到场|一同")
#: Posts that say what sort of house they are of, where no house is named beside them.
_HOUSES = (
    (re.compile(r"校长|校党委"), re.compile(r"(?:大学|学院|学校|中学|小学|党校)$")),
    (re.compile(r"院长|院党委"), re.compile(r"(?:医院|学院|研究院|设计院)$")),
    (re.compile(r"[台社]长"), re.compile(r"(?:台|社|报)$")),
    (re.compile(r"行长"), re.compile(r"行$")),
)
_LEVELS = ("省", "市", "州", "区", "县")


def signatories(article: Article, case: Case) -> dict[str, PersonMention]:
    """Return for the ids of the case's parties the persons who signed for them, where the text says so."""
    found: dict[str, PersonMention] = {}
    for account in case.accounts:
        for number in range(account.telling.sentence, min(account.telling.sentence + 2, len(article.sentences))):
            sentence = article.sentences[number]
            for person in _signing(article, sentence):
                party = _party_of(article, person, case.parties)
                if party is not None:
                    found.setdefault(party.organization_id, person)
    return found


def _signing(article: Article, sentence: Span) -> list[PersonMention]:
    """Return the persons of the sentence that sign and do not only watch."""
    text = article.document.text
    signs = _SIGNS.search(text, sentence.start, sentence.end)
    if signs is None:
        return []
    start = sentence.start
    for witness in _WITNESS.finditer(text, sentence.start, signs.start()):
        start = witness.end()
    return [person for person in article.persons if start <= person.start < signs.end()]


def _party_of(
    article: Article, person: PersonMention, parties: tuple[OrganizationMention, ...]
) -> OrganizationMention | None:
    owner = owner_of(article, person)
    for party in parties:
        if owner is not None and party.organization_id == owner.organization_id:
            return party
    house = next((ends for posts, ends in _HOUSES if posts.search(person.post or "")), None)
    fitting = [party for party in parties if house is not None and house.search(party.canonical_name)]
    if owner is None and len(fitting) == 1:
        return fitting[0]
    level = re.search(r"副?([市省区县州])(?:长|领导)", person.post or "")
    if level is not None:
        for party in parties:
            if party.role == "government" and party.canonical_name.endswith(level.group(1) + "人民政府"):
                return party
    return None


def owner_of(article: Article, person: PersonMention) -> OrganizationMention | None:
    """Return the organisation whose post the person holds, where its name stands beside the post."""
    text = article.document.text
    before = [each for each in article.organizations if each.end <= person.start]
    if not before:
        return None
    gap = text[before[-1].end : person.start].removeprefix("的")
    return before[-1] if gap == "" or office_pattern().fullmatch(gap) else None
