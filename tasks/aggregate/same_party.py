"""Whether two pages mean the same party: 山东移动 and 中国移动, 海澜云 and 北京海澜云数据科技股份有限公司.

Only to be asked of agreements that something else ties together. By itself 海澜云 may be several firms.
"""

import re
from collections.abc import Sequence
from functools import cache

from schemas.records import PartyFinding
from schemas.reference.regions import gazetteer

_LEGAL_FORM = re.compile(
    r"(?:[（(]?(?:集团|控股)[）)]?)*(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团)$"
)
_LONGEST_PLACE = 8
_SHORTEST_STEM = 2


def same_party(one: PartyFinding, other: PartyFinding) -> bool:
    """Say whether the two can be one party: the same organisation, a group and its branch, a firm's short name."""
    if one.organization_id == other.organization_id:
        return True
    if one.operator or other.operator:
        return one.operator == other.operator and one.operator in (one.canonical_name, other.canonical_name)
    if "government" in (one.role, other.role):
        return False
    if not {*one.aliases}.isdisjoint(other.aliases) or _is_short_for(one.canonical_name, other.canonical_name):
        return True
    return one.role == other.role == "institution" and _abbreviates(one.canonical_name, other.canonical_name)


def matched(few: Sequence[PartyFinding], many: Sequence[PartyFinding]) -> list[tuple[PartyFinding, PartyFinding]]:
    """Return those of the few that are among the many, each with its match; the same organisations first."""
    pairs: list[tuple[PartyFinding, PartyFinding]] = []
    left = list(many)
    for party in few:
        same = next((each for each in left if each.organization_id == party.organization_id), None)
        if same is not None:
            pairs.append((party, same))
            left.remove(same)
    for party in few:
        alike = next((each for each in left if same_party(party, each)), None)
        if alike is not None and all(party is not known for known, _ in pairs):
            pairs.append((party, alike))
            left.remove(alike)
    return pairs


def blocks(party: PartyFinding) -> tuple[str, ...]:
    """Return keys of which any two names of one party share at least one; only what shares a key is compared."""
    if party.operator:
        return (party.operator,)
    if party.role == "government":
        return (party.organization_id,)
    starts = {_stem(name)[1][:_SHORTEST_STEM] for name in (party.canonical_name, *party.aliases)}
    place, stem = _stem(party.canonical_name)
    return (*sorted(starts), place + stem[-1]) if party.role == "institution" else tuple(sorted(starts))


def _is_short_for(one: str, other: str) -> bool:
    (place, stem), (other_place, other_stem) = _stem(one), _stem(other)
    short, full = sorted((stem, other_stem), key=len)
    if place and other_place and place != other_place:
        return False
    return len(short) >= _SHORTEST_STEM and full.startswith(short)


def _abbreviates(one: str, other: str) -> bool:
    """Say whether one name holds the characters of the other in their order: 南康区第一人民医院 and 南康区一医院."""
    (place, stem), (other_place, other_stem) = _stem(one), _stem(other)
    short, full = sorted((stem, other_stem), key=len)
    rest = iter(full)
    same_end = len(short) > _SHORTEST_STEM and short[-1] == full[-1]
    return place == other_place and same_end and all(character in rest for character in short)


@cache
def _stem(name: str) -> tuple[str, str]:
    """Return the innermost place that a name opens with, if any, and the rest without the legal form.

    Example:
        >>> _stem("北京海澜云数据科技股份有限公司"), _stem("海澜云")
        (('北京', '海澜云数据科技'), ('', '海澜云'))
    """
    words = _LEGAL_FORM.sub("", name) or name
    for length in range(min(_LONGEST_PLACE, len(words) - _SHORTEST_STEM), 1, -1):
        if words[:length] in gazetteer().names:
            inner, stem = _stem(words[length:])
            return inner or words[:length].removesuffix("市").removesuffix("省"), stem
    return "", words
