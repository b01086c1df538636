"""Which organisation a name means that only its slot between the parties gives away: 瑞衡 in 由某区与瑞衡签约."""

import re
from functools import cache

from schemas.records import Article, OrganizationMention, Span
from schemas.reference.organizations import bare_forms, name_words
from tasks.extract.organizations.mention import mention, same_organization
from tasks.extract.organizations.operator_names import group_of
from tasks.extract.organizations.short_names import legal_name_of
from tasks.extract.organizations.slots import is_name_like, is_placed_name, role_of
from tasks.extract.words import Words


def named_by_slot(article: Article, slot: Span) -> OrganizationMention | None:
    """Return the organisation that the words of the slot name, without what describes it; None where they name none."""
    described = _described().match(article.document.text, slot.start, slot.end - 1)
    start, end = described.end() if described is not None else slot.start, slot.end
    name = article.document.text[start:end]
    if any(person.name == name for person in article.persons):
        return None
    firm = legal_name_of(name, article.organizations)
    if firm is not None:
        return same_organization(firm, start, end)
    bare, operator = bare_forms().get(name), group_of(name)
    if bare is not None:
        return mention(start, name, bare.name, bare.role, bare.region_code)
    if operator is not None:
        return mention(start, name, operator.name, "operator", None, operator.name)
    if is_name_like(name, words_of(article, Span(start, end))) or _is_placed_name(article, start, end):
        return mention(start, name, name, role_of(name), _place_in(article, start, end))
    return None


@cache
def _described() -> re.Pattern[str]:
    """Return the pattern of what a firm is called before its name: 脐橙龙头企业 in 脐橙龙头企业赣橙源果业."""
    words = name_words()
    name = r"(?=[\u4e00-\u9fff]{2})"
    return re.compile(
        rf"(?:{'|'.join(words.countries)})(?=[A-Za-z])"
        rf"|[^，。；、]{{1,10}}(?:旗下|下属|所属|下辖)的?{name}|[^，。；、]{{0,10}}(?:{'|'.join(words.firm_sorts)}){name}"
    )


def _place_in(article: Article, start: int, end: int) -> str | None:
    """Return the code of the place whose name opens the stretch."""
    return next((each.region_code for each in article.regions if each.start == start and each.end < end), None)


def _is_placed_name(article: Article, start: int, end: int) -> bool:
    """Say whether the stretch is a place's name and what a firm's name goes on with: 自贡东方重锅."""
    place = next((each for each in article.regions if each.start == start and each.end < end), None)
    return place is not None and is_placed_name(words_of(article, Span(place.end, end)))


def words_of(article: Article, span: Span) -> list[str]:
    """Return the words of a stretch of the article."""
    return Words(article.document.text, article.word_starts).within(*span)
