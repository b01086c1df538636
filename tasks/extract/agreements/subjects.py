"""Who signs with the one that 与 stands before, where the clause leaves the subject out: 并与某公司签署."""

from collections import Counter
from collections.abc import Iterator

from schemas.records import OrganizationMention, Span
from schemas.reference.signing import signing_words
from tasks.extract.agreements.arguments import is_media
from tasks.extract.agreements.coordination import Run
from tasks.extract.agreements.passage import Passage
from tasks.extract.agreements.telling import Telling

_SENTENCES_BACK = 3


def subject_of(passage: Passage, run: Run) -> OrganizationMention | None:
    """Return the subject of a run that opens with 与; None where the text does not say.

    It is whoever signed with the same before, the subject of the telling before in the sentence, whoever stands
    before or after it in the sentence or before it in the paragraph, or who the page's title names.
    """
    objects = {argument.party.organization_id for argument in run.arguments}
    for candidates in _candidates(passage, run, objects):
        for each in candidates:
            if each.organization_id not in objects and not is_media(each.canonical_name):
                return each
    return None


def _candidates(passage: Passage, run: Run, objects: set[str]) -> Iterator[list[OrganizationMention]]:
    before = Span(passage.sentence.start, run.arguments[0].start)
    yield _told_with(passage, objects)
    yield _told_in(passage, passage.number)
    yield [argument.party for argument in passage.plain(before)]
    yield passage.houses(before)
    yield _told_in(passage, passage.number - 1)
    for number in range(passage.number - 1, max(-1, passage.number - 1 - _SENTENCES_BACK), -1):
        sentence = passage.article.sentences[number]
        yield [*(argument.party for argument in passage.plain(sentence)), *passage.houses(sentence)]
    yield [argument.party for argument in passage.plain(Span(passage.trigger.end, passage.sentence.end))]
    yield _told_last(passage)
    yield [argument.party for argument in passage.plain(Span(0, passage.article.document.body_start))]
    yield _of_last_line(passage)
    yield _named_most(passage)


def _told_with(passage: Passage, objects: set[str]) -> list[OrganizationMention]:
    """Return who signed with the same before: 市府与甲、乙签约。同甲签的是战略协议。"""  # noqa: D415 - ends in 。
    told = [telling for telling in passage.told if len(telling.parties) > 1 and objects < telling.ids]
    return list(told[-1].parties) if told else []


def _is_partner(passage: Passage, telling: Telling) -> bool:
    """Say whether 与 stands before the telling's first party, so that it is no subject."""
    first = min(party.start for party in telling.parties)
    return passage.veiled[:first].endswith(signing_words().with_words)


def _told_in(passage: Passage, number: int) -> list[OrganizationMention]:
    """Return the subject of the last telling of a sentence."""
    told = [telling for telling in passage.told if telling.sentence == number and telling.parties]
    told = [telling for telling in told if len(telling.parties) > 1 or not _is_partner(passage, telling)]
    return list(told[-1].parties[:1]) if told else []


def _of_last_line(passage: Passage) -> list[OrganizationMention]:
    """Return who signs the page: 某某移动办公室整理."""
    text = passage.article.document.text.rstrip()
    start = max(text.rfind("\n"), 0)
    if "。" in text[start:]:
        return []
    return [each for each in passage.article.organizations if each.start >= start]


def _named_most(passage: Passage) -> list[OrganizationMention]:
    """Return the firm or institution that the page names most, if more than once: it is the page's own house."""
    houses = [each for each in passage.article.organizations if each.role in ("enterprise", "institution", "vendor")]
    counts = Counter(each.organization_id for each in houses)
    most = [key for key, count in counts.most_common() if count > 1]
    return [next(each for each in houses if each.organization_id == key) for key in most[:1]]


def _told_last(passage: Passage) -> list[OrganizationMention]:
    complete = [telling for telling in passage.told if len(telling.parties) > 1]
    return list(complete[-1].parties) if complete else []
