"""Where each field of an agreement was read from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from schemas.records import Article, FieldSpan, OrganizationMention, Span
from schemas.reference.regions import gazetteer
from tasks.extract.agreements.merge import Case
from tasks.extract.organizations.standing_names import stands_alone


class Place(Protocol):
    """Anything that stands at a place of the text."""

    @property
    def start(self) -> int: ...  # noqa: D102 - offsets as everywhere
    @property
    def end(self) -> int: ...  # noqa: D102


def field_spans(sources: Mapping[str, Iterable[Place | None]]) -> Iterator[FieldSpan]:
    """Yield the places of each field, each once; what has no words of its own has no place.

    Args:
        sources: by the name of the field what its value was read from.
    """
    for field, places in sources.items():
        spans = [(place.start, place.end) for place in places if place is not None]
        for start, end in dict.fromkeys(spans) if len(spans) > 1 else spans:
            if start < end:
                yield FieldSpan(field, start, end)


def place_of_region(article: Article, case: Case, code: str | None) -> Span | None:
    """Return the words that give the agreement its region: a party of it, else the first that name it or lie in it."""
    if code is None:
        return None
    for party in case.parties:
        if party.region_code == code:
            return Span(party.start, party.end)
    for place in article.regions:
        if place.region_code is not None and code in gazetteer().lineage(place.region_code):
            return Span(place.start, place.end)
    return None


def names_of(article: Article, party: OrganizationMention) -> set[str]:
    """Return all names by which the article calls the party that mean it outside of the article too."""
    text = article.document.text
    same = [each for each in article.organizations if each.organization_id == party.organization_id]
    surfaces = {party.name, *(text[each.start : each.end] for each in same)}
    if party.role == "government" and party.region_code is not None:
        return {surface for surface in surfaces if _names_place(surface, party.region_code)}
    return {surface for surface in surfaces if stands_alone(surface)}


def _names_place(surface: str, code: str) -> bool:
    region = gazetteer().region(code)
    return region is not None and region.short_name in surface
