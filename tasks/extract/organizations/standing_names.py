"""Names that stand on their own: 市人民医院 on a page of 丽水 is 丽水市人民医院, and its 经开区管委会 is 丽水经开区."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from schemas.records import OrganizationMention
from schemas.reference.organizations import name_words
from schemas.reference.regions_zones import LONG_FORMS, zones
from tasks.extract.organizations.mention import unnamed
from tasks.extract.organizations.places import Places, short_name_of, standing_name_of
from tasks.extract.words import Words
from tasks.identity import stable_id

_LEVELS = ("省", "市", "州", "盟", "区", "县", "旗")
_UNIT_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff]{2})[省市](?=经开区|高新区|经济开发区|高新技术产业园区)")
#: 我市, 该公司, 双方 mean somebody only beside the words before them; 市政府 and 县医院 mean one only on their page.
_OF_THE_PAGE = re.compile(
    r"[我本该此]|这[家所]|双方|后者|它|(?:公司|集团|学校|医院|园区|企业|协会|实验室|校|院|司)$|[省市州盟区县旗](?=[委政府人第一二三中大里])"
)


def with_standing_names(
    document_id: str, words: Words, places: Places, found: Iterable[OrganizationMention]
) -> Iterator[OrganizationMention]:
    """Yield the mentions, each with a canonical name that means the same organisation on any page.

    Of what has no such name, as 市人民医院 on a page without a home, the id is one of the document alone.
    """
    named = [_of_home(document_id, words, places, each) for each in found]
    of_page = {each.canonical_name: each.region_code for each in named if each.role == "zone"}
    for each in named:
        yield _zone_of_home(document_id, places, each, of_page) if each.canonical_name in name_words().zones else each


def stands_alone(surface: str) -> bool:
    """Say whether the words name an organisation also outside of their page.

    Example:
        >>> stands_alone("丽水市政府"), stands_alone("市政府"), stands_alone("该公司")
        (True, False, False)
    """
    return _OF_THE_PAGE.match(surface) is None and surface not in name_words().zones


def _of_home(document_id: str, words: Words, places: Places, each: OrganizationMention) -> OrganizationMention:
    """Return the mention with 省, 市 or 县 at the head of its name made that of the home, a zone in its short form."""
    if each.role == "zone":
        name = _zone(places, each)
        return _renamed(each, name, each.region_code or zones().get(_without_body(each.name)) or zones().get(name))
    inner = places.in_brackets_after(each.end)
    if inner is not None and each.role in ("institution", "enterprise"):
        return _renamed(each, each.canonical_name, inner)
    level = each.name[0]
    of_home = each.role != "government" and level in _LEVELS and words.ends(each.start + 1)
    if not of_home or _is_placed(places, each):
        return each
    code = places.home_at(level)
    if code is None:
        return unnamed(each.start, each.name, each.canonical_name, each.role, document_id)
    return _renamed(each, standing_name_of(code) + each.canonical_name[1:], code)


def _zone(places: Places, each: OrganizationMention) -> str:
    """Return the name of the zone without its body, in its short form, with the innermost of its places alone."""
    inner = places.starting_at(each.start) if each.name == each.canonical_name else None
    name = _without_body(each.canonical_name[inner.start - each.start :] if inner is not None else each.canonical_name)
    for long_form, short_form in LONG_FORMS.items():
        name = name.removesuffix(long_form) + short_form if name.endswith(long_form) else name
    return _UNIT_INSIDE.sub("", name)


def _without_body(name: str) -> str:
    for body in name_words().zone_bodies:
        name = name.removesuffix(body) if len(name) > len(body) + 2 else name
    return name


def _zone_of_home(
    document_id: str, places: Places, each: OrganizationMention, of_page: Mapping[str, str | None]
) -> OrganizationMention:
    """Return the one zone of the page whose name 新区 or 高新区 ends, else that of the page's home."""
    full = [name for name in of_page if name != each.canonical_name and name.endswith(each.canonical_name)]
    if len(full) == 1:
        return _renamed(each, full[0], of_page[full[0]])
    if _is_placed(places, each):
        return each
    if not full and places.home is not None:
        return _renamed(each, short_name_of(places.home) + each.canonical_name, places.home)
    return unnamed(each.start, each.name, each.canonical_name, each.role, document_id)


def _is_placed(places: Places, each: OrganizationMention) -> bool:
    return places.ending_at(each.start) is not None or places.starting_at(each.start) is not None


def _renamed(found: OrganizationMention, name: str, region_code: str | None) -> OrganizationMention:
    if (name, region_code) == (found.canonical_name, found.region_code):
        return found
    return replace(found, canonical_name=name, organization_id=stable_id("o", name), region_code=region_code)
