"""Which stretches of text speak of which agreement."""

import re
from collections.abc import Iterator
from functools import cached_property

from schemas.records import Article, OrganizationMention, Span
from tasks.extract.agreements.merge import Case
from tasks.extract.agreements.telling import Telling
from tasks.extract.located import starting_in

_GOES_ON = re.compile(r"(?:按照|根据|双方|约定|协议|承诺|计划|当时|合作框架|签署的)")
#: 五份协议都把5G列为重点 speaks of each of them.
_OF_ALL = re.compile(
    r"(?:[两三四五六七八九十几]份|各份|每份|这些|上述|各项)(?:新?协议|合同)[^，。]{0,8}(?:都|均|皆|一致|明确|聚焦|围绕|重点)"
    r"|(?:按照?|根据|依据)[^，。；]{0,8}(?:协议|约定|合同)[，,](?:这|上述)?[两三四五六七八九十]家[^，。；]{0,24}(?:将|投|建)"
    r"|(?:\d|[两三四五六])家(?:通信|运营|基础电信)?(?:企业|运营商|公司|单位)(?:合计|共|均|都|将|分别)"
)
_OPENING_WORD = 4
_PART = re.compile(r"[^；;]+")
_WITH = re.compile(r"[与同和跟]$")
_OPENING = re.compile(r"(?:其中[，,]?)?[“「]?")
_WILL = re.compile(r"[^，。]{0,6}(?:将|则|计划|拟|预计|投入|投资|承诺|负责|要)")
_PAPER_OF = re.compile(r"的(?:一份|那份|合作|协议|约定|合同|战略)|(?:签|定|约定|合作)的")
#: A page that tells of as many is about none of them in particular.
_MANY = 5
_SINCE_THEN = re.compile(r"以来[，,]|已[经在]?(?:累计|建成|投资|完成)|截至|目前|如今|现已")


def scopes(article: Article, cases: list[Case]) -> list[tuple[Span, ...]]:
    """Return for each case the stretches of text that speak of it, its clause first.

    An older agreement has its own sentence, up to what came of it since. Agreements that one clause tells of have
    the sentences that start with the party that only they have. The first of the others, which the page is about,
    has all that is not another's; the rest have their paragraph.
    """
    current = [case for case in cases if not case.looks_back]
    lead = current[0] if current and not _is_shared(current[0]) and len(current) < _MANY else None
    openings = _Openings(article)
    found = {id(case): tuple(_own(openings, case, cases)) for case in cases if case is not lead}
    if lead is not None:
        taken = [span for case in cases if case is not lead for span in _taken(article, case, found[id(case)])]
        found[id(lead)] = tuple(_rest(article, lead, taken))
    elif current and len({case.accounts[0].telling.trigger for case in current}) == 1:
        for case in current:
            found[id(case)] += tuple(_of_none_else(article, case, cases))
    return [found[id(case)] for case in cases]


def _of_none_else(article: Article, case: Case, cases: list[Case]) -> Iterator[Span]:
    """Yield the later sentences that do not name a party of another case alone, of agreements signed in one clause."""
    others = frozenset[str]().union(*(other.ids for other in cases if other is not case)) - case.ids
    for sentence in article.sentences[case.accounts[0].telling.sentence + 1 :]:
        named = starting_in(article.organizations, sentence.start, sentence.end)
        if others.isdisjoint([each.organization_id for each in named]):
            yield sentence


def speaks_of_all(text: str, sentence: Span) -> bool:
    """Say whether the sentence says the same of each of several agreements."""
    return _OF_ALL.search(text, sentence.start, sentence.end) is not None


def _is_shared(case: Case) -> bool:
    return case.accounts[0].telling.shared


def _own(openings: "_Openings", case: Case, cases: list[Case]) -> Iterator[Span]:
    article = openings.article
    for account in case.accounts:
        telling = account.telling
        if telling.in_title or len(telling.parties) < 2:
            continue
        if account.looks_back:
            yield from _looked_back(article, telling, _starts(cases))
        elif telling.shared:
            yield telling.clause
            yield from _by_party(openings, case, cases, telling.sentence)
        else:
            yield from _sentences_on(article, telling.sentence, telling.clause, _starts(cases))
            yield from _by_topic(openings, telling.sentence, telling.clause, cases)


def _looked_back(article: Article, telling: Telling, starts: list[int]) -> Iterator[Span]:
    text = article.document.text
    number, clause = telling.sentence, telling.clause
    sentence = article.sentences[number]
    told_next = next((start for start in starts if clause.end <= start < sentence.end), None)
    if telling.renews is not None and told_next is not None:
        yield Span(clause.start, told_next)
        return
    since = _SINCE_THEN.search(text, telling.trigger.end, sentence.end)
    yield Span(clause.start, since.start() if since else sentence.end)
    if since is None and number + 1 < len(article.sentences):
        after = article.sentences[number + 1]
        if "\n" not in text[sentence.end : after.start] and _GOES_ON.match(text, after.start):
            yield after


def _by_party(openings: "_Openings", case: Case, cases: list[Case], number: int) -> Iterator[Span]:
    """Yield the later sentences that start with the party that only this case has: 中国移动计划投入300亿元."""
    others = frozenset[str]().union(*(other.ids for other in cases if other is not case and not other.looks_back))
    own = case.ids - others
    for sentence, part, party in openings.by_party:
        if sentence > number and (party is None or party in own):
            yield part


class _Openings:
    """What the sentences of an article begin with, worked out once for all of its agreements."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def by_party(self) -> list[tuple[int, Span, str | None]]:
        """The numbers and parts of sentences that say what was agreed with whom; None stands for all partners."""
        return [
            (number, *said) for number, sentence in enumerate(self.article.sentences) for said in self._said(sentence)
        ]

    def _said(self, sentence: Span) -> Iterator[tuple[Span, str | None]]:
        if speaks_of_all(self.article.document.text, sentence):
            yield sentence, None
            return
        for part in _parts(self.article, sentence):
            first = starting_in(self.article.organizations, part.start, part.end)[:1]
            if first and _is_agreed_with(self.article, first[0]):
                yield part, first[0].organization_id

    @cached_property
    def by_words(self) -> dict[str, list[int]]:
        """The numbers of the sentences by their first four characters; those that open with a name are left out."""
        text = self.article.document.text
        named = {each.start for each in self.article.organizations}
        numbers: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.article.sentences):
            if sentence.start not in named:
                opened = _OPENING.match(text, sentence.start, sentence.end)
                start = opened.end() if opened is not None else sentence.start
                numbers.setdefault(text[start : start + _OPENING_WORD], []).append(number)
        return numbers


def _parts(article: Article, sentence: Span) -> Iterator[Span]:
    """Yield the parts of the sentence between semicolons."""
    for found in _PART.finditer(article.document.text, sentence.start, sentence.end):
        yield Span(*found.span())


def _is_agreed_with(article: Article, partner: OrganizationMention) -> bool:
    """Say whether the words beside the partner say what it will do or what was agreed with it."""
    text = article.document.text
    if _WILL.match(text, partner.end) is not None:
        return True
    with_it = _WITH.search(text[max(0, partner.start - 2) : partner.start]) is not None
    return with_it and _PAPER_OF.match(text, partner.end) is not None


def _starts(cases: list[Case]) -> list[int]:
    return sorted(account.telling.clause.start for case in cases for account in case.accounts)


def _sentences_on(article: Article, number: int, clause: Span, starts: list[int]) -> Iterator[Span]:
    """Yield the sentence from the clause on, and those of the paragraph that go on about what was agreed."""
    text = article.document.text
    end = article.sentences[number].end
    told_next = next((start for start in starts if clause.end <= start < end), None)
    yield Span(clause.start, end if told_next is None else told_next)
    if told_next is not None:
        return
    for before, after in zip(article.sentences[number:], article.sentences[number + 1 :], strict=False):
        if "\n" in text[before.end : after.start] or not _GOES_ON.match(text, after.start):
            return
        yield after


def _by_topic(openings: _Openings, number: int, clause: Span, cases: list[Case]) -> Iterator[Span]:
    """Yield the later sentences that start with a word of four characters that only this clause has."""
    text = openings.article.document.text
    others = "".join(
        text[a.telling.clause.start : a.telling.clause.end]
        for case in cases
        for a in case.accounts
        if a.telling.clause != clause and not a.looks_back
    )
    own = text[clause.start : clause.end]
    opening = [word for word in openings.by_words if word in own and word not in others]
    numbers = sorted(each for word in opening for each in openings.by_words[word] if each > number)
    yield from (openings.article.sentences[each] for each in numbers)


def _taken(article: Article, case: Case, spans: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the stretches that speak of no other case: of an older agreement the whole sentences."""
    yield from spans
    for account in case.accounts:
        if account.looks_back:
            yield article.sentences[account.telling.sentence]


def _rest(article: Article, lead: Case, taken: list[Span]) -> Iterator[Span]:
    """Yield the clause of the lead and every later stretch that no other case has."""
    body = [a.telling for a in lead.accounts if not a.telling.in_title]
    full = [telling.clause.start for telling in body if len(telling.parties) > 1]
    told = full or [telling.clause.start for telling in body]
    position = min(told, default=article.document.body_start)
    for span in sorted(taken):
        if span.end <= position:
            continue
        if span.start > position:
            yield Span(position, span.start)
        position = max(position, span.end)
    if position < len(article.document.text):
        yield Span(position, len(article.document.text))
