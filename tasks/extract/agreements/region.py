"""The place that an agreement is for: that of the government in it, else that of the local party."""

from schemas.records import HomeRegion, OrganizationMention
from schemas.reference.organizations import known_forms
from schemas.reference.regions import gazetteer

_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
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
    codes = [party.region_code for party in parties if party.region_code]
    if codes:
        code = _narrowest(codes)
        return _within(code, home) if code is not None else None
    return _narrowest_home(home) if any(not _is_national(party) for party in parties) else None


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


def _within(code: str, home: HomeRegion) -> str:
    """Return the home where it lies in the province of a party's name, as the party is there; else the code."""
    narrow = _narrowest_home(home)
    if narrow is None or not code.endswith("0000") or code in _MUNICIPALITIES:
        return code
    return narrow if code in gazetteer().lineage(narrow) else code
