"""As many pairs as were counted: 签约的三对伙伴分别是甲与乙、丙与丁、戊与己."""

import re

from schemas.records import Span
from tasks.extract.agreements.arguments import Argument
from tasks.extract.agreements.coordination import Parties, distinct, joint_between
from tasks.extract.agreements.passage import Passage

_COUNT = re.compile(
    r"(?P<count>[两二三四五六七八九十]|\d{1,2})(?:对[^，。；：]{0,6}|组[^，。；：]{0,4}|份(?:新|合作|战略)?(?:协议|合同))"
)
#: What is asked for first, as it is found at once.
_COUNTED = re.compile("[对组份]")
_COLON = re.compile(r"[：:]")
_NUMBERS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def counted_pairs(passage: Passage) -> tuple[Parties, ...]:
    """Return the pairs of the sentence of the signing or the one before it, if they are as many as it counts."""
    if _COUNTED.search(passage.veiled, *passage.sentence) is None:
        return ()
    found = _COUNT.search(passage.veiled, *passage.sentence)
    if found is None:
        return ()
    count = found.group("count")
    wanted = int(count) if count.isdigit() else _NUMBERS[count]
    for number in (passage.number, passage.number - 1):
        if number >= 0:
            pairs = _pairs(passage, passage.article.sentences[number])
            if len(pairs) == wanted > 1:
                return pairs
    return ()


def _pairs(passage: Passage, sentence: Span) -> tuple[Parties, ...]:
    """Return the arguments after the colon of the sentence two by two, where no third is tied to a pair."""
    colon = _COLON.search(passage.veiled, sentence.start, sentence.end)
    zone = Span(colon.end() if colon else sentence.start, sentence.end)
    arguments = passage.plain(zone)
    couples = list(zip(arguments[::2], arguments[1::2], strict=False))
    if len(arguments) % 2 or not all(_are_joined(passage, left, right) for left, right in couples):
        return ()
    return tuple(distinct((left.party, right.party)) for left, right in couples)


def _are_joined(passage: Passage, left: Argument, right: Argument) -> bool:
    gap = passage.veiled[left.end : right.start]
    return gap in ("和", "及", "——", "—") or joint_between(passage.veiled, left.end, right.start) == "with"
