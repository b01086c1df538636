"""Which lines of an article are furniture of the page: headers, credits, notices, menus, lists of other articles."""

import re
from collections.abc import Sequence
from functools import cache

from schemas.reference.boilerplate import boilerplate
from tasks.clean.dates import DATE, TIME
from tasks.clean.offsets import TracedText

#: The longest header or credit line that was met is 70 characters; prose lines are longer or end in a full stop.
_MAX_NOTE = 90
_MAX_NOTICE = 70
_LONGEST_NOTICE = 300
#: What may be left of a header line beside its fields: the name of a paper or a person.
_MAX_RESIDUE = 12
_BRACKETS = "()（）[]【】〔〕「」<>《》“”\"'"
_SEPARATORS = re.compile(r"[\s|｜/·•:：,，、;；>»›\-—_=+*#~()（）\[\]【】〔〕]+")
#: A column may be called 5G; any other number in a row is a figure of a table.
_NETWORK = re.compile("[2-6][GC]", re.I)
_BAR = re.compile(r"\s[|｜‖]\s|[｜‖]")
_ITEM_SEPARATOR = re.compile(r"[\s|｜/‖·•>»›、\[\]【】]+")
_SENTENCE = re.compile("[。！？!?；;…](?=[”’」』）)]*(?:\\s|$|[\u4e00-\u9fff“]))")
#: Fields without a colon: counters, credits after 记者 and 编辑.
_BARE_FIELDS = re.compile(
    r"[0-9.]{1,8}[万亿]?\+?\s?(?:次|人|条)?(?:阅读|浏览|点击|评论|点赞|在看|转发|收藏)"
    r"|(?:阅读|浏览|点击|评论|点赞|在看|转发|收藏)\s?[0-9.]{1,8}[万亿w]?\+?\s?[次条人]?|https?://\S+"
    r"|(?:[一-鿿]{2,6})?(?:记者|通讯员|编辑|责编|校对|摄影|审核|文字|摄)[ /、][一-鿿·]{2,4}"
    r"(?:[ 、][一-鿿·]{2,4}){0,3}(?=\W|$)"
    r"|(?:发表|发布|刊登|刊载|更新|上传)[于在]|本[报网刊台]记者\s?[一-鿿·]{2,4}(?:[ 、][一-鿿·]{2,4}){0,3}"
    r"\s{0,3}(?:文[/／]?图|摄影?|/[文图]|文|图)?$"
)
#: What may stand beside fields but makes no field of a line.
_TRIMMINGS = re.compile(
    r"第?\s?[0-9A-Z]{1,4}\s?[版期](?:[：:]\S{1,8})?|[A-Z]?[0-9]{1,3}版|星期[一二三四五六日天]|周[一二三四五六日]|农历\S{2,8}|本[报网刊台](?:记者|讯)?|字号\s?[+-]?|[01]?[0-9]月[0-3]?[0-9]日"
)
#: Only fields that begin so take in a full stop; any other line with one is no note.
_BEFORE_A_STOP = ("http", "农历")
#: A residue with one of these is a sentence or a heading, not the name of a paper.
_NO_NAME = re.compile("在(?!线)|[将了的与和对为把被是有]|[签举召启发揭]")


def is_sentence(text: str) -> bool:
    """Tell whether a line is prose: long, or with the end of a sentence in it.

    Example:
        >>> is_sentence("双方签署协议。"), is_sentence("责任编辑：方木")
        (True, False)
    """
    return len(text) >= 60 or bool(_SENTENCE.search(text) and len(text) >= 6)


def is_heading_of_related(text: str) -> bool:
    """Tell whether a line stands over a list of other articles, or is such a list on one line."""
    match = _related_head().match(text)
    listed = match is not None and (not _SENTENCE.search(text[match.end() :]) or _BAR.search(text) is not None)
    return match is not None and (match.end() == len(text) or listed)


def is_note(text: str) -> bool:
    """Tell whether a line consists of fields, dates and buttons, but for the name of a paper or a person.

    Example:
        >>> is_note("2018-11-02 21:47 来源：云溪日报 记者 白小鹿"), is_note("云溪日报记者昨日获悉")
        (True, False)
    """
    return _is_name(_without_fields(text))


def is_bare_note(text: str) -> bool:
    """Tell whether a line consists of fields, dates and buttons and of nothing else."""
    return _without_fields(text) == ""


def _is_name(residue: str | None) -> bool:
    """Tell whether what is left of a line without its fields can be the name of a paper or a person, or is nothing."""
    return residue is not None and len(residue) <= _MAX_RESIDUE and not _NO_NAME.search(residue)


def is_notice(text: str) -> bool:
    """Tell whether a line is a legal notice, an invitation to follow, a path or the foot of a site."""
    if len(text) > _LONGEST_NOTICE:
        return False
    if _crumb().match(text) or _PICTURE.fullmatch(text):
        return True
    found = len(set(_notice().findall(text)))
    if not found:
        return False
    begins = bool(_notice().match(text.lstrip(_BRACKETS + " *>·●▲■◆※注：:")))
    return found >= 2 or len(text) <= _MAX_NOTICE or (begins and len(text) <= 200)


def is_menu(text: str) -> bool:
    """Tell whether a line is a row of short words without a verb, as menus are.

    Example:
        >>> is_menu("首页 | 要闻 | 运营商 | 算力"), is_menu("网络、算力、平台一起建")
        (True, False)
    """
    items = [item for item in _ITEM_SEPARATOR.split(text) if item]
    if all(item.casefold() in boilerplate().controls for item in items):
        return True
    if len(text) <= _MAX_NOTE and len(_BAR.findall(text)) >= 2 and not _SENTENCE.search(text):
        return True
    if sum(item[0].isdigit() and not _NETWORK.fullmatch(item) for item in items) >= 2:
        return False
    return len(items) >= 4 and all(len(item) <= 6 for item in items) and not _SENTENCE.search(text) and "、" not in text


def split_boilerplate(lines: Sequence[TracedText]) -> tuple[list[TracedText], list[TracedText]]:
    """Return the lines that are the article, and the notes and other furniture around them."""
    notices = [is_notice(line.text) for line in lines]
    prose = [n for n, line in enumerate(lines) if not notices[n] and is_sentence(line.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    kept: list[TracedText] = []
    dropped: list[TracedText] = []
    in_related = False
    for number, line in enumerate(lines):
        text = line.text
        if number > first and _REPLY.match(text):
            dropped += lines[number:]
            break
        in_related = is_heading_of_related(text) or (in_related and not is_sentence(text))
        at_edge = not first < number < last
        if in_related or notices[number] or _is_furniture(text, at_edge):
            dropped.append(line)
        else:
            kept.append(line)
    return kept, dropped


def _is_furniture(text: str, at_edge: bool) -> bool:
    residue = _without_fields(text)
    if residue == "" or _RULE.fullmatch(text):
        return True
    return at_edge and (_is_name(residue) or is_menu(text) or bool(_BARE_NUMBER.fullmatch(text)))


def _without_fields(text: str) -> str | None:
    """Return what is left of a line without its fields; None where it has none or is too long for a note."""
    if len(text) > _MAX_NOTE or ("。" in text and not any(word in text for word in _BEFORE_A_STOP)):
        return None
    rest = text
    for pattern in (DATE, TIME, _field(), _BARE_FIELDS):
        rest = pattern.sub(" ", rest)
    words = [word for word in _SEPARATORS.split(rest) if word]
    others = [word for word in words if word.casefold() not in boilerplate().controls]
    has_field = rest != text or len(words) - len(others) >= 2 or not others
    left = "".join(_SEPARATORS.sub("", _TRIMMINGS.sub("", word)) for word in others)
    return left if has_field and "。" not in left else None


#: What a forum writes over a reply.
_REPLY = re.compile(r"(?:[0-9]{1,4}\s?[#楼]|沙发|板凳|地板)\s?\S{0,20}\s?发表于")
_BARE_NUMBER = re.compile("[0-9]{1,6}")
_RULE = re.compile(r"[\W_]*")
_PICTURE = re.compile(r"[【\[(（]?(?:图片|组图|视频|资料图|配图|图|图片来源)[】\])）]?")


@cache
def _field() -> re.Pattern[str]:
    labels = "|".join(r"\s?".join(map(re.escape, label.replace(" ", ""))) for label in boilerplate().labels)
    more_names = "(?:[ 、][一-鿿]{2,3}(?=[ 、）)】]|$))*"
    return re.compile(
        rf"(?:(?<=[^一-鿿])|(?<=[0-9]日)|^)(?:{labels})\s?[：:丨｜|/／]\s?[^\s。，,；;|｜】）)\]]{{0,24}}{more_names}"
    )


@cache
def _related_head() -> re.Pattern[str]:
    heads = "|".join(re.escape(head) for head in boilerplate().related)
    firsts = re.escape("".join(sorted({head[0] for head in (*boilerplate().related, "更多")})))
    whole = rf"(?:{heads})(?:\W|$)|更多[一-鿿]{{2,8}}$|(?:{heads})[一-鿿]{{0,4}}$"
    return re.compile(rf"[\W_]{{0,4}}(?=[{firsts}])(?:{whole})")


@cache
def _crumb() -> re.Pattern[str]:
    crumbs = "|".join(re.escape(crumb) for crumb in boilerplate().crumbs)
    path = r"[一-鿿]{2,8}\s?(?:[>»›]{1,2}\s?[一-鿿A-Za-z0-9 ]{2,12}){1,6}[>»›]?$"
    return re.compile(rf"\W{{0,3}}(?:{crumbs})\s?(?:[：:是]|$)|{path}|首页\s?[/>»›]")


@cache
def _notice() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(notice) for notice in boilerplate().notices))
