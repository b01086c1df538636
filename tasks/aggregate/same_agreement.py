"""Whether two pages tell of the same agreement. docs/agreements.md says the rule in words.

Two tellings are of one agreement where they share their parties, nothing sets them apart and something ties them.
"""

from datetime import timedelta

from schemas.records import AgreementFinding
from tasks.aggregate.same_party import matched
from tasks.aggregate.telling import AgreementTelling
from tasks.edtf import compatible, day_of, month_and_day

#: News of a signing is reprinted within days; ten days cover weekly papers.
NEWS_LASTS = timedelta(days=10)
#: Reports of one signing that differ in its date do so by a day or two: the day of the report, a slip of the pen.
SLIP = timedelta(days=2)
#: Kinds that reports of one signing mix: 战略合作框架协议 is called a 框架协议 or a 合作备忘录 by others.
_LOOSE_KINDS = frozenset({"strategic_cooperation", "framework", "memorandum", "project", "other"})


def contradict(one: AgreementTelling, other: AgreementTelling) -> bool:
    """Say whether something sets the two apart: the document, parties, titles, days, kinds of paper or sums."""
    a, b = one.finding, other.finding
    return (
        one.doc_id == other.doc_id
        or not share_parties(one, other)
        or _titles_differ(a, b)
        or not (compatible(a.signed_edtf, b.signed_edtf) or _slipped(one, other))
        or (_kinds_differ(a, b) and not _same_title(a, b))
        or (_differ(a.amount_cny, b.amount_cny) and not (_same_day(a, b) or _same_title(a, b)))
    )


def tied(one: AgreementTelling, other: AgreementTelling) -> bool:
    """Say whether something ties the two: day, title, one page repeating the other, or the same days' news."""
    a, b = one.finding, other.finding
    return (
        _same_day(a, b)
        or _same_title(a, b)
        or one.original == other.original
        or _same_news(one, other)
        or _same_year_looked_back_on(a, b)
        or _slipped(one, other)
    )


def likeness(one: AgreementTelling, other: AgreementTelling) -> int:
    """Return how much two tellings have in common, to choose among several agreements that could be meant."""
    a, b = one.finding, other.finding
    same_sum = a.amount_cny is not None and a.amount_cny == b.amount_cny
    return 4 * _same_title(a, b) + 2 * _same_day(a, b) + 2 * same_sum + (a.kind == b.kind)


def share_parties(one: AgreementTelling, other: AgreementTelling) -> bool:
    """Say whether all parties of one are parties of the other, or two of several under one title."""
    few, many = sorted((one.finding.parties, other.finding.parties), key=len)
    pairs = matched(few, many)
    if len(pairs) == len(few):
        return len(few) > 1 or len(many) == 1
    return len(pairs) > 1 and _same_title(one.finding, other.finding)


def same_title(one: str | None, other: str | None) -> bool:
    """Say whether the two are one title, or its full and its short form.

    Example:
        >>> same_title("5G战略合作协议", "共建智慧丽水5G战略合作协议"), same_title("甲协议", "乙协议")
        (True, False)
    """
    return one is not None and other is not None and (one in other or other in one)


def _same_title(a: AgreementFinding, b: AgreementFinding) -> bool:
    return same_title(a.title, b.title)


def _titles_differ(a: AgreementFinding, b: AgreementFinding) -> bool:
    return a.title is not None and b.title is not None and not same_title(a.title, b.title)


def _kinds_differ(a: AgreementFinding, b: AgreementFinding) -> bool:
    """Say whether the kinds are of different papers: a purchase is no cooperation, and undated kinds must agree."""
    if a.kind == b.kind or "other" in (a.kind, b.kind):
        return False
    return not ({a.kind, b.kind} <= _LOOSE_KINDS and _same_day(a, b))


def _same_day(a: AgreementFinding, b: AgreementFinding) -> bool:
    return month_and_day(a.signed_edtf) is not None and month_and_day(a.signed_edtf) == month_and_day(b.signed_edtf)


def _same_year_looked_back_on(a: AgreementFinding, b: AgreementFinding) -> bool:
    """Say whether one only looks back on an agreement of a year that the other gives too, both sure of the year."""
    if "earlier" not in (a.status, b.status) or a.signed_edtf is None or b.signed_edtf is None:
        return False
    return "XXXX" not in a.signed_edtf + b.signed_edtf and compatible(a.signed_edtf, b.signed_edtf)


def _same_news(one: AgreementTelling, other: AgreementTelling) -> bool:
    """Whether one lacks the day, and both report the agreement as news within days of each other."""
    days = (month_and_day(one.finding.signed_edtf), month_and_day(other.finding.signed_edtf))
    return None in days and _is_news(one, other)


def _slipped(one: AgreementTelling, other: AgreementTelling) -> bool:
    """Whether both are news of the same days and parties, and their dates are a slip apart."""
    a, b = day_of(one.finding.signed_edtf), day_of(other.finding.signed_edtf)
    if a is None or b is None or abs(a - b) > SLIP or len(one.finding.parties) != len(other.finding.parties):
        return False
    return one.finding.kind == other.finding.kind and _is_news(one, other)


def _is_news(one: AgreementTelling, other: AgreementTelling) -> bool:
    a, b = one.published_on, other.published_on
    news = "earlier" not in (one.finding.status, other.finding.status)
    return news and a is not None and b is not None and abs(a - b) <= NEWS_LASTS


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other
