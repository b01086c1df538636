"""The sum that is this agreement's alone."""

import re

from schemas.records import Article, Quantity, Span
from tasks.extract.agreements.merge import Case
from tasks.extract.agreements.scope import speaks_of_all
from tasks.extract.agreements.status import last_day
from tasks.extract.located import standing_around, standing_in

_BEFORE = re.compile(
    r"(?:投资|投入|总额|金额|资金|合同额|规模|出资|采购|价值|总价|合同价|中标价|成交价|合同)[^，。；]{0,16}$"
)
_PAST = re.compile(r"(?:已|累计|曾|先后|前后|共计|完成|截至|前期)[^，。；]{0,16}$")
_PART = re.compile(r"(?:其中|单是|仅|首期|一期|每年|年均|年产值|产值|收入|营收|拿出)[^，；。]{0,16}$")
#: 签约某项目，投资10亿元: right after the signing the sum needs no word for the future.
_SIGNED_THEN = re.compile(
    r"签(?:约|署|订|下)[^，。；]{0,40}[，,](?:[^；。]{2,40}[，,])?(?:(?:项目|计划|总)*投资(?:总)?额?|(?:合同|协议|交易|总)?金?额)(?:约|达|为)?$"
)
#: A colon after the contract opens the list of its terms: 签署采购合同：3年，1.8亿元，供货2万套.
_TERMS = re.compile(
    r"签(?:约|署|订|下)[^，。；：]{0,40}(?:合同|协议)[^，。；：]{0,4}：(?:[^，。；]{1,8}[，,、]){0,2}(?:共|合计|约)?$"
)
_SERIES = re.compile(r"(?:依次|分别)(?:为|是|达到?|约)")
_LABEL = re.compile(r"(?:合同|协议|交易)(?:总)?(?:金额|价款|总价|价)[:：]\s*(?:人民币)?(?:约)?$")
#: What stands before and after a cell of a table.
_CELL = re.compile(r"[ \t|｜][ \t|｜\n]?")
#: 今年，公司计划投资 is a yearly plan.
_YEARLY = re.compile(r"\s*(?:今年|明年|去年|本年度?|年内)")
_AHEAD = re.compile(r"将|计划|拟|预计|约定|承诺|总投资|投资额|协议|合同|目标|打算|未来|期间")


def amount_of(article: Article, case: Case, spans: tuple[Span, ...]) -> Quantity | None:
    """Return the money of the agreement; None where the text gives none or one sum for several agreements."""
    shared = any(account.telling.shared for account in case.accounts)
    labelled = None if shared or case.looks_back else _labelled(article)
    if labelled is not None:
        return labelled
    in_cell = [] if case.looks_back else _in_cells(article, case)
    if in_cell:
        return in_cell[0] if len(in_cell) == 1 else None
    if shared and (in_series := _in_series(article, case)) is not None:
        return in_series
    own = [span for span in spans[1:] if not speaks_of_all(article.document.text, span)]
    for span in own if shared else spans:
        for quantity in _sums(article, span):
            return quantity
    return None


def _labelled(article: Article) -> Quantity | None:
    """Return the one sum that a line of the page gives as that of the contract: 合同金额：人民币3.12亿元."""
    text = article.document.text
    sums = [q for q in article.quantities if q.unit == "CNY" and _LABEL.search(text, max(0, q.start - 16), q.start)]
    return sums[0] if len({quantity.value for quantity in sums}) == 1 else None


def _in_cells(article: Article, case: Case) -> list[Quantity]:
    """Return the sums that fill a cell of the row that tells of the agreement: 某局 某公司 3.5亿元."""
    rows = [a.telling.clause for a in case.accounts if a.telling.trigger.kind == "sides" and not a.telling.in_title]
    sums = [
        q for q in article.quantities if q.unit == "CNY" and any(r.start < q.start and q.end <= r.end for r in rows)
    ]
    text = article.document.text
    return [q for q in sums if _CELL.fullmatch(text[q.start - 1] + text[q.end : q.end + 1])]


def _in_series(article: Article, case: Case) -> Quantity | None:
    """Return the sum of the case where the clause lists as many as partners: 投资额依次为5亿元、2亿元和3亿元."""
    telling = case.accounts[0].telling
    end = article.sentences[telling.sentence].end
    text = article.document.text
    head = _SERIES.search(text, telling.trigger.end, end)
    partner = max(case.parties, key=lambda party: party.start)
    partners = [o for o in article.organizations if telling.clause.start <= o.start < telling.trigger.start]
    if head is None or partner.start > telling.trigger.start:
        return None
    sums = [q for q in article.quantities if q.unit == "CNY" and head.end() <= q.start and q.end <= end]
    listed = (
        [o for o in partners if o.start >= max(0, partners[-len(sums)].start)] if 1 < len(sums) <= len(partners) else []
    )
    places = [at for at, each in enumerate(listed) if each.organization_id == partner.organization_id]
    return sums[places[0]] if len(listed) == len(sums) and places else None


def _sums(article: Article, span: Span) -> list[Quantity]:
    return [q for q in standing_in(article.quantities, *span) if _is_sum(article, q)]


def _of_older_day(article: Article, before: Span) -> bool:
    """Say whether the sentence opens with a month that lies far behind the page's date: it tells of another thing."""
    published = article.document.published_on
    if published is None or article.document.text[before.start : before.end].count("签"):
        return False
    days = [last_day(date) for date in article.dates if date.start == before.start and date.end <= before.end]
    return any(day is not None and (published - day).days > 90 for day in days)


def _is_sum(article: Article, quantity: Quantity) -> bool:
    if quantity.unit != "CNY":
        return False
    text = article.document.text
    sentence = standing_around(article.sentences, quantity.start)
    start = sentence.start if sentence else quantity.start
    before = text[start : quantity.start]
    clause = before[max(before.rfind(mark) for mark in "，；。") + 1 :]
    if _YEARLY.match(before) or _of_older_day(article, Span(start, quantity.start)):
        return False
    if _PAST.search(clause) or _PART.search(clause):
        return False
    if _TERMS.search(before) is not None:
        return True
    return _BEFORE.search(clause) is not None and (
        _AHEAD.search(before) is not None or _SIGNED_THEN.search(before) is not None
    )
