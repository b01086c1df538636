"""Firms and institutes that news calls by a short name: 华为, 中国电子, 阿里云."""

import re
from collections.abc import Iterator

from schemas.records import OrganizationMention
from schemas.reference.organizations import known_forms
from tasks.extract.organizations.mention import mention
from tasks.extract.wanted import Wanted

_FORMS = Wanted(known_forms)

#: 华为's 为 is also a preposition, but no other word ends in 华 before it; 中国电子 opens 中国电子商务.
_GOES_ON = re.compile(r"商务|政务|竞技|学会|元件|信息行业|工业协会|报|商|烟|商会|制造|标准")


def find_known(text: str) -> Iterator[OrganizationMention]:
    """Yield every frequent organisation that the text names by one of its forms."""
    for start, end in _FORMS.longest(text):
        form = text[start:end]
        if form == "中国电子" and _GOES_ON.match(text, end):
            continue
        known = known_forms()[form]
        yield mention(start, form, known.name, known.role, known.region_code)
