"""One organisation named at one place of a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from schemas.records import OrganizationMention
from schemas.vocabulary import Operator, Role
from tasks.identity import stable_id


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
        organization_id=_id_of(canonical_name),
        role=role,
        operator=operator,
        region_code=region_code,
    )


@lru_cache(maxsize=4096)
def _id_of(canonical_name: str) -> str:
    return stable_id("o", canonical_name)


def unnamed(start: int, name: str, canonical_name: str, role: Role, document_id: str) -> OrganizationMention:
    """Return the mention of an organisation that only its own document knows: 我市 of a page that names no city."""
    found = mention(start, name, canonical_name, role)
    return replace(found, organization_id=stable_id("o", canonical_name, document_id))


def named_elsewhere(
    text: str, called: Iterable[tuple[OrganizationMention, str]], tail: str = ""
) -> Iterator[OrganizationMention]:
    """Yield every place where the text calls an organisation by a word, with a tail behind it if there is one.

    Args:
        text: the text.
        called: mentions of organisations, each with a word for it; what a text says again and again is sought once.
        tail: the pattern of what may follow the word and belongs to the name.
    """
    sought = set()
    for each, word in called:
        key = (word, each.name, each.organization_id, each.role, each.region_code)
        if word and key not in sought:
            sought.add(key)
            if word in text:
                hits = re.finditer(re.escape(word) + tail, text)
                yield from (same_organization(each, *hit.span()) for hit in hits)


def same_organization(found: OrganizationMention, start: int, end: int) -> OrganizationMention:
    """Return another place where the text names the organisation, there by a word that does not stand alone."""
    return replace(found, start=start, end=end)


def with_further(
    kept: tuple[OrganizationMention, ...], further: Iterable[OrganizationMention]
) -> tuple[OrganizationMention, ...]:
    """Return mentions of which none overlaps another together with further ones, the longer before the shorter.

    Of equals the one that was there stands.
    """
    new = list(further)
    return without_overlaps([*kept, *new]) if new else kept


def without_overlaps(found: list[OrganizationMention]) -> tuple[OrganizationMention, ...]:
    """Return the mentions that no longer one overlaps, in the order of the text; of equals the first given."""
    kept: list[OrganizationMention] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda each: each.start - each.end):
        positions = range(each.start, each.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(each)
    return tuple(sorted(kept, key=attrgetter("start")))
