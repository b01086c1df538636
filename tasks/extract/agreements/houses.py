"""For which house a person stands: that of the post beside the name, a government for a 副市长 or 区长."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.records import Article, OrganizationMention, PersonMention, Span
from tasks.extract.home import meant_by_home
from tasks.extract.located import ending_in, last_before
from tasks.extract.organizations.mention import mention
from tasks.extract.organizations.places import government_of
from tasks.extract.persons import office_pattern, post_pattern

_OFFICIAL = re.compile(r"副?(?P<level>[省市区县州])长$")


#: Marks that no chain of posts goes beyond.
_NOT_IN_POSTS = "，。；\n"


class House(NamedTuple):
    """A house, and where the person stands for whom it is named."""

    start: int
    end: int
    organization: OrganizationMention


def officials(article: Article, zone: Span) -> Iterator[House]:
    """Yield the government of each 副市长 or 区长 of the zone beside whose post no organisation stands."""
    for person in article.persons:
        if zone.start <= person.start <= zone.end:
            party = _government(article, person)
            if party is not None:
                yield House(person.start, person.end, party)


def known_persons(article: Article, zone: Span) -> Iterator[House]:
    """Yield the houses of persons who stand in the zone by their names alone, their posts having been told before."""
    text = article.document.text[zone.start : zone.end]
    named = [person for person in article.persons if person.name in text]
    posts = {(person.start, person.end) for person in named}
    for person in named:
        for found in re.finditer(re.escape(person.name), text):
            start, end = zone.start + found.start(), zone.start + found.end()
            known = start > person.end and (start, end) not in posts
            house = owner_of(article, person) or _government(article, person) if known else None
            if house is not None:
                yield House(start, end, house)


def owner_of(article: Article, person: PersonMention) -> OrganizationMention | None:
    """Return the organisation whose post the person holds, where its name stands beside the post."""
    owner = last_before(article.organizations, person.start)
    if owner is None:
        return None
    gap = article.document.text[owner.end : person.start].removeprefix("的")
    return owner if gap == "" or office_pattern().fullmatch(gap) else None


def _government(article: Article, person: PersonMention) -> OrganizationMention | None:
    """Return the government of the place beside the post, else the one that the page names, else that of its home."""
    level = _OFFICIAL.search(person.post or "")
    if level is None:
        return None
    text = article.document.text
    clause = max(text.rfind(mark, 0, person.start) for mark in _NOT_IN_POSTS)
    for place in ending_in(article.regions, clause, person.start):
        between = text[place.end : person.start].removeprefix("委")
        if place.region_code and post_pattern().fullmatch(between):
            name = government_of(place.region_code)
            return mention(place.start, place.surface, name, "government", place.region_code)
    ending = level.group("level") + "人民政府"
    named = {each.canonical_name: each for each in article.organizations if each.canonical_name.endswith(ending)}
    if named:
        return next(iter(named.values())) if len(named) == 1 else None
    code = meant_by_home(article.home, level.group("level"))
    return mention(person.start, person.name, government_of(code), "government", code) if code is not None else None
