"""Counted lists of what was signed: 9个项目入驻某区签约，包括甲、乙、丙."""

import re
from collections import Counter

from schemas.records import Article, OrganizationMention, Span
from tasks.extract.agreements.coordination import Parties
from tasks.extract.agreements.triggers import Trigger
from tasks.extract.located import standing_in
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.places import government_of
from tasks.extract.organizations.slots import role_of

_COUNT = re.compile(r"(?:\d+|[一二三四五六七八九十]+)(?:个|家|项|大)[^，。；]{0,24}$")
_OPENS = re.compile(
    r"[^，。；：:]{0,8}[，,：:]?\s*(?:其中)?(?:主要)?(?:包括|包含|分别是|分别为|依次是|有|即|：|:)(?:了|：|:)?"
)
_CLOSES = re.compile(r"等(?=[\d一二三四五六七八九十多]*[个家项]|项目|企业|平台|公司|单位|机构|[，。；]|$)|[。；;！\n]")
_FIELDS_NOT_FIRMS = re.compile(r"等?(?:多个)?(?:领域|方面|产业|行业|内容|方向)$")
_COMMA = re.compile(r"[，,]")
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·（）()“”+?]{2,32}")
_SPLIT = re.compile(r"、|以及|(?<=[\u4e00-\u9fffA-Za-z0-9]{2})和(?=[^、]{3,}$)(?![^、]*(?:局|厅|委|委员会)$)")


def listed_groups(article: Article, veiled: str, sentence: Span, trigger: Trigger) -> tuple[Parties, ...]:
    """Return a pair of the host and each member of the list that follows a counted signing; empty without one."""
    if not _COUNT.search(veiled, sentence.start, trigger.start):
        return ()
    items = _items(article, veiled, trigger)
    host = _host(article, Span(sentence.start, _opening(veiled, trigger))) if len(items) > 1 else None
    return tuple((host, item) for item in items if host is not None and item.name != host.name)


def _opening(veiled: str, trigger: Trigger) -> int:
    """Return where the list that follows the signing begins."""
    opening = _OPENS.match(veiled, trigger.end)
    return opening.end() if opening is not None else trigger.end


def _items(article: Article, veiled: str, trigger: Trigger) -> list[OrganizationMention]:
    opening = _OPENS.match(veiled, trigger.end)
    if opening is None:
        return []
    closing = _CLOSES.search(veiled, opening.end())
    stop = closing.start() if closing else len(veiled)
    comma = _COMMA.search(veiled, opening.end(), stop)
    stop = comma.start() if comma else stop
    if _FIELDS_NOT_FIRMS.search(veiled[opening.end() : stop + 6].split("，", maxsplit=1)[0]):
        return []
    return list(_members(article, opening.end(), stop))


def _members(article: Article, start: int, stop: int) -> list[OrganizationMention]:
    text = article.document.text
    known = {(each.start, each.end): each for each in article.organizations}
    members, at = [], start
    for part in _SPLIT.split(text[start:stop]):
        at = text.index(part, at)
        name = part.strip()
        if _ITEM.fullmatch(name) and not name.endswith(("项目", "领域", "产业", "方面")):
            members.append(known.get((at, at + len(name))) or mention(at, name, name, role_of(name)))
        at += len(part)
    return members


def _host(article: Article, clause: Span) -> OrganizationMention | None:
    """Return the partner after 与, the zone or government of the clause, else the one that the article names most."""
    partners = standing_in(article.organizations, *clause)
    if len({each.organization_id for each in partners}) == 1:
        return partners[0]
    hosts = [each for each in article.organizations if each.role in ("zone", "government")]
    named = [each for each in hosts if clause.start <= each.start and each.end <= clause.end]
    if named:
        return named[-1]
    places = standing_in(article.regions, *clause)
    if places and (code := places[-1].region_code):
        return mention(places[-1].start, places[-1].surface, government_of(code), "government", code)
    counts = Counter(each.organization_id for each in hosts)
    if not counts:
        return None
    most = max(counts, key=lambda each: (counts[each], -next(h.start for h in hosts if h.organization_id == each)))
    return next(each for each in hosts if each.organization_id == most)
