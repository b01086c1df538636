"""Partners that the clause of the signing only counts and the text names next: 这四家企业是甲、乙、丙和丁."""

import re

from schemas.records import Span
from tasks.extract.agreements.coordination import Parties, distinct, last_run
from tasks.extract.agreements.passage import Passage

_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_COUNTED = re.compile(
    r"[与同和跟](?P<count>[两三四五六七八九十]|\d{1,2})[家所个](?![区县市省月])[^，。；、与同跟]{0,16}$"
)
_SENTENCES_ON = 2


def counted_firms(passage: Passage) -> tuple[Parties, ...]:
    """Return a pair of the subject and each partner, if the text names as many as the clause counts."""
    counted = _COUNTED.search(passage.veiled, passage.zone.start, passage.zone.end)
    if counted is None:
        return ()
    before = Span(passage.zone.start, counted.start())
    subjects = distinct([argument.party for argument in passage.plain(before)])
    partners = _partners(passage, counted.group("count"))
    if len(subjects) != 1 or not partners or subjects[0].organization_id in {each.organization_id for each in partners}:
        return ()
    return tuple((subjects[0], partner) for partner in partners)


def _partners(passage: Passage, count: str) -> Parties:
    """Return the list after 这四家企业是 or 它们分别是; empty where it has another length."""
    wanted = int(count) if count.isdigit() else _NUMBERS[count]
    are = re.compile(
        rf"(?:这|上述|以上)?{count}[家所个][^，。；：:]{{0,8}}?(?:分别)?(?:是|为|：|:)[：:]?|[他它]们?分别(?:是|为)"
    )
    first = passage.number + 1
    for sentence in passage.article.sentences[first : first + _SENTENCES_ON]:
        found = are.match(passage.veiled, sentence.start, sentence.end)
        if found is not None:
            zone = Span(found.end(), sentence.end)
            run = last_run(passage.veiled, passage.plain(zone), zone.start, zone.end)
            if run is not None and len(run.sides) == 1 and len(run.arguments) == wanted:
                return distinct([argument.party for argument in run.arguments])
    return ()
