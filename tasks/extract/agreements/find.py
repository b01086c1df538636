"""Every agreement that an article tells of."""

import re
from collections.abc import Iterable, Iterator, Mapping

from schemas.records import AgreementFinding, Article, DateMention, PartyFinding, PersonMention, Span
from schemas.vocabulary import AgreementStatus
from tasks.extract.agreements.accounts import read_accounts
from tasks.extract.agreements.amount import amount_of
from tasks.extract.agreements.case_kind import case_kind
from tasks.extract.agreements.confidence import confidence_of
from tasks.extract.agreements.evidence import Place, field_spans, names_of, place_of_region
from tasks.extract.agreements.five_g import find_5g
from tasks.extract.agreements.kind import find_kind
from tasks.extract.agreements.merge import Case, merge
from tasks.extract.agreements.region import region_of, seated, seats_in
from tasks.extract.agreements.scope import scopes
from tasks.extract.agreements.signatories import signatories
from tasks.extract.agreements.signing_date import announced_day, carried_date, first_day_told
from tasks.extract.agreements.titles import title_beside, words_of
from tasks.extract.agreements.topics import find_topics
from tasks.extract.agreements.veiled import veil
from tasks.extract.located import starting_in

_DATELINE = re.compile(r"\s*\d{1,2}月\d{1,2}日\s*[电讯]")


def find_agreements(article: Article) -> tuple[AgreementFinding, ...]:
    """Return the agreements that the article tells of, each once, in the order of the text.

    An agreement needs a word that says that it was, will be or had been signed, and two parties that the text
    names. Visits, talks, tenders, wishes and contracts of persons are none.
    """
    veiled = veil(article.document.text)
    cases = merge(article, read_accounts(article, veiled))
    for case in cases:
        _add_title(article, case, cases)
    if not cases:
        return ()
    spans, seats = scopes(article, cases), seats_in(article)
    return tuple(_finding(article, case, cases, span, seats) for case, span in zip(cases, spans, strict=True))


def _add_title(article: Article, case: Case, cases: list[Case]) -> None:
    """Give the case the title that stands away from its signing, if it has none and there is one."""
    title = None if any(account.title for account in case.accounts) else title_beside(article, case, cases)
    if title is not None:
        kind = find_kind(article.document.text, title.start, title.end)
        words = words_of(article.document.text, title)
        case.accounts[0] = case.accounts[0]._replace(title=title, title_words=words, kind=kind)


def _finding(
    article: Article, case: Case, cases: list[Case], spans: tuple[Span, ...], seats: Mapping[str, str]
) -> AgreementFinding:
    text = article.document.text
    signed = _signed(article, case)
    title = next((account.title for account in case.accounts if account.title is not None), None)
    amount = amount_of(article, case, spans)
    kind = case_kind(article, case, cases)
    topics = find_topics(text, spans)
    five_g = find_5g(article, case, spans, dated=signed is not None)
    region_code = region_of(seated(case.parties, seats), article.home, _venue(article, case))
    signing = signatories(article, case)
    first = case.accounts[0].telling
    sources: dict[str, Iterable[Place | None]] = {
        "kind": [kind.words] if kind is not None else [],
        "status": [first.trigger],
        "parties": case.parties,
        "title": [title],
        "signed_edtf": [signed],
        "region_code": [place_of_region(article, case, region_code)],
        "topics": topics.values(),
        "amount_cny": [amount],
        "is_5g": [five_g],
        "signatories": signing.values(),
    }
    return AgreementFinding(
        start=first.clause.start,
        end=first.clause.end,
        kind=kind.kind if kind is not None else "other",
        status=_status(case),
        parties=tuple(_parties(article, case, signing)),
        title=text[title.start : title.end] if title else None,
        signed_edtf=signed.edtf if signed else None,
        region_code=region_code,
        topics=tuple(topics),
        amount_cny=int(amount.value) if amount else None,
        is_5g=five_g is not None,
        confidence=confidence_of(article, case),
        evidence=tuple(field_spans(sources)),
    )


def _status(case: Case) -> AgreementStatus:
    said = [account.status for account in case.accounts]
    if case.looks_back:
        return "earlier"
    return "planned" if said[0] == "planned" or "signed" not in said else "signed"


def _signed(article: Article, case: Case) -> DateMention | None:
    dated = [account.signed for account in case.accounts if account.signed is not None]
    days = [date for date in dated if date.edtf is not None and date.edtf.count("-") >= 2]
    if dated:
        return (days or dated)[0]
    if case.looks_back:
        return None
    if _status(case) == "planned":
        return announced_day(article)
    told = [account for account in case.accounts if not account.telling.in_title][:1]
    carried = carried_date(article, told[0].telling) if told else None
    return carried or (first_day_told(article) if not told or told[0].telling.implied else None)


def _venue(article: Article, case: Case) -> str | None:
    """Return the place that stands after 在 in the sentence of the signing, else that of the dateline before it."""
    text = article.document.text
    sentence = article.sentences[case.accounts[0].telling.sentence]
    for place in starting_in(article.regions, sentence.start + 1, sentence.end):
        if text[place.start - 1] == "在" and place.region_code:
            return place.region_code
    paragraph = text.rfind("\n", 0, sentence.start) + 1
    for place in starting_in(article.regions, paragraph, paragraph + 20):
        if place.region_code and _DATELINE.match(text, place.end):
            return place.region_code
    return None


def _parties(article: Article, case: Case, signing: Mapping[str, PersonMention]) -> Iterator[PartyFinding]:
    for party in case.parties:
        person = signing.get(party.organization_id)
        yield PartyFinding(
            start=party.start,
            end=party.end,
            name=party.name,
            canonical_name=party.canonical_name,
            organization_id=party.organization_id,
            role=party.role,
            operator=party.operator,
            region_code=party.region_code,
            signatory=person.name if person else None,
            signatory_title=person.post if person else None,
            aliases=tuple(sorted(names_of(article, party))),
        )
