"""The place that an agreement is for: that of the government in it, else that of the local party."""

from schemas.records import HomeRegion, OrganizationMention
from schemas.reference.organizations import known_forms
from schemas.reference.regions import gazetteer

_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_LOCAL = ("government", "zone")


def region_of(parties: tuple[OrganizationMention, ...], home: HomeRegion, venue: str | None = None) -> str | None:
    """Return the code of the place; None where the agreement is a national one or between places.

    Args:
        parties: the parties, each with the division it belongs to where the text tells.
        home: what the article is at home in, which places a local party that has no place in its name.
        venue: the city of the signing, which stands in where the home is a whole province.
    """
    home = _with_venue(home, venue)
    local = _narrowest([p.region_code for p in parties if p.role in _LOCAL and p.region_code])
    if local is not None:
        return local
    if any(party.role in _LOCAL and party.region_code for party in parties):
        return None
    placed = [party.region_code for party in parties if party.region_code and not party.operator]
    branches = [party.region_code for party in parties if party.region_code and party.operator]
    unplaced = [party for party in parties if not party.region_code and not _is_national(party)]
    if placed:
        at_home = None if _all_placed(parties) else _narrowest_home(home)
        return at_home or _of_placed([*placed, *branches], home)
    if branches:
        code = _narrowest(branches)
        return _within(code, home, anywhere=bool(unplaced)) if code is not None else None
    return _narrowest_home(home) if unplaced else None


def _all_placed(parties: tuple[OrganizationMention, ...]) -> bool:
    """Say whether each zone has a place in its name; one without is a zone of the place that the article is about."""
    return all(party.region_code for party in parties if party.role == "zone")


def _of_placed(codes: list[str], home: HomeRegion) -> str | None:
    """Return the narrowest of the places; of places that lie apart the one that the article is at home in."""
    code = _narrowest(codes)
    if code is not None:
        return _within(code, home, anywhere=False)
    narrow = _narrowest_home(home)
    at_home = [each for each in codes if narrow is not None and _related(each, narrow)]
    return _narrowest(at_home)


def _related(one: str, other: str) -> bool:
    return one in gazetteer().lineage(other) or other in gazetteer().lineage(one)


def _with_venue(home: HomeRegion, venue: str | None) -> HomeRegion:
    if venue is None or home.prefecture or home.county or home.province not in gazetteer().lineage(venue):
        return home
    return HomeRegion(home.province, gazetteer().prefecture_of(venue))


def _is_national(party: OrganizationMention) -> bool:
    return party.operator is not None or party.role == "vendor" or party.canonical_name in known_forms()


def _narrowest(codes: list[str]) -> str | None:
    """Return the code that lies in all the others; None where two lie apart."""
    if not codes:
        return None
    narrowest = max(codes, key=lambda code: len(gazetteer().lineage(code)))
    return narrowest if all(code in gazetteer().lineage(narrowest) for code in codes) else None


def _narrowest_home(home: HomeRegion) -> str | None:
    return home.county or home.prefecture or home.province


def _within(code: str, home: HomeRegion, anywhere: bool) -> str:
    """Return the home where it lies in the place, as the local party is there; else the place.

    A party's name often holds its province only; ``anywhere`` lets a narrower home stand for a city too.
    """
    narrow = _narrowest_home(home)
    if narrow is None or code not in gazetteer().lineage(narrow):
        return code
    is_wide = code.endswith("0000") and code not in _MUNICIPALITIES
    return narrow if is_wide or anywhere else code
