"""Every organisation that a text names."""

import re

from schemas.records import Document, HomeRegion, OrganizationMention, RegionMention
from tasks.extract.organizations.ended_names import find_ended, without_partners
from tasks.extract.organizations.firm_names import CORE_TAIL, find_announcers, find_trade_names, firm_cores
from tasks.extract.organizations.government_names import find_governments
from tasks.extract.organizations.known_names import find_known
from tasks.extract.organizations.mention import mention, named_elsewhere, with_further, without_overlaps
from tasks.extract.organizations.operator_names import find_operators, further_branches
from tasks.extract.organizations.places import Places
from tasks.extract.organizations.references import find_references
from tasks.extract.organizations.short_names import affiliates, initials, short_names, united
from tasks.extract.organizations.standing_names import with_standing_names
from tasks.extract.words import Words

#: A body inside an organisation that signs for itself: 某公司党委. 党委书记 is a post.
_INNER_BODY = re.compile(r"(?:党委|工会|团委|党支部|党总支)(?!书记|副书记|委员|班子|成员|常委|主席|副主席|主任)")


def find_organizations(
    document: Document,
    words: Words,
    regions: tuple[RegionMention, ...],
    home: HomeRegion,
) -> tuple[OrganizationMention, ...]:
    """Return every organisation that the text names, in order and without overlaps.

    Words that stand for one (我市, 该校, 公司) are mentions of the organisation that they stand for. 市政府 is the
    government of the home of the text; without a home it is one of this text alone.
    """
    text, places = document.text, Places(document.text, regions, home)
    parties = [*find_operators(text, places), *find_governments(document.doc_id, text, places)]
    named = [
        *parties,
        *find_known(text),
        *without_partners(text, find_ended(text, words, places), parties),
        *find_announcers(text),
        *find_trade_names(text, words),
    ]
    kept = without_overlaps(named)
    branches = list(further_branches(text, places, kept))
    kept = without_overlaps([*branches, *kept]) if branches else kept
    kept = with_further(kept, _inner_bodies(text, kept))
    kept = with_further(kept, named_elsewhere(text, short_names(text, kept)))
    kept = with_further(kept, named_elsewhere(text, firm_cores(text, words, kept), CORE_TAIL))
    kept = with_further(kept, named_elsewhere(text, affiliates(kept)))
    kept = with_further(kept, named_elsewhere(text, initials(words, kept)))
    kept = united(tuple(with_standing_names(document.doc_id, words, places, kept)))
    return with_further(kept, find_references(document.doc_id, text, kept))


def _inner_bodies(text: str, found: tuple[OrganizationMention, ...]) -> list[OrganizationMention]:
    inner = []
    for each in found:
        body = _INNER_BODY.match(text, each.end)
        if body is not None:
            name = each.name + body.group()
            inner.append(mention(each.start, name, name, "other", each.region_code))
    return inner
