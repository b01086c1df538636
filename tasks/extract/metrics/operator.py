"""The operator whose own figure a number is, where the sentence says so."""

import re
from typing import NamedTuple

from schemas.records import OrganizationMention, Span
from schemas.reference.operators import operators, short_names
from schemas.vocabulary import Operator
from tasks.extract.metrics.anchors import bit
from tasks.extract.metrics.backdrop import Backdrop
from tasks.extract.metrics.figures import Figure
from tasks.extract.metrics.place_grammar import HOME, NATIONAL

#: Who tells of a figure need not own it: 据湖北移动介绍, 中国移动总经理说, 联通数据显示.
_TELLS = re.compile(
    r"[^，。；]{0,14}?(?:介绍|表示|透露|[称说道]|数据|统计|显示|获悉|了解|负责人|总经理|副总|董事长|书记|工程师|客服|人士|方面表示)"
)
_ASKED = re.compile(r"(?:据|从|[与和同跟向对]|联合|携手|[、及])$")
#: What an operator does in the clause before its figure; 中国移动等企业参会 says nothing of whose the stations are.
_OWNS = re.compile(
    r"[建装]|开通|投[资入产运]|部署|完成|拥有|发展|服务|累计|新增|网络|用户|覆盖|打造|推[进动]|加快|加大|实现|布局|升级"
)
#: An operator called by its bare name, or the others, as a subject of its own: …，联通建成600座.
_OTHER = re.compile(
    r"(?:其他|其余|另外|另)[^，。；]{0,4}(?:运营商|企业|公司)"
    rf"|(?<![一-龥])(?:{short_names()})(?:公司)?(?=[\d建开完新累投已则也有拥为达超])"
)
#: An operator by its bare name right before its number, verbs and 为 aside: 其中移动168个.
_BARE = re.compile(
    rf"(?:^|[，、；：。]|其中)(?P<name>{short_names()})(?:公司)?(?:已|累计|共|新[建增]|投[资入]|完成|建[成设]|开通|为|有|达到?|约|则|占)*$"
)
_ALL = re.compile(r"三大运营商|三家|各运营商|各?基础电信企业|运营企业|铁塔公司和|通信行业|共建共享")
_BY_SHORT_NAME: dict[str, Operator] = {operator.short: operator.name for operator in operators()}


class Owner(NamedTuple):
    """An operator's group and the words that name it or its branch."""

    operator: Operator
    span: Span


def operator_of(figure: Figure, backdrop: Backdrop) -> Owner | None:
    """Return the operator whose figure the number is.

    It is the one operator that the clause of the number or the clause before it has as its subject. Where several are
    named, where the operator only tells of the figure, or where a place stands between it and the number as a subject
    of its own (…介绍，全市…), the figure is not the operator's.
    """
    passage = figure.passage
    has_name = figure.said & bit("operator")
    bare = _BARE.search(passage.masked[passage.start : figure.quantity.start]) if has_name else None
    if bare:
        name = Span(passage.start + bare.start("name"), passage.start + bare.end("name"))
        return Owner(_BY_SHORT_NAME[bare["name"]], name)
    clause = passage.clause_start(figure.quantity.start)
    first = passage.clause_start(max(passage.start, clause - 1))
    named = [mention for mention in backdrop.organizations(first, figure.quantity.start) if mention.operator]
    groups = {mention.operator for mention in named}
    if len(groups) != 1 or _ALL.search(passage.masked, first, figure.quantity.start):
        return None
    if not _is_subject(figure, named[-1], clause):
        return None
    last = named[-1]
    return Owner(last.operator, Span(last.start, last.end)) if last.operator else None


def _is_subject(figure: Figure, mention: OrganizationMention, clause: int) -> bool:
    passage = figure.passage
    before = passage.masked[max(passage.start, mention.start - 3) : mention.start]
    if _ASKED.search(before) or _TELLS.match(passage.masked, mention.end):
        return False
    number = figure.quantity.start
    if passage.masked.startswith("等", mention.end) or _OTHER.search(passage.masked, max(clause, mention.end), number):
        return False
    if mention.start >= clause:
        return True
    if not _OWNS.search(passage.masked, mention.end, clause):
        return False
    between = Span(clause, number)
    placed = NATIONAL.search(passage.masked, *between) or HOME.search(passage.masked, *between)
    return placed is None and "\x02" not in passage.masked[between.start : between.end]
