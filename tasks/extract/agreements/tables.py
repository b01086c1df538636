"""Tables of who signed: a line of headings with 签约方, 甲方 or 合作单位, and a line a row, cells parted by spaces."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import product
from math import inf

from schemas.records import Article, OrganizationMention, Span
from schemas.reference.signing import signing_words
from tasks.extract.agreements.coordination import Parties, distinct
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.triggers import Trigger
from tasks.extract.located import number_at, standing_in
from tasks.extract.organizations.mention import mention, same_organization
from tasks.extract.organizations.short_names import legal_name_of
from tasks.extract.organizations.slots import role_of
from tasks.extract.wanted import Wanted

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^\s|]+")
_DEEDS = ("签约", "签署", "合作", "投资", "签订")
_SIGNERS = ("方", "单位", "企业", "主体", "双方", "各方", "公司", "对象", "伙伴", "客户")
_WANTED = Wanted([*map("".join, (*product(_DEEDS, _SIGNERS), *product("甲乙丙丁", "方"))), "参与方", "对方"])
_PARTY_HEADING = re.compile(
    r"(?:[我本][省市县区州校院方司]|政府|企业|地方|校方|院方)?(?:签约|签署|合作|投资|签订)(?:方|单位|企业|主体|双方|各方|公司|对象|伙伴|客户)|[甲乙丙丁]方(?:单位)?|参与方|对方(?:单位)?"
)
_SIGNING = re.compile(r"签|落笔|协议")
_JOINED = re.compile(r"[、；;/]|(?<=[\u4e00-\u9fff])[与和](?=[\u4e00-\u9fff]{3})")
_WITH_PARTNERS = re.compile(
    r"[^，。；\n]{3,40}[与同和]各?(?:投资|签约|合作|项目)(?:方|企业|单位|主体|商|伙伴|客户)[^，。；\n]{0,6}签"
)
_SENTENCE = re.compile(r"[。！？]")
_REMARK = re.compile(r"[（(][^（）()]*称[^（）()]*[）)]")


def table_tellings(article: Article) -> Iterator[Telling]:
    """Yield what the tables of the article tell: a row with several parties, or one column that holds them all."""
    places = _WANTED.places(article.document.text)
    lines = [Span(*found.span()) for found in _LINE.finditer(article.document.text)] if places else []
    for number in dict.fromkeys(bisect_right(lines, (place, inf)) - 1 for place in places):
        line = lines[number]
        headings = _cells(article, line)
        columns = [at for at, cell in enumerate(headings) if _is_party_heading(article, cell)]
        if 1 < len(headings) < 8 and columns and _told_before(article, line):
            rows = list(_rows(article, lines[number + 1 :], len(headings), min(columns)))
            yield from _tellings(article, line, rows, columns)


def _tellings(article: Article, heading: Span, rows: list[list[Span]], columns: list[int]) -> Iterator[Telling]:
    parties = [distinct([p for at in columns for p in _parties(article, row[at])]) for row in rows]
    together = distinct([party for each in parties for party in each])
    host = _host(article, heading)
    if any(len(each) > 1 for each in parties):
        yield from _each_row(article, heading, rows, parties)
    elif len(together) > 1 and len(together) == _sides_told(article, heading):
        yield _telling(article, Span(heading.start, rows[-1][-1].end), heading, together)
    elif host is not None:
        yield from _each_row(article, heading, rows, [distinct((host, *each)) for each in parties])


def _each_row(article: Article, heading: Span, rows: list[list[Span]], parties: list[Parties]) -> Iterator[Telling]:
    for row, each in zip(rows, parties, strict=True):
        if len(each) > 1:
            yield _telling(article, Span(_own_start(article, row), row[-1].end), heading, each)


def _own_start(article: Article, row: list[Span]) -> int:
    """Return where the row's own cells begin, behind those that it shares with the row above it."""
    line = article.document.text.rfind("\n", 0, row[-1].start) + 1
    return next(cell.start for cell in row if cell.start >= line)


def _host(article: Article, heading: Span) -> OrganizationMention | None:
    """Return with whom each partner of a table signed: the one that the title or 由某县政府与投资方签约 names."""
    text = article.document.text
    signers = _WITH_PARTNERS.search(text, max(0, heading.start - 200), heading.start)
    for zone in (Span(0, article.document.body_start), Span(*signers.span()) if signers else Span(0, 0)):
        named = distinct(standing_in(article.organizations, *zone))
        if len(named) == 1:
            return named[0]
    return None


def _telling(article: Article, clause: Span, heading: Span, parties: Parties) -> Telling:
    number = number_at(article.sentences, clause.start)
    trigger = Trigger(heading.start, heading.end, clause.end, "sides")
    return Telling(clause, trigger, number, parties)


def _rows(article: Article, lines: list[Span], width: int, first: int) -> Iterator[list[Span]]:
    """Yield the rows below the headings; one with fewer cells shares the leading ones with the row above it.

    Args:
        article: the article.
        lines: the lines below the headings.
        width: how many headings there are.
        first: the number of the first column of parties; the other side, at least, is the row's own.
    """
    above: list[Span] = []
    for line in lines:
        cells = _cells(article, line)
        missing = width - len(cells)
        if _SENTENCE.search(article.document.text, *line):
            return
        if missing < 0 or missing > first + 1:
            return
        if missing and not (above and _holds_organization(article, line)):
            return
        above = [*above[:missing], *cells]
        yield above


def _holds_organization(article: Article, line: Span) -> bool:
    return bool(standing_in(article.organizations, *line))


def _cells(article: Article, line: Span) -> list[Span]:
    return [Span(*found.span()) for found in _CELL.finditer(article.document.text, line.start, line.end)]


def _is_party_heading(article: Article, cell: Span) -> bool:
    return _PARTY_HEADING.fullmatch(article.document.text, cell.start, cell.end) is not None


def _told_before(article: Article, heading: Span) -> bool:
    text = article.document.text
    return _SIGNING.search(text, max(0, heading.start - 200), heading.end) is not None


def _sides_told(article: Article, heading: Span) -> int:
    """Return how many sides the text before the table speaks of; 0 where it does not say."""
    before = article.document.text[max(0, heading.start - 200) : heading.start]
    said = [(before.rfind(word), number) for word, number in signing_words().sides.items() if word in before]
    return max(said)[1] if said else 0


def _parties(article: Article, cell: Span) -> Iterator[OrganizationMention]:
    """Yield the parties of one cell: between each 、 the organisations known there, else the words as they stand."""
    known = standing_in(article.organizations, *cell)
    at = cell.start
    for each in known:
        yield from _unknown_parties(article, cell, Span(at, each.start))
        yield each
        at = each.end
    yield from _unknown_parties(article, cell, Span(at, cell.end))


def _unknown_parties(article: Article, cell: Span, gap: Span) -> Iterator[OrganizationMention]:
    """Yield the words of a gap between known parties that marks or the borders of the cell set apart on both sides."""
    text = article.document.text
    start = gap.start
    for part in _JOINED.split(_REMARK.sub("", text[gap.start : gap.end])):
        start = text.find(part, start, gap.end)
        end = start + len(part)
        apart = (start > gap.start or start == cell.start) and (end < gap.end or end == cell.end)
        if start >= 0 and len(part) > 1 and apart:
            full = legal_name_of(part, article.organizations)
            named = mention(start, part, part, role_of(part))
            yield same_organization(full, start, end) if full is not None else named
        start = max(start, gap.start, end)
