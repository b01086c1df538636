"""The place that an agreement is for: that of the government in it, else that of the local party."""

from schemas.records import HomeRegion, OrganizationMention
from schemas.reference.regions import gazetteer

_LOCAL = ("government", "zone")


def region_of(parties: tuple[OrganizationMention, ...], home: HomeRegion) -> str | None:
    """Return the code of the place; None where the agreement is a national one or between places.

    Args:
        parties: the parties, each with the division it belongs to where the text tells.
        home: what the article is at home in, which places a local party that has no place in its name.
    """
    local = _narrowest([p.region_code for p in parties if p.role in _LOCAL and p.region_code])
    if local is not None:
        return local
    if any(party.role in _LOCAL and party.region_code for party in parties):
        return None
    others = [party for party in parties if party.region_code and not party.operator]
    branches = [party for party in parties if party.region_code and party.operator]
    unplaced = [party for party in parties if not party.region_code and not _is_national(party)]
    for group in (others, branches):
        code = _narrowest([party.region_code for party in group if party.region_code])
        if code is not None:
            return _at_home(code, home) if unplaced or group is branches else code
        if group:
            return _narrowest_home(home)
    return _narrowest_home(home) if unplaced else None


def _is_national(party: OrganizationMention) -> bool:
    return party.operator is not None or party.role == "vendor"


def _narrowest(codes: list[str]) -> str | None:
    """Return the code that lies in all the others; None where two lie apart."""
    if not codes:
        return None
    narrowest = max(codes, key=lambda code: len(gazetteer().lineage(code)))
    return narrowest if all(code in gazetteer().lineage(narrowest) for code in codes) else None


def _narrowest_home(home: HomeRegion) -> str | None:
    return home.county or home.prefecture or home.province


def _at_home(code: str, home: HomeRegion) -> str:
    """Return the home where it lies in the place of the branch, as the local party is there; else the place."""
    narrow = _narrowest_home(home)
    return narrow if narrow is not None and code in gazetteer().lineage(narrow) else code
