"""How many sides 双方, 三方 or 两家 asks for, and whom these words mean: the parties named before them."""

import re
from collections.abc import Iterator
from functools import cache

from schemas.records import Span
from schemas.reference.signing import any_of, signing_words
from tasks.extract.agreements.arguments import Argument
from tasks.extract.agreements.coordination import Parties, distinct, last_run
from tasks.extract.agreements.passage import Passage

_SENTENCES_BACK = 3
#: 他们签的是: those of whom the sentence before spoke, asked for only where it names two.
_THEY = re.compile(r"他们(?:俩|二人)?[^，。；]{0,6}$")


def sides_wanted(passage: Passage, start: int) -> int:
    """Return how many sides 双方 or 三方 between ``start`` and the trigger asks for; 0 where nothing does."""
    found = _sides().search(passage.veiled, start, passage.trigger.start)
    if found is not None and passage.veiled[found.start() - 1] in "与同和跟":  # 副市长与四家企业签约
        return 0
    if found is None and _THEY.search(passage.veiled, start, passage.trigger.start):
        return 2
    return signing_words().sides[found.group()] if found else 0


def nearest(arguments: tuple[Argument, ...], wanted: int) -> Parties:
    """Return the nearest parties before the trigger, as many as are wanted."""
    return distinct([argument.party for argument in reversed(arguments)])[:wanted][::-1]


def named_before(passage: Passage, wanted: int) -> Parties:
    """Return the last parties before the trigger that are named together and are as many as wanted."""
    here, *before = _zones(passage)
    for parties in _runs(passage, passage.plain(here), here):
        if len(parties) == wanted:
            return parties
    new = _just_named(passage, wanted)
    if new:
        return new
    told = [each.parties for each in passage.told if len(each.parties) == wanted]
    if told:
        return told[-1]
    for zone in (here, *before):
        arguments = passage.plain(zone)
        for parties in _runs(passage, arguments, zone):
            if len(parties) == wanted:
                return parties
        together = distinct([argument.party for argument in arguments])
        for parties in (together, distinct([*together, *passage.houses(zone)]), distinct(passage.houses(zone))):
            if len(parties) == wanted:
                return parties
    return ()


def _just_named(passage: Passage, wanted: int) -> Parties:
    """Return the parties that the sentence before names together, as many as wanted, if it tells of no signing."""
    number = passage.number - 1
    if number < 0 or any(each.sentence == number for each in passage.told):
        return ()
    sentence = passage.article.sentences[number]
    together = [parties for parties in _runs(passage, passage.plain(sentence), sentence) if len(parties) == wanted]
    return together[0] if len(together) == 1 else ()


def _zones(passage: Passage) -> Iterator[Span]:
    """Yield the part of the sentence before the trigger and the sentences before it."""
    yield Span(passage.sentence.start, passage.trigger.start)
    first = max(0, passage.number - _SENTENCES_BACK)
    yield from reversed(passage.article.sentences[first : passage.number])


def _runs(passage: Passage, arguments: tuple[Argument, ...], zone: Span) -> Iterator[Parties]:
    stop = zone.end
    while (run := last_run(passage.veiled, arguments, zone.start, stop)) is not None:
        yield distinct([argument.party for argument in run.arguments])
        stop = run.arguments[0].start
        arguments = arguments[: -len(run.arguments)]


@cache
def _sides() -> re.Pattern[str]:
    return re.compile(any_of(sorted(signing_words().sides, key=lambda word: -len(word))))
