"""Lists of what was signed: lines that each name the parties of one agreement, or the partner of the one signer."""

import re
from collections.abc import Iterator
from itertools import groupby

from schemas.records import Article, OrganizationMention, Span
from schemas.reference.organizations import name_words
from tasks.extract.agreements.coordination import Parties, distinct
from tasks.extract.agreements.telling import Telling
from tasks.extract.agreements.triggers import Trigger
from tasks.extract.located import number_at, standing_in
from tasks.extract.organizations.mention import mention, same_organization
from tasks.extract.organizations.short_names import legal_name_of
from tasks.extract.organizations.slots import is_name_like, is_placed_name, role_of
from tasks.extract.organizations.word_class import word_class
from tasks.extract.words import Words

_LINE = re.compile(r"[^\n]+")
_SIGNED = re.compile(
    r"签约|签署|签订|签下|签了|连签|签[一二两三四五六七八九十\d]+[份个单项]|合作协议|协议名称|协议清单"
)
_MARK = re.compile(
    r"\s*(?:(?P<bullet>[-*●•·○◆■▶])|(?P<number>[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）](?!\d)|[①-⑳]|\d{1,2}\s)"
    r"|(?P<ordinal>第[一二三四五六七八九十\d]+[单份个项组]|其[一二三四五六])|(?P<date>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?))"
)
_PART = re.compile(r"[^\s—–|；;：:，,。（）()]+")
_JOINT = re.compile(r"[、/×&＆]|携手|牵手|(?<=[\u4e00-\u9fff]{2})[与和及同](?=[\u4e00-\u9fff]{2})")
_NO_NAME = re.compile(r"[5５][GgＧｇ]|协议|合同|备忘录|项目|合作|工程|平台|[《》“”\d]|方案|系统")
_PAPER = re.compile(r"协议|合同|备忘录|签约|签署|签订")
_LISTING = re.compile(r"清单|一览|大事记|名单|盘点|汇总|列表|表\s|表$|台账")
_SENTENCE = re.compile(r"[。！？!?，]")
#: 2. 注册地址：南京市建邺区 describes one party and signs nothing.
_LABEL = re.compile(
    r"\s*[\u4e00-\u9fff]{0,4}(?:名称|地址|住所|关系|能力|标的|交货|付款|生效|期限|价款|责任|代表人|资本|范围|电话|方式)[:：]"
)
#: 【第二批】 is no line of a list and ends none.
_HEADING = re.compile(r"\s*【[^】\n]{1,12}】\s*")
_FEWEST = 2


def row_tellings(article: Article, veiled: str) -> Iterator[Telling]:
    """Yield what lines of a list tell that has a word of signing in the line before it or in the page's title."""
    for intro, rows in _blocks(article, veiled):
        named = [distinct(tuple(_parties(article, row))) for row in rows]
        signer = _signer(article, intro) if any(len(parties) == 1 for parties in named) else None
        for row, parties in zip(rows, named, strict=True):
            whole = parties if len(parties) > 1 or signer is None else distinct((signer, *parties))
            if len(whole) > 1:
                yield _telling(article, veiled, intro, row, whole)


def _blocks(article: Article, veiled: str) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each run of marked lines that tell of no signing by themselves, with the line before the run."""
    lines = [Span(*found.span()) for found in _LINE.finditer(veiled) if not _HEADING.fullmatch(found.group())]
    before = Span(0, 0)
    for mark, group in groupby(lines, key=lambda line: _mark(article, veiled, line)):
        run = list(group)
        if mark and len(run) >= _FEWEST:
            listed = _introduced(article, veiled, before)
            rows = [line for line in run if listed or _names_paper(article, line)]
            rows = [line for line in rows if not _is_label(veiled, line)]
            if len(rows) >= _FEWEST and any(_holds_known(article, row) for row in rows):
                yield before, rows
        before = run[-1]


def _is_label(veiled: str, row: Span) -> bool:
    mark = _MARK.match(veiled, row.start, row.end)
    return _LABEL.match(veiled, mark.end() if mark is not None else row.start, row.end) is not None


def _names_paper(article: Article, row: Span) -> bool:
    """Say whether the row is no sentence and says itself what was signed: 3月5日 某大学 合作协议."""
    text = article.document.text
    return _PAPER.search(text, row.start, row.end) is not None and _SENTENCE.search(text, *row) is None


def _holds_known(article: Article, row: Span) -> bool:
    return bool(standing_in(article.organizations, *row))


def _mark(article: Article, veiled: str, line: Span) -> str:
    """Return the sort of mark that opens the line: a bullet, a number, an ordinal or a date.

    A line without one that is no sentence and has an organisation as one of its parts is ``plain``; any other
    line has an empty mark.
    """
    found = _MARK.match(veiled, line.start, line.end)
    if found is not None:
        return str(found.lastgroup)
    if line.start < article.document.body_start or line.end - line.start > 80 or _SENTENCE.search(veiled, *line):
        return ""
    members = [member for part in _parts(article, line) for member in _members(article, part)]
    return "plain" if any(_known(article, member) or _by_name(article, member) for member in members) else ""


def _introduced(article: Article, veiled: str, before: Span) -> bool:
    """Say whether the line before the list tells of signing, or the page's title calls the page such a list."""
    title = veiled[: article.document.body_start]
    listing = _SIGNED.search(title) is not None and _LISTING.search(title) is not None
    return listing or _SIGNED.search(veiled, before.start, before.end) is not None


def _telling(article: Article, veiled: str, intro: Span, row: Span, parties: Parties) -> Telling:
    number = number_at(article.sentences, row.start)
    word = _SIGNED.search(veiled, intro.start, intro.end) or _SIGNED.search(veiled, 0, article.document.body_start)
    start, end = word.span() if word is not None else (row.start, row.start)
    return Telling(row, Trigger(start, end, row.end, "sides"), number, parties)


def _parties(article: Article, row: Span) -> Iterator[OrganizationMention]:
    """Yield the organisations of the parts of the row that hold one, and the names that a joint ties to them."""
    parts = [_members(article, part) for part in _parts(article, row)]
    known = [[_known(article, member) for member in members] for members in parts]
    joined = [any(found) and len(found) > 1 for found in known]
    if any(joined):
        parts = [members for members, whole in zip(parts, joined, strict=True) if whole]
        known = [found for found, whole in zip(known, joined, strict=True) if whole]
    beside = any(any(each) for each in known)
    for members, found in zip(parts, known, strict=True):
        if any(found) or len(members) == 1:
            for member, organization in zip(members, found, strict=True):
                party = organization or _by_name(article, member)
                if party is not None:
                    yield party
                    if not beside:
                        return


def _parts(article: Article, row: Span) -> Iterator[Span]:
    text = article.document.text
    mark = _MARK.match(text, row.start, row.end)
    start = mark.end() if mark is not None else row.start
    parts = [Span(*found.span()) for found in _PART.finditer(text, start, row.end)]
    for name in standing_in(article.organizations, *row):
        torn = [part for part in parts if part.start < name.end and name.start < part.end]
        if len(torn) > 1:  # 某某（北京）有限公司
            whole = Span(torn[0].start, torn[-1].end)
            parts = (
                [part for part in parts if part.end <= whole.start]
                + [whole]
                + [p for p in parts if p.start >= whole.end]
            )
    yield from parts


def _members(article: Article, part: Span) -> list[Span]:
    """Return the stretches of a part between 、 and 与; of 《》 and sums it has none of interest."""
    members, start = [], part.start
    for joint in _JOINT.finditer(article.document.text, part.start, part.end):
        members.append(Span(start, joint.start()))
        start = joint.end()
    return [*members, Span(start, part.end)]


def _known(article: Article, member: Span) -> OrganizationMention | None:
    return next((o for o in standing_in(article.organizations, *member) if (o.start, o.end) == member), None)


def _by_name(article: Article, member: Span) -> OrganizationMention | None:
    """Return the organisation that the words alone make one: 大冶有色 beside 黄石联通."""
    name = article.document.text[member.start : member.end]
    if any((place.start, place.end) == member for place in standing_in(article.regions, *member)):
        return None
    if len(name) > 12 or _NO_NAME.search(name):
        return None
    full = legal_name_of(name, article.organizations)
    if full is not None:
        return same_organization(full, member.start, member.end)
    words = _words(article, member)
    if any(word_class(word) == "v" and word not in name_words().verbs for word in words[:-1]):
        return None
    inside = standing_in(article.regions, *member)
    place = next((each for each in inside if each.start == member.start and each.end < member.end), None)
    placed = place is not None and is_placed_name(_words(article, Span(place.end, member.end)))
    named = placed or is_name_like(name, words)
    return mention(member.start, name, name, role_of(name)) if named else None


def _words(article: Article, span: Span) -> list[str]:
    return Words(article.document.text, article.word_starts).within(*span)


def _signer(article: Article, intro: Span) -> OrganizationMention | None:
    """Return the one organisation that the line before the list or else the title names; None where it is not one."""
    for zone in (intro, Span(0, article.document.body_start)):
        named = distinct(standing_in(article.organizations, *zone))
        if len(named) == 1:
            return named[0]
    return None
