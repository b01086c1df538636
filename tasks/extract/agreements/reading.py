"""Every telling of a signing in an article, read from its first sentence to its last."""

from collections.abc import Iterator
from itertools import pairwise

from schemas.records import Article, Span
from tasks.extract.agreements.arguments import Argument
from tasks.extract.agreements.coordination import distinct
from tasks.extract.agreements.labels import labelled_tellings
from tasks.extract.agreements.parties import groups_of, has_unnamed_side
from tasks.extract.agreements.passage import Passage
from tasks.extract.agreements.renewals import renewed_tellings
from tasks.extract.agreements.rows import row_tellings
from tasks.extract.agreements.tables import table_tellings
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.triggers import find_triggers, telling_sentences


def read_tellings(article: Article, veiled: str) -> tuple[Telling, ...]:
    """Return every telling of a signing, in the order of the text."""
    tellings: list[Telling] = []
    for passage in _passages(article, veiled, tellings):
        tellings += _tellings(passage)
    told = list(_joined(tellings))
    told += renewed_tellings(article, veiled, told)
    listed = _listed(article, veiled, told)
    tellings = [*(each for each in told if not _is_in_row(each, listed)), *listed]
    return tuple(sorted(tellings, key=lambda telling: telling.clause.start))


def _listed(article: Article, veiled: str, told: list[Telling]) -> list[Telling]:
    """Return what tables, forms and lists tell: of each line what the first of them tells that reads it.

    A line that is a full sentence has been read as one.
    """
    forms = tuple(labelled_tellings(article))
    listed = [form for form in forms if any(form.ids > each.ids for each in told if _overlap(form.clause, each.clause))]
    full = [
        each
        for each in told
        if len(each.parties) > 1 and not any(_overlap(form.clause, each.clause) for form in listed)
    ]
    for telling in (*table_tellings(article), *forms, *row_tellings(article, veiled)):
        if not any(_overlap(telling.clause, each.clause) for each in (*full, *listed)):
            listed.append(telling)
    return listed


def _is_in_row(telling: Telling, listed: list[Telling]) -> bool:
    """Say whether the telling is a part of a line that a list has read as a whole."""
    return any(_overlap(telling.clause, each.clause) and (telling.ids < each.ids or not telling.ids) for each in listed)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _passages(article: Article, veiled: str, told: list[Telling]) -> Iterator[Passage]:
    read: dict[Span, tuple[Argument, ...]] = {}
    for number in telling_sentences(article, veiled):
        sentence = article.sentences[number]
        before = sentence.start
        for trigger in find_triggers(veiled, sentence):
            start = trigger.start if trigger.kind == "turn" else before
            start = max(start, _clause_told(told, number, trigger.start))
            yield Passage(article, veiled, number, Span(start, trigger.start), trigger, tuple(told), read)
            before = trigger.clause_end if trigger.kind == "turn" else trigger.end


def _clause_told(told: list[Telling], sentence: int, stop: int) -> int:
    """Return where the last clause of the sentence that names its parties ends before the position; 0 for none."""
    full = [each.clause.end for each in told if each.sentence == sentence and len(each.parties) > 1]
    return max((end for end in full if end <= stop), default=0)


def _tellings(passage: Passage) -> Iterator[Telling]:
    groups = groups_of(passage)
    if not (groups and all(len(group) > 1 for group in groups)) and has_unnamed_side(passage):
        return
    clause = Span(passage.zone.start, passage.trigger.clause_end)
    in_title = passage.sentence.end <= passage.article.document.body_start
    for parties in groups or ((),):
        shared = len(groups) > 1
        yield Telling(clause, passage.trigger, passage.number, parties, in_title, implied=not parties, shared=shared)


def _joined(tellings: list[Telling]) -> Iterator[Telling]:
    """Yield the tellings; two of one sentence that each name one side as one: 甲由某某执笔，乙由某某执笔."""
    skip = False
    for telling, after in pairwise([*tellings, None]):
        if telling is None or skip:
            skip = False
            continue
        skip = after is not None and _complete_each_other(telling, after)
        parties = distinct((*telling.parties, *after.parties) if skip and after is not None else telling.parties)
        yield telling if parties == telling.parties else telling._replace(parties=parties)


def _complete_each_other(one: Telling, other: Telling) -> bool:
    same_place = one.sentence == other.sentence and one.trigger.kind == other.trigger.kind == "pen"
    return same_place and len(one.parties) == len(other.parties) == 1 and one.ids != other.ids
