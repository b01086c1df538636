"""Stretches of a clause that stand where a party is expected, though no known name fills them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from schemas.records import Span
from schemas.reference.signing import any_of, signing_words
from tasks.extract.opened import Opened

_ENDS_LIKE_NAME = re.compile(r"(?:集团|公司|大学|学院|医院|科技|股份|银行)$")
_ENDED = re.compile(
    r"(?:公司|集团|科技|股份|港|银行|中心|局|处|馆|社|厂|城|谷|区|大学|学院|医院|研究院|研究所|学校|协会|园|园区|新城|电厂|钢铁|矿业)$"
)


#: The first characters of all that ties a subject to its partner: 与, 、, 携手, 牵手, 联合.
_TIE = re.compile("[与同跟和、携牵联]")
#: What may stand between the subject and 与.
_ADVERBS = (
    r"(?:已经?|早[已就在于]|首先|率先|先(?!进|锋|导|行|丰)|也|亦|还|又|再|就|曾经?|将|拟|正式|此前|先后|分别|近日|日前|刚刚"
    r"|于?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)*"
)


def open_slots(veiled: str, zone: Span, known: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches: 瑞衡 in 由某区与瑞衡签约, 乙动力 in 甲集团、乙动力与丙签署.

    Args:
        veiled: the text with titles and direct speech covered.
        zone: the part of a sentence before the signing.
        known: the arguments that the zone is known to hold, in order.
    """
    yield from _opening_names(veiled, zone, known)
    if not known:
        yield from _partner(veiled, zone)
        return
    borders = [Span(zone.start, zone.start), *known, Span(zone.end, zone.end)]
    for before, after in pairwise(borders):
        yield from _between(veiled, before.end, after.start)


def _partner(veiled: str, zone: Span) -> Iterator[Span]:
    """Yield what stands between 与 and the signing where the subject is named elsewhere: 5月，同瑞衡签约."""
    found = _partner_slot().search(veiled, zone.start, zone.end)
    if found is not None:
        yield Span(*found.span("name"))


def _opening_names(veiled: str, zone: Span, known: Sequence[Span]) -> Iterator[Span]:
    if _TIE.search(veiled, zone.start, zone.end) is None:
        return
    for found in _subject_slot().finditer(veiled, zone.start, zone.end):
        start, end = found.span("name")
        free = all(each.end <= start or each.start >= end for each in known)
        if free and (_ENDED.search(found.group("name")) or _is_beside_party(veiled, found.end(), known)):
            yield Span(start, end)


def _is_beside_party(veiled: str, end: int, known: Sequence[Span]) -> bool:
    """Say whether 与 and then a known party follow, so that whatever stands before 与 is the other party."""
    joint = _with().match(veiled, end)
    return joint is not None and any(each.start == joint.end() for each in known)


def _between(veiled: str, left: int, right: int) -> Iterator[Span]:
    for found in _slot().finditer(veiled, left, right):
        start, end = found.span("name")
        if veiled[start - 2 : start] in ("、同", "、和", "、由") and _ENDS_LIKE_NAME.search(veiled[start:end]):
            start -= 1
        if end == right or _slot_close().match(veiled, end) is not None:
            yield Span(start, end)


@cache
def _with() -> re.Pattern[str]:
    return re.compile(f"{any_of(signing_words().with_words)}|和|、")


@cache
def _subject_slot() -> re.Pattern[str]:
    """Return the pattern of a name that opens a clause before 与: 某港与某移动签约."""
    return re.compile(
        r"(?:^|[，：。；\s—–·-]|(?<=[的方][是为])|日，?|[今昨]天|昨日|近日|日前|上午，?|下午，?)(?P<name>[^、，。；：\s和与同跟及由的〇—–]{3,20}?)"
        rf"(?P<adverbs>{_ADVERBS})(?=[与同跟和、]|携手|牵手|联合(?!计算|创新|实验|研究|会|体|开发|实训|办公|制造|健康|信用|大学|医院|国))",
        re.M,
    )


@cache
def _partner_slot() -> re.Pattern[str]:
    return re.compile(
        r"[与同跟和](?P<name>[^、，。；：\s和与同跟及由]{2,16}?)(?:正式|共同|成功|就[^，。；]{2,20})?(?:达成|联合|结成|结为)?"
        r"(?:于?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:正式)?)?$"
    )


@cache
def _slot() -> Opened:
    joins = r"[、和与同跟及由]|以及"
    return Opened(
        rf"(?P<open>{joins})(?P<name>[^、，。；：\s和与同跟及由]{{2,24}}?)(?={joins}|等|[三四五六双]方|[两三四五]家|分别|共同|正式|先后|达成|签|也|还|就|在(?!线)|举行|联合|各自|战略合作|$)",
        "、和与同跟及由以",
    )


@cache
def _slot_close() -> re.Pattern[str]:
    return re.compile(
        r"[、和与同跟及由等]|[三四五六双]方|[两三四五]家|以及|分别|共同|正式|先后|达成|签|也|还|就|在|举行|联合|各自|战略合作"
    )
