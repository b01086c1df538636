"""The place that an agreement is for: that of the government in it, else that of the local party."""

import re
from collections.abc import Mapping
from dataclasses import replace

from schemas.records import Article, HomeRegion, OrganizationMention
from schemas.reference.organizations import known_forms
from schemas.reference.regions import gazetteer
from tasks.extract.located import starting_in

#: Where the groups have their seats and sign what is for no place in particular.
_CAPITAL = "110000"
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_OF_A_PROVINCE = re.compile(r"省(?!会)|分行$|电力公司$|电力有限公司$|铁路局$|管理局$")
#: 呼和浩特铁路局 has its seat in the city and its work in a whole region.
_SPANS_PROVINCES = re.compile(r"铁路局$")
#: 碾庄镇 and 运河街道 lie in what the article is at home in, which no table of towns has to say.
_TOWN = re.compile(r"(?:镇|乡|街道(?:办事处)?)(?:人民)?(?:政府)?$")
_LIES_IN = re.compile(r"(?:就?位于|地处|坐落[于在]|总部[位设]?[于在])")
_LOCAL = ("government", "zone")


def region_of(parties: tuple[OrganizationMention, ...], home: HomeRegion, venue: str | None = None) -> str | None:
    """Return the code of the place; None where the agreement is a national one or between places.

    Args:
        parties: the parties, each with the division it belongs to where the text tells.
        home: what the article is at home in, which places a local party that has no place in its name.
        venue: the city of the signing, which stands in where the home is a whole province.
    """
    local = _narrowest([p.region_code for p in parties if p.role in _LOCAL and p.region_code])
    if local is not None:
        return local
    if any(party.role in _LOCAL and party.region_code for party in parties):
        return None
    if any(party.role == "government" and _TOWN.search(party.canonical_name) for party in parties):
        return _narrowest_home(home)
    parties = tuple(party for party in parties if not _SPANS_PROVINCES.search(party.canonical_name))
    if any(party.operator and not party.region_code for party in parties):
        venue = None if venue == _CAPITAL else venue
        home = HomeRegion() if _narrowest_home(home) == _CAPITAL else home
    if venue is not None and any(_is_local(party) for party in parties):
        home = _with_venue(home, venue, [party.region_code for party in parties if party.region_code])
    mainland = _on_the_mainland(parties)
    parties = mainland if any(party.region_code for party in mainland) else parties
    placed = [
        party.region_code for party in parties if party.region_code and not party.operator and not _is_wide(party)
    ]
    wide = [party.region_code for party in parties if party.region_code and (party.operator or _is_wide(party))]
    unplaced = [party for party in parties if not _is_national(party) and (not party.region_code or _is_wide(party))]
    if placed:
        narrow = _narrowest_home(home)
        guests = narrow is not None and not any(_related(code, narrow) for code in placed)
        host = any(party.role == "enterprise" for party in unplaced if not party.region_code)
        at_home = narrow if (guests and host) or not _all_placed(parties) else None
        return at_home or _of_placed([*placed, *wide], home)
    if wide:
        code = _narrowest(wide)
        return _within(code, home, anywhere=bool(unplaced)) if code is not None else None
    return _narrowest_home(home) if unplaced else None


def seats_in(article: Article) -> dict[str, str]:
    """Return the divisions that the page says organisations lie in, by their ids: 银岭矿业位于克什克腾旗."""
    seats: dict[str, str] = {}
    for each in article.organizations:
        found = _LIES_IN.match(article.document.text, each.end)
        place = starting_in(article.regions, found.end(), found.end() + 1) if found is not None else ()
        code = place[0].region_code if place else None
        if code is not None and (each.region_code is None or each.region_code in gazetteer().lineage(code)):
            seats.setdefault(each.organization_id, code)
    return seats


def seated(parties: tuple[OrganizationMention, ...], seats: Mapping[str, str]) -> tuple[OrganizationMention, ...]:
    """Return the parties, each with the division that it lies in."""
    return tuple(
        replace(each, region_code=seats[each.organization_id]) if each.organization_id in seats else each
        for each in parties
    )


def _on_the_mainland(parties: tuple[OrganizationMention, ...]) -> tuple[OrganizationMention, ...]:
    """Return the parties without those of Hong Kong, Macau and Taiwan, where others sign with them on the mainland."""
    return tuple(p for p in parties if not (p.region_code or "").startswith(("71", "81", "82"))) or parties


def _is_wide(party: OrganizationMention) -> bool:
    """Say whether the party's place is a province: 安徽某某矿业有限公司 is at home somewhere in it."""
    code = party.region_code
    return code is not None and code.endswith("0000") and code not in _MUNICIPALITIES


def _is_local(party: OrganizationMention) -> bool:
    """Say whether the party is at home in one place: a school or a firm, not the branch of a province."""
    return not _is_national(party) and _OF_A_PROVINCE.search(party.canonical_name) is None


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


def _with_venue(home: HomeRegion, venue: str, codes: list[str]) -> HomeRegion:
    """Return the home with the city of the signing, where the article has no home of its own in that province."""
    lineage = gazetteer().lineage(venue)
    if home.prefecture or home.county:
        return home
    if home.province in lineage or (home.province is None and any(code in lineage for code in codes)):
        return HomeRegion(gazetteer().province_of(venue), gazetteer().prefecture_of(venue))
    return home


def _is_national(party: OrganizationMention) -> bool:
    known = party.canonical_name in known_forms() and party.role != "institution"
    return party.operator is not None or party.role == "vendor" or known


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
    of_province = code.endswith("0000") and code not in _MUNICIPALITIES
    return narrow if of_province or anywhere else code
