"""The parties of each agreement that a passage tells of: the ways in which Chinese news names them, in order."""

import re
from collections.abc import Callable

from schemas.records import OrganizationMention, Span
from tasks.extract.agreements.arguments import Argument, find_arguments
from tasks.extract.agreements.coordination import Parties, Run, distinct, last_run, signing_groups
from tasks.extract.agreements.counted_firms import counted_firms
from tasks.extract.agreements.counted_pairs import counted_pairs
from tasks.extract.agreements.lists import listed_groups
from tasks.extract.agreements.named_after import parties_after
from tasks.extract.agreements.passage import Passage
from tasks.extract.agreements.sides import named_before, nearest, sides_wanted
from tasks.extract.agreements.subjects import subject_of

Groups = tuple[Parties, ...]

_TITLE_OF_PAPER = re.compile(r"《([^《》\n]{4,100}?(?:协议书?|备忘录|合同|意向书))》")
_WATCHING = re.compile(r"(?:出席|参加)(?!(?:了?[^，。；]{0,6}(?:仪式|活动))?[，、]?并)|见证|主持|会见|致辞|到场")
#: 代表某公司签字: who signs does so for the house named last and not for that of the own post.
_ON_BEHALF = re.compile(r"代表(?!双方|各方|[三四五甲乙丙]方|校|企|政)[^，。；、和与及]{2,16}$")
_EACH_WITH = re.compile(r"[与同和跟][^，。；]{2,30}?(?:分别|先后|各自|同时)?签|分别")
_WITH_PRONOUN = re.compile(r"[与同跟和](?:之|其|它|它们|他们)$")
_PARTNERS = re.compile(r"对象(?:分别)?(?:是|为|：)")
#: 还有一方是 goes on with the sides of one signing.
_ONE_SIDE = re.compile(r"\s*(?:一|另一|还有一|第[一二三四])方(?:面)?(?:是|为)")
_SETTLES = re.compile(r"(?:并)?(?:落户|入驻|进驻|落地)(?:于|在|到|了)?")
_CROWD = re.compile(
    r"[与同和跟](?:众多|多个|多家|数家|数十家|一批|一大批|各|部分|有关|相关|若干|许多|全国|"
    r"[\d一二三四五六七八九十百]+余?[家个])[^，。；]*$"
)
_PAPERS = re.compile(r"了?(?P<count>[两二三四五六七八九十])(?:个|份|项)[^，。；]{0,12}(?:协议|合同|备忘录)")
_COMMA, _COLON = re.compile(r"[，,；;]"), re.compile(r"：|:|——")
_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_EVENT_OF_PARTIES = re.compile(r"(?:双方|校企|政企|5G|[\u4e00-\u9fff]{0,8}(?:项目|合作|战略|协议)|线上|云|集中|共建)*")
#: Events at which others sign name their hosts, not the parties.
_GATHERINGS = ("活动", "大会")


def groups_of(passage: Passage) -> Groups:
    """Return the parties of each agreement that the passage tells of.

    The first of the ways that names two parties decides. Where none does, the one party that is named, if any,
    is returned, and the rest of the page must say who signed with it.
    """
    if passage.trigger.watched or _tells_on(passage):
        return ()
    if passage.veiled.endswith(_GATHERINGS, 0, passage.trigger.end):
        return _at_gathering(passage)
    pairs = counted_pairs(passage) or counted_firms(passage)
    if pairs:
        return pairs
    if passage.trigger.kind == "sides":
        return _named_as_sides(passage)
    return _in_turn(passage) if passage.trigger.kind == "turn" else _first_way(passage)


def _tells_on(passage: Passage) -> bool:
    """Say whether the sentence only describes one side of what was told before: 还有一方是某公司，由某某签字."""
    before = passage.told[-1] if passage.told else None
    return (
        before is not None
        and len(before.parties) > 1
        and _ONE_SIDE.match(passage.veiled, passage.sentence.start) is not None
    )


def _first_way(passage: Passage) -> Groups:
    partial: Groups = ()
    for way in _WAYS:
        groups = way(passage)
        if groups and all(len(group) > 1 for group in groups):
            return groups
        partial = partial or groups
    return partial


def has_unnamed_side(passage: Passage) -> bool:
    """Say whether one side is a crowd without names: 与多个乡镇签订, 同12家企业签约."""
    return _CROWD.search(passage.veiled, passage.zone.start, passage.zone.end) is not None


def _named_as_sides(passage: Passage) -> Groups:
    """Read 签约双方是甲和乙, and 与甲签约的是乙, 与甲签约的还有乙、丙, where each signs with 甲."""
    named = parties_after(passage.article, passage.veiled, (passage.sentence,))
    subject = _subject_of_pronoun(passage)
    if subject is not None and named:
        return tuple(distinct((subject, each)) for each in named)
    run = last_run(passage.veiled, passage.plain(passage.zone), passage.zone.start, passage.zone.end)
    other = passage.veiled[: passage.trigger.end].endswith("还有")
    if run is not None and run.open_start and (other or len(named) == 1):
        return tuple(distinct((run.arguments[-1].party, each)) for each in named)
    return () if other else _whole(named)


def _subject_of_pronoun(passage: Passage) -> OrganizationMention | None:
    """Return whom 之 or 其 means in 与之签约的是某区政府: who opens the sentence."""
    if not _WITH_PRONOUN.search(passage.veiled[passage.sentence.start : passage.trigger.start]):
        return None
    named = passage.plain(Span(passage.sentence.start, passage.trigger.start))
    return named[0].party if named else None


def _in_turn(passage: Passage) -> Groups:
    """Read 先签的是甲与乙，接着是丙与丁, where nothing but the parties follows 是."""
    comma = _COMMA.search(passage.veiled, passage.trigger.end, passage.trigger.clause_end)
    zone = Span(passage.trigger.end, comma.start() if comma else passage.trigger.clause_end)
    run = last_run(passage.veiled, passage.plain(zone), zone.start, zone.end)
    if run is None or len(run.arguments) < 2 or run.arguments[0].start > zone.start + 1:
        return ()
    return signing_groups(run)


def _whole(parties: Parties) -> Groups:
    return (parties,) if parties else ()


def _at_gathering(passage: Passage) -> Groups:
    """Read 甲与乙战略合作签约活动, where no more than what is signed stands between the parties and the event."""
    groups = _before_trigger(passage)
    parties = [argument.end for argument in passage.plain(passage.zone)]
    gap = passage.veiled[max(parties, default=passage.zone.start) : passage.trigger.start]
    return groups if len(groups) == 1 < len(groups[0]) and _EVENT_OF_PARTIES.fullmatch(gap) else ()


def _in_paper_title(passage: Passage) -> Groups:
    """Read 《某区政府与某公司战略合作协议》."""
    text = passage.article.document.text
    if "《" not in text[passage.sentence.start : passage.sentence.end]:
        return ()
    told = any(each.sentence == passage.number for each in passage.told)
    start, end = (passage.zone.start, passage.trigger.clause_end) if told else passage.sentence
    for found in _TITLE_OF_PAPER.finditer(text, start, end):
        inside = Span(*found.span(1))
        run = last_run(text, find_arguments(passage.article, text, inside), inside.start, inside.end)
        if run is not None and len(run.sides) > 1:
            return (distinct([argument.party for argument in run.arguments]),)
    return ()


def _in_counted_list(passage: Passage) -> Groups:
    """Read 9个项目入驻某区签约，包括甲、乙."""
    return listed_groups(passage.article, passage.veiled, passage.sentence, passage.trigger)


def _before_trigger(passage: Passage) -> Groups:
    """Read 甲与乙签署, with a subject or a side that stands further off."""
    arguments = passage.plain(passage.zone)
    run = last_run(passage.veiled, arguments, passage.zone.start, passage.trigger.start)
    if run is None:
        return ()
    if len(run.sides) == 1 and run.open_start:
        subject = subject_of(passage, run)
        if subject is not None:
            left = Argument(subject.start, subject.end, subject)
            return signing_groups(Run(((left,), *run.sides), run.each, False))
    if len(run.sides) == 2 and _papers_signed(passage) == len(run.sides[1]) > 1:
        return signing_groups(run._replace(each=True))
    groups = signing_groups(run)
    wanted = sides_wanted(passage, run.arguments[-1].end)
    if len(groups) == 1 and len(groups[0]) < wanted:
        return (nearest(arguments, wanted),)
    return groups


def _settled(passage: Passage) -> Groups:
    """Read 甲、乙签约入驻某区: each with the place that it settles in."""
    settles = _SETTLES.match(passage.veiled, passage.trigger.end)
    if settles is None:
        return ()
    place = Span(settles.end(), passage.trigger.clause_end)
    hosts = [o for o in passage.article.organizations if o.start == place.start and o.role in ("zone", "government")]
    run = last_run(passage.veiled, passage.plain(passage.zone), passage.zone.start, passage.zone.end)
    if not hosts or run is None:
        return ()
    return tuple(distinct((hosts[0], argument.party)) for argument in run.arguments)


def _after_colon(passage: Passage) -> Groups:
    """Read 四份协议先后签署：甲与乙、丙与丁."""
    trigger, sentence = passage.trigger, passage.sentence
    colon = _COLON.search(passage.veiled, trigger.end, min(trigger.end + 12, sentence.end))
    if colon is None:
        return ()
    zone = Span(colon.end(), sentence.end)
    run = last_run(passage.veiled, passage.plain(zone), zone.start, zone.end)
    if run is None or run.open_start or len(run.sides) < 2 or run.arguments[0].start > zone.start + 4:
        return ()
    return signing_groups(run)


def _after_trigger(passage: Passage) -> Groups:
    """Read 签约双方是甲和乙, 摆上了甲的签约台，另一方是乙, and 与甲分别签约的是乙、丙, where each signs with 甲."""
    trigger, sentence = passage.trigger, passage.sentence
    rest = (Span(trigger.start, sentence.end), *_following(passage))
    named = list(parties_after(passage.article, passage.veiled, rest))
    if trigger.kind in ("pen", "bond"):
        named = [*(each.party for each in passage.plain(Span(trigger.end, trigger.clause_end))), *named]
    if not named:
        return ()
    before = _before_trigger(passage)
    host = before[0][:1] if before else ()
    each = _EACH_WITH.search(passage.veiled, passage.zone.start, trigger.end)
    if host and len(named) > 1 and (each or _PARTNERS.search(passage.veiled, trigger.end, sentence.end)):
        return tuple(distinct((*host, each)) for each in named)
    if len(named) == 1 and not host:
        host = tuple(each for each in _last_houses(passage) if each.organization_id != named[0].organization_id)[:1]
    return (distinct([*host, *named]),)


def _following(passage: Passage) -> tuple[Span, ...]:
    """Return the sentences after that of the signing that may name its sides: two, and on while they do."""
    sentences = passage.article.sentences[passage.number + 1 :]
    count = 2
    while count < len(sentences) and _ONE_SIDE.match(passage.veiled, sentences[count].start):
        count += 1
    return sentences[:count]


def _last_houses(passage: Passage) -> list[OrganizationMention]:
    """Return the houses of the persons of the sentences right before, the nearest first: who takes up the pen."""
    before = passage.article.sentences[max(0, passage.number - 2) : passage.number + 1]
    return [house for sentence in reversed(before) for house in reversed(passage.houses(sentence))]


def _by_persons(passage: Passage) -> Groups:
    """Read 某市副市长某某、某公司总经理某某代表双方签字; a party named alone signs with their houses."""
    watched = _watched_until(passage)
    alone = [party for group in _before_trigger(passage)[:1] for party in group[:1] if party.start >= watched]
    if alone and _ON_BEHALF.search(passage.veiled, passage.zone.start, passage.trigger.start):
        return _whole(tuple(alone))
    parties = distinct([*(_signed_for(passage, house) for house in _signing_houses(passage)), *alone])
    wanted = sides_wanted(passage, passage.zone.start)
    if _only_sign_again(passage, parties):
        return ()
    if len(parties) < 2 <= wanted:
        spoken = distinct(passage.houses(Span(passage.sentence.start, passage.trigger.start)))
        parties = spoken if len(spoken) == wanted else parties
    return _whole(parties if len(parties) >= wanted else named_before(passage, wanted) or parties)


def _signed_for(passage: Passage, house: OrganizationMention) -> OrganizationMention:
    """Return the party for which a person of the house signs: that of a group for a branch's manager."""
    told = [each.parties for each in passage.told if passage.number - each.sentence < 3 and len(each.parties) > 1]
    group = [party for party in told[-1] if party.operator and party.operator == house.operator] if told else []
    return group[0] if len(group) == 1 else house


def _only_sign_again(passage: Passage, parties: Parties) -> bool:
    """Say whether each of them was told to sign before, but not with each other: 甲经理、乙经理代表企业签字."""
    told = [each.ids for each in passage.told if passage.number - each.sentence < 3 and len(each.parties) > 1]
    ids = {party.organization_id for party in parties}
    return len(ids) > 1 and ids <= frozenset().union(*told) and not any(ids <= each for each in told)


def _signing_houses(passage: Passage) -> list[OrganizationMention]:
    """Return the houses of the persons of the zone; of those who only watch not."""
    return passage.houses(Span(_watched_until(passage), passage.zone.end))


def _watched_until(passage: Passage) -> int:
    """Return where the words of the zone about people who only look on end: 某委负责人到场，某院院长签字."""
    start = passage.zone.start
    for found in _WATCHING.finditer(passage.veiled, passage.zone.start, passage.zone.end):
        start = found.end()
    return start


_WAYS: tuple[Callable[[Passage], Groups], ...] = (
    _in_paper_title,
    _in_counted_list,
    _settled,
    _before_trigger,
    _after_colon,
    _after_trigger,
    _by_persons,
)


def _papers_signed(passage: Passage) -> int:
    """Return how many papers the clause counts: 与甲、乙签署了两份合作协议; 0 where it does not count."""
    found = _PAPERS.match(passage.veiled, passage.trigger.end, passage.trigger.clause_end)
    return _NUMBERS.get(found.group("count"), 0) if found else 0
