"""What sort of paper was signed, by the words that name it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from schemas.records import Span
from schemas.vocabulary import AgreementKind
from tasks.extract.opened import Opened

#: In this order: where words mix, the first that fits decides.
_KINDS: tuple[tuple[re.Pattern[str] | Opened, AgreementKind], ...] = (
    (
        Opened(
            r"采购|供货|购销|供应(?:框架)?(?:合同|协议|合约)|租赁合同|软件开发合同|开发合同|工程合同|技术合同|集成合同|代维合同|订货|买卖合同|购买|订购|施工合同|(?:服务|安装|设备|专网建设|工程建设)合同|承包合同|总承包|集采",
            "采供购租软开工技集代订买施服安设专承总",
        ),
        "procurement",
    ),
    (re.compile(r"战略"), "strategic_cooperation"),
    (re.compile(r"备忘录"), "memorandum"),
    (re.compile(r"投资[^，。；]{0,8}框架|项目[^，。；]{0,4}投资|投资[^，。；]{0,8}协议"), "project"),
    (re.compile(r"框架"), "framework"),
    (re.compile(r"项目|投资|入驻|落户|落地|招商|入园|进驻"), "project"),
    (re.compile(r"协议|合同|合作|意向书"), "other"),
)
#: What stands before 协议 and says what sort it is.
_SAYS_MORE = re.compile(r"[\u4e00-\u9fff”](?<![在了份的该此纸张是这本项个])")
#: What names a paper, and how far before it the words that say its kind may stand.
_PAPER = re.compile(r"协议|合同|备忘录|签约|签字|签订|签署|签下|伙伴|合作(?=[，。；])")
_REACH = 16
_REACH_ON = 12
_ORDER: tuple[AgreementKind, ...] = (
    "procurement",
    "strategic_cooperation",
    "memorandum",
    "framework",
    "project",
    "other",
)


class NamedKind(NamedTuple):
    """A kind and the words that name it."""

    kind: AgreementKind
    words: Span


def find_kind(text: str, start: int, end: int) -> NamedKind | None:
    """Return the kind that the stretch of text names, with its words; None where it names no paper.

    Example:
        >>> find_kind("战略合作框架协议", 0, 8).kind, find_kind("投资框架协议", 0, 6).kind, find_kind("签约", 0, 2)
        ('strategic_cooperation', 'project', None)
    """
    for pattern, kind in _KINDS:
        found = pattern.search(text, start, end)
        if found is not None:
            return NamedKind(kind, Span(*found.span()))
    return None


def chief(kinds: Iterable[NamedKind]) -> NamedKind | None:
    """Return the kind that wins where several tellings of one agreement name several; None for none.

    Example:
        >>> chief([NamedKind("other", Span(0, 2)), NamedKind("framework", Span(5, 7))]).kind
        'framework'
    """
    return min(kinds, key=lambda named: _ORDER.index(named.kind), default=None)


def kind_of_paper(text: str, sentence: Span) -> NamedKind | None:
    """Return the kind that the words right before 协议, 合同 or 签约 name in the sentence, the chief one of several.

    Example:
        >>> kind_of_paper("专线落户园区，双方举行战略合作签约仪式", Span(0, 19)).kind
        'strategic_cooperation'
    """
    papers = (Span(*found.span()) for found in _PAPER.finditer(text, sentence.start, sentence.end))
    kinds = (
        find_kind(text, max(sentence.start, paper.start - _REACH), min(sentence.end, paper.end + _REACH_ON))
        for paper in papers
    )
    return chief(kind for kind in kinds if kind is not None)


def is_bare(text: str, named: NamedKind) -> bool:
    """Say whether the words only say that there is a paper, as 在协议上签字 does.

    Example:
        >>> is_bare("在协议上签字", NamedKind("other", Span(1, 3))), is_bare("合作协议", NamedKind("other", Span(2, 4)))
        (True, False)
    """
    start = named.words.start
    paper = text[start : named.words.end] in ("协议", "合同")
    return named.kind == "other" and paper and _SAYS_MORE.search(text[max(0, start - 1) : start]) is None
