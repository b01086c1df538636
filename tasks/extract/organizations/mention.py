"""One organisation named at one place of a text."""

import hashlib
from dataclasses import replace

from schemas.records import OrganizationMention
from schemas.vocabulary import Operator, Role


def organization_id(canonical_name: str) -> str:
    """Return the id of an organisation: the same wherever and however often it is named.

    Example:
        >>> organization_id("山东移动") == organization_id("山东移动")
        True
    """
    return "org-" + hashlib.sha256(canonical_name.encode()).hexdigest()[:12]


def mention(
    start: int,
    name: str,
    canonical_name: str,
    role: Role,
    region_code: str | None = None,
    operator: Operator | None = None,
) -> OrganizationMention:
    """Return the mention of an organisation whose name, as written, starts at ``start``."""
    return OrganizationMention(
        start=start,
        end=start + len(name),
        name=name,
        canonical_name=canonical_name,
        organization_id=organization_id(canonical_name),
        role=role,
        operator=operator,
        region_code=region_code,
    )


def same_organization(found: OrganizationMention, start: int, end: int) -> OrganizationMention:
    """Return another place where the text names the organisation, there by a word that does not stand alone."""
    return replace(found, start=start, end=end)


def without_overlaps(found: list[OrganizationMention]) -> tuple[OrganizationMention, ...]:
    """Return the mentions that no longer one overlaps, in the order of the text; of equals the first given."""
    kept: list[OrganizationMention] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda each: each.start - each.end):
        positions = range(each.start, each.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))
