"""What sort of paper was signed, by the words that name it."""

import re

from schemas.vocabulary import AgreementKind

#: In this order: where words mix, the first that fits decides.
_KINDS: tuple[tuple[re.Pattern[str], AgreementKind], ...] = (
    (
        re.compile(
            r"采购|供货|购销|供应合同|供应协议|订货|买卖合同|购买|订购|施工合同|(?:服务|安装|设备|专网建设|工程建设)合同|承包合同|总承包|集采"
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
_ORDER: tuple[AgreementKind, ...] = (
    "procurement",
    "strategic_cooperation",
    "memorandum",
    "framework",
    "project",
    "other",
)


def kind_of(words: str) -> AgreementKind | None:
    """Return the kind that the words name; None where they name no paper.

    Example:
        >>> kind_of("战略合作框架协议"), kind_of("投资框架协议"), kind_of("签约")
        ('strategic_cooperation', 'project', None)
    """
    for pattern, kind in _KINDS:
        if pattern.search(words):
            return kind
    return None


def chief(kinds: list[AgreementKind]) -> AgreementKind | None:
    """Return the kind that wins where several tellings of one agreement name several; None for none.

    Example:
        >>> chief(["other", "framework"])
        'framework'
    """
    return min(kinds, key=_ORDER.index, default=None)
