"""Contracts told as a form: a line 甲方：某局, a line 乙方：某移动, and a line that says that it is a contract."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import product
from math import inf

from schemas.records import Article, OrganizationMention, Span
from tasks.extract.agreements.coordination import Parties, distinct
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.triggers import Trigger
from tasks.extract.located import number_at, standing_in
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.slots import role_of
from tasks.extract.wanted import Wanted

_LINE = re.compile(r"[^\n]+")
_SIDES = (
    *product("甲乙丙丁买卖供需", "方"),
    *product(("采购", "招标", "中标", "成交", "发包", "承包"), ("人", "方", "单位")),
    *product(("签约", "签字", "签署", "合作", "参与", "缔约"), ("单位", "方", "企业")),
)
_WANTED = Wanted([*map("".join, _SIDES), "供应商"])
_LABEL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]+[、.)）])?\s*"
    r"(?P<side>[甲乙丙丁买卖供需]方|采购(?:人|单位|方)|招标(?:人|方)|供应商|(?:中标|成交)(?:人|供应商|单位)|发包[人方]|承包[人方]|(?:签约|签字|签署|合作|参与|缔约)(?:单位|方|企业)[一二三四]?)"
    r"(?:名称|单位)?(?:[（(][^（）()]{1,8}[）)])?(?:名称)?[:：]\s*(?P<name>[^\n，。；;]{3,40})"
)
#: A tender that was won is no contract yet, though its notice says that one must be signed.
_CONTRACT = re.compile(r"合同|签订|签约|签署|协议")
_TENDER = re.compile(r"采购|招标|供应商|中标|成交")
_CONTRACT_OF_TENDER = re.compile(
    r"合同(?:公告|公示|编号|名称|签[订署]|(?:总|成交)?(?:金额|价))|签[订署约](?:日期|时间|地点)|签[订署]了|已签[订署]"
)
#: A form that nobody has filled in.
_BLANK = re.compile(r"[^\u4e00-\u9fffA-Za-z]*|[_＿×xX*＊]{2,}.*")
_LINES_AROUND = 8
_FURTHER_LABEL = re.compile(r"[^\n，。：:]{2,16}[:：]")


def labelled_tellings(article: Article) -> Iterator[Telling]:
    """Yield the contract of each run of lines that name its sides, where a line around them speaks of a contract."""
    places = _WANTED.places(article.document.text)
    lines = [Span(*found.span()) for found in _LINE.finditer(article.document.text)] if len(places) > 1 else []
    run: list[tuple[int, OrganizationMention]] = []
    for number in dict.fromkeys(bisect_right(lines, (place, inf)) - 1 for place in places if lines):
        party = _party(article, lines[number])
        if party is None:
            continue
        if run and number - run[-1][0] > _LINES_AROUND // 2:
            yield from _telling(article, lines, run)
            run = []
        run.append((number, party))
    yield from _telling(article, lines, run)


def _telling(article: Article, lines: list[Span], run: list[tuple[int, OrganizationMention]]) -> Iterator[Telling]:
    parties: Parties = distinct([party for _, party in run])
    if len(parties) < 2:
        return
    text = article.document.text
    first = max(0, run[0][0] - _LINES_AROUND)
    last = min(len(lines) - 1, run[-1][0] + _LINES_AROUND)
    tender = any(_TENDER.search(text, lines[number].start, party.start) for number, party in run)
    contract = _CONTRACT_OF_TENDER if tender else _CONTRACT
    word = contract.search(text, lines[first].start, lines[last].end)
    if word is not None:
        clause = Span(lines[run[0][0]].start, _form_end(article, lines[run[-1][0] : last + 1]))
        number = number_at(article.sentences, clause.start)
        trigger = Trigger(*word.span(), clause.end, "sides")
        yield Telling(clause, trigger, number, parties)


def _form_end(article: Article, lines: list[Span]) -> int:
    """Return where the lines with a label end."""
    end = lines[0].end
    for line in lines[1:]:
        if _FURTHER_LABEL.match(article.document.text, line.start, line.end) is None:
            break
        end = line.end
    return end


def _party(article: Article, line: Span) -> OrganizationMention | None:
    found = _LABEL.match(article.document.text, line.start, line.end)
    if found is None or _BLANK.fullmatch(found.group("name")):
        return None
    start, end = found.span("name")
    known = standing_in(article.organizations, start, end)
    name = found.group("name").strip()
    return known[0] if known else mention(start, name, name, role_of(name))
