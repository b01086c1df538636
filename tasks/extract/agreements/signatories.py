"""Who put the name under it: 副市长某某代表市政府, 某公司某某总经理代表双方签字, 签字的是副县长某某."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from schemas.records import Article, OrganizationMention, PersonMention, Span
from tasks.extract.agreements.houses import owner_of
from tasks.extract.agreements.merge import Case
from tasks.extract.opened import Opened
from tasks.extract.persons import post_pattern

_PEN = r"(?:签(?:字|署|约|下|名|订|上|了|妥)|落笔|落款|落下|署了?名|盖章|执笔|提笔)"
#: What may stand between the last of those who sign and the verb.
_THEN_SIGN = (
    r"(?:[，,]|出席[^，。；]{0,8}?[，,]?并|先后|分别|共同|依次|各自|一起|一同|也|都|则|将|拟|上台|走上[^，。；]{0,4}台|随后|当场|正式"
    r"|作为[^，。；]{2,16}|代表[^，。；、]{1,20}(?:[，,]?[与同和][^，。；]{2,40})?|[在于][^，。；]{0,48}?[上地里前下]?"
    rf"|以[^，。；]{{1,8}}方式|就[^，。；]{{2,30}}|[为由])*?{_PEN}"
)
#: What joins those who sign: a mark or 和, the house and the post of the next.
_JOINED = re.compile(
    r"(?:代表[^，。；、]{1,12})?(?:[、，,]|和|与|及|以及|同)(?![^、，]*(?:出席|会见|主持|致辞|表示|见证|参加|介绍|陪同))"
)
_WATCHES = re.compile(r"出席|会见|主持|致辞|表示|见证|参加|介绍|陪同|到场|强调|指出|说")
_SIGNED_BY = Opened(
    r"(?:签字|签约|签署|落笔|签名)(?:的|人|代表|双方代表)?(?:的?(?:两位|三位))?(?:分别)?[，,]?(?:是|为|：|:)|由(?=[^，。；]{2,60}签)",
    "签落由",
)
_LEVEL = re.compile(r"副?([市省区县州])(?:长|领导)")
_LONGEST_JOINT = 48
#: How far before a name its post and house may begin.
_POST_REACH = 14


def signatories(article: Article, case: Case) -> dict[str, PersonMention]:
    """Return for the ids of the case's parties the persons who signed for them, where the text says so.

    Where all signers but one are told apart by their houses, the last one signs for the party that is left.
    """
    found: dict[str, PersonMention] = {}
    for account in case.accounts if article.persons else ():
        for number in range(account.telling.sentence, min(account.telling.sentence + 2, len(article.sentences))):
            unknown = []
            for person in _signing(article, article.sentences[number]):
                party = _party_of(article, person, case.parties)
                if party is None:
                    unknown.append(person)
                else:
                    found.setdefault(party.organization_id, person)
            left = [party for party in case.parties if party.organization_id not in found]
            if len(left) == len(unknown) == 1 and len(case.parties) > 1 and found:
                found[left[0].organization_id] = unknown[0]
    return found


def _signing(article: Article, sentence: Span) -> Iterator[PersonMention]:
    """Yield the persons of the sentence that sign and do not only watch, in order."""
    text = article.document.text
    persons = _persons_in(article, sentence)
    if not persons:
        return
    for at, person in enumerate(persons):
        if _then_signs().match(text, person.end, sentence.end):
            yield from _run_before(text, persons[: at + 1])
    named = _SIGNED_BY.search(text, sentence.start, sentence.end)
    if named is not None:
        for person in persons:
            between = text[named.end() : person.start]
            if named.end() <= person.start and _WATCHES.search(between) is None:
                yield person


def _persons_in(article: Article, sentence: Span) -> list[PersonMention]:
    """Return the persons of the sentence, also those whose posts were told before and who stand here by their names."""
    here = {p.start: p for p in article.persons if sentence.start <= p.start and p.end <= sentence.end}
    text = article.document.text[sentence.start : sentence.end]
    for known in article.persons:
        if known.end <= sentence.start and known.name in text:
            for found in re.finditer(re.escape(known.name), text):
                start = sentence.start + found.start()
                here.setdefault(start, replace(known, start=start, end=start + len(known.name)))
    return [here[start] for start in sorted(here)]


@cache
def _then_signs() -> re.Pattern[str]:
    """Return the pattern of what follows the name of the last who signs: a post, if it stands there, and the verb."""
    return re.compile(rf"(?:{post_pattern().pattern})?{_THEN_SIGN}")


def _run_before(text: str, persons: list[PersonMention]) -> list[PersonMention]:
    """Return the last person with those who are joined to it: 甲局局长某某、乙公司总经理某某."""
    run = persons[-1:]
    for person in reversed(persons[:-1]):
        post = post_pattern().match(text, person.end)
        gap = text[post.end() if post is not None else person.end : run[0].start]
        if len(gap) > _LONGEST_JOINT or _WATCHES.search(gap) or not _JOINED.match(gap):
            break
        run.insert(0, person)
    return run


#: Posts that say what sort of house they are of, where no house is named beside them.
_HOUSES = (
    (re.compile(r"校长|校党委"), re.compile(r"(?:大学|学院|校|中学|小学)$")),
    (re.compile(r"院长|院党委"), re.compile(r"院$")),
    (re.compile(r"[台社]长"), re.compile(r"(?:台|社|报)$")),
    (re.compile(r"行长"), re.compile(r"行$")),
)


def _party_of(
    article: Article, person: PersonMention, parties: tuple[OrganizationMention, ...]
) -> OrganizationMention | None:
    told = next((p for p in article.persons if p.name == person.name), person)
    owner = owner_of(article, told)
    for party in parties:
        if owner is not None and party.organization_id == owner.organization_id:
            return party
    words = article.document.text[max(0, told.start - _POST_REACH) : told.start] + (told.post or "")
    networks = [party for party in parties if party.operator and party.operator[2:] in words]
    if len(networks) == 1 and (owner is None or owner.operator == networks[0].operator):
        return networks[0]
    house = next((ends for posts, ends in _HOUSES if posts.search(person.post or "")), None)
    fitting = [party for party in parties if house is not None and house.search(party.canonical_name)]
    if owner is None and len(fitting) == 1:
        return fitting[0]
    level = _LEVEL.search(person.post or "")
    if level is not None:
        for party in parties:
            if party.role == "government" and party.canonical_name.endswith(level.group(1) + "人民政府"):
                return party
    return None
